"""Papers about incidents from the console."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.console import Captured, refused, said


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("console") / "r.dmn"
    said("new", path, "--type", "etablissement", "--example")
    return path


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("incident", "I-2026-04"), "I-2026-04 Incident.pdf"),
        (("suspension", "i-2026-4"), "I-2026-04 Suspension.pdf"),
        (("incidents-annee", "2026"), "Incidents 2026.pdf"),
        (("violations",), "Violations de données.pdf"),
        (("plan-actions",), "Plan d’actions.pdf"),
        (("incidents-xlsx",), "Incidents.xlsx"),
        (("plan-actions-xlsx",), "Plan d’actions.xlsx"),
    ],
)
def test_each_paper_is_written_under_its_name(
    words: tuple[str, ...], name: str, register: Path, tmp_path: Path
) -> None:
    said("print", register, *words, "--out", tmp_path)
    assert (tmp_path / name).stat().st_size > 1_000


@pytest.mark.parametrize("words", [("incident",), ("incident", "I-2026-99"), ("suspension", "4")])
def test_an_incident_that_is_not_named_gets_the_list(
    words: tuple[str, ...], register: Path, tmp_path: Path, capsys: Captured
) -> None:
    error = refused(capsys, "print", register, *words, "--out", tmp_path)
    assert "I-2026-01, I-2026-02, I-2026-03, I-2026-04" in error
