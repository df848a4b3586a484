"""The yearly review: open it, confirm device by device, close it; closed, it stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from dmn_desktop.core.census import QUESTIONS, is_overdue, line_words
from dmn_desktop.core.device_vocabulary import CensusAnswer, PointOrigin, PointState
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import (
    Census,
    CensusLine,
    Device,
    DeviceVersion,
    Point,
    Risk,
    Structure,
    today,
)
from dmn_desktop.core.text import day
from dmn_desktop.core.vocabulary import LifeState, RiskState
from dmn_desktop.services.device_life import put_state, put_version, task_point
from dmn_desktop.services.numbering import next_number
from dmn_desktop.services.register import Register, refuse_read_only
from dmn_desktop.store.transaction import Reader, Transaction

SERIES = "RA"

POINTS = {
    "used": "Revoir l’usage prévu",
    "version": "Relever la version",
    "places": "Revoir les services et lieux",
    "risks": "Revoir les risques",
    "contract": "Revoir le contrat",
}
"""What a change opens as a point to treat, when its new value is not given, by question."""

EDITED = {
    "used": "intended_use",
    "version": "version",
    "places": "places",
    "contract": "contract_end",
}
"""The field of the device that a question lets change, by question."""

POINT_DELAY = timedelta(days=30)


@dataclass(frozen=True)
class Review:
    """A review with its lines, in the order of the devices.

    While it is open, a device of the inventory that nobody looked at yet has an empty line that
    is not stored; closing stores it.
    """

    census: Census
    lines: tuple[CensusLine, ...]
    structure: Structure = field(default_factory=Structure)

    @property
    def is_open(self) -> bool:
        """Whether it can still be written in."""
        return self.census.closed_on is None

    @property
    def confirmed(self) -> int:
        """How many devices somebody confirmed."""
        return sum(line.confirmed_on is not None for line in self.lines)

    @property
    def remaining(self) -> tuple[CensusLine, ...]:
        """The devices that nobody confirmed."""
        return tuple(line for line in self.lines if line.confirmed_on is None)

    @property
    def changed(self) -> tuple[CensusLine, ...]:
        """The confirmed devices for which something is no longer as before."""
        moved = (CensusAnswer.CHANGED, CensusAnswer.NO)
        return tuple(
            line
            for line in self.lines
            if line.confirmed_on and any(getattr(line, name) in moved for name in QUESTIONS)
        )

    @property
    def words(self) -> str:
        """« 6 sur 15 confirmés »."""
        plural = "s" if self.confirmed > 1 else ""
        return f"{self.confirmed} sur {len(self.lines)} confirmé{plural}"


@dataclass(frozen=True)
class Seen:
    """What somebody found for one device.

    Attributes:
        line: The answers, the remark, who says so.
        changes: New values of the device, by the names of `EDITED`.
        withdrawn_on: The last day of use, when the device is to be withdrawn.
    """

    line: CensusLine
    changes: Mapping[str, Any] = field(default_factory=dict)
    withdrawn_on: date | None = None


# Looking


def current(register: Register) -> Census | None:
    """The review under way."""
    with register.reading() as reader:
        return _current(reader)


def past(register: Register) -> list[Census]:
    """The closed reviews, the last one first."""
    with register.reading() as reader:
        found = [census for census in reader.find(Census) if census.closed_on]
    return sorted(found, key=lambda census: (census.closed_on, census.number), reverse=True)


def last_closed(register: Register) -> Census | None:
    """The review closed last."""
    return next(iter(past(register)), None)


def overdue(register: Register, on: date | None = None) -> bool:
    """Whether the last closed review is older than 365 days."""
    return is_overdue(last_closed(register), on or today())


def load(register: Register, census_id: str) -> Review:
    """A review with its lines.

    Raises:
        UserError: It is no longer there.
    """
    with register.reading() as reader:
        census = reader.get(Census, census_id)
        if census is None:
            raise UserError(
                "Cette revue n’est plus dans le registre.",
                "Rien d’autre n’a changé.",
                "La chercher dans la Corbeille, ou revenir à l’inventaire.",
            )
        structure = reader.only(Structure) or Structure()
        return Review(census, _lines(reader, census), structure)


def device_of(register: Register, line: CensusLine) -> Device | None:
    """The device of a line as it is now; None once it has gone."""
    if line.device_id is None:
        return None
    with register.reading() as reader:
        return reader.get(Device, line.device_id)


def open_risks(register: Register, line: CensusLine) -> int:
    """How many risks of its device are open."""
    if line.device_id is None:
        return 0
    with register.reading() as reader:
        found = reader.values(Risk, ("id",), device_id=line.device_id, state=RiskState.OPEN)
    return len(found)


def _current(reader: Reader) -> Census | None:
    return next(iter(reader.find(Census, order="number", closed_on=None)), None)


def _lines(reader: Reader, census: Census) -> tuple[CensusLine, ...]:
    lines = reader.find(CensusLine, census_id=census.id)
    if census.closed_on is None:
        lines += _unseen(reader, census, {line.device_id for line in lines})
    return tuple(sorted(lines, key=_place))


def _unseen(reader: Reader, census: Census, seen: set[str | None]) -> list[CensusLine]:
    """Empty lines for the devices in use that have none."""
    names = ("id", "number", "name", "version", "state")
    found = []
    for device_id, number, name, version, state in reader.values(Device, names, order="number"):
        if device_id not in seen and state != LifeState.WITHDRAWN.value:
            words = line_words(number, name, version)
            line_id = CensusLine.id_for(census.id, device_id)
            found.append(
                CensusLine(id=line_id, census_id=census.id, device_id=device_id, device=words)
            )
    return found


def _place(line: CensusLine) -> tuple[int, str]:
    number = re.match(r"DMN-(\d+)", line.device)
    return (int(number[1]) if number else 0, line.device)


# Doing


def start(register: Register, opened_by: str = "") -> Census:
    """Open a review.

    Raises:
        UserError: One is under way, or there is no device to review.
    """
    refuse_read_only(register)
    with register.transaction("revue annuelle commencée") as tx:
        if _current(tx) is not None:
            raise UserError(
                "Une revue est déjà en cours.", "Elle n’a pas changé.", "La reprendre ou la clore."
            )
        census = Census(number=next_number(tx, SERIES), opened_by=opened_by)
        if not _unseen(tx, census, set()):
            raise UserError(
                "L’inventaire n’a aucun dispositif à revoir.",
                "Rien n’a été écrit.",
                "Ajouter d’abord les dispositifs utilisés.",
            )
        tx.put(census)
    return census


def keep(register: Register, line: CensusLine, run: str) -> CensusLine:
    """Keep the answers and the remark of a device that is not confirmed yet, or no longer.

    Args:
        register: Where.
        line: The answers given so far.
        run: Joins all that is done on one device into one undo.
    """
    refuse_read_only(register)
    with register.transaction(_label(line), run) as tx:
        _open_census(tx, line.census_id)
        kept = line.but(confirmed_on=None)
        tx.put(kept)
    return kept


def confirm(register: Register, seen: Seen, on: date | None = None, run: str = "") -> CensusLine:
    """Confirm a device: its line, its new values and the day of its review, as one undo.

    What changed without a new value opens a point to treat; a device that is no longer used is
    withdrawn when a day is given.

    Raises:
        UserError: The review is closed, an answer is missing, nobody is named, or the device is
            no longer there.
    """
    refuse_read_only(register)
    line, on = _checked(seen.line), on or today()
    with register.transaction(_label(line), run) as tx:
        census = _open_census(tx, line.census_id)
        device = tx.get(Device, line.device_id or "")
        if device is None:
            raise UserError(
                "Ce dispositif n’est plus dans l’inventaire.",
                "Sa ligne n’a pas changé.",
                "Passer au suivant.",
            )
        words = [w for w in _change_words(device, seen.changes) if w not in line.note]
        changed = _put_changes(tx, device, seen, on)
        _put_points(tx, census, changed, seen, on)
        stored = line.but(
            note=" ".join([line.note, *words]).strip(),
            confirmed_on=on,
            device=line_words(changed.number, changed.name, changed.version),
        )
        tx.put(stored)
    return stored


def _label(line: CensusLine) -> str:
    return f"{line.device.split(' ', 1)[0]}, revue annuelle"


def _checked(line: CensusLine) -> CensusLine:
    missing = [name for name in QUESTIONS if getattr(line, name) is CensusAnswer.NONE]
    if missing and line.used is not CensusAnswer.NO:
        first = (CensusLine.model_fields[missing[0]].title or "").lower()
        raise UserError(
            f"Il reste à répondre\u00a0: {first}.",
            "Les autres réponses sont gardées.",
            "Répondre, ou passer ce dispositif.",
        )
    if not line.confirmed_by.strip():
        raise UserError(
            "Personne n’est nommé.", "Les réponses sont gardées.", "Écrire fonction et initiales."
        )
    return line


def _open_census(tx: Transaction, census_id: str) -> Census:
    census = tx.get(Census, census_id)
    if census is None or census.closed_on is not None:
        raise UserError(
            "Cette revue est terminée.",
            "Elle n’a pas changé.",
            "Annuler sa clôture, ou commencer une autre revue.",
        )
    return census


def _put_changes(tx: Transaction, device: Device, seen: Seen, on: date) -> Device:
    """The device with its new values, reviewed on this day."""
    changes = {name: value for name, value in seen.changes.items() if name != "version"}
    changed = device.but(**changes, reviewed_on=on)
    tx.put(changed)
    version = str(seen.changes.get("version", "")).strip()
    if version and version != device.version:
        changed = put_version(
            tx, changed, DeviceVersion(device_id="x", position=1, version=version)
        )
    if seen.withdrawn_on is not None and device.state is not LifeState.WITHDRAWN:
        reason = "Plus utilisé, constaté à la revue annuelle."
        changed = put_state(tx, changed, LifeState.WITHDRAWN, seen.withdrawn_on, reason)
    return changed


def _put_points(tx: Transaction, census: Census, device: Device, seen: Seen, on: date) -> None:
    """Open a point for each change without a new value; drop those opened before by mistake."""
    for question, words in POINTS.items():
        point = task_point(device, PointOrigin.CENSUS, f"{question}:{census.number}", words)
        if _needs_point(question, seen):
            if question == "used" and seen.line.used is CensusAnswer.NO:
                point = point.but(text="Décider du retrait")
            remark = f"{point.text}\u00a0: {seen.line.note}" if seen.line.note else point.text
            tx.put(point.but(text=remark, due_on=on + POINT_DELAY))
        elif (known := tx.get(Point, point.id)) and known.state is PointState.OPEN:
            tx.remove(known)


def _needs_point(question: str, seen: Seen) -> bool:
    answer = getattr(seen.line, question)
    if answer is CensusAnswer.NO:
        return question != "used" or seen.withdrawn_on is None
    return answer is CensusAnswer.CHANGED and EDITED.get(question) not in seen.changes


def _change_words(device: Device, changes: Mapping[str, Any]) -> list[str]:
    """« Version : 3.2.1 → 3.3.0. », for the record to stay readable."""
    found = []
    for name, value in changes.items():
        if name == "intended_use":
            found.append("Usage prévu modifié.")
            continue
        before, after = _shown(getattr(device, name)), _shown(value)
        title = (Device.model_fields[name].title or name).rstrip(".")
        if before != after:
            found.append(f"{title}\u00a0: {before or '–'} → {after or '–'}.")
    return found


def _shown(value: object) -> str:
    if isinstance(value, date):
        return day(value)
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")


def close(
    register: Register, census_id: str, closed_by: str, note: str = "", on: date | None = None
) -> Census:
    """Close a review; the devices that nobody confirmed stay in it as such.

    Raises:
        UserError: It is closed already, or nobody is named.
    """
    refuse_read_only(register)
    if not closed_by.strip():
        raise UserError("Personne n’est nommé.", "La revue reste ouverte.", "Écrire qui la valide.")
    with register.transaction("revue annuelle terminée") as tx:
        census = _open_census(tx, census_id)
        for line in _lines(tx, census):
            tx.put(line)
        closed = census.but(closed_on=on or today(), closed_by=closed_by.strip(), note=note)
        tx.put(closed)
    return closed


def abandon(register: Register, census_id: str) -> None:
    """Move a review under way to the Corbeille; what it changed on the devices stays."""
    refuse_read_only(register)
    with register.transaction("revue annuelle abandonnée") as tx:
        tx.remove(_open_census(tx, census_id))
