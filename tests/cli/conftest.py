"""Registers for the commands to work on."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from dmn_desktop.core.forms import Library
from dmn_desktop.core.records import Structure
from dmn_desktop.services import answers, candidates, projects
from dmn_desktop.services import register as registers


@pytest.fixture
def path(tmp_path: Path, library: Library) -> Path:
    """A register with one project, two candidates and two questions to ask the first."""
    register = registers.create(tmp_path / "r.dmn", Structure(name="Cabinet d’essai"))
    with contextlib.closing(register):
        project = projects.create(register, library, "Oublier moins de fractures")
        dossier = projects.load(register, library, project.id)
        first, _ = candidates.add_several(register, dossier, ["Ostalis Fracture", "Radivo"])
        dossier = projects.load(register, library, project.id)
        for cell in ("q3_a", "q3_b"):
            answer = answers.answer_or_new(dossier, first.id, cell)
            dossier = answers.set_to_ask(register, dossier, answer)
    return tmp_path / "r.dmn"


@pytest.fixture
def several(path: Path, library: Library) -> Path:
    """The same register with a second project."""
    with contextlib.closing(registers.open_file(path)) as register:
        projects.create(register, library, "Voir les lésions de la peau")
    return path
