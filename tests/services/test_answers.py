"""The cells of a project: answered, asked, set aside, copied, emptied."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import Library
from dmn_desktop.core.guide import Progress
from dmn_desktop.core.records import Answer, Candidate
from dmn_desktop.core.vocabulary import AnswerState, Kept, NotApplicable, Opinion, SourceStatus
from dmn_desktop.services import answers, projects
from dmn_desktop.services import register as registers
from dmn_desktop.services.register import Register


class Bench:
    """A project with two compared candidates, read from the file at each look."""

    def __init__(self, register: Register, library: Library) -> None:
        self.register = register
        self._library = library
        self._project = projects.create(register, library, "Repérer les fractures")
        self.candidates = [
            Candidate(id=name, project_id=self._project.id, position=n, name=name, kept=Kept.YES)
            for n, name in enumerate(("Ostalis", "Veridos"), start=1)
        ]
        for candidate in self.candidates:
            registers.save(register, candidate, "candidat")

    @property
    def stored(self) -> Dossier:
        return projects.load(self.register, self._library, self._project.id)

    def answer(self, cell: str = "q3_a", candidate: str = "Ostalis") -> Answer:
        return answers.answer_or_new(self.stored, candidate, cell)

    def type(self, cell: str = "q3_a", candidate: str = "Ostalis", **values: Any) -> Answer:
        """Type in a cell, and what is then stored."""
        changed = self.answer(cell, candidate).but(**values)
        after = answers.save_answer(self.register, self.stored, changed)
        assert after.answers == self.stored.answers
        return self.answer(cell, candidate)


@pytest.fixture
def bench(register: Register, library: Library) -> Bench:
    return Bench(register, library)


def test_typing_answers_a_cell_and_emptying_it_empties_it(bench: Bench) -> None:
    assert bench.answer().state is AnswerState.EMPTY
    assert bench.type(text="Radiographies").state is AnswerState.ANSWERED
    assert bench.type(text="").state is AnswerState.EMPTY
    assert bench.type(opinion=Opinion.UNKNOWN).state is AnswerState.ANSWERED
    assert len(bench.stored.answers) == 1


@pytest.mark.parametrize(
    "before", [AnswerState.TO_ASK, AnswerState.ASKED, AnswerState.NOT_APPLICABLE]
)
def test_a_source_alone_leaves_the_state(bench: Bench, before: AnswerState) -> None:
    registers.save(bench.register, bench.answer().but(state=before), "état")
    assert bench.type(source="Notice").state is before


def test_typing_over_an_awaited_or_received_answer_answers(bench: Bench) -> None:
    for state in (AnswerState.TO_ASK, AnswerState.ASKED, AnswerState.RECEIVED):
        registers.save(bench.register, bench.answer().but(state=state, text=""), "état")
        assert bench.type(text="Vu ici").state is AnswerState.ANSWERED
    received = bench.answer().but(state=AnswerState.RECEIVED)
    registers.save(bench.register, received, "reçu")
    assert bench.type(text="").state is AnswerState.EMPTY


def test_everything_typed_in_a_cell_is_kept(bench: Bench) -> None:
    typed: dict[str, Any] = {
        "opinion": Opinion.PARTLY,
        "text": "Selon l’âge",
        "choices": ("q1_b_1",),
        "amount": 123_450,
        "day": date(2026, 2, 3),
        "source": "Notice",
        "source_place": "§ 4.2",
        "source_day": date(2026, 1, 1),
        "source_status": SourceStatus.READ,
    }
    stored = bench.type(**typed)
    assert {name: getattr(stored, name) for name in typed} == typed


def test_a_cell_goes_on_the_vendors_list_and_off_it_again(bench: Bench) -> None:
    answers.set_to_ask(bench.register, bench.stored, bench.answer())
    assert [c.id for c in answers.to_ask(bench.stored, "Ostalis")] == ["q3_a"]
    assert answers.to_ask(bench.stored, "Veridos") == []
    answers.set_to_ask(bench.register, bench.stored, bench.answer())
    assert bench.answer().state is AnswerState.EMPTY
    bench.type(text="Une phrase à confirmer")
    answers.set_to_ask(bench.register, bench.stored, bench.answer())
    assert bench.answer().text == "Une phrase à confirmer"
    answers.set_to_ask(bench.register, bench.stored, bench.answer())
    assert bench.answer().state is AnswerState.ANSWERED


def test_a_cell_set_aside_keeps_its_words_and_takes_them_back(bench: Bench) -> None:
    bench.type(text="Déjà écrit")
    reason = NotApplicable.OTHER
    answers.set_not_applicable(bench.register, bench.stored, bench.answer(), reason, "hors contrat")
    aside = bench.answer()
    assert (aside.state, aside.no_object, aside.no_object_detail, aside.text) == (
        AnswerState.NOT_APPLICABLE,
        reason,
        "hors contrat",
        "Déjà écrit",
    )
    answers.set_not_applicable(bench.register, bench.stored, aside, NotApplicable.NONE)
    assert bench.answer().state is AnswerState.ANSWERED
    assert bench.answer().no_object is NotApplicable.NONE


def test_a_received_answer_is_declared_read(bench: Bench) -> None:
    received = bench.answer().but(state=AnswerState.RECEIVED, text="Oui")
    registers.save(bench.register, received, "reçu")
    answers.accept_received(bench.register, bench.stored, bench.answer())
    assert bench.answer().state is AnswerState.ANSWERED


def test_an_answer_is_copied_with_its_source(bench: Bench) -> None:
    bench.type(text="Radiographies", source="Notice", source_status=SourceStatus.CLAIMED)
    target = bench.stored.candidates[1]
    answers.copy_answer(bench.register, bench.stored, bench.answer(), target)
    copied = bench.answer(candidate="Veridos")
    assert (copied.text, copied.source, copied.source_status) == (
        "Radiographies",
        "Notice",
        SourceStatus.CLAIMED,
    )
    assert copied.id == Answer.id_for(bench.stored.project.id, "Veridos", "q3_a")
    # Copying again, or over something, is one answer and one undo.
    bench.type(candidate="Veridos", text="Écrit avant")
    answers.copy_answer(bench.register, bench.stored, bench.answer(), target)
    assert bench.answer(candidate="Veridos").text == "Radiographies"
    registers.undo(bench.register)
    assert bench.answer(candidate="Veridos").text == "Écrit avant"
    assert len(bench.stored.answers) == 2


def test_an_emptied_cell_can_be_taken_back(bench: Bench) -> None:
    bench.type(text="Radiographies", source="Notice")
    answers.clear(bench.register, bench.stored, bench.answer())
    assert bench.answer() == Answer(
        id=bench.answer().id,
        project_id=bench.stored.project.id,
        candidate_id="Ostalis",
        cell="q3_a",
    )
    assert registers.undo(bench.register) == "réponse 3 a, candidat A vidée"
    assert (bench.answer().text, bench.answer().source) == ("Radiographies", "Notice")


def test_undo_names_the_cell_and_the_candidate(bench: Bench) -> None:
    bench.type("q5_8_c", "Veridos", text="Oui")
    assert registers.next_undo(bench.register) == "réponse 5.8 c, candidat B"
    answer = projects.project_answer(bench.stored.project, "q1_a", text="Oubli")
    answers.save_answer(bench.register, bench.stored, answer)
    assert registers.next_undo(bench.register) == "réponse 1 a"


def test_one_stretch_of_typing_is_one_undo(bench: Bench) -> None:
    for text in ("R", "Rad", "Radio"):
        changed = bench.answer().but(text=text)
        answers.save_answer(bench.register, bench.stored, changed, run="frappe")
    registers.undo(bench.register)
    assert bench.answer().state is AnswerState.EMPTY


def test_a_question_is_declared_complete_and_open_again(bench: Bench) -> None:
    for _ in range(2):
        answers.mark_complete(bench.register, bench.stored, "q3", True)
        assert bench.stored.progress(bench.stored.guide.by_id["q3"]).state is Progress.COMPLETE
    assert registers.next_undo(bench.register) == "question 3 complète"
    for _ in range(2):
        answers.mark_complete(bench.register, bench.stored, "q3", False)
        assert bench.stored.marks == frozenset()
    assert registers.next_undo(bench.register) == "question 3 à compléter"


def test_there_is_one_note_per_question(bench: Bench) -> None:
    for text in ("Appeler", "Appeler l’éditeur"):
        answers.save_note(bench.register, bench.stored, "q3", text)
    assert [note.text for note in bench.stored.notes] == ["Appeler l’éditeur"]


@pytest.mark.parametrize(
    ("state", "asked_on", "days"),
    [
        (AnswerState.ASKED, date(2026, 2, 26), 4),
        (AnswerState.ASKED, None, None),
        (AnswerState.RECEIVED, date(2026, 2, 26), None),
    ],
)
def test_days_since_a_question_was_sent(
    state: AnswerState, asked_on: date | None, days: int | None
) -> None:
    answer = Answer(project_id="p", cell="q3_a", state=state, asked_on=asked_on)
    assert answers.days_waiting(answer, on=date(2026, 3, 2)) == days
