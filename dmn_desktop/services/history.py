"""The history: every change of the register, or of some of its objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dmn_desktop.core.forms import Library
from dmn_desktop.core.history import (
    FieldChange,
    HistoryDetail,
    HistoryRow,
    ObjectChange,
    field_changes,
)
from dmn_desktop.core.object_name import object_name
from dmn_desktop.core.records import Candidate, Project, Record
from dmn_desktop.core.text import NBSP, count
from dmn_desktop.services.projects import guide_for
from dmn_desktop.services.register import Register
from dmn_desktop.store.database import Reader
from dmn_desktop.store.history import Change, Entry

OBJECTS_SHOWN = 40
_PREFIX = {"undo": f"Annulé{NBSP}: ", "redo": f"Rétabli{NBSP}: "}


def page(
    register: Register, limit: int, below: int | None = None, of: Sequence[str] = ()
) -> list[HistoryRow]:
    """Some lines of the history, newest first.

    Args:
        register: Where.
        limit: How many.
        below: Those before this line; the newest when None.
        of: Only those about these objects and what belongs to them.
    """
    with register.reading() as reader:
        owners = _owners(reader)
        return [_row(entry, owners) for entry in reader.entries(limit, below, of)]


def detail(register: Register, library: Library, seq: int) -> HistoryDetail | None:
    """What one step did, before and after; None when there is no such step."""
    with register.reading() as reader:
        found = reader.step_changes(seq, OBJECTS_SHOWN)
        if found is None:
            return None
        owners, known = _owners(reader), _known(reader, library)
    entry, changes = found
    objects = tuple(_object(change, owners, known) for change in changes)
    more = entry.changes - len(objects) if len(objects) == OBJECTS_SHOWN else 0
    return HistoryDetail(_row(entry, owners), objects, more)


def _owners(reader: Reader) -> dict[str, str]:
    """The short names of what other objects belong to."""
    names = {p.id: p.code for p in reader.find(Project)}
    return names | {c.id: c.name for c in reader.find(Candidate)}


def _known(reader: Reader, library: Library) -> dict[str, str]:
    """What cells and options of the questionnaires are called."""
    guide = guide_for(reader, library)
    known = {key: guide.label(key) for key in guide.cells}
    for cell in guide.cells.values():
        known.update((option.id, option.text) for option in cell.options)
    return known | {q.id: q.number for q in guide.questions}


def _row(entry: Entry, owners: Mapping[str, str]) -> HistoryRow:
    what = f"{entry.label[:1].upper()}{entry.label[1:]}"
    prefix = _PREFIX.get(entry.action, "")
    subject = _subject(entry.main, owners) if entry.main else ""
    if entry.changes > 1:
        subject += f" et {count(entry.changes - 1, 'autre')}"
    label = f"{prefix}{entry.label}" if prefix else what
    return HistoryRow(entry.seq, entry.at, entry.who, label, subject)


def _subject(change: Change, owners: Mapping[str, str]) -> str:
    """« Pièce notice.pdf, P-01 »: what was changed, and what it belongs to."""
    record = change.after or change.before
    if record is None:
        title = change.kind.title
        return f"{title[:1].upper()}{title[1:]} (contenu effacé)"
    parts = [object_name(record), *_places(record, owners)]
    return ", ".join(parts)


def _places(record: Record, owners: Mapping[str, str]) -> list[str]:
    found = (getattr(record, field, None) for field in ("candidate_id", "project_id"))
    return [owners[one] for one in found if one is not None and one in owners]


def _object(change: Change, owners: Mapping[str, str], known: Mapping[str, str]) -> ObjectChange:
    verb = "Ajouté" if change.added else "Supprimé" if change.deleted else "Modifié"
    fields: tuple[FieldChange, ...] = ()
    if not change.forgotten:
        fields = tuple(field_changes(change.before, change.after, known))
    return ObjectChange(_subject(change, owners), verb, fields, change.forgotten)
