"""What a cell of the grid says of an answer."""

from __future__ import annotations

from dmn_desktop.core.records import Answer
from dmn_desktop.core.vocabulary import AnswerState, NotApplicable
from dmn_desktop.ui.pages.project.grid_cells import grid_cell
from tests.exports.samples import empty_dossier


def test_the_reason_under_sans_objet_begins_a_sentence() -> None:
    dossier = empty_dossier(1)
    (candidate,) = dossier.compared
    cell = dossier.guide.cells["q3_a"]
    answer = Answer(
        project_id=dossier.project.id,
        candidate_id=candidate.id,
        cell=cell.id,
        state=AnswerState.NOT_APPLICABLE,
        no_object=NotApplicable.NO_PATIENT_DATA,
    )
    shown = grid_cell(dossier.with_answer(answer), candidate, cell)
    assert shown.badge is not None
    assert shown.badge.text == "Sans objet"
    assert shown.text == "Pas de donnée patient"
