"""What is strange about the facts of an incident: said beside the field, refused never."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dmn_desktop.core.clock import span
from dmn_desktop.core.incident_vocabulary import Consequence
from dmn_desktop.core.records import Declaration, DeclarationPart, Incident
from dmn_desktop.core.text import NBSP, TEXT_LIMIT, clean, day

LATE_KNOWLEDGE = timedelta(days=365)
_MOMENT = timedelta(minutes=5)


@dataclass(frozen=True)
class Doubt:
    """Something strange about one field."""

    field: str
    words: str


def doubts(
    incident: Incident, present: datetime, versions: Iterable[str] = ()
) -> tuple[Doubt, ...]:
    """What is strange about an incident, by field.

    Args:
        incident: Its facts.
        present: The instant; a clock set back makes dates look future, which is said so.
        versions: Those that the sheet of the device knows.
    """
    return tuple(_doubts(incident, present, tuple(versions)))


def _doubts(incident: Incident, present: datetime, versions: tuple[str, ...]) -> Iterator[Doubt]:
    future = "est dans le futur d’après l’horloge de ce poste. La vérifier, ou corriger la date."
    if incident.known_at - present > _MOMENT:
        yield Doubt("known_at", f"Ce moment {future}")
    happened = incident.happened_at
    if happened is not None and happened - present > _MOMENT:
        yield Doubt("happened_at", f"Ce moment {future}")
    if happened is not None and incident.known_at < happened:
        words = f"Connu avant d’être survenu{NBSP}: l’une des deux dates est à corriger."
        yield Doubt("known_at", words)
    elif happened is not None and incident.known_at - happened > LATE_KNOWLEDGE:
        late = span(incident.known_at - happened)
        yield Doubt("known_at", f"Connu {late} après{NBSP}: vérifier l’année.")
    if incident.device_id is None and not incident.device:
        words = f"Aucun dispositif choisi{NBSP}: l’orientation posera toutes ses questions."
        yield Doubt("device_id", words)
    if incident.version and versions and incident.version not in versions:
        words = f"La fiche ne connaît pas la version {incident.version}."
        yield Doubt("version", words)
    if incident.near_miss and incident.consequence is Consequence.REAL:
        words = f"«{NBSP}A failli arriver{NBSP}» et une conséquence réelle se contredisent."
        yield Doubt("consequence", words)
    yield from _days(incident, present.astimezone(incident.known.tzinfo).date())


def _days(incident: Incident, today: date) -> Iterator[Doubt]:
    known = incident.known.date()
    if incident.patient_told_on and incident.patient_told_on > today:
        yield Doubt("patient_told_on", "Cette date est dans le futur.")
    suspended, returned = incident.suspended_on, incident.returned_on
    if suspended and returned and returned < suspended:
        yield Doubt("returned_on", "Remis en service avant d’être suspendu.")
    if incident.closed_on and incident.closed_on < known:
        yield Doubt("closed_on", f"Clos avant d’être connu, le {day(known)}.")


def sending_doubt(incident: Incident, part: DeclarationPart, present: datetime) -> str:
    """What is strange about the sending of a part, empty when nothing is."""
    if part.sent_at is None:
        return ""
    if incident.happened_at is not None and part.sent_at < incident.happened_at:
        return f"Le récépissé est d’avant l’événement{NBSP}: l’une des deux dates est à corriger."
    if part.sent_at < incident.known_at:
        return f"Le récépissé est d’avant la connaissance de l’incident{NBSP}: vérifier les dates."
    if part.sent_at - present > _MOMENT:
        return "Cette date d’envoi est dans le futur d’après l’horloge de ce poste."
    return ""


def reply_doubt(incident: Incident, declaration: Declaration, present: datetime) -> str:
    """What is strange about the day of a reply, empty when nothing is."""
    on = declaration.replied_on
    if on is None:
        return ""
    if on < incident.known.date():
        return f"La réponse est d’avant la connaissance de l’incident{NBSP}: vérifier les dates."
    if on > present.astimezone(incident.known.tzinfo).date():
        return "Cette date est dans le futur d’après l’horloge de ce poste."
    return ""


@dataclass(frozen=True)
class Kept:
    """A text as it is kept, and what to say when it was cut."""

    text: str
    said: str = ""


def kept(text: str, limit: int = TEXT_LIMIT) -> Kept:
    """A text as a field keeps it; a longer one is cut at its limit and this is said."""
    if len(text) <= limit:
        return Kept(clean(text, limit))
    whole = clean(text, len(text))
    if len(whole) <= limit:
        return Kept(whole)
    lost = len(whole) - limit
    said = (
        f"Texte coupé à {_grouped(limit)} signes{NBSP}: {_grouped(lost)} de trop n’ont pas été "
        "gardés. Joindre plutôt le document entier."
    )
    return Kept(whole[:limit], said)


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", NBSP)
