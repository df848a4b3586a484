"""Our own exchange file of an inventory as a table, to be read like any other."""

from __future__ import annotations

import json
from typing import Any

from dmn_desktop.core.inventory_import.source import Source, SourceSheet, Value
from dmn_desktop.core.inventory_table import columns
from dmn_desktop.core.stored_words import list_cell
from dmn_desktop.exports.inventory_files import FORMAT
from dmn_desktop.exports.sheets.measuring import MAX_ROWS, too_large
from dmn_desktop.exports.xlsx.scan import refused

_AGAIN = "L’enregistrer de nouveau depuis le registre d’où il vient."
_OWN = "Identifiant"


def is_exchanged(content: bytes) -> bool:
    """Whether a file says that it is an inventory exchanged in JSON."""
    return content.lstrip()[:1] == b"{" and FORMAT.encode() in content[:200]


def read_exchanged(content: bytes, name: str) -> Source:
    """Read devices with the names of the exchange format.

    Raises:
        UserError: It is broken, or too large.
    """
    try:
        devices = json.loads(content)["dispositifs"]
        keys = list(dict.fromkeys(key for device in devices for key in device))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise refused("il est endommagé", _AGAIN) from error
    if len(devices) > MAX_ROWS:
        raise too_large()
    titles = {column.exchange: column.title for column in columns().values()} | {"id": _OWN}
    head = tuple(titles.get(key, key) for key in keys)
    rows = [(1, head)]
    rows += [
        (number, tuple(_cell(device.get(key)) for key in keys))
        for number, device in enumerate(devices, start=2)
    ]
    return Source(name, (SourceSheet("", tuple(rows)),))


def _cell(value: Any) -> Value:
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    if isinstance(value, list):
        return list_cell([str(item) for item in value])
    if value is None or isinstance(value, int | float):
        return value
    return str(value)
