"""Questions go to a vendor and come back line by line, never over what the practice wrote."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.forms import Library
from dmn_desktop.core.records import Answer, Attachment, Candidate, Questionnaire, Structure, today
from dmn_desktop.core.vendor_return import THE_FILE_ITSELF, LineStatus
from dmn_desktop.core.vocabulary import AnswerState, Kept, Opinion, SourceStatus
from dmn_desktop.services import answers, projects
from dmn_desktop.services import register as actions
from dmn_desktop.services.questionnaire import Files, Review, accept, prepare, review
from dmn_desktop.store.database import Register, create_register, open_register
from tests.exports.hostile import bomb_of_four_gigabytes, macros
from tests.exports.test_xlsx_questionnaire import (
    DAY,
    DETAILS,
    PLACE,
    REPLY,
    SOURCE,
    change,
    fill,
    save_again,
)

ASKED = ("q3_a", "q3_c", "q4_1", "q5_2", "q5_3", "q7_3_a", "q8_6")
DUE = date(2030, 3, 20)


class Desk:
    """A project with two candidates, and questions to ask of the first."""

    def __init__(self, register: Register, library: Library, folder: Path) -> None:
        self.register = register
        self.library = library
        self.sent = folder / "Questions à Ostalis.xlsx"
        (self.project,) = [p.project for p in projects.list_projects(register, library)]
        self.one, self.two = self.dossier.candidates

    @property
    def dossier(self) -> Dossier:
        return projects.load(self.register, self.library, self.project.id)

    def empty(self, cell: str) -> Answer:
        return answers.answer_or_new(self.dossier, self.one.id, cell)

    def answer(self, cell: str) -> Answer:
        found = self.dossier.answer(self.one.id, cell)
        assert found is not None
        return found

    def prepare(self, pdf: Path | None = None) -> Questionnaire:
        return prepare(self.register, self.dossier, self.one, DUE, Files(self.sent, pdf))

    def write(self, cell: str, **values: Any) -> None:
        """What the practice types itself."""
        typed = self.empty(cell).but(state=AnswerState.ANSWERED, **values)
        actions.save(self.register, typed, "saisie")

    def review(self) -> Review:
        return review(self.dossier, self.sent)


REPLIES: dict[str, dict[int, object]] = {
    "q3_a": {DETAILS: "Repérer une fracture", SOURCE: "Notice v4", PLACE: "p. 3"},
    "q3_c": {REPLY: "En partie", DETAILS: "Sauf l’enfant", DAY: date(2026, 2, 3)},
    "q4_1": {REPLY: "1, 3"},
    "q5_2": {REPLY: "Oui", DAY: "mars 2026"},
    "q5_3": {REPLY: "2"},
    "q7_3_a": {REPLY: "12 000,50 €", DETAILS: "par an"},
}
"""The vendor answers six questions of seven."""


@pytest.fixture(scope="module")
def made(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a register before and after sending, and the file filled by the vendor."""
    folder = tmp_path_factory.mktemp("made")
    register = create_register(folder / "avant.dmn", Structure(name="Cabinet"))
    project = projects.create(register, library, "Lire la nuit")
    for i, name in enumerate(("Ostalis", "Radioscope"), start=1):
        found = Candidate(project_id=project.id, position=i, name=name, kept=Kept.YES)
        actions.save(register, found, "candidat")
    desk = Desk(register, library, folder)
    for cell in ASKED:
        answers.set_to_ask(register, desk.dossier, desk.empty(cell))
    actions.save_copy(register, folder / "à demander.dmn")
    desk.prepare()
    fill(desk.sent, REPLIES)
    actions.save_copy(register, folder / "demandé.dmn")
    register.close()
    return folder


@pytest.fixture
def desk(made: Path, library: Library, tmp_path: Path) -> Iterator[Desk]:
    """Before the questions are sent."""
    register = open_register(Path(shutil.copy(made / "à demander.dmn", tmp_path)))
    yield Desk(register, library, tmp_path)
    register.close()


@pytest.fixture
def answered(made: Path, library: Library, tmp_path: Path) -> Iterator[Desk]:
    """When the file is back."""
    register = open_register(Path(shutil.copy(made / "demandé.dmn", tmp_path)))
    found = Desk(register, library, tmp_path)
    shutil.copy(made / found.sent.name, found.sent)
    yield found
    register.close()


# --- sending ---


def test_questions_are_written_and_noted_as_asked(desk: Desk, tmp_path: Path) -> None:
    sent = desk.prepare(tmp_path / "lettre.pdf")
    assert desk.sent.is_file()
    assert (tmp_path / "lettre.pdf").read_bytes().startswith(b"%PDF")
    assert sent.cells == ASKED
    assert desk.dossier.questionnaires == (sent,)
    for cell in ASKED:
        assert desk.answer(cell).state is AnswerState.ASKED
        assert desk.answer(cell).asked_on == today()


def test_sending_is_one_undo(desk: Desk) -> None:
    desk.prepare()
    assert actions.undo(desk.register) == "questionnaire, candidat A (7 questions)"
    assert desk.answer("q3_a").state is AnswerState.TO_ASK
    assert desk.dossier.questionnaires == ()


def test_nothing_to_ask_is_told(desk: Desk) -> None:
    with pytest.raises(UserError, match="Aucune question n’est à demander pour Radioscope"):
        prepare(desk.register, desk.dossier, desk.two, None, Files(desk.sent))
    assert not desk.sent.exists()


def test_file_that_cannot_be_written_asks_nothing(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        prepare(desk.register, desk.dossier, desk.one, None, Files(tmp_path / "absent" / "a.xlsx"))
    assert desk.answer("q3_a").state is AnswerState.TO_ASK
    assert desk.dossier.questionnaires == ()


def test_reader_cannot_send(desk: Desk) -> None:
    desk.register.be_read_only()
    with pytest.raises(UserError, match="lecture seule"):
        desk.prepare()
    assert not desk.sent.exists()


# --- reading back ---


def test_each_line_says_what_it_would_do(answered: Desk) -> None:
    answered.write("q3_a", text="Notre propre lecture")
    answered.write(
        "q3_c",
        opinion=Opinion.PARTLY,
        text="Sauf  l’enfant",
        source=THE_FILE_ITSELF,
        source_day=date(2026, 2, 3),
    )
    found = answered.review()
    status = {line.label: line.status for line in found.lines}
    assert status == {
        "3 a": LineStatus.REPLACES,
        "3 c": LineStatus.SAME,
        "4.1": LineStatus.NEW,
        "5.2": LineStatus.NEW,
        "5.3": LineStatus.NEW,
        "7.3 a": LineStatus.NEW,
    }
    assert found.unanswered == ("8.6",)
    first = found.lines[0]
    assert first.before is not None
    assert first.after is not None
    assert (first.before.text, first.after.text) == ("Notre propre lecture", "Repérer une fracture")


def test_reading_changes_nothing(answered: Desk) -> None:
    before = answered.dossier
    answered.review()
    assert answered.dossier.answers == before.answers
    assert actions.next_undo(answered.register).startswith("questionnaire")


def test_replies_become_the_kind_of_answer_that_was_asked(answered: Desk) -> None:
    found = {line.label: line.after for line in answered.review().lines}
    guide = answered.dossier.guide
    effects = guide.cells["q4_1"].options
    assert found["4.1"].choices == (effects[0].id, effects[2].id)
    assert found["5.3"].choices == (guide.cells["q5_3"].options[1].id,)
    assert found["5.2"].opinion is Opinion.YES
    assert (found["7.3 a"].amount, found["7.3 a"].text) == (1_200_050, "par an")
    assert found["3 c"].source_day == date(2026, 2, 3)
    assert found["3 c"].source == THE_FILE_ITSELF


def test_date_that_is_not_understood_is_kept_and_told(answered: Desk) -> None:
    line = next(x for x in answered.review().lines if x.label == "5.2")
    assert line.after is not None
    assert (line.after.source_day, line.after.source_place) == (None, "mars 2026")
    assert "mars 2026" in line.warnings[0]


@pytest.mark.parametrize(
    ("cell", "reply"), [("q4_1", "9"), ("q7_3_a", "sur devis"), ("q5_2", "Plutôt oui")]
)
def test_reply_that_does_not_fit_becomes_text(cell: str, reply: str, desk: Desk) -> None:
    desk.prepare()
    fill(desk.sent, {cell: {REPLY: reply, DETAILS: "voir plus bas"}})
    after = desk.review().lines[0].after
    assert after is not None
    assert after.text == f"{reply}\nvoir plus bas"
    assert (after.choices, after.amount, after.opinion) == ((), None, Opinion.NONE)


def test_line_added_by_the_vendor_stands_last_and_apart(answered: Desk) -> None:
    def add(sheet: Any) -> None:
        sheet.insert_rows(4)
        sheet.cell(4, DETAILS).value = "Nous voulons ajouter"

    change(answered.sent, add)
    last = answered.review().lines[-1]
    assert (last.status, last.label, last.can_be_accepted) == (LineStatus.UNKNOWN, "", False)
    assert last.read.details == "Nous voulons ajouter"


def test_file_of_another_project_is_refused(answered: Desk) -> None:
    other = projects.create(answered.register, answered.library, "Autre besoin")
    dossier = projects.load(answered.register, answered.library, other.id)
    with pytest.raises(UserError) as caught:
        review(dossier, answered.sent)
    assert caught.value.happened == "Ce fichier vient du projet P-01."
    assert caught.value.to_do == "Ouvrir P-01 ou choisir un autre fichier."


def test_file_of_another_candidate_is_refused(answered: Desk) -> None:
    with pytest.raises(UserError, match="porte sur Ostalis, pas sur Radioscope"):
        review(answered.dossier, answered.sent, answered.two)
    actions.delete(answered.register, answered.one, "candidat supprimé")
    with pytest.raises(UserError, match="Ostalis, qui n’est plus candidat"):
        answered.review()


@pytest.mark.parametrize(
    ("make", "reason"), [(bomb_of_four_gigabytes, "4,3"), (macros, "macros"), (bytes, "vide")]
)
def test_hostile_file_is_refused(make: Any, reason: str, answered: Desk) -> None:
    answered.sent.write_bytes(make())
    with pytest.raises(UserError, match=reason) as caught:
        answered.review()
    assert caught.value.kept == "Rien n’a été importé."


def test_file_too_large_or_missing_is_told(answered: Desk) -> None:
    with answered.sent.open("r+b") as file:
        file.truncate(21_000_000)
    with pytest.raises(UserError, match="dépasse 20"):
        answered.review()
    answered.sent.unlink()
    with pytest.raises(UserError, match="ne peut pas être lu"):
        answered.review()


# --- accepting ---


def test_accepted_lines_are_received_claims_with_their_file(answered: Desk) -> None:
    found = answered.review()
    dossier = accept(answered.register, answered.dossier, found, ["q3_a", "q3_c"])
    assert dossier.answers == answered.dossier.answers
    kept = answered.answer("q3_a")
    assert kept.state is AnswerState.RECEIVED
    assert kept.source_status is SourceStatus.CLAIMED
    assert (kept.text, kept.source, kept.source_place) == (
        "Repérer une fracture",
        "Notice v4",
        "p. 3",
    )
    assert (kept.asked_on, kept.received_on) == (today(), today())
    assert answered.answer("q5_2").state is AnswerState.ASKED
    (piece,) = answered.dossier.attachments
    assert (piece.name, piece.candidate_id) == ("Questions à Ostalis.xlsx", answered.one.id)
    with answered.register.reading() as reader:
        assert reader.content(piece.sha256) == answered.sent.read_bytes()
    assert answered.dossier.questionnaires[0].returned_on == today()


def test_accepting_is_one_undo(answered: Desk) -> None:
    accept(answered.register, answered.dossier, answered.review(), ASKED)
    label = "retour de l’éditeur, candidat A (6 réponses)"
    assert actions.undo(answered.register) == label
    assert answered.answer("q3_a").state is AnswerState.ASKED
    assert answered.dossier.attachments == ()
    assert answered.dossier.questionnaires[0].returned_on is None
    assert actions.redo(answered.register) == label
    assert answered.answer("q3_a").text == "Repérer une fracture"


def test_line_that_is_not_ticked_is_left_alone(answered: Desk) -> None:
    answered.write("q3_a", text="Notre propre lecture")
    accept(answered.register, answered.dossier, answered.review(), ["q3_c"])
    assert answered.answer("q3_a").text == "Notre propre lecture"


def test_answer_typed_meanwhile_is_never_written_over(answered: Desk) -> None:
    found = answered.review()
    answered.write("q3_a", text="Tapé pendant la relecture")
    with pytest.raises(UserError, match="La réponse 3 a a changé"):
        accept(answered.register, answered.dossier, found, ASKED)
    assert answered.answer("q3_a").text == "Tapé pendant la relecture"
    assert answered.answer("q3_c").state is AnswerState.ASKED
    assert answered.dossier.attachments == ()


def test_nothing_ticked_is_told(answered: Desk) -> None:
    with pytest.raises(UserError, match="Aucune ligne n’est cochée"):
        accept(answered.register, answered.dossier, answered.review(), [])


def test_same_file_read_again_changes_nothing(answered: Desk) -> None:
    accept(answered.register, answered.dossier, answered.review(), ASKED)
    again = answered.review()
    assert {line.status for line in again.lines} == {LineStatus.SAME}
    answered.write("q3_a", text="Corrigé ensuite")
    accept(answered.register, answered.dossier, answered.review(), ["q3_a"])
    with answered.register.reading() as reader:
        assert len(reader.find(Attachment)) == 1


def test_file_changed_after_the_review_is_not_what_is_kept(answered: Desk) -> None:
    content = answered.sent.read_bytes()
    found = answered.review()
    answered.sent.write_bytes(b"autre")
    accept(answered.register, answered.dossier, found, ASKED)
    with answered.register.reading() as reader:
        assert reader.content(answered.dossier.attachments[0].sha256) == content


def test_reader_cannot_accept(answered: Desk) -> None:
    found = answered.review()
    answered.register.be_read_only()
    with pytest.raises(UserError, match="lecture seule"):
        accept(answered.register, answered.dossier, found, ASKED)


def test_file_saved_by_another_spreadsheet_goes_all_the_way(answered: Desk, tmp_path: Path) -> None:
    direct = [line.after for line in answered.review().lines]
    answered.sent = save_again(answered.sent, tmp_path / "renvoyé")
    assert [line.after for line in answered.review().lines] == direct
    assert openpyxl.load_workbook(answered.sent).sheetnames[0] == "Mode d’emploi"
