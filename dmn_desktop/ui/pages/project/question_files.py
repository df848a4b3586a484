"""Documents joined to a question: added, saved elsewhere, removed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from dmn_desktop.core.records import Attachment
from dmn_desktop.services import attachments as services
from dmn_desktop.ui.file_choice import save_copy
from dmn_desktop.ui.pages.project.side_panel import SidePanel
from dmn_desktop.ui.pages.project.step import Step


class QuestionFiles(QObject):
    """What the tab « Pièces » of the panel asks for."""

    def __init__(self, step: Step, panel: SidePanel) -> None:
        """Serve a panel; the step writes."""
        super().__init__(step)
        self._step = step
        panel.attach_asked.connect(self._attach)
        panel.attachment_opened.connect(self._save_as)
        panel.attachment_removed.connect(self._remove)

    def _attach(self) -> None:
        texts, _ = QFileDialog.getOpenFileNames(self._step, "Ajouter des pièces")
        for text in texts:
            self._step.context.tried(partial(self.add, Path(text)))

    def add(self, path: Path) -> None:
        """Copy a file into the register, beside the question in focus."""
        context, route = self._step.context, self._step.route()
        context.save(services.attach_file, context.register, route.item, route.question, path)
        self._step.dossier_changed.emit()

    def _save_as(self, attachment: Attachment) -> None:
        context = self._step.context
        write = partial(services.save_as, context.register, attachment)
        save_copy(context, self._step, attachment.name, write)

    def _remove(self, attachment: Attachment) -> None:
        self._step.delete(attachment, f"pièce {attachment.name} retirée")
