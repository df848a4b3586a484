"""Actions on the register as a whole: new, open, copy, back up, undo, Corbeille, history."""

from __future__ import annotations

from pathlib import Path

from dmn_desktop.core.clock import doubt
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import Record, Structure, new_id, now
from dmn_desktop.core.whereabouts import Elsewhere
from dmn_desktop.store.backup import back_up as store_back_up
from dmn_desktop.store.backup import backups_of
from dmn_desktop.store.backup import open_copy as store_open_copy
from dmn_desktop.store.backup import restore as store_restore
from dmn_desktop.store.backup import save_copy as store_save_copy
from dmn_desktop.store.copying import Stopped, Watch
from dmn_desktop.store.database import Register, create_register, open_register
from dmn_desktop.store.failures import DamagedError
from dmn_desktop.store.holder import HeldError
from dmn_desktop.store.journal import HistoryLine
from dmn_desktop.store.trash import Deleted
from dmn_desktop.store.whereabouts import where

__all__ = ["DamagedError", "Deleted", "HeldError", "HistoryLine", "Register", "Stopped", "Watch"]

SUFFIX = ".dmn"
LONG = 100
"""Changes that are undone before anybody notices; beyond, a progress is due."""


def with_suffix(path: Path) -> Path:
    """The path with « .dmn » at its end: one file type, one extension."""
    return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)


def create(path: Path, structure: Structure) -> Register:
    """Create a register for a structure and open it."""
    return create_register(with_suffix(path), structure.but(id=new_id()))


def open_file(path: Path, read_only: bool = False, watch: Watch | None = None) -> Register:
    """Open a register, alone; see `store.database.open_register` for what is refused.

    Like `open_copy`, it may run aside: the register is nobody's until it is returned.
    """
    return open_register(path, read_only, watch)


def open_copy(path: Path, watch: Watch | None = None) -> Register:
    """Open, to read only, a private copy of a register that somebody else holds."""
    return store_open_copy(path, watch)


def structure_of(register: Register) -> Structure:
    """The structure that keeps the register."""
    with register.reading() as reader:
        found = reader.only(Structure)
    if found is None:
        raise UserError(
            "Ce registre ne nomme aucune structure.",
            "Il n’a pas été modifié.",
            "Ouvrir une sauvegarde, ou importer ses données dans un nouveau registre.",
        )
    return found


def save(register: Register, record: Record, label: str, run: str = "") -> None:
    """Add or replace one record as one step of the journal.

    Args:
        register: Where.
        record: What.
        label: What the user did, in French.
        run: Joins the saves of one stretch of typing into one undo.
    """
    refuse_read_only(register)
    with register.transaction(label, run) as tx:
        tx.put(record)


def delete(register: Register, record: Record, label: str) -> None:
    """Move a record, with what it owns, to the Corbeille."""
    refuse_read_only(register)
    with register.transaction(label) as tx:
        tx.remove(record)


def refuse_read_only(register: Register) -> None:
    """Stop an action that would write to a register open for reading only."""
    if register.read_only:
        raise UserError(
            "Ce registre est ouvert en lecture seule.",
            "Il n’a pas été modifié.",
            "Enregistrer une copie pour y travailler.",
        )


def back_up(register: Register, folder: Path, watch: Watch | None = None) -> Path:
    """Write a dated and verified backup in a folder.

    It may run aside, if nobody else uses the register until it ends.
    """
    return store_back_up(register, folder, watch)


def last_backup(path: Path, folder: Path) -> Path | None:
    """The newest backup of a register that cannot be opened, None when there is none for sure."""
    found = backups_of(path, folder)
    return found[-1].path if found else None


def restore_backup(backup: Path, path: Path, watch: Watch | None = None) -> Register:
    """Open a verified copy of a backup, never over what is there; it may run aside."""
    return store_restore(backup, with_suffix(path), watch)


def save_copy(register: Register, path: Path, watch: Watch | None = None) -> Path:
    """Write a verified copy under another name; it may run aside like `back_up`."""
    target = with_suffix(path)
    store_save_copy(register, target, watch)
    return target


def undo(register: Register, watch: Watch | None = None) -> str | None:
    """Take back the last thing done today; its label, None when there is none.

    It may run aside like `back_up`, and so may `redo`.
    """
    refuse_read_only(register)
    return register.undo(watch)


def redo(register: Register, watch: Watch | None = None) -> str | None:
    """Do again the last thing taken back; its label, None when there is none."""
    refuse_read_only(register)
    return register.redo(watch)


def is_long(register: Register, again: bool = False) -> bool:
    """Whether what would be undone, or done again, is many changes: to be done aside."""
    stacks = register.stacks()
    runs = stacks.redo if again else stacks.undo
    return bool(runs) and register.changes_in(runs[-1].steps) > LONG


def next_undo(register: Register) -> str:
    """The label of what undo would take back, empty when there is nothing."""
    runs = register.stacks().undo
    return runs[-1].label if runs else ""


def next_redo(register: Register) -> str:
    """The label of what redo would do again, empty when there is nothing."""
    runs = register.stacks().redo
    return runs[-1].label if runs else ""


def trash(register: Register) -> list[Deleted]:
    """What was deleted in the last 90 days, newest first."""
    with register.reading() as reader:
        return reader.deleted()


def empty_trash(register: Register) -> int:
    """Forget for good all that the Corbeille holds; nothing before can be undone any more.

    Returns:
        How many objects were in it.
    """
    refuse_read_only(register)
    with register.transaction("Corbeille vidée", starts=True) as tx:
        found = tx.deleted()
        steps = {one.step for one in found} | set(tx.expired())
        if steps:
            tx.forget(sorted(steps))
    return len(found)


def clock_doubt(register: Register) -> str:
    """What is strange about the clock of this workstation, empty when nothing is."""
    with register.reading() as reader:
        lines = reader.history(1)
    return doubt(lines[0].at if lines else None, now())


def kept_elsewhere(register: Register) -> Elsewhere | None:
    """Whether the register lies in a synchronised folder or on a network drive."""
    return where(register.path)


def forget_expired(register: Register) -> int:
    """Forget for good what was deleted more than 90 days ago.

    Returns:
        How many objects went; nothing is written when there is none, or when the clock may be
        wrong.
    """
    if register.read_only or clock_doubt(register):
        return 0
    with register.reading() as reader:
        steps = reader.expired()
    if steps:
        with register.transaction("Corbeille\u00a0: plus de 90 jours", starts=True) as tx:
            tx.forget(steps)
    return len(steps)


def restore(register: Register, deleted: Deleted) -> None:
    """Put a deleted object back where it was, with what went with it."""
    refuse_read_only(register)
    with register.transaction(f"restauration\u00a0: {deleted.record.title}") as tx:
        tx.restore(deleted.step)


def history(register: Register, limit: int = 500) -> list[HistoryLine]:
    """The last steps of the journal, newest first."""
    with register.reading() as reader:
        return reader.history(limit)


def check(register: Register) -> dict[str, int]:
    """Check the whole file and count what it holds, by kind of record.

    Raises:
        UserError: The file is damaged.
    """
    register.check(thorough=True)
    with register.reading() as reader:
        return reader.counts()


def change_mark(register: Register) -> int:
    """A number that grows with every change: tells whether a backup is due."""
    with register.reading() as reader:
        lines = reader.history(1)
    return lines[0].seq if lines else 0
