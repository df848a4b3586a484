"""What every record is: frozen, cleaned on the way in, declared once."""

# Files of records and of forms do without `from __future__ import annotations`: pydantic would
# read each type from its text, and the records would take 83 ms of the start instead of 63.

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator

from dmn_desktop.core.text import clean


@dataclass(frozen=True)
class Refers:
    """Marks a field that holds the identifier of another record.

    Attributes:
        kind: The kind of the other record.
        owned: Whether this record goes to the Corbeille with the other one; else the field is
            emptied.
    """

    kind: str
    owned: bool = True


def new_id() -> str:
    """A new identifier, made by the program so that a repeated save is harmless."""
    return uuid.uuid4().hex


def stable_id(*parts: str) -> str:
    """The identifier of what exists once for these parts (an answer, a mark)."""
    return uuid.uuid5(uuid.NAMESPACE_OID, "\x1f".join(parts)).hex


def today() -> date:
    """The day shown by this workstation."""
    return datetime.now().astimezone().date()


def now() -> datetime:
    """The instant, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


LOADED: dict[str, type["Record"]] = {}
"""The records loaded until now, by kind; `record_of` loads the others."""


class Record(BaseModel):
    """Base of every record.

    Attributes:
        kind: Name of the table and of the list in the exchange format.
        title: French words for one such object, in messages and in the Corbeille.
        unique: Groups of fields that exist only once together.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    kind: ClassVar[str]
    title: ClassVar[str]
    unique: ClassVar[tuple[tuple[str, ...], ...]] = ()

    id: str = Field(default_factory=new_id, min_length=1, max_length=64)

    def __init_subclass__(cls, **given: Any) -> None:
        """Know a record by its kind."""
        super().__init_subclass__(**given)
        if "kind" in vars(cls):
            LOADED[cls.kind] = cls

    @field_validator("*", mode="before")
    @classmethod
    def _clean(cls, value: Any) -> Any:
        if type(value) is str:
            return clean(value)
        if isinstance(value, list | tuple):
            return tuple(clean(v) if type(v) is str else v for v in value)
        if isinstance(value, dict):
            return {k: clean(v) if type(v) is str else v for k, v in value.items()}
        return value

    def but(self, **changes: Any) -> Self:
        """The same record with some fields changed, checked again."""
        return type(self).model_validate({**self.model_dump(), **changes})


def references_of(record: type[Record]) -> dict[str, Refers]:
    """The fields of a kind that hold the identifier of another record."""
    return {
        name: mark
        for name, field in record.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, Refers)
    }
