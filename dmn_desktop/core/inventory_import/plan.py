"""What importing a table would do: proposed in full before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dmn_desktop.core.inventory_import.body import Aside
from dmn_desktop.core.inventory_import.choices import Choices
from dmn_desktop.core.inventory_import.headings import Proposal
from dmn_desktop.core.inventory_import.layout import Layout
from dmn_desktop.core.vocabulary import Word


class Doubled(Word):
    """What is done with a line whose device is already known."""

    SKIP = "ignorer", "Ignorer"
    COMPLETE = "completer", "Compléter la fiche existante"
    ADD = "ajouter", "Ajouter"


@dataclass(frozen=True)
class SourceColumn:
    """A column of the file.

    Attributes:
        key: Its title, told apart from its twins: what choices call it.
        exchange: The field it fills, None when nobody's.
        proposals: The fields that it may fill, best first.
        samples: Its first different contents.
        score: How sure the field is; 1 when a person chose it.
        refused: A person chose not to import it.
    """

    index: int
    key: str
    title: str
    exchange: str | None
    proposals: tuple[Proposal, ...]
    samples: tuple[str, ...]
    score: float = 0.0
    refused: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class Flag:
    """A cell that somebody must look at.

    Attributes:
        address: « C5 ».
        column: Title of its column.
        exchange: Its field.
        text: What it holds.
        reason: Why.
        kept: Whether a value was read all the same.
    """

    address: str
    column: str
    exchange: str
    text: str
    reason: str
    kept: bool = False


@dataclass(frozen=True)
class Line:
    """A device read from the file.

    Attributes:
        number: Its row; its column when devices stand in columns.
        values: By name of the record's field; those that are empty are left out.
        own_id: Identifier of the device in the register, when the file is our own export.
        left: Contents of columns that nobody imports: title and text.
    """

    number: int
    values: Mapping[str, Any]
    flags: tuple[Flag, ...] = ()
    own_id: str = ""
    left: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The commercial name."""
        return str(self.values.get("name", ""))


@dataclass(frozen=True)
class Refused:
    """A row that cannot become a device, with the reason."""

    number: int
    text: str
    reason: str


@dataclass(frozen=True)
class Double:
    """A line whose device is already there.

    Attributes:
        line: Number of the line.
        other: « DMN-02 », or « ligne 4 ».
        reason: What they share.
        known_id: The device of the register, empty for another line of the file.
        fills: Names of fields that are empty there and known here.
        differs: Names of fields that say something else there: both values.
        proposed: What is done unless a person chooses.
    """

    line: int
    other: str
    reason: str
    known_id: str
    fills: tuple[str, ...]
    differs: Mapping[str, tuple[Any, Any]]
    proposed: Doubled = Doubled.SKIP


@dataclass(frozen=True)
class Question:
    """Something that only a person can tell.

    Attributes:
        about: « feuille », « titres », « colonnes », « orientation », « encodage ».
        text: The question.
        options: Possible answers, as choices spell them, with the words shown.
        columns: When it is about them: all columns, as they would be read.
    """

    about: str
    text: str
    options: tuple[tuple[str, str], ...] = ()
    columns: tuple[SourceColumn, ...] = ()


@dataclass(frozen=True)
class Plan:
    """A whole table, understood.

    Attributes:
        unsettled: Exchange name → texts that are no word of its list, with how often.
        notes: What was noticed, as sentences.
    """

    file_name: str
    sheet: str
    layout: Layout
    choices: Choices
    columns: tuple[SourceColumn, ...]
    lines: tuple[Line, ...]
    refused: tuple[Refused, ...] = ()
    asides: tuple[Aside, ...] = ()
    doubles: tuple[Double, ...] = ()
    unsettled: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def doubled(self) -> dict[int, Double]:
        """The lines that are already there, by number."""
        return {double.line: double for double in self.doubles}
