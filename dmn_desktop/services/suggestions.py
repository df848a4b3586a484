"""Values already used in the register, offered while typing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dmn_desktop.core.records import Device
from dmn_desktop.services.register import Register

PEOPLE = ("referent", "users", "overseer")
"""Fields that hold people as functions and initials: what is used in one is offered in all."""

OFFERED = frozenset({*PEOPLE, "places", "manufacturer", "distributor", "specialty"})
"""Fields that offer what is already used."""

MOST = 200


def used_values(register: Register, name: str) -> Sequence[str]:
    """What other devices say in a field, the most used first; nothing for other fields."""
    if name not in OFFERED:
        return ()
    names = PEOPLE if name in PEOPLE else (name,)
    with register.reading() as reader:
        rows = reader.values(Device, names)
    counted: Counter[str] = Counter()
    for value in (value for row in rows for value in row):
        counted.update([value] if isinstance(value, str) else value or ())
    return [text for text, _ in counted.most_common(MOST + 1) if text.strip()][:MOST]
