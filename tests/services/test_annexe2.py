"""An annexe 2 table read back becomes the practice's own judgement, line by line."""

from pathlib import Path

import openpyxl
import pytest

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.forms import Library
from dmn_desktop.core.records import Assessment, Candidate
from dmn_desktop.core.vendor_return import LineStatus
from dmn_desktop.core.vocabulary import Judgement, Kept
from dmn_desktop.exports.xlsx.annexe2 import write_annexe2
from dmn_desktop.services import projects
from dmn_desktop.services import register as actions
from dmn_desktop.services.annexe2 import accept, review
from dmn_desktop.store.database import Register


class Desk:
    """A project with one compared candidate and one line that is already judged."""

    def __init__(self, register: Register, library: Library, folder: Path) -> None:
        self.register, self.library = register, library
        self.path = folder / "annexe 2.xlsx"
        self.project = projects.create(register, library, "Lire la nuit")
        self.candidate = Candidate(
            project_id=self.project.id, position=1, name="Ostalis", kept=Kept.YES
        )
        actions.save(register, self.candidate, "candidat")
        self.judge(7, Judgement.DISCUSS, "Personne la nuit")
        write_annexe2(self.dossier, self.path)

    @property
    def dossier(self) -> Dossier:
        return projects.load(self.register, self.library, self.project.id)

    def judge(self, row: int, judgement: Judgement, line: str) -> None:
        made = Assessment(
            id=Assessment.id_for(self.candidate.id, row),
            project_id=self.project.id,
            candidate_id=self.candidate.id,
            row=row,
            judgement=judgement,
            line=line,
        )
        actions.save(self.register, made, "appréciation")

    def stored(self) -> dict[int, tuple[Judgement, str]]:
        return {a.row: (a.judgement, a.line) for a in self.dossier.assessments}

    def type(self, row: int, judgement: str | None, line: str | None) -> None:
        """What somebody writes in the spreadsheet."""
        book = openpyxl.load_workbook(self.path)
        sheet = book.worksheets[0]
        found = next(r for r in sheet.iter_rows(min_row=5) if r[0].value == row)
        found[3].value, found[4].value = judgement, line
        book.save(self.path)


@pytest.fixture
def desk(register: Register, library: Library, tmp_path: Path) -> Desk:
    return Desk(register, library, tmp_path)


def test_chosen_lines_are_kept_as_one_step(desk: Desk) -> None:
    desk.type(1, "Convient", "Adultes seulement")
    desk.type(7, "Bloquant", "Personne ne relit")
    found = review(desk.dossier, desk.path)
    changed = [line for line in found.lines if line.can_be_accepted]
    assert [line.status for line in changed] == [LineStatus.NEW, LineStatus.REPLACES]
    accept(desk.register, desk.dossier, found, changed)
    assert desk.stored() == {
        1: (Judgement.SUITS, "Adultes seulement"),
        7: (Judgement.BLOCKING, "Personne ne relit"),
    }
    assert actions.undo(desk.register) == "annexe 2 reprise du tableur (2 lignes)"
    assert desk.stored() == {7: (Judgement.DISCUSS, "Personne la nuit")}


def test_emptied_cell_takes_nothing_away(desk: Desk) -> None:
    desk.type(7, None, None)
    found = review(desk.dossier, desk.path)
    assert not any(line.can_be_accepted for line in found.lines)
    desk.type(7, "Convient", None)
    found = review(desk.dossier, desk.path)
    accept(desk.register, desk.dossier, found, found.lines)
    assert desk.stored()[7] == (Judgement.SUITS, "Personne la nuit")


def test_words_made_from_the_answers_do_not_become_the_users(desk: Desk) -> None:
    desk.type(1, "Convient", "Pas encore de réponse.")
    found = review(desk.dossier, desk.path)
    accept(desk.register, desk.dossier, found, found.lines)
    assert desk.stored()[1] == (Judgement.SUITS, "")


def test_line_judged_meanwhile_is_never_written_over(desk: Desk) -> None:
    desk.type(1, "Convient", None)
    desk.type(7, "Bloquant", None)
    found = review(desk.dossier, desk.path)
    desk.judge(7, Judgement.SUITS, "Vu ce matin")
    with pytest.raises(UserError, match="La ligne 7, A Ostalis, a changé"):
        accept(desk.register, desk.dossier, found, found.lines)
    assert desk.stored() == {7: (Judgement.SUITS, "Vu ce matin")}


def test_nothing_ticked_is_told(desk: Desk) -> None:
    with pytest.raises(UserError, match="Aucune ligne"):
        accept(desk.register, desk.dossier, review(desk.dossier, desk.path), [])


def test_file_of_another_project_is_refused(desk: Desk) -> None:
    other = projects.create(desk.register, desk.library, "Autre")
    candidate = desk.candidate.but(id="autre", project_id=other.id)
    actions.save(desk.register, candidate, "candidat")
    dossier = projects.load(desk.register, desk.library, other.id)
    with pytest.raises(UserError, match="vient du projet P-01"):
        review(dossier, desk.path)


def test_project_without_candidate_is_told(desk: Desk) -> None:
    other = projects.create(desk.register, desk.library, "Autre")
    with pytest.raises(UserError, match="Aucun candidat"):
        review(projects.load(desk.register, desk.library, other.id), desk.path)
