"""An incident with all that belongs to it, and the incidents of a year, as papers show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from dmn_desktop.core.countdown import countdown
from dmn_desktop.core.incident_vocabulary import DeclarationState, DeclarationStatus
from dmn_desktop.core.records import (
    Barrier,
    Cause,
    ChronologyLine,
    CorrectiveAction,
    Declaration,
    DeclarationPart,
    Device,
    Incident,
    IncidentDocument,
    Structure,
)


@dataclass(frozen=True)
class DeclarationFile:
    """A declaration with its sendings."""

    declaration: Declaration
    parts: tuple[DeclarationPart, ...]


@dataclass(frozen=True)
class Related:
    """Other incidents of the same device.

    Attributes:
        words: « 3e sur 3.3.0 », empty for the first or without a device.
        rank: Its place among those of the same version, by the moment they became known.
    """

    rank: int = 1
    words: str = ""
    same_version: tuple[Incident, ...] = ()
    same_device: tuple[Incident, ...] = ()


@dataclass(frozen=True)
class IncidentFile:
    """An incident with everything that belongs to it."""

    incident: Incident
    structure: Structure
    device: Device | None = None
    documents: tuple[IncidentDocument, ...] = ()
    chronology: tuple[ChronologyLine, ...] = ()
    causes: tuple[Cause, ...] = ()
    barriers: tuple[Barrier, ...] = ()
    declarations: tuple[DeclarationFile, ...] = ()
    actions: tuple[CorrectiveAction, ...] = ()
    related: Related = field(default_factory=Related)


@dataclass(frozen=True)
class Answered:
    """A question of the orientation with its answer, and why when nobody gave it."""

    question: str
    answer: str
    reason: str = ""


@dataclass(frozen=True)
class IncidentPaper:
    """An incident as it is printed.

    Attributes:
        rules: The rules followed, with the day they were verified.
        conduct: The steps of the immediate conduct, all of them.
        texts: For each part of a declaration, by its identifier, titles and texts.
    """

    file: IncidentFile
    rules: str = ""
    conduct: Sequence[str] = ()
    answered: Sequence[Answered] = ()
    texts: dict[str, Sequence[tuple[str, str]]] = field(default_factory=dict)

    @property
    def structure(self) -> Structure:
        """Who keeps the register."""
        return self.file.structure


@dataclass(frozen=True)
class IncidentYear:
    """The incidents of a year, and every action of the register.

    Attributes:
        year: The year; 0 for all of them.
        on: The day of the paper.
        at: Its instant, by which sendings are late; the beginning of the day unless told.
    """

    structure: Structure
    year: int
    files: Sequence[IncidentFile]
    actions: Sequence[CorrectiveAction]
    on: date
    at: datetime | None = None

    @property
    def years(self) -> list[int]:
        """The year, or all those that have incidents, the last first."""
        found = {one.known.year for one in self.incidents}
        return [self.year] if self.year else sorted(found, reverse=True)

    def is_late(self, one: DeclarationFile, part: DeclarationPart, incident: Incident) -> bool:
        """Whether a mandatory sending waits beyond its time."""
        declaration = one.declaration
        waits = declaration.state in (DeclarationState.TO_SEND, DeclarationState.SENT)
        if part.sent_at or not waits or declaration.status is not DeclarationStatus.MANDATORY:
            return False
        present = self.at or datetime.combine(self.on, time(), incident.known.tzinfo)
        return countdown(part, incident.known, present).late

    @property
    def incidents(self) -> list[Incident]:
        """Without what belongs to them, in order."""
        return [file.incident for file in self.files]
