"""The Corbeille: what was deleted, and back again as it was."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import (
    KINDS,
    RECORDS,
    Attachment,
    Candidate,
    Device,
    Project,
    Record,
    Risk,
    Study,
    references_of,
)
from dmn_desktop.store import journal
from dmn_desktop.store import trash as corbeille
from dmn_desktop.store.database import Register, open_register
from dmn_desktop.store.trash import TRASH_DAYS, Deleted
from tests.store.samples import CONTENT, every_record, fill, filled


@pytest.fixture
def full(register: Register) -> Register:
    """A register with one record of each kind."""
    fill(register)
    return register


def contents(register: Register) -> dict[str, Record]:
    with register.reading() as reader:
        return {found.id: found for kind in RECORDS for found in reader.find(kind)}


def trash(register: Register) -> list[Deleted]:
    with register.reading() as reader:
        return reader.deleted()


def delete(register: Register, *kinds: type[Record]) -> None:
    with register.transaction("suppression") as tx:
        for kind in kinds:
            tx.remove(filled(kind))


def restore(register: Register, deleted: Deleted) -> None:
    with register.transaction("restauration") as tx:
        tx.restore(deleted.step)


def test_a_project_takes_with_it_what_is_its_own_and_comes_back_with_all_of_it(
    full: Register,
) -> None:
    before = contents(full)
    delete(full, Project)
    left = {record.kind for record in contents(full).values()}
    own = {kind for kind, record in KINDS.items() if "project_id" in references_of(record)}
    assert left == set(KINDS) - own - {"project"} | {"device"}
    with full.reading() as reader:
        assert reader.find(Device)[0].project_id is None
    (deleted,) = trash(full)
    assert deleted.record.kind == "project"
    assert deleted.label == "suppression"
    restore(full, deleted)
    assert contents(full) == before
    assert trash(full) == []
    with full.reading() as reader:
        assert reader.content(hashlib.sha256(CONTENT).hexdigest()) == CONTENT
    full.check(thorough=True)


def test_the_corbeille_survives_closing(full: Register) -> None:
    before = contents(full)
    delete(full, Project)
    full.close()
    again = open_register(full.path)
    restore(again, trash(again)[0])
    assert contents(again) == before
    again.close()


def test_a_deletion_and_a_restoration_can_be_undone(full: Register) -> None:
    before = contents(full)
    delete(full, Candidate)
    without = contents(full)
    full.undo()
    assert contents(full) == before
    assert trash(full) == []
    full.redo()
    assert contents(full) == without
    restore(full, trash(full)[0])
    assert contents(full) == before
    full.undo()
    assert contents(full) == without
    assert [deleted.record.kind for deleted in trash(full)] == ["candidate"]


def test_an_undone_creation_is_not_in_the_corbeille(register: Register) -> None:
    project = Project(number=1, need="Essai")
    with register.transaction("nouveau projet") as tx:
        tx.put(project)
    register.undo()
    assert trash(register) == []
    register.redo()
    with register.transaction("suppression") as tx:
        tx.remove(project)
    assert len(trash(register)) == 1
    register.undo()
    register.undo()
    assert trash(register) == []


def test_the_newest_deletion_comes_first_and_an_older_one_waits_for_its_owner(
    full: Register,
) -> None:
    before = contents(full)
    delete(full, Study)
    delete(full, Candidate)
    delete(full, Project)
    found = trash(full)
    assert [deleted.record.kind for deleted in found] == ["project", "candidate", "study"]
    project, candidate, study = found
    without = contents(full)
    for too_early in (study, candidate):
        with pytest.raises(UserError, match="Restaurer d’abord l’autre"):
            restore(full, too_early)
        assert contents(full) == without
    for deleted in (project, candidate, study):
        restore(full, deleted)
    assert contents(full) == before


def test_what_changed_after_a_deletion_is_not_overwritten_by_its_restoration(
    full: Register,
) -> None:
    other = Candidate(id="autre", project_id=filled(Project).id, position=2, name="B")
    with full.transaction("candidat") as tx:
        tx.put(other)
    delete(full, Candidate)
    with full.transaction("choix") as tx:
        tx.put(tx.find(Project)[0].but(chosen="autre"))
    restore(full, trash(full)[0])
    with full.reading() as reader:
        assert reader.get(Candidate, filled(Candidate).id) == filled(Candidate)
        assert reader.find(Project)[0].chosen == "autre"


def test_the_corbeille_forgets_after_ninety_days(
    full: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    delete(full, Project)
    deleted_at: datetime = trash(full)[0].at
    for days, expected in ((TRASH_DAYS, 1), (TRASH_DAYS + 1, 0)):
        monkeypatch.setattr(corbeille, "now", lambda days=days: deleted_at + timedelta(days=days))
        assert len(trash(full)) == expected


def test_deleting_twice_or_from_an_old_screen_keeps_what_was_stored(full: Register) -> None:
    seen_before = filled(Candidate)
    newer = seen_before.but(name="Nom corrigé depuis")
    with full.transaction("candidat") as tx:
        tx.put(newer)
    with full.transaction("suppression") as tx:
        tx.remove(seen_before)
        tx.remove(seen_before)
    (deleted,) = trash(full)
    assert deleted.record == newer
    restore(full, deleted)
    with full.reading() as reader:
        assert reader.get(Candidate, newer.id) == newer


def test_a_risk_goes_and_comes_back_with_its_device(full: Register) -> None:
    before = contents(full)
    delete(full, Device)
    with full.reading() as reader:
        assert reader.find(Risk) == []
    full.undo()
    assert contents(full) == before


def test_an_image_of_an_older_program_is_read_with_what_is_still_known() -> None:
    image = filled(Candidate).model_dump(mode="json") | {"couleur": "ocre"}
    del image["contact"]
    assert journal.from_image(Candidate, image) == filled(Candidate).but(contact="")
    assert journal.from_image(Candidate, None) is None


def test_the_content_of_an_attachment_is_kept_once_and_checked(full: Register) -> None:
    sha256 = hashlib.sha256(CONTENT).hexdigest()
    with full.transaction("pièce") as tx:
        tx.put_content(sha256, CONTENT)
        tx.put(filled(Attachment).but(id="copie"))
        assert tx.content(sha256) == CONTENT
        assert tx.content("0" * 64) is None
    assert full.raw.execute("SELECT count(*) FROM blob").fetchone() == (2,)
    with (
        pytest.raises(ValueError, match="fingerprint"),
        full.transaction("pièce") as tx,
    ):
        tx.put_content(sha256, CONTENT + b"!")
    assert len(every_record()) == len(RECORDS)


def empty(register: Register, steps: list[int] | None = None) -> None:
    with register.transaction("Corbeille vidée", starts=True) as tx:
        tx.forget([one.step for one in tx.deleted()] if steps is None else steps)


def test_emptying_leaves_the_lines_of_the_journal_and_nothing_of_the_contents(
    full: Register,
) -> None:
    full.who = "radiologue"
    secret = filled(Candidate).but(contact="Dr Untel, 06 00 00 00 00")
    with full.transaction("contact") as tx:
        tx.put(secret)
    delete(full, Project)
    kept = contents(full)
    with full.reading() as reader:
        lines = reader.history()
    empty(full)
    assert trash(full) == []
    assert contents(full) == kept
    with full.reading() as reader:
        after = reader.history()
        assert reader.content(hashlib.sha256(CONTENT).hexdigest()) is None
    assert after[1:] == lines
    assert (after[0].label, after[0].who) == ("Corbeille vidée", "radiologue")
    full.check(thorough=True)
    full.close()
    stored = full.path.read_bytes()
    assert b"06 00 00 00 00" not in stored
    assert "Notice d’utilisation, version 4.2".encode() not in stored


def test_creation_change_and_deletion_can_still_be_told_apart(full: Register) -> None:
    with full.transaction("nom") as tx:
        tx.put(filled(Candidate).but(name="B"))
    delete(full, Candidate)
    empty(full)
    query = "SELECT before, after FROM change WHERE record_id = ? ORDER BY seq"
    rows = full.raw.execute(query, (filled(Candidate).id,)).fetchall()
    assert rows == [(None, "{}"), ("{}", "{}"), ("{}", None)]


def test_nothing_is_undone_across_an_emptying_and_work_goes_on(full: Register) -> None:
    delete(full, Candidate)
    full.undo()
    delete(full, Study)
    with full.transaction("besoin") as tx:
        tx.put(filled(Project).but(need="autre"))
    full.undo()
    empty(full)
    before = contents(full)
    assert full.undo() is None
    assert full.redo() is None
    with full.transaction("besoin") as tx:
        tx.put(filled(Project).but(need="encore"))
    full.undo()
    assert contents(full) == before


def test_only_what_was_in_the_corbeille_is_forgotten(full: Register) -> None:
    delete(full, Study)
    delete(full, Candidate)
    candidate, study = trash(full)
    empty(full, [study.step])
    assert [one.record.kind for one in trash(full)] == ["candidate"]
    restore(full, candidate)
    with full.reading() as reader:
        assert reader.get(Candidate, filled(Candidate).id) == filled(Candidate)
        assert reader.find(Study) == []


def test_what_came_back_once_is_not_forgotten_with_its_first_deletion(full: Register) -> None:
    delete(full, Candidate)
    first = trash(full)[0]
    restore(full, first)
    before = contents(full)
    empty(full, [first.step])
    delete(full, Candidate)
    restore(full, trash(full)[0])
    assert contents(full) == before


def test_a_document_that_something_else_names_stays(full: Register) -> None:
    sha256 = hashlib.sha256(CONTENT).hexdigest()
    with full.transaction("pièce") as tx:
        tx.put(filled(Attachment).but(id="copie"))
    delete(full, Attachment)
    empty(full)
    with full.reading() as reader:
        assert reader.content(sha256) == CONTENT
    with full.transaction("suppression") as tx:
        tx.remove(filled(Attachment).but(id="copie"))
    empty(full, [])
    with full.reading() as reader:
        assert reader.content(sha256) == CONTENT, "it may still come back"
    empty(full)
    with full.reading() as reader:
        assert reader.content(sha256) is None


def expired(register: Register) -> list[int]:
    with register.reading() as reader:
        return reader.expired()


def test_deletions_expire_after_ninety_days(
    full: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    delete(full, Study)
    (deleted,) = trash(full)
    for days, found in ((TRASH_DAYS, []), (TRASH_DAYS + 1, [deleted.step])):
        later = deleted.at + timedelta(days=days)
        monkeypatch.setattr(corbeille, "now", lambda later=later: later)
        assert expired(full) == found
    empty(full, expired(full))
    assert expired(full) == []


def test_a_clock_that_was_behind_does_not_make_a_deletion_expire(
    full: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    present = datetime.now(UTC)
    monkeypatch.setattr(journal, "now", lambda: present - timedelta(days=4000))
    delete(full, Study)
    monkeypatch.setattr(journal, "now", lambda: present)
    assert expired(full) == []


def test_each_object_is_forgotten_with_its_last_deletion_only(full: Register) -> None:
    before = contents(full)
    delete(full, Candidate)
    first = trash(full)[0]
    restore(full, first)
    delete(full, Study)
    delete(full, Candidate)
    empty(full, [first.step])
    for deleted in trash(full):
        restore(full, deleted)
    assert contents(full) == before
