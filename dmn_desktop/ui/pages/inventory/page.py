"""Inventaire: the table of devices, its views and filters, and what is done with several."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from dmn_desktop.core import inventory_table as core
from dmn_desktop.core.census import closed_words
from dmn_desktop.core.inventory_view import FACETS, shown_words
from dmn_desktop.core.records.record import today
from dmn_desktop.core.text import NBSP, count
from dmn_desktop.core.typing import override
from dmn_desktop.services import census, inventory_declaration
from dmn_desktop.services import inventory as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.pages.inventory.bulk_edit import BulkEdit
from dmn_desktop.ui.pages.inventory.empty import empty_inventory, nothing_found
from dmn_desktop.ui.pages.inventory.new_device import NewDevice
from dmn_desktop.ui.pages.inventory.papers import Papers
from dmn_desktop.ui.pages.inventory.selection_bar import SelectionBar
from dmn_desktop.ui.pages.inventory.table_desk import TableDesk
from dmn_desktop.ui.pages.inventory.together import Together
from dmn_desktop.ui.routes import Command, Crumb, Route
from dmn_desktop.ui.views.chooser import ColumnChooser
from dmn_desktop.ui.views.facet_bar import FacetBar
from dmn_desktop.ui.views.view_bar import ViewBar
from dmn_desktop.ui.widgets.basics import PlainLabel, button, column, row
from dmn_desktop.ui.widgets.key_button import KeyButton

FIXED = ("number", "name")
"""Columns that are always there, and first."""

MANY = 500
"""From so many devices on, the filter has the keyboard on arrival."""


class InventoryPage(Page):
    """All devices."""

    def __init__(self, context: Context) -> None:
        """Build the table and what stands around it."""
        super().__init__(context)
        self._views = ViewBar(context, "Vues de l’inventaire")
        self.desk = TableDesk(context, self._views)
        self.table, self.model = self.desk.table, self.desk.model
        self._papers = Papers(context, self, self.desk)
        self._sub = PlainLabel(kind="sub")
        self._count = PlainLabel(kind="help")
        self._keys = PlainLabel(kind="help")
        self._census = button("", lambda: context.go(Route("revue")), "small")
        self._declared = button("", lambda: context.go(Route("declaration")), "ask")
        self._form = NewDevice()
        self._facets = self._make_facets()
        self._selection = self._make_selection()
        self._bulk = BulkEdit(
            context, core.columns(), self.desk.ticked_values, self.desk.ticked_without
        )
        self._chooser = ColumnChooser(
            context,
            {key: core.screen_title(c) for key, c in core.columns().items()},
            core.DEFAULT,
            FIXED,
        )
        self._together = Together(context, self.desk)
        self._nothing = nothing_found(self.desk.show_all)
        self._all = button("Tout afficher", self.desk.show_all, "small")
        self._stack = QStackedLayout()
        self._build()
        self._connect()
        self._fit()

    def _make_facets(self) -> FacetBar:
        columns = button("Colonnes", self.toggle_columns)
        columns.setIcon(self.context.theme.icon("columns"))
        copy = button("Copier pour Excel", self.copy)
        copy.setIcon(self.context.theme.icon("copy"))
        copy.setToolTip("Ctrl+C dans le tableau")
        titles = {key: facet.title for key, facet in FACETS.items()}
        return FacetBar(self.context, titles, self.desk.facet_values, (columns, copy))

    def _make_selection(self) -> SelectionBar:
        acts = (
            ("Marquer comme revues", "check", self.mark_reviewed),
            ("Changer la date de revue", "clock", lambda: self.change("reviewed_on")),
            ("Changer le service", "", lambda: self.change("places")),
            ("Modifier…", "edit", self.change),
            ("Exporter", "download", lambda: self._papers.export("xlsx")),
            ("Supprimer", "trash", self.delete),
        )
        return SelectionBar(self.context, acts, lambda: self.model.tick_all(False))

    def _build(self) -> None:
        theme = self.context.theme
        self._import = button("Importer", self.import_)
        self._import.setIcon(theme.icon("upload"))
        self._print = button("Imprimer", self.print_)
        self._print.setIcon(theme.icon("printer"))
        self._new = KeyButton(theme, "Ajouter un dispositif", "Ctrl+N", self.show_form, "plus")
        title = PlainLabel("Inventaire", kind="h1")
        head = row(title, self._sub, None, self._import, self._print, self._new)
        foot = row(self._count, self._all, 12, self._keys, None, self._declared, self._census)
        listing = QWidget()
        self._side = self._table_side()
        middle = row(self._side, self._chooser, spacing=12)
        middle.setStretch(0, 1)
        lines = column(self._views, self._facets, self._bulk, self._selection)
        lines.addLayout(middle, 1)
        lines.addLayout(foot)
        listing.setLayout(lines)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 4, 20, 10)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._form)
        layout.addLayout(self._stack, 1)
        # Once it is in the page: a stack without a parent shows its first page as a window.
        self._stack.addWidget(empty_inventory(self.context, self.show_form, self.import_))
        self._stack.addWidget(listing)
        self._chooser.hide()
        self._nothing.hide()

    def _table_side(self) -> QWidget:
        side = QWidget()
        self.table.setMinimumHeight(0)
        layout = column(self._nothing, self.table, spacing=0)
        layout.setStretch(1, 1)
        side.setLayout(layout)
        return side

    def _connect(self) -> None:
        context, desk = self.context, self.desk
        self.table.opened.connect(lambda values: self._open(values[0]))
        self.table.left.connect(self.leave_selection)
        self.model.counted.connect(lambda _: self._show_count())
        self.model.ticked.connect(self._show_ticks)
        self.model.edited.connect(self._edit)
        self._facets.typed.connect(desk.set_text)
        self._facets.ticked.connect(desk.set_facet)
        self._form.asked.connect(self._create)
        self._bulk.asked.connect(self._change_many)
        self._bulk.toggled.connect(lambda _: self._make_room())
        self._form.toggled.connect(self._make_room)
        self._chooser.chosen.connect(desk.set_columns)
        self._chooser.height_chosen.connect(desk.set_height)
        self._chooser.closed.connect(self.toggle_columns)
        desk.shown.connect(self._show_state)
        context.walk.follow(desk.shown_ids)
        context.events.devices_changed.connect(self._if_visible)
        context.theme.changed.connect(self._fit)

    # Page

    @override
    def show_route(self, route: Route) -> None:
        self._form.hide()
        self._bulk.hide()
        self.reload()
        if route.item:
            self.table.show_row(route.item)
        if route.step == "nouveau":
            self.show_form()

    @override
    def route(self) -> Route:
        return Route("inventaire")

    @override
    def crumbs(self) -> list[Crumb]:
        return [Crumb("Utiliser"), Crumb("Inventaire")]

    @override
    def help_topic(self) -> str:
        return "inventaire"

    @override
    def zones(self) -> list[QWidget]:
        first: list[QWidget] = [self.table, self._views.bar, self._facets.field]
        if self.model.total >= MANY:
            first = [self._facets.field, self.table, self._views.bar]
        asking: list[QWidget] = [self._form] * (not self._form.isHidden())
        empty = self._stack.widget(0)
        if empty and not self.model.total:
            return [*asking, empty]
        return [*asking, *first, self._selection, self._chooser]

    @override
    def commands(self) -> list[Command]:
        can = not self.context.register.read_only
        views = self._views
        return [
            Command("Ajouter un dispositif", self.show_form, "Ctrl+N", "plus", "Fichier", can),
            Command("Importer un tableau…", self.import_, "", "upload", "Fichier", can),
            *self._papers.commands(),
            Command("Filtrer la liste", self._find, "Ctrl+F", "filter", "Édition"),
            Command("Copier pour Excel", self.copy, "", "copy", "Édition"),
            Command("Cocher toutes les lignes", self.model.tick_all, "", "list-check", "Édition"),
            Command("Colonnes", self.toggle_columns, "", "columns", "Affichage"),
            Command("Vue suivante", lambda: views.step(1), "Ctrl+Tab", "", "Affichage"),
            Command("Vue précédente", lambda: views.step(-1), "Ctrl+Shift+Tab", "", "Affichage"),
            Command("Enregistrer cette vue…", views.ask_name, "", "device-floppy", "Affichage"),
            Command("Tout afficher", self.desk.show_all, "", "eye", "Affichage"),
            Command("Modifier les lignes cochées…", self.change, "", "edit", enabled=can),
            Command("Marquer comme revues", self.mark_reviewed, "", "check", enabled=can),
            Command("Supprimer les dispositifs cochés", self.delete, "", "trash", enabled=can),
        ]

    @override
    def reload(self) -> None:
        self.desk.reload()
        ai = sum(row_[self.desk.place("uses_ai")] == "oui" for row_ in self.model.rows)
        with_ai = f", dont {ai} avec IA" if ai else ""
        self._sub.setText(f"{count(self.model.total, 'dispositif')}{with_ai}")
        self._stack.setCurrentIndex(1 if self.model.total else 0)
        self._print.setEnabled(self.model.total > 0)
        self._fit()
        read_only = self.context.register.read_only
        self._new.setEnabled(not read_only)
        self._import.setEnabled(not read_only)
        self._selection.set_read_only(read_only)
        self._facets.rows = self.model.total
        self.table.choose_first()
        known = closed_words(census.last_closed(self.context.register))
        self._census.setText(known or "Revue annuelle")
        self._census.setAccessibleName(f"Revue annuelle. {known}".strip())
        waiting = len(inventory_declaration.waiting(self.context.register))
        self._declared.setText(f"{count(waiting, 'outil déclaré', 'outils déclarés')} à examiner")
        self._declared.setVisible(waiting > 0)
        self._show_count()

    def _if_visible(self) -> None:
        if self.isVisible():
            self.reload()

    def _show_state(self) -> None:
        """Show what the desk shows: words, menus, columns."""
        state = self.desk.state
        self._facets.show_filters(state.text, state.facets)
        self._chooser.show_columns(state.columns, self.desk.height)
        self._show_count()

    def _show_count(self) -> None:
        shown, total = self.model.known_number, self.desk.view_total
        self._all.setVisible(self.desk.state.is_filtered)
        if shown is None:  # told once they are counted
            return
        self._count.setText(shown_words(shown, total))
        self._nothing.setVisible(shown == 0 and self.model.total > 0)

    def _make_room(self) -> None:
        """Put filters and views away while a panel needs the room that large text leaves."""
        changing, choosing = self._bulk.isVisible(), self._chooser.isVisible()
        adding, px = not self._form.isHidden(), self.context.theme.px
        low, narrow = self.height() < px(420), self.width() < px(760)
        self._facets.setVisible(not changing and not (low and (choosing or adding)))
        self._views.setVisible(not (low and (changing or choosing or adding)))
        self._side.setVisible(not (choosing and narrow))
        for place in range(self._stack.count()):  # what is left is enough while one adds
            self._stack.widget(place).setMinimumHeight(1 if low and adding else 0)
        self._selection.show_number(0 if changing else len(self.model.ticks))

    def _find(self) -> None:
        self._bulk.hide()
        self._chooser.setVisible(self._chooser.isVisible() and self._side.isVisible())
        self._make_room()
        self._facets.field.setFocus()

    def _show_ticks(self) -> None:
        number = len(self.model.ticks)
        self._selection.show_number(0 if self._bulk.isVisible() else number)
        if not number:
            self._bulk.hide()
        elif self._bulk.isVisible():
            self._bulk.show_preview()

    def _fit(self) -> None:
        room = self.width() * 100 / self.context.theme.scale
        for made, words in ((self._import, "Importer"), (self._print, "Imprimer")):
            made.setText(words if room > 760 else "")
            made.setAccessibleName(words)
            made.setToolTip(words)
        if not self.model.total:
            self._print.setToolTip("Aucun dispositif à imprimer")
        self._new.show_keys(room > 900)
        self._sub.setVisible(room > 560)
        self._census.setVisible(room > 1000)
        keys = "Espace : cocher    Entrée : ouvrir la fiche    F2 : modifier la cellule"
        self._keys.setText(keys.replace(" :", f"{NBSP}:") if room > 780 else "")

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Give the keyboard to the table, or to the filter of a long one, unless it was left."""
        super().showEvent(event)
        if self.focusWidget() is None and self.model.total:
            self.zones()[0].setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._make_room()

    # Doing

    def show_form(self) -> None:
        """Ask for the name of a new device."""
        if not self.context.register.read_only:
            self._form.start()

    def _create(self, name: str, nature: str, state: str) -> None:
        def run() -> None:
            register, values = self.context.register, {"nature": nature, "state": state}
            device = self.context.save(services.add, register, name, **values)
            self._form.hide()
            self.context.events.devices_changed.emit()
            self._open(device.id)

        self.context.tried(run)

    def _open(self, device_id: str) -> None:
        self.context.go(Route("dispositif", device_id))

    def import_(self) -> None:
        """Read a practice's own table."""
        self.context.go(Route("import_inventaire"))

    @override
    def print_(self) -> None:
        self._papers.print_()

    def copy(self) -> None:
        """Copy the ticked rows, or all, for a spreadsheet."""
        self.table.copy()
        number = len(self.model.ticks) or self.model.shown_number
        words = count(number, "ligne copiée", "lignes copiées")
        self.context.messages.done(f"{words} avec les titres. Coller dans Excel ou Calc.")

    def toggle_columns(self) -> None:
        """Show the panel of columns, or put it away."""
        shown = self._chooser.isHidden()
        self._bulk.hide()
        self._chooser.setVisible(shown)
        self._make_room()
        (self._chooser.list if shown else self.table).setFocus()

    def leave_selection(self) -> None:
        """Escape: the form first, then the ticks, then the filter."""
        if self._bulk.isVisible():
            self._bulk.hide()
        elif self.model.ticks:
            self.model.tick_all(False)
        elif self.desk.state.is_filtered:
            self.desk.show_all()

    def _edit(self, values: tuple[Any, ...], place: int, value: Any) -> None:
        key = self.model.columns[place].key

        def keep() -> None:
            self._write(lambda: self.desk.change(values[0], key, value))

        # Once the editor is closed: showing other rows takes it away with the focus.
        QTimer.singleShot(0, self, keep)

    def change(self, key: str = "") -> None:
        """Ask for a new value of a field of the ticked devices."""
        if self._has_ticks():
            self._chooser.hide()
            self._bulk.start(key)

    def mark_reviewed(self) -> None:
        """Note that the ticked devices were reviewed today."""
        if self._has_ticks():
            self._change_many("reviewed_on", today())

    def _change_many(self, key: str, value: Any) -> None:
        self._together.change([row_[0] for row_ in self.table.ticked_rows()], key, value)

    def delete(self) -> None:
        """Move the ticked devices to the Corbeille."""
        if self._has_ticks():
            self._together.delete([row_[0] for row_ in self.table.ticked_rows()])

    def _has_ticks(self) -> bool:
        """Whether rows are ticked; the one in focus counts when none is."""
        if not self.model.ticks and self.table.currentIndex().isValid():
            self.model.tick((self.table.currentIndex().row(),), True)
        return bool(self.model.ticks)

    def _write(self, action: Callable[[], object]) -> None:
        def run() -> None:
            self.context.save(action)
            self.context.events.devices_changed.emit()

        if not self.context.tried(run):
            self.reload()
