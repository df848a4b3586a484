from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from dmn_desktop.core.records import (
    Answer,
    Candidate,
    Note,
    Project,
    Record,
    Structure,
    stable_id,
)
from dmn_desktop.core.text import moment
from dmn_desktop.store import journal
from dmn_desktop.store.database import Register, create_register, open_register
from tests.store.processes import save_text, saved_text


def test_what_was_done_last_is_taken_back_first_and_done_again_in_order(
    with_project: Register,
) -> None:
    for text in ("un", "deux", "trois"):
        save_text(with_project, text)
    seen = [with_project.undo() and saved_text(with_project) for _ in range(3)]
    assert seen == ["deux", "un", ""]
    seen = [with_project.redo() and saved_text(with_project) for _ in range(3)]
    assert seen == ["un", "deux", "trois"]
    assert with_project.redo() is None


def test_undo_says_what_it_takes_back(with_project: Register) -> None:
    save_text(with_project, "un")
    assert with_project.stacks().undo[-1].label == "réponse 1 a"
    assert with_project.undo() == "réponse 1 a"
    assert with_project.stacks().redo[-1].label == "réponse 1 a"
    assert with_project.redo() == "réponse 1 a"


def test_the_creation_of_a_register_is_not_undone(register: Register) -> None:
    assert register.undo() is None
    with register.reading() as reader:
        assert reader.only(Structure) is not None


def test_undo_does_not_go_back_before_a_start(with_project: Register) -> None:
    with with_project.transaction("import", starts=True) as tx:
        tx.put(Project(number=2, need="Importé"))
    assert with_project.undo() is None
    save_text(with_project, "un")
    assert with_project.undo() == "réponse 1 a"
    assert with_project.undo() is None


def test_undo_goes_on_after_closing_and_reopening(with_project: Register) -> None:
    save_text(with_project, "un")
    save_text(with_project, "deux")
    with_project.undo()
    with_project.close()
    again = open_register(with_project.path)
    assert again.redo() == "réponse 1 a"
    assert saved_text(again) == "deux"
    again.undo()
    again.undo()
    assert saved_text(again) == ""
    again.close()


def test_the_saves_of_one_stretch_of_typing_are_one_undo(with_project: Register) -> None:
    project = Project(number=2, need="")
    for text in ("O", "Oub", "Oublier moins"):
        with with_project.transaction("besoin", run="typing") as tx:
            tx.put(project.but(need=text))
    with with_project.transaction("besoin", run="later") as tx:
        tx.put(project.but(need="Oublier moins de fractures"))
    with_project.undo()
    assert need(with_project, project) == "Oublier moins"
    with_project.undo()
    assert need(with_project, project) is None
    with_project.redo()
    assert need(with_project, project) == "Oublier moins"


def need(register: Register, project: Project) -> str | None:
    with register.reading() as reader:
        found = reader.get(Project, project.id)
    return found.need if found else None


def test_a_change_after_an_undo_clears_what_could_be_done_again(with_project: Register) -> None:
    save_text(with_project, "un")
    with_project.undo()
    save_text(with_project, "autre")
    assert with_project.redo() is None
    assert saved_text(with_project) == "autre"


def test_two_hundred_steps_are_taken_back_and_no_more(
    with_project: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert journal.UNDO_LIMIT == 200
    monkeypatch.setattr(journal, "UNDO_LIMIT", 20)
    project = Project(number=2, need="")
    for number in range(25):
        # Typing makes several steps for one undo.
        for part in "ab":
            with with_project.transaction("besoin", run=f"run {number}") as tx:
                tx.put(project.but(need=f"{number} {part}"))
    with_project.close()
    again = open_register(with_project.path)
    assert repeat(again.undo) == 20
    assert need(again, project) == "4 b"
    assert repeat(again.redo) == 20
    assert need(again, project) == "24 b"
    again.close()


def repeat(action: Callable[[], str | None]) -> int:
    """How many times an action finds something to do."""
    times = 0
    while action():
        times += 1
    return times


def test_nothing_is_written_when_nothing_changes(with_project: Register) -> None:
    save_text(with_project, "un")
    before = history(with_project)
    save_text(with_project, "un")
    assert history(with_project) == before


def history(register: Register) -> list[journal.HistoryLine]:
    with register.reading() as reader:
        return reader.history()


def test_a_transaction_that_fails_leaves_neither_change_nor_step(with_project: Register) -> None:
    before = history(with_project)
    with pytest.raises(IntegrityError):
        put_candidate_of_nothing(with_project)
    assert history(with_project) == before
    with with_project.reading() as reader:
        assert len(reader.find(Project)) == 1


def put_candidate_of_nothing(register: Register) -> None:
    with register.transaction("essai") as tx:
        tx.put(Project(number=2, need="Essai"))
        tx.put(Candidate(project_id="absent", position=1, name="Sans projet"))


def test_history_tells_who_what_and_when_for_a_project(with_project: Register) -> None:
    with_project.who = "radiologue"
    save_text(with_project, "un")
    with with_project.reading() as reader:
        project = reader.find(Project)[0]
        (line,) = reader.history(record_ids=(Answer.id_for(project.id, None, "q1_a"),))
        assert (line.who, line.label, line.action) == ("radiologue", "réponse 1 a", "do")
        assert reader.last_change(project.id) == line.at
        assert abs(datetime.now(UTC) - line.at) < timedelta(minutes=1)
        assert reader.last_change("absent") is None


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[datetime]]:
    """The clock of the journal: a list whose first item is the present instant, in Paris."""
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    instant = [datetime(2026, 10, 24, 22, 0, tzinfo=UTC)]
    monkeypatch.setattr(journal, "now", lambda: instant[0])
    monkeypatch.setattr(journal, "today", lambda: instant[0].astimezone().date())
    yield instant
    monkeypatch.undo()
    time.tzset()


def test_two_instants_of_the_hour_that_comes_twice_stay_apart(
    with_project: Register, clock: list[datetime]
) -> None:
    for hour, text in ((0, "été"), (1, "hiver")):
        clock[0] = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
        save_text(with_project, text)
    second, first = history(with_project)[:2]
    assert second.at - first.at == timedelta(hours=1)
    assert moment(first.at) == moment(second.at) == "25/10/2026 à 02:30"
    with_project.undo()
    assert saved_text(with_project) == "été"


def test_undo_stays_within_the_day_of_this_workstation(
    with_project: Register, clock: list[datetime]
) -> None:
    clock[0] = datetime(2026, 3, 28, 22, 50, tzinfo=UTC)
    save_text(with_project, "la veille à 23 h 50")
    clock[0] = datetime(2026, 3, 28, 23, 10, tzinfo=UTC)
    save_text(with_project, "le jour même à 0 h 10")
    clock[0] = datetime(2026, 3, 29, 21, 50, tzinfo=UTC)
    assert with_project.undo() == "réponse 1 a"
    assert saved_text(with_project) == "la veille à 23 h 50"
    assert with_project.undo() is None


def test_a_clock_that_jumped_never_makes_undo_skip_a_step(
    with_project: Register, clock: list[datetime]
) -> None:
    save_text(with_project, "un")
    clock[0] += timedelta(days=365 * 70)
    save_text(with_project, "deux")
    clock[0] -= timedelta(days=365 * 70)
    assert with_project.undo() is None
    save_text(with_project, "trois")
    assert with_project.undo() == "réponse 1 a"
    assert saved_text(with_project) == "deux"
    assert with_project.undo() is None
    assert [line.seq for line in history(with_project)] == sorted(
        (line.seq for line in history(with_project)), reverse=True
    )


# Random work on a few records, compared with a model: what is in the register after any
# sequence of saves, deletions, undos and redos.

PROJECTS = [Project(id=f"p{n}", number=n, need=f"besoin {n}") for n in (1, 2)]
RECORDS: list[Record] = [
    *PROJECTS,
    *(Candidate(id=f"c{n}", project_id=f"p{n}", position=1, name="A") for n in (1, 2)),
    *(Answer(id=f"a{n}", project_id=f"p{n}", candidate_id=f"c{n}", cell="q3_a") for n in (1, 2)),
    *(Note(id=stable_id("note", str(n)), project_id=f"p{n}", question="q3") for n in (1, 2)),
]
OWNER = {"candidate": "project_id", "answer": "candidate_id", "note": "project_id"}
FIELD = {"project": "need", "candidate": "name", "answer": "text", "note": "text"}

Model = dict[str, Record]

actions = st.one_of(
    st.tuples(st.just("put"), st.sampled_from(RECORDS), st.text("abé", max_size=2)),
    st.tuples(st.just("remove"), st.sampled_from(RECORDS), st.just("")),
    st.tuples(st.sampled_from(["undo", "redo"]), st.none(), st.just("")),
)


def after_put(model: Model, record: Record, text: str) -> Model:
    owner = OWNER.get(record.kind)
    if owner and getattr(record, owner) not in model:
        return model
    return model | {record.id: record.but(**{FIELD[record.kind]: text or "–"})}


def after_remove(model: Model, record: Record) -> Model:
    gone, before = {record.id}, set[str]()
    while gone != before:
        before = set(gone)
        for other in model.values():
            owners = {getattr(other, name, None) for name in ("project_id", "candidate_id")}
            if owners & gone:
                gone.add(other.id)
    return {key: value for key, value in model.items() if key not in gone}


def contents(register: Register) -> Model:
    with register.reading() as reader:
        kinds = (Project, Candidate, Answer, Note)
        return {found.id: found for kind in kinds for found in reader.find(kind)}


@settings(max_examples=25, deadline=None)
@given(st.lists(actions, max_size=16), st.integers(0, 16))
def test_any_work_equals_its_model(work: list[tuple[str, Record, str]], reopened_at: int) -> None:
    with TemporaryDirectory() as folder:
        register = create_register(Path(folder) / "registre.dmn", Structure(name="Cabinet"))
        states: list[Model] = [{}]
        position = 0
        for number, (action, record, text) in enumerate(work):
            model = states[position]
            if action == "put" and (wanted := after_put(model, record, text)) != model:
                with register.transaction("essai") as tx:
                    tx.put(wanted[record.id])
            elif action == "remove" and (wanted := after_remove(model, record)) != model:
                with register.transaction("essai") as tx:
                    tx.remove(record)
            elif action in ("undo", "redo"):
                step = -1 if action == "undo" else 1
                possible = 0 <= position + step < len(states)
                assert (getattr(register, action)() is not None) == possible
                position += step if possible else 0
                assert contents(register) == states[position]
                continue
            else:
                continue
            states = [*states[: position + 1], wanted]
            position += 1
            assert contents(register) == wanted
            if number == reopened_at:
                register.close()
                register = open_register(register.path)
        register.check(thorough=True)
        register.close()
