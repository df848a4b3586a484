"""A sheet for patients as it leaves: one PDF, all of them, or the printer."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from dmn_desktop.core.text import count
from dmn_desktop.services import patient_papers, patient_sheet_files, patient_sheets
from dmn_desktop.ui.file_choice import say_written
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.pages.information.open_sheet import OpenSheet
from dmn_desktop.ui.papers import Paper


class SheetOnPaper:
    """What is written and printed of the sheet that is open."""

    def __init__(self, sheet: OpenSheet, owner: Page) -> None:
        """Write this sheet, for a page."""
        self._sheet, self._owner = sheet, owner

    def paper(self, draft: bool = False) -> Paper | None:
        """The version to hand out, else the draft; None without sheet."""
        if not self._sheet.is_open:
            return None
        desk, variant = self._sheet.stored, self._sheet.variant
        name = patient_papers.sheet_name(desk, variant)
        drafted = draft or desk.last is None
        write = patient_papers.write_draft if drafted else patient_papers.write_sheet
        return Paper(
            name.removesuffix(".pdf"),
            name,
            lambda path, _job: write(desk, variant, path),
            printed=None if drafted else self._printed,
        )

    def save_all(self) -> None:
        """Ask for a folder, and write every validated sheet there."""
        context, variant = self._sheet.context, self._sheet.variant
        desks = patient_sheet_files.validated(context.register)
        if not desks:
            context.messages.warn("Aucune fiche d’information n’est validée.")
            return
        text = QFileDialog.getExistingDirectory(self._owner, "Dossier des fiches")
        if text:
            write = partial(patient_sheet_files.write_each, desks, variant, Path(text))
            context.tasks.run(
                "Fiches d’information…",
                lambda job: write(job.report, job.cancelled),
                lambda made: self._saved(Path(text), len(made), len(desks)),
            )

    def _saved(self, folder: Path, made: int, asked: int) -> None:
        context, words = self._sheet.context, "Fiches enregistrées et relues"
        if not made:
            context.messages.done("Arrêté. Aucune fiche n’a été écrite.")
        elif made < asked:
            say_written(context, folder, f"Arrêté. {words}, {made} sur {asked}")
        else:
            say_written(context, folder, words)

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
