"""All the sheets to hand out, written together: a file for each in a folder, or one for all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.text import NBSP, count
from dmn_desktop.core.vocabulary import SheetVariant
from dmn_desktop.services.patient_papers import sheet_name, together, write_sheet
from dmn_desktop.services.patient_sheets import SheetDesk, open_all
from dmn_desktop.services.register import Register

if TYPE_CHECKING:
    from dmn_desktop.exports.writing import Cancel, Progress


def validated(register: Register) -> list[SheetDesk]:
    """The sheets that have a version to hand out, by number."""
    return [desk for desk in open_all(register) if desk.last is not None]


def write_all(register: Register, variant: SheetVariant, target: Path) -> list[Path]:
    """Write the version to hand out of every sheet that has one.

    Args:
        register: Where they are.
        variant: How they are set.
        target: A folder for a file each, made when it is not there; or a .pdf for all in one.

    Raises:
        UserError: No sheet is validated yet, or the disk refuses.
    """
    desks = validated(register)
    if not desks:
        raise UserError(
            "Aucune fiche d’information n’est validée.", "Rien n’a été écrit.", "En valider une."
        )
    if target.suffix.lower() == ".pdf":
        return [_write_together(desks, variant, target)]
    _make_folder(target)
    return write_each(desks, variant, target)


def write_each(
    desks: list[SheetDesk],
    variant: SheetVariant,
    folder: Path,
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
) -> list[Path]:
    """Write a file for each sheet; safe in a worker thread.

    Args:
        desks: The sheets.
        variant: How they are set.
        folder: Where.
        progress: Told « done, total ».
        cancelled: Asked before each whether to stop; those written stay.

    Returns:
        Their files, fewer than the sheets when it was stopped.

    Raises:
        UserError: The disk refuses; it says how many are there already.
    """
    made: list[Path] = []
    for desk in desks:
        if cancelled is not None and cancelled():
            break
        try:
            made.append(write_sheet(desk, variant, folder / sheet_name(desk, variant)))
        except UserError as error:
            if not made:
                raise
            kept = f"{count(len(made), 'fiche est enregistrée', 'fiches sont enregistrées')}, "
            kept += f"{desk.sheet.code} et les suivantes non."
            raise UserError(error.happened, kept, error.to_do) from error
        if progress is not None:
            progress(len(made), len(desks))
    return made


def _make_folder(folder: Path) -> None:
    from dmn_desktop.core.errors import system_words

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"Le dossier «{NBSP}{folder.name}{NBSP}» ne peut pas servir ({system_words(error)}).",
            "Rien n’a été écrit.",
            "En choisir un autre.",
        ) from error


def _write_together(desks: list[SheetDesk], variant: SheetVariant, path: Path) -> Path:
    from dmn_desktop.exports.pdf.leaflet import write_bytes

    return write_bytes(path, together(desks, variant))
