"""« dmn print » for the papers of a device, by its number."""

from __future__ import annotations

from pathlib import Path

from tests.cli.console import Captured, refused, said


def test_the_sheet_and_the_reminder_of_a_device_are_printed(
    tmp_path: Path, capsys: Captured
) -> None:
    register = tmp_path / "r.dmn"
    said("new", register, "--example", "--type", "etablissement")
    said("print", register, "fiche", "DMN-07", "--out", tmp_path)
    said("print", register, "aide-memoire", "7", "--out", tmp_path / "memo.pdf")
    assert (tmp_path / "DMN-07 Fiche – Ostalis Fracture.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "memo.pdf").read_bytes().startswith(b"%PDF")
    unknown = refused(capsys, "print", register, "fiche", "DMN-99", "--out", tmp_path)
    assert "pas de DMN-99" in unknown
    assert "DMN-07 ou 7" in refused(capsys, "print", register, "fiche", "--out", tmp_path)
