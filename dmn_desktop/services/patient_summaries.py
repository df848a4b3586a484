"""The sheets for patients as lists show them: worked out once, then only for what changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from dmn_desktop.core.due_dates import Due, Urgency
from dmn_desktop.core.records import (
    Device,
    OwnText,
    PatientSheet,
    ReusePurpose,
    SheetVersion,
    Structure,
    today,
)
from dmn_desktop.core.sheet_standing import SheetStanding, standing_of
from dmn_desktop.core.text import count
from dmn_desktop.core.vocabulary import LifeState, SheetState
from dmn_desktop.services.patient_sheets import Bench, SheetDesk
from dmn_desktop.services.register import Register
from dmn_desktop.store.transaction import Reader

_NEVER = 2**62
"""After any step: where nothing is known yet, nothing can have changed since."""

_ORDER = (SheetState.REVIEW, SheetState.DRAFT, SheetState.CURRENT)


@dataclass(frozen=True)
class SheetSummary:
    """A sheet in the list.

    Attributes:
        why: « Mise à jour 3.3.0 », « 2 éléments manquent », empty when nothing is to do.
        version: Position of the last validated version, 0 before the first.
    """

    sheet: PatientSheet
    title: str
    template: str
    state: SheetState
    why: str
    version: int


@dataclass(frozen=True)
class Uncovered:
    """A device in use that no sheet speaks of."""

    id: str
    number: int
    name: str

    @property
    def code(self) -> str:
        """« DMN-07 »."""
        return f"DMN-{self.number:02d}"


@dataclass
class _Line:
    """A sheet, and what was worked out of it so far.

    Attributes:
        made_of: All that it depends on, except its device.
        version: Identifier of the last validated version, empty before the first.
    """

    made_of: tuple[Any, ...]
    device_id: str | None
    version: str = ""
    validated_on: date | None = None
    state: SheetState | None = None
    summary: SheetSummary | None = None


@dataclass
class _Known:
    """What is known of a register.

    Attributes:
        step: The last step of the journal that it takes into account.
        bare: Devices in use without sheet, None until asked for.
    """

    step: int = -1
    day: date = field(default_factory=today)
    lines: dict[str, _Line] = field(default_factory=dict)
    bare: list[Uncovered] | None = None


# As long as a register is open: a save changes one sheet, and the others are not read again.
_known: WeakKeyDictionary[Register, _Known] = WeakKeyDictionary()


def summaries(register: Register) -> list[SheetSummary]:
    """Every sheet: those to review first, then drafts, then current ones, by title."""
    found = _summaries(register, _up_to_date(register).lines)
    return sorted(found, key=lambda s: (_ORDER.index(s.state), s.title.casefold(), s.sheet.number))


def of_device(register: Register, device_id: str) -> list[SheetSummary]:
    """The sheets of one device, by number."""
    lines = _up_to_date(register).lines
    mine = {key: line for key, line in lines.items() if line.device_id == device_id}
    return sorted(_summaries(register, mine), key=lambda s: s.sheet.number)


def due_of(register: Register, device_id: str) -> list[Due]:
    """What a device waits for on the side of patients: its sheets to review."""
    return [
        Due(
            one.sheet.id,
            f"Revoir la fiche d’information {one.sheet.code}",
            "Revoir",
            None,
            Urgency.SOON,
            "patients",
            why=one.why,
        )
        for one in of_device(register, device_id)
        if one.state is SheetState.REVIEW
    ]


def uncovered(register: Register) -> list[Uncovered]:
    """The devices in use that no sheet speaks of, by number."""
    known = _up_to_date(register)
    if known.bare is None:
        told = {line.device_id for line in known.lines.values()}
        names, used = ("id", "number", "name"), LifeState.IN_USE.value
        with register.reading() as reader:
            rows = reader.values(Device, names, order="number", state=used)
        known.bare = [Uncovered(*row) for row in rows if row[0] not in told]
    return known.bare


def standings(register: Register) -> dict[str, SheetStanding]:
    """What the inventory says of the sheets of each device that has some."""
    found: dict[str, list[tuple[SheetState, date | None]]] = {}
    for line in _with_states(register):
        if line.device_id and line.state is not None:
            found.setdefault(line.device_id, []).append((line.state, line.validated_on))
    return {device_id: standing_of(states) for device_id, states in found.items()}


def to_review(register: Register) -> int:
    """How many sheets a change of the register made out of date, for the sidebar."""
    return sum(line.state is SheetState.REVIEW for line in _with_states(register))


# What is known


def _up_to_date(register: Register) -> _Known:
    """What is known, without what changed since."""
    known = _known.setdefault(register, _Known())
    if known.day != today():
        known = _known[register] = _Known()
    with register.reading() as reader:
        last, changed = reader.touched(Device, known.step if known.lines else _NEVER)
        if last == known.step:
            return known
        fresh = _lines(reader)
    for key, line in fresh.items():
        before = known.lines.get(key)
        if before and before.made_of == line.made_of and line.device_id not in changed:
            fresh[key] = before
    told = {line.device_id for line in known.lines.values()}
    if changed or told != {line.device_id for line in fresh.values()}:
        known.bare = None
    known.step, known.lines = last, fresh
    return known


def _lines(reader: Reader) -> dict[str, _Line]:
    """Every sheet with what it is made of, as the file keeps it: nothing is worked out."""
    shared = (
        reader.values(Structure, tuple(Structure.model_fields), stored=True),
        reader.values(OwnText, ("id", "text")),
    )
    purposes: dict[str, list[Any]] = {}
    for row in reader.values(ReusePurpose, ("device_id", *ReusePurpose.model_fields), stored=True):
        purposes.setdefault(row[0], []).append(row)
    names = ("sheet_id", "id", "validated_on")
    versions = {row[0]: row[1:] for row in reader.values(SheetVersion, names, order="position")}
    fields = ("id", "device_id", *(n for n in PatientSheet.model_fields if n != "id"))
    found = {}
    for row in reader.values(PatientSheet, fields, order="number", stored=True):
        version, day = versions.get(row[0], ("", None))
        made_of = (row, version, purposes.get(row[1], []), shared)
        found[row[0]] = _Line(made_of, row[1], version, day)
    return found


def _summaries(register: Register, lines: dict[str, _Line]) -> list[SheetSummary]:
    with register.reading() as reader:
        bench = Bench(reader)
        for key, line in lines.items():
            if line.summary is None:
                line.summary = _summary(_desk(reader, bench, key, line))
                line.state = line.summary.state
    return [line.summary for line in lines.values() if line.summary is not None]


def _with_states(register: Register) -> Iterable[_Line]:
    lines = _up_to_date(register).lines
    with register.reading() as reader:
        bench = Bench(reader)
        for key, line in lines.items():
            if line.state is None and not line.version:
                line.state = SheetState.DRAFT
            elif line.state is None:
                line.state = _desk(reader, bench, key, line).state
    return lines.values()


def _desk(reader: Reader, bench: Bench, key: str, line: _Line) -> SheetDesk:
    """A sheet with its last version only."""
    sheet = reader.get(PatientSheet, key)
    assert sheet is not None
    last = reader.get(SheetVersion, line.version) if line.version else None
    return bench.desk(sheet, (last,) if last else ())


def _summary(desk: SheetDesk) -> SheetSummary:
    why = ", ".join(change.sentence for change in desk.changes[:2])
    # Its text is filled for a draft only: a long list is mostly of sheets that wait for nothing.
    missing = desk.waits_for if desk.state is SheetState.DRAFT else 0
    if missing:
        why = count(missing, "élément manque", "éléments manquent")
    return SheetSummary(
        sheet=desk.sheet,
        title=desk.title,
        template=desk.model.title,
        state=desk.state,
        why=why,
        version=desk.last.position if desk.last else 0,
    )
