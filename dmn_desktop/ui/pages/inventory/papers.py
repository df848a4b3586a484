"""The inventory on paper and in files: what is shown, or the whole of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dmn_desktop.core.inventory_view import words_of
from dmn_desktop.core.text import count
from dmn_desktop.services import inventory_files as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.papers import Paper, PaperWriter
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
        self._writer = PaperWriter(context, owner)

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

    def _paper(self, kind: str, name: str, table: PlainTable, kinds: tuple[str, ...]) -> Paper:
        return Paper(
            "Exporter l’inventaire",
            name + services.FILES[kind][1],
            lambda path, job: services.write(table, path, job.report, job.cancelled),
            {services.FILES[k][1]: services.FILES[k][0] for k in kinds},
        )

    def export(self, kind: str) -> None:
        """Ask where, and write the ticked rows or all that are shown."""
        kinds = ("xlsx", "csv") if kind == "xlsx" else (kind,)
        self._writer.save(lambda: self._paper(kind, "Inventaire", self._shown(), kinds))

    def export_whole(self, kind: str) -> None:
        """Ask where, and write all devices with all their fields."""
        whole = lambda: services.whole(self._context.register)  # noqa: E731
        self._writer.save(lambda: self._paper(kind, "Inventaire complet", whole(), (kind,)))

    def export_fhir(self) -> None:
        """Ask where, and write all devices in the international exchange format."""
        self._writer.save(self._fhir)

    def _fhir(self) -> Paper:
        found = services.devices(self._context.register)
        words, ending = services.FILES["fhir"]
        return Paper(
            "Exporter l’inventaire",
            f"Inventaire{ending}",
            lambda path, _job: services.write_fhir(found, path),
            {ending: words},
        )

    def print_(self) -> None:
        """Make the PDF aside, then show the system's printer dialog."""
        self._writer.print_(lambda: self._paper("pdf", "Inventaire", self._shown(), ("pdf",)))
