"""Projects: from a need, listed, duplicated, put aside, deleted."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.forms import Library
from dmn_desktop.core.paths import forms_dir
from dmn_desktop.core.records import (
    Answer,
    Candidate,
    Note,
    OwnQuestion,
    Project,
    QuestionMark,
    Study,
)
from dmn_desktop.core.vocabulary import AnswerState, Decision, Kept, Nature
from dmn_desktop.services import answers, projects
from dmn_desktop.services import register as registers
from dmn_desktop.services.register import Register
from dmn_desktop.store import journal


def candidate(register: Register, project: Project, name: str = "Ostalis") -> Candidate:
    made = Candidate(project_id=project.id, position=1, name=name, kept=Kept.YES)
    registers.save(register, made, "nouveau candidat")
    return made


def test_a_project_starts_from_a_need(register: Register, library: Library) -> None:
    project = projects.create(register, library, "  Moins de fractures oubliées  ")
    assert project.code == "P-01"
    assert project.need == "Moins de fractures oubliées"
    assert project.form_versions["guide_has_2023"] == library.guide.version
    assert projects.find(register, 1) == project
    assert projects.find(register, 2) is None


@pytest.mark.parametrize("need", ["", "   ", "\n"])
def test_a_project_without_need_is_refused(register: Register, library: Library, need: str) -> None:
    with pytest.raises(UserError, match="besoin est vide"):
        projects.create(register, library, need)
    assert projects.list_projects(register, library) == []


def test_each_model_gives_its_answers_hypotheses_and_indicators(
    register: Register, library: Library
) -> None:
    for model in library.models:
        project = projects.create(register, library, model.need_example, model)
        dossier = projects.load(register, library, project.id)
        stored = {cell: a.text for (owner, cell), a in dossier.answers.items() if owner is None}
        assert stored == model.answers
        assert [h.hypothesis for h in dossier.hypotheses] == [
            h.hypothesis for h in model.hypotheses
        ]
        assert [i.name for i in dossier.indicators] == [i.name for i in model.indicators]
        assert project.functions == model.functions
        assert project.nature in (Nature.DEVICE, Nature.TOOL)
    # One project is one step.
    registers.undo(register)
    assert len(projects.list_projects(register, library)) == len(library.models) - 1


def test_a_number_is_never_given_twice(register: Register, library: Library) -> None:
    first = projects.create(register, library, "Premier")
    projects.delete(register, first)
    assert projects.create(register, library, "Deuxième").code == "P-02"
    register.close()
    again = registers.open_file(register.path)
    assert projects.create(again, library, "Troisième").code == "P-03"
    registers.restore(again, registers.trash(again)[0])
    assert sorted(s.project.code for s in projects.list_projects(again, library)) == [
        "P-01",
        "P-02",
        "P-03",
    ]
    again.close()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    instant = [datetime(2026, 3, 2, 9, 0, tzinfo=UTC)]
    monkeypatch.setattr(journal, "now", lambda: instant[0])
    return instant


def test_the_last_changed_comes_first_and_archived_ones_last(
    register: Register, library: Library, clock: list[datetime]
) -> None:
    made = []
    for need in ("un", "deux", "trois"):
        clock[0] += timedelta(minutes=1)
        made.append(projects.create(register, library, need))
    clock[0] += timedelta(minutes=1)
    candidate(register, made[0])
    clock[0] += timedelta(minutes=1)
    projects.archive(register, made[2])
    summaries = projects.list_projects(register, library)
    assert [s.project.need for s in summaries] == ["un", "deux", "trois"]
    assert [s.project.archived for s in summaries] == [False, False, True]
    assert summaries[0].changed == clock[0] - timedelta(minutes=1)
    projects.archive(register, summaries[2].project, archived=False)
    assert not projects.list_projects(register, library)[0].project.archived


def test_the_list_says_where_each_project_stands(register: Register, library: Library) -> None:
    project = projects.create(register, library, "Besoin")

    def step() -> str:
        (summary,) = projects.list_projects(register, library)
        return summary.step

    assert step() == "Besoin"
    registers.save(register, projects.project_answer(project, "q1_a", text="Oubli"), "réponse 1 a")
    assert step() == "Candidats"
    listed = candidate(register, project).but(kept=Kept.UNDECIDED)
    registers.save(register, listed, "candidat")
    assert step() == "Candidats"
    registers.save(register, listed.but(kept=Kept.YES), "candidat")
    assert step() == "Réponses"
    dossier = projects.load(register, library, project.id)
    for page in dossier.guide.official_pages:
        answers.mark_complete(register, dossier, page.id, True)
    assert step() == "Comparaison"
    registers.save(register, project.but(decision=Decision.POSTPONE), "décision")
    assert step() == "Reporter"


def test_the_list_counts_complete_and_asked_pages(register: Register, library: Library) -> None:
    project = projects.create(register, library, "Besoin")
    kept = candidate(register, project)
    dossier = projects.load(register, library, project.id)
    asked = answers.answer_or_new(dossier, kept.id, "q3_a")
    dossier = answers.set_to_ask(register, dossier, asked)
    for cell in dossier.guide.by_id["q3"].cells[1:]:
        answer = answers.answer_or_new(dossier, kept.id, cell.id).but(text="Oui")
        dossier = answers.save_answer(register, dossier, answer)
    answers.mark_complete(register, dossier, "q8_5", True)
    (summary,) = projects.list_projects(register, library)
    assert (summary.candidates, summary.complete, summary.asked, summary.pages) == (1, 1, 1, 41)


def test_a_project_that_is_gone_is_told(register: Register, library: Library) -> None:
    with pytest.raises(UserError, match="n’est plus dans le registre") as told:
        projects.load(register, library, "absent")
    assert "Corbeille" in told.value.kept


def test_a_duplicate_is_a_project_of_its_own(register: Register, library: Library) -> None:
    model = library.models[0]
    source = projects.create(register, library, "Besoin", model)
    kept = candidate(register, source)
    dossier = projects.load(register, library, source.id)
    for cell, state in (("q3_a", AnswerState.ANSWERED), ("q3_b", AnswerState.ASKED)):
        answer = answers.answer_or_new(dossier, kept.id, cell)
        registers.save(register, answer.but(state=state, text=cell, asked_on="2026-02-03"), cell)
    study = Study(project_id=source.id, candidate_id=kept.id, citation="Étude")
    registers.save(register, study, "étude")
    registers.save(register, source.but(decision=Decision.KEEP, chosen=kept.id), "décision")

    copy = projects.duplicate(register, library, source.id)
    found = projects.load(register, library, copy.id)
    (twin,) = found.candidates
    assert copy.code == "P-02"
    assert (copy.need, copy.functions, copy.model) == ("Besoin", model.functions, model.id)
    assert (copy.decision, copy.chosen) == (Decision.NONE, None)
    assert twin.name == kept.name
    assert twin.id != kept.id
    answered = found.answer(twin.id, "q3_a")
    asked = found.answer(twin.id, "q3_b")
    assert answered is not None
    assert (answered.text, answered.id) == ("q3_a", Answer.id_for(copy.id, twin.id, "q3_a"))
    assert asked is not None
    # Nothing was asked of the vendor for the new project.
    assert (asked.state, asked.asked_on, asked.text) == (AnswerState.TO_ASK, None, "q3_b")
    assert [s.candidate_id for s in found.studies] == [twin.id]
    assert len(found.hypotheses) == len(model.hypotheses)
    assert len(found.indicators) == len(model.indicators)
    original = projects.load(register, library, source.id)
    assert original.project.chosen == kept.id
    registers.undo(register)
    assert len(projects.list_projects(register, library)) == 1


def test_a_deleted_project_takes_everything_with_it(register: Register, library: Library) -> None:
    project = projects.create(register, library, "Besoin", library.models[0])
    candidate(register, project)
    projects.delete(register, project)
    counts = registers.check(register)
    assert {kind for kind, number in counts.items() if number} == {"structure", "counter"}


def test_a_project_without_decision_is_stale_after_a_year() -> None:
    project = Project(number=1, need="x", opened_on=date(2025, 3, 1))
    assert not projects.is_stale(project, date(2026, 3, 1))
    assert projects.is_stale(project, date(2026, 3, 2))
    decided = project.but(decision=Decision.REFUSE, decided_on=date(2025, 4, 1))
    assert not projects.is_stale(decided, date(2026, 3, 2))


def test_answers_to_renamed_questions_stay_in_place(
    register: Register, library: Library, tmp_path: Path
) -> None:
    project = projects.create(register, library, "Besoin")
    kept = candidate(register, project)
    dossier = projects.load(register, library, project.id)
    for cell in ("q_m1", "q_m2"):
        answer = answers.answer_or_new(dossier, kept.id, cell).but(text=f"réponse à {cell}")
        answers.save_answer(register, dossier, answer)
    registers.save(register, QuestionMark(project_id=project.id, question="q_m1"), "marque")
    registers.save(register, Note(project_id=project.id, question="q_m1", text="note"), "note")

    forms = shutil.copytree(forms_dir(), tmp_path / "forms")
    own = forms / "questionnaires" / "mes_questions.toml"
    text = own.read_text("utf-8").replace('"q_m1"', '"q_postes"')
    text = text.replace("\n[[section]]", '\n[renommes]\nq_m1 = "q_postes"\n\n[[section]]', 1)
    own.write_text(text, "utf-8")

    after = projects.load(register, Library(forms), project.id)
    moved = after.answer(kept.id, "q_postes")
    assert moved is not None
    assert moved.text == "réponse à q_m1"
    assert after.answer(kept.id, "q_m1") is None
    assert after.marks == {"q_postes"}
    assert [note.question for note in after.notes] == ["q_postes"]
    # Changing it changes that very answer.
    answers.save_answer(register, after, moved.but(text="corrigée"))
    last = projects.load(register, Library(forms), project.id).answer(kept.id, "q_postes")
    assert last is not None
    assert last.text == "corrigée"


def test_a_retired_question_stays_where_it_was_answered(
    register: Register, library: Library
) -> None:
    answered = projects.create(register, library, "Ancien")
    other = projects.create(register, library, "Nouveau")
    kept = candidate(register, answered)
    question = OwnQuestion(number=1, text="Le logo se lit-il ?")
    registers.save(register, question, "question")
    dossier = projects.load(register, library, answered.id)
    answer = answers.answer_or_new(dossier, kept.id, question.cell).but(text="Oui")
    answers.save_answer(register, dossier, answer)
    registers.save(register, question.but(retired=True), "question retirée")
    assert question.cell in projects.load(register, library, answered.id).guide.cells
    assert question.cell not in projects.load(register, library, other.id).guide.cells
