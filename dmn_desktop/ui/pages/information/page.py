"""Information patient: the sheets, the one being written, the page as it will be printed."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.templates.content import part_of
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import SheetState, SheetVariant
from dmn_desktop.services import patient_papers, patient_sheets
from dmn_desktop.services.patient_sheets import SheetDesk
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.focus import focus_in, holds
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.pages.information.arrangement import SHEET, Arrangement
from dmn_desktop.ui.pages.information.elements_tab import ElementsTab
from dmn_desktop.ui.pages.information.head import Head
from dmn_desktop.ui.pages.information.history_tab import HistoryTab
from dmn_desktop.ui.pages.information.models import Models
from dmn_desktop.ui.pages.information.no_sheet import NoSheet
from dmn_desktop.ui.pages.information.open_sheet import OpenSheet
from dmn_desktop.ui.pages.information.other_papers import OtherPapers
from dmn_desktop.ui.pages.information.part import Part
from dmn_desktop.ui.pages.information.preview_pane import PreviewPane
from dmn_desktop.ui.pages.information.sheet_on_paper import SheetOnPaper
from dmn_desktop.ui.pages.information.sheet_pane import SheetPane
from dmn_desktop.ui.pages.information.side import OTHERS, Side
from dmn_desktop.ui.pages.information.survey import Survey
from dmn_desktop.ui.pages.information.text_tab import TextTab
from dmn_desktop.ui.papers import Paper, PaperWriter
from dmn_desktop.ui.routes import Command, Crumb, Route
from dmn_desktop.ui.widgets.basics import rule


class InformationPage(Page):
    """All the sheets for patients, and the other papers."""

    def __init__(self, context: Context) -> None:
        """Build the parts."""
        super().__init__(context)
        self.sheet = OpenSheet(context, self)
        self.head = Head(context)
        self.side = Side(context)
        self.list = self.side.list
        self.list.sheet_chosen.connect(lambda key: context.go(Route("information", key)))
        self.list.device_chosen.connect(self.begin)
        self.side.other_asked.connect(self._ask)
        self.pane = SheetPane(self.sheet)
        self.papers = OtherPapers(context)
        self.models = Models(context)
        self.survey = Survey(context)
        self._others: dict[str, Part] = {
            "documents": self.papers,
            "modeles": self.models,
            "satisfaction": self.survey,
        }
        self._empty = NoSheet(lambda: context.go(Route("inventaire")))
        self.middle = QStackedWidget()
        self.preview = PreviewPane(context)
        self._writer = PaperWriter(context, self)
        self._on_paper = SheetOnPaper(self.sheet, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        for part in (self._empty, self.pane, self.papers, self.models, self.survey):
            self.middle.addWidget(part)
        self.parts = Arrangement(self.context.theme, (self.side, self.middle, self.preview))
        head = QVBoxLayout()
        head.setContentsMargins(20, 4, 20, 10)
        head.addWidget(self.head)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(rule())
        outer.addWidget(self.parts, 1)

    def _connect(self) -> None:
        self.sheet.changed.connect(lambda: self._draw(typing=False))
        self.sheet.typed.connect(lambda: self._draw(typing=True))
        for part in self._others.values():
            part.changed.connect(self._draw)
        self.sheet.another.connect(self._begin_another)
        self.head.validate_asked.connect(self.validate)
        self.head.save_asked.connect(self.save)
        self.head.print_asked.connect(self.print_)
        self.pane.turned.connect(self.place_changed)
        self.pane.validation.given.connect(self._validated)
        self.pane.validation.given_up.connect(self._stop_validating)
        self.context.events.devices_changed.connect(self._if_visible)

    # Page

    @property
    def _part(self) -> Part | None:
        """The part shown that is not a sheet."""
        shown = self.middle.currentWidget()
        return shown if isinstance(shown, Part) else None

    @property
    def other(self) -> str:
        """Its name in routes, empty for a sheet."""
        return next((key for key, part in self._others.items() if part is self._part), "")

    def _ask(self, key: str) -> None:
        self.context.go(Route("information", "", key))

    @override
    def show_route(self, route: Route) -> None:
        self.side.read()
        self.pane.validation.hide()
        if route.step in OTHERS:
            part = self._others[route.step]
            self.middle.setCurrentWidget(part)
            part.show_route(route)
            self._show()
        else:
            self._show_sheet(route)
        if route.item or route.step:
            self.parts.bring(SHEET)

    def _show_sheet(self, route: Route) -> None:
        wanted = route.item or self.sheet.id or self._first()
        self.middle.setCurrentWidget(self.pane if wanted else self._empty)
        self._empty.show_state(self.side.has_bare)
        if wanted:
            self.sheet.uses = self.side.uses(wanted)
            self.sheet.load(wanted)
            self.pane.turn_to(route.step or self.pane.shown_part)
        self._show()

    def _first(self) -> str:
        return self.side.sheets[0].sheet.id if self.side.sheets else ""

    @override
    def route(self) -> Route:
        if self.other:
            return Route("information", "", self.other)
        return Route("information", self.sheet.id, self.pane.shown_part)

    @override
    def crumbs(self) -> list[Crumb]:
        crumbs = [Crumb("Utiliser"), Crumb("Information patient", Route("information"))]
        if self.other:
            return [*crumbs, Crumb(OTHERS[self.other])]
        return [*crumbs, Crumb(self.sheet.crumb)] if self.sheet.is_open else crumbs

    @override
    def help_topic(self) -> str:
        return "information"

    @override
    def zones(self) -> list[QWidget]:
        return [self.list, self.middle, self.preview, self.head]

    @override
    def commands(self) -> list[Command]:
        one = self.sheet.is_open and not self.other
        free = one and not self.context.register.read_only
        on_paper = self._paper() is not None
        return [
            Command("Imprimer…", self.print_, "Ctrl+P", "printer", "Fichier", on_paper),
            Command(
                "Enregistrer en PDF…",
                self.save,
                "Ctrl+Shift+P",
                "file-type-pdf",
                "Fichier",
                on_paper,
            ),
            Command(
                "Enregistrer toutes les fiches à jour…", self._save_all, "", "files", "Fichier"
            ),
            Command("Imprimer le brouillon…", self._print_draft, "", "printer", "Fichier", one),
            Command("Filtrer les fiches", self.side.filter.setFocus, "Ctrl+F", "filter", "Édition"),
            Command("Valider la fiche", self.validate, "", "check", enabled=free),
            Command("Supprimer la fiche d’information", self._remove, "", "trash", enabled=free),
            *(
                Command(words, lambda key=key: self._ask(key), "", "file-text", "Aller")
                for key, words in OTHERS.items()
            ),
        ]

    @override
    def flush(self) -> bool:
        kept = [part.flush() for part in self._others.values()]
        if self.sheet.is_open:
            kept.append(self.pane.flush())
        return all(kept)

    @override
    def reload(self) -> None:
        self.side.read()
        if self._part is not None:
            self._part.refresh()
        elif self.sheet.is_open:
            try:
                self.sheet.uses = self.side.uses(self.sheet.id)
                self.sheet.load(self.sheet.id)
            except UserError:
                self._leave()
        self._show()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._arrive)

    def _arrive(self) -> None:
        """Qt gives the keyboard to the first button: someone arriving reads the list first."""
        if holds(self.head, self.window().focusWidget()):
            focus_in(self.zones()[0] if self.list.isVisible() else self.middle)

    def _leave(self) -> None:
        """Show the first sheet in the place of one that is gone."""
        self.sheet.close()
        self._show_sheet(Route("information"))

    def _if_visible(self) -> None:
        if not self.isVisible():
            return
        if self.sheet.is_writing:
            self.side.read()
            self._show()
        else:
            self.reload()

    # Showing

    def _show(self) -> None:
        self.side.show_lines("" if self.other else self.sheet.id)
        states = [one.state for one in self.side.sheets]
        review, current = states.count(SheetState.REVIEW), states.count(SheetState.CURRENT)
        self.head.show_figures(f"{review} à revoir, {current} à jour" if states else "")
        if not self.other and not self.sheet.is_open:
            self.preview.clear("La fiche se voit ici telle qu’elle s’imprime.")
        self._show_head()

    def _show_head(self) -> None:
        one = self.sheet.is_open and not self.other
        desk = self.sheet.shown if one else None
        waits = desk is not None and (desk.pending or desk.state is SheetState.REVIEW)
        missing = desk.waits_for if desk else 0
        free = one and not self.context.register.read_only
        self.head.show_state(self._paper() is not None, free, missing, waits)

    def _draw(self, typing: bool) -> None:
        if self._part is not None:
            make, paper = self._part.make(), self._part.format
        elif not self.sheet.is_open:
            return
        else:
            desk, variant, edited = self.sheet.shown, self.sheet.variant, self.sheet.edited
            paper = desk.model.paper
            make = lambda: patient_papers.shown(desk, variant, edited)  # noqa: E731
        if make is None:
            self.preview.clear("Ce document porte sur un dispositif, à choisir ou à ajouter.")
        else:
            self.preview.show_document(make, paper, typing)
        self._show_head()

    # On paper

    def _paper(self, draft: bool = False) -> Paper | None:
        """What the buttons save and print."""
        return self._part.paper() if self._part else self._on_paper.paper(draft)

    @override
    def print_(self) -> None:
        self._writer.print_(self._paper)

    def _print_draft(self) -> None:
        self._writer.print_(lambda: self._paper(draft=True))

    def save(self) -> None:
        """Save what is shown as a PDF."""
        self._writer.save(self._paper)

    def _save_all(self) -> None:
        if self.flush():
            self._on_paper.save_all()

    # Doing

    def _begin_another(self, template: str) -> None:
        """Show the sheet of this device with another template; begin it when there is none."""
        device_id = self.sheet.stored.sheet.device_id
        known = self.side.sheet_of(device_id, template)
        if known:
            self.context.go(Route("information", known))
        elif device_id:
            self.begin(device_id, template)

    def begin(self, device_id: str, template: str = "") -> None:
        """Begin a sheet of a device, with the template that it asks for or another one."""

        def run() -> None:
            register = self.context.register
            made = self.context.save(patient_sheets.create, register, device_id, template)
            self.context.go(Route("information", made.id, ElementsTab.key))
            self.context.events.devices_changed.emit()
            self.context.messages.done(f"{made.code} créée.", ("Annuler", self.context.undo))

        if self.flush():
            self.context.tried(run)

    def _remove(self) -> None:
        sheet = self.sheet.stored.sheet

        def run() -> None:
            self.context.save(patient_sheets.remove, self.context.register, sheet)
            self.sheet.close()
            self.context.events.devices_changed.emit()
            self._show_sheet(Route("information"))
            words = f"{sheet.code} supprimée. Reste 90 jours dans la Corbeille."
            self.context.messages.done(words, ("Annuler", self.context.undo))

        if self.flush():
            self.context.tried(run)

    def validate(self) -> None:
        """Show what is missing, or ask who validates."""
        if not self.flush():
            return
        desk = self.sheet.stored
        if desk.missing or desk.unexplained:
            self.pane.validation.hide()
            self._turn_to_first(desk)
            QTimer.singleShot(0, self, self._focus_missing)
            return
        role = desk.last.validated_by if desk.last else self.context.settings.get("role", "")
        self.pane.validation.ask(desk, role)
        self.parts.bring(SHEET)

    def _turn_to_first(self, desk: SheetDesk) -> None:
        """Show the tab, and the text, of the first thing that is missing."""
        if desk.missing:
            self.pane.turn_to(ElementsTab.key)
            return
        part = desk.unexplained[0].part
        if part != self.sheet.part:
            variants = (SheetVariant.STANDARD, SheetVariant.SIMPLE)
            self.sheet.show_variant(next(v for v in variants if part_of(v) == part))
        self.pane.turn_to(TextTab.key)

    def _focus_missing(self) -> None:
        tab = self.pane.tab
        self.parts.bring(SHEET)
        row: QWidget | None = None
        if isinstance(tab, ElementsTab):
            row = tab.focus_missing()
        elif isinstance(tab, TextTab):
            row = tab.focus_lost()
        if row is not None:
            self.pane.area.ensureWidgetVisible(row)

    def _stop_validating(self) -> None:
        self.pane.validation.hide()
        self.head.validate.setFocus()

    def _validated(self, role: str) -> None:
        def run() -> None:
            register = self.context.register
            made = self.context.save(patient_sheets.validate, register, self.sheet.id, role)
            self.pane.validation.hide()
            self.sheet.settle()
            self.context.messages.done(
                f"Version {made.position} validée{NBSP}: elle est celle à remettre.",
                ("Annuler", self.context.undo),
            )
            self.pane.turn_to(HistoryTab.key)

        self.context.tried(run)
