"""The inventory on paper and in files: what is shown, or the whole of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from dmn_desktop.core.inventory_view import words_of
from dmn_desktop.core.text import NBSP, count
from dmn_desktop.services import inventory_files as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.routes import Command

if TYPE_CHECKING:
    from dmn_desktop.core.inventory_table import PlainTable
    from dmn_desktop.ui.pages.inventory.table_desk import TableDesk


class Papers:
    """The commands that make files."""

    def __init__(self, context: Context, owner: Page, desk: TableDesk) -> None:
        """Make files of what a table shows."""
        self._context = context
        self._owner = owner
        self._desk = desk

    def commands(self) -> list[Command]:
        """One command per file, and printing."""
        can = self._desk.model.total > 0
        made = [
            Command("Imprimer…", self._owner.print_, "Ctrl+P", "printer", "Fichier", can),
            Command(
                "Enregistrer en PDF…",
                lambda: self.export("pdf"),
                "Ctrl+Shift+P",
                "file-type-pdf",
                "Fichier",
                can,
            ),
            Command(
                "Exporter les lignes affichées…",
                lambda: self.export("xlsx"),
                "",
                "table-export",
                "Fichier",
                can,
            ),
        ]
        kinds = {"xlsx": "en tableur", "csv": "en CSV", "json": "en JSON"}
        for kind, words in kinds.items():
            text = f"Exporter l’inventaire entier {words}…"
            whole = lambda kind=kind: self.export_whole(kind)  # noqa: E731
            made.append(Command(text, whole, "", "table-export", "Fichier", can))
        made.append(
            Command(
                "Exporter en HL7 FHIR (R5)…", self.export_fhir, "", "table-export", "Fichier", can
            )
        )
        return made

    def _shown(self) -> PlainTable:
        """The ticked rows, or all that are shown."""
        desk = self._desk
        ticked = desk.table.ticked_rows()
        words = words_of(desk.state, desk.title)
        if ticked:
            words += f" {count(len(ticked), 'ligne cochée', 'lignes cochées')}."
        widths = {column.key: column.width for column in desk.model.columns}
        shown = services.Shown(
            desk.listing,
            desk.state.columns,
            ticked or desk.model.shown_rows(),
            words,
            {**widths, **desk.state.widths},
        )
        return services.plain(self._context.register, shown)

    def export(self, kind: str) -> None:
        """Ask where, and write the ticked rows or all that are shown."""
        self._ask(kind, "Inventaire", self._shown, ("xlsx", "csv") if kind == "xlsx" else (kind,))

    def export_whole(self, kind: str) -> None:
        """Ask where, and write all devices with all their fields."""
        register = self._context.register
        self._ask(kind, "Inventaire complet", lambda: services.whole(register), (kind,))

    def export_fhir(self) -> None:
        """Ask where, and write all devices in the international exchange format."""
        path = self._path("fhir", "Inventaire", ("fhir",))
        if path is None:
            return
        found = services.devices(self._context.register)
        self._context.tasks.run(
            "Écriture de l’inventaire…",
            lambda _: services.write_fhir(found, path),
            lambda _: self._done(path),
            self._failed,
        )

    def _ask(
        self, kind: str, name: str, table: Callable[[], PlainTable], kinds: tuple[str, ...]
    ) -> None:
        path = self._path(kind, name, kinds)
        if path is not None:
            self._write(table(), path, lambda: self._done(path))

    def _path(self, kind: str, name: str, kinds: tuple[str, ...]) -> Path | None:
        """Where the user wants the file, None when nowhere."""
        suffix = services.FILES[kind][1]
        folder = Path(self._context.settings.get("dossier_documents", "") or Path.home())
        filters = [f"{services.FILES[k][0]} (*{services.FILES[k][1]})" for k in kinds]
        text, _ = QFileDialog.getSaveFileName(
            self._owner,
            "Exporter l’inventaire",
            str(folder / f"{name}{suffix}"),
            ";;".join(filters),
        )
        if not text:
            return None
        path = Path(text)
        if not path.name.lower().endswith(tuple(services.FILES[k][1] for k in kinds)):
            path = path.with_name(f"{path.name}{suffix}")
        self._context.settings.set("dossier_documents", str(path.parent))
        return path

    def _write(self, table: PlainTable, path: Path, then: Callable[[], None]) -> None:
        self._context.tasks.run(
            "Écriture de l’inventaire…",
            lambda job: services.write(table, path, job.report, job.cancelled),
            lambda _: then(),
            self._failed,
        )

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, services.Cancelled):
            self._context.messages.done("Arrêté. Aucun document n’a été écrit.")
        else:
            self._context.tasks.report(error)

    def _done(self, path: Path) -> None:
        self._context.messages.done(
            f"Document enregistré et relu{NBSP}: {path}.",
            ("Ouvrir", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))),
        )

    def print_(self) -> None:
        """Make the PDF aside, then show the system's printer dialog."""
        path = Path(tempfile.mkdtemp(prefix="registre-dmn-")) / "impression.pdf"
        self._write(self._shown(), path, lambda: self._send(path))

    def _send(self, path: Path) -> None:
        from dmn_desktop.ui.printing import print_file

        try:
            self._context.tried(lambda: print_file(self._owner, path))
        finally:
            path.unlink(missing_ok=True)
            path.parent.rmdir()
