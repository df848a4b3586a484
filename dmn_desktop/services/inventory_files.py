"""Files and papers of the inventory: what a table shows, or the whole of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dmn_desktop.core import inventory_table as core
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.inventory_table import PlainTable
from dmn_desktop.core.records import Device, now, today
from dmn_desktop.exports.writing import Cancel, Cancelled, Progress, Steps
from dmn_desktop.services.inventory_table import Listing, listing
from dmn_desktop.services.register import Register, structure_of

__all__ = ["FILES", "Cancelled", "Shown", "devices", "plain", "whole", "write", "write_fhir"]

TITLE = "Inventaire"

FILES = {
    "xlsx": ("Tableur (.xlsx)", ".xlsx"),
    "csv": ("Texte pour tableur (.csv)", ".csv"),
    "json": ("Échange (.json)", ".json"),
    "pdf": ("PDF", ".pdf"),
    "fhir": ("HL7 FHIR R5 (.fhir.json)", ".fhir.json"),
}
"""Kinds of files: words and ending."""

_WIDTH = 120


@dataclass(frozen=True)
class Shown:
    """What a table shows.

    Attributes:
        listing: The rows that it was made of.
        keys: Its columns, in order.
        rows: Those to write, in order.
        words: Its view and filter.
        widths: Of its columns, in pixels at 100 %.
    """

    listing: Listing
    keys: Sequence[str]
    rows: Sequence[tuple[Any, ...]]
    words: str = ""
    widths: Mapping[str, int] = field(default_factory=dict)


def plain(register: Register, shown: Shown) -> PlainTable:
    """What a table shows, ready to be written without the register."""
    columns = tuple(shown.listing.columns[key] for key in shown.keys)
    return PlainTable(
        title=TITLE,
        words=shown.words,
        structure=structure_of(register).name,
        columns=columns,
        places=tuple(shown.listing.places(column) for column in columns),
        widths=tuple(shown.widths.get(key, _WIDTH) for key in shown.keys),
        rows=shown.rows,
    )


def whole(register: Register) -> PlainTable:
    """All devices with all their fields; what is worked out is left out."""
    keys = [key for key, column in core.columns().items() if column.exchange]
    found = listing(register, keys)
    return plain(register, Shown(found, keys, found.rows))


def devices(register: Register) -> list[Device]:
    """All devices, by number."""
    with register.reading() as reader:
        return reader.find(Device, order="number")


def write_fhir(found: Sequence[Device], path: Path) -> Path:
    """Write devices as HL7 FHIR R5 resources; safe in a worker thread.

    Raises:
        UserError: The disk refuses; the former file is intact.
    """
    from dmn_desktop.exports.fhir import write_devices

    return write_devices(found, now(), path)


def write(
    table: PlainTable,
    path: Path,
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
) -> Path:
    """Write a table in the kind of file that the ending says; safe in a worker thread.

    Raises:
        UserError: Another ending, or the disk refuses; the former file is intact.
        Cancelled: `cancelled` said so; nothing was written.
    """
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        from dmn_desktop.exports.pdf.inventory import write_inventory as write_pdf

        return write_pdf(table, path, progress, cancelled)
    Steps(1, progress, cancelled).step()
    if suffix == ".xlsx":
        from dmn_desktop.exports.xlsx.inventory import write_inventory

        return write_inventory(table, path)
    from dmn_desktop.exports.inventory_files import write_csv, write_json

    if suffix == ".csv":
        return write_csv(table, path)
    if suffix == ".json":
        return write_json(table, today(), path)
    raise UserError(
        f"L’inventaire ne s’enregistre pas en {suffix or 'fichier sans fin de nom'}.",
        "Rien n’a été écrit.",
        "Choisir .xlsx, .csv, .json ou .pdf.",
    )
