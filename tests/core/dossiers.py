"""Small dossiers on the shipped guide, for the rules that read them."""

from __future__ import annotations

from typing import Any

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import Cell, library
from dmn_desktop.core.guide import Guide
from dmn_desktop.core.records import Answer, Candidate, Project, Structure
from dmn_desktop.core.vocabulary import AnswerState, Kept

GUIDE = Guide(library().forms)


def answered(candidate: str | None, cell: str, **values: Any) -> Answer:
    """An answer to a cell; answered unless another state is given."""
    return Answer.model_validate(
        {
            "id": Answer.id_for("p", candidate, cell),
            "project_id": "p",
            "candidate_id": candidate,
            "cell": cell,
            "state": AnswerState.ANSWERED,
            **values,
        }
    )


def dossier(*answers: Answer, candidates: int = 1, **values: Any) -> Dossier:
    """A project with candidates « c1 », « c2 »… all compared, and these answers."""
    return Dossier(
        structure=Structure(id="s", name="Cabinet"),
        guide=values.pop("guide", GUIDE),
        project=values.pop(
            "project", Project(id="p", number=3, need="Moins de fractures oubliées")
        ),
        candidates=tuple(
            Candidate(id=f"c{n}", project_id="p", position=n, name=f"Dispositif {n}", kept=Kept.YES)
            for n in range(1, candidates + 1)
        ),
        answers={(a.candidate_id, a.cell): a for a in answers},
        **values,
    )


def all_answered(question: str, candidate: str, **values: Any) -> list[Answer]:
    """An answer to each cell of a question."""
    return [answered(candidate, cell.id, **values) for cell in GUIDE.by_id[question].cells]


def cell(cell_id: str) -> Cell:
    return GUIDE.cells[cell_id]
