"""A sheet for patients as it leaves: one PDF, all of them, or the printer."""

from __future__ import annotations

from pathlib import Path

from dmn_desktop.core.text import count
from dmn_desktop.services import patient_papers, patient_sheets
from dmn_desktop.ui.pages.information.open_sheet import OpenSheet
from dmn_desktop.ui.pages.information.printing import Paper, Printing


class SheetOnPaper:
    """What is written and printed of the sheet that is open."""

    def __init__(self, sheet: OpenSheet, printing: Printing) -> None:
        """Write this sheet."""
        self._sheet, self._printing = sheet, printing

    def paper(self, draft: bool = False) -> Paper | None:
        """The version to hand out, else the draft; None without sheet."""
        if not self._sheet.is_open:
            return None
        desk, variant = self._sheet.stored, self._sheet.variant
        name = patient_papers.sheet_name(desk, variant)
        if draft or desk.last is None:
            return Paper(
                name, lambda path: path.write_bytes(patient_papers.draft(desk, variant).pdf)
            )
        return Paper(
            name, lambda path: patient_papers.write_sheet(desk, variant, path), self._printed
        )

    def save_all(self) -> None:
        """Ask for a folder, and write every validated sheet there."""
        variant = self._sheet.variant
        desks = [d for d in patient_sheets.open_all(self._sheet.context.register) if d.last]

        def write(folder: Path) -> object:
            return [
                patient_papers.write_sheet(
                    desk, variant, folder / patient_papers.sheet_name(desk, variant)
                )
                for desk in desks
            ]

        if desks:
            self._printing.save_all(write)
        else:
            self._sheet.context.messages.warn("Aucune fiche d’information n’est validée.")

    def _printed(self, copies: int) -> None:
        """Offer to note what was just printed as handed out."""
        desk, variant = self._sheet.stored, self._sheet.variant
        last = desk.last
        if last is None or self._sheet.read_only:
            return
        words = count(copies, "exemplaire envoyé", "exemplaires envoyés")
        self._sheet.context.messages.done(
            f"{words} à l’imprimante.",
            (
                "Noter cette remise",
                lambda: self._sheet.write(patient_sheets.hand_out, last, variant, copies),
            ),
        )
