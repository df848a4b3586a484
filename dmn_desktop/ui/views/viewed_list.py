"""A list with its views, filters and columns: what the log of incidents and the plan share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dmn_desktop.core.inventory_view import shown_words
from dmn_desktop.core.table_view import TableShape, ViewState, stored_values
from dmn_desktop.core.text import fold, matches
from dmn_desktop.core.typing import override
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.routes import Command
from dmn_desktop.ui.views.chooser import ColumnChooser
from dmn_desktop.ui.views.facet_bar import FacetBar
from dmn_desktop.ui.views.kept_views import KeptViews
from dmn_desktop.ui.views.view_bar import Tab, ViewBar
from dmn_desktop.ui.widgets.arranged_table import ArrangedTable
from dmn_desktop.ui.widgets.basics import PlainLabel, button, column, row
from dmn_desktop.ui.widgets.record_column import Column, Sorting
from dmn_desktop.ui.widgets.record_model import RecordTableModel

_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
LEAST_ROWS = 4
"""Rows for which the table keeps room however small the window: what it stands in scrolls."""


@dataclass(frozen=True)
class Preset:
    """A view of the program, and which items it holds."""

    key: str
    title: str
    holds: Callable[[Any], bool]


@dataclass(frozen=True)
class Menu:
    """A menu that filters: the value of an item, and the words of a value."""

    key: str
    title: str
    value: Callable[[Any], str]
    label: Callable[[str], str] = str


@dataclass(frozen=True)
class ListShape:
    """What a list can show.

    Attributes:
        table: Its key in views and settings.
        name: Accessible name of the table.
        one: What one row is.
        columns: Every column there can be; each takes the whole item.
        fixed: Those that are always there, and first.
        least: Those that hide where room is scarce, in order.
    """

    table: str
    name: str
    one: str
    columns: Mapping[str, Column]
    default: tuple[str, ...]
    fixed: tuple[str, ...]
    least: tuple[str, ...]
    presets: tuple[Preset, ...]
    menus: tuple[Menu, ...]

    @property
    def stored(self) -> TableShape:
        """What a kept view may name."""
        menus = [menu.key for menu in self.menus]
        return TableShape(self.columns, self.default, menus, [one.key for one in self.presets])


def item_column(
    key: str, title: str, width: int, text: Callable[[Any], str], **more: Any
) -> tuple[str, Column]:
    """A column that takes the whole item; it is sorted by its words unless told."""
    sort = more.pop("sort", lambda item: fold(text(item)))
    return key, Column(title, width, text=text, sort=sort, at=1, key=key, **more)


class ViewedList(QWidget):
    """The list.

    Attributes:
        opened: The identifier of a row opened with Enter or a double click.
        chosen: The identifier of the row in focus.
    """

    opened = Signal(str)
    chosen = Signal(str)

    def __init__(self, context: Context, shape: ListShape) -> None:
        """Make an empty list."""
        super().__init__()
        self._context, self.shape = context, shape
        self._items: list[tuple[str, Any]] = []
        self.bar = ViewBar(context, f"Vues{chr(0xA0)}: {shape.name}")
        self.model = RecordTableModel((), shape.one)
        self.table = ArrangedTable(context.theme, self.model, shape.name, shape.least)
        presets = [(one.key, one.title) for one in shape.presets]
        self.views = KeptViews(context, shape.table, self.bar, self, presets)
        self.state = self._remembered()
        self._set_height(int(self.views.remembered.get("hauteur", 33)))
        columns = button("Colonnes", self.toggle_columns)
        columns.setIcon(context.theme.icon("columns"))
        titles = {menu.key: menu.title for menu in shape.menus}
        self.filters = FacetBar(context, titles, self._values, (columns,))
        heads = {key: one.title for key, one in shape.columns.items()}
        self.chooser = ColumnChooser(context, heads, shape.default, shape.fixed)
        self.chooser.hide()
        self._count = PlainLabel(kind="help", wrap=True)
        self._all = button("Tout afficher", self.show_all, "small")
        # What scrolls by itself asks for no more height than its least one.
        policy = QSizePolicy.Policy
        self.table.setSizePolicy(policy.Expanding, policy.Ignored)
        self.chooser.setSizePolicy(policy.Fixed, policy.Ignored)
        middle = row(self.table, self.chooser, spacing=12)
        middle.setStretch(0, 1)
        layout = column(self.bar, self.filters, spacing=8)
        layout.addLayout(middle, 1)
        foot = row(self._all, spacing=8)
        foot.insertWidget(0, self._count, 1)
        layout.addLayout(foot)
        self.setLayout(layout)
        self._connect()
        self._show_columns()

    def _connect(self) -> None:
        self.table.opened.connect(lambda values: self.opened.emit(values[0]))
        self.table.changed.connect(self._by_hand)
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.model.counted.connect(lambda _: self._show_count())
        self.filters.typed.connect(self.set_text)
        self.filters.ticked.connect(self.set_menu)
        self.chooser.chosen.connect(self.set_columns)
        self.chooser.height_chosen.connect(self.set_height)
        self.chooser.closed.connect(self.toggle_columns)
        self._context.theme.changed.connect(self._make_room)

    def _row_chosen(self, now: QModelIndex, _: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(self.model.row_values(now.row())[0])

    # Rows

    def show_items(self, items: Sequence[tuple[str, Any]]) -> None:
        """Show items with their identifiers, in the order they are given."""
        self._items = list(items)
        self.views.read()
        self.table.in_place(lambda: self.model.set_rows(self._items))
        self._tell()

    def reload(self) -> None:
        """Show the views that are kept now."""
        self.views.read()
        self._tell()

    def _arrangement(self) -> tuple[Any, str, list[Sorting]]:
        holds = self._condition(self.state)
        places = {key: n for n, key in enumerate(self.state.columns)}
        sorting = [
            (places[key], _DOWN if turned else _UP)
            for key, turned in self.state.sorting
            if key in places
        ]
        return (lambda values: holds(values[1])), self.state.text, sorting

    def _condition(self, state: ViewState) -> Callable[[Any], bool]:
        preset = next(one for one in self.shape.presets if one.key == state.preset)
        menus = [
            (menu.value, frozenset(state.facets[menu.key]))
            for menu in self.shape.menus
            if menu.key in state.facets
        ]
        return lambda item: (
            preset.holds(item) and all(value(item) in wanted for value, wanted in menus)
        )

    def _values(self, key: str) -> list[tuple[str, str, int]]:
        """Value, words and number of each entry of a menu, over the view in use."""
        menu = next(one for one in self.shape.menus if one.key == key)
        preset = next(one for one in self.shape.presets if one.key == self.state.preset)
        found: dict[str, int] = {}
        for _, item in self._items:
            if preset.holds(item):
                value = menu.value(item)
                found[value] = found.get(value, 0) + 1
        words = [(value, menu.label(value) or "Non précisé", n) for value, n in found.items()]
        return sorted(words, key=lambda one: (not one[0], fold(one[1])))

    # What is shown

    def set_text(self, text: str) -> None:
        """Filter by words."""
        self._arrange(replace(self.state, text=text))

    def set_menu(self, key: str, values: Sequence[str]) -> None:
        """Filter by the values of a menu."""
        others = {k: v for k, v in self.state.facets.items() if k != key}
        facets = {**others, key: tuple(values)} if values else others
        self._arrange(replace(self.state, facets=facets))

    def show_all(self) -> None:
        """Take the filter back; the view stays."""
        self._arrange(replace(self.state, text="", facets={}))

    def _arrange(self, state: ViewState) -> None:
        self.state = state
        self.model.arrange(*self._arrangement())
        self._tell()

    def set_columns(self, keys: Sequence[str]) -> None:
        """Show other columns."""
        self.state = replace(self.state, columns=tuple(keys))
        self._remember()
        self._show_columns()
        self._tell()

    def _show_columns(self) -> None:
        columns = [self.shape.columns[key] for key in self.state.columns]
        condition, text, sorting = self._arrangement()
        self.model.show(columns, self._items, condition, text, sorting)
        self.table.show_columns(columns, self.state.widths)

    def set_height(self, height: int) -> None:
        """Show higher or lower rows."""
        self._set_height(height)
        self._remember()

    def _set_height(self, height: int) -> None:
        self.table.row_height = height
        self.table.verticalHeader().setDefaultSectionSize(self._context.theme.px(height))

    def _by_hand(self) -> None:
        """Take over the sort and widths that the table was given."""
        keys = [one.key for one in self.model.columns]
        sorting = tuple((keys[place], way == _DOWN) for place, way in self.model.sorting)
        self.state = replace(self.state, sorting=sorting, widths=self.table.widths)
        self._remember()
        self._tell()

    # Views

    def content(self) -> Mapping[str, Any]:
        """What a view keeps of what is shown."""
        return self.state.content()

    def choose(self, key: str) -> None:
        """Show another view."""
        self.views.current = key
        own = self.views.own
        self.state = self._read(own.content) if own else replace(self._remembered(), preset=key)
        self._show_columns()
        self._tell()

    def _read(self, content: Mapping[str, Any]) -> ViewState:
        return ViewState(**stored_values(content, self.shape.stored))

    def _remembered(self) -> ViewState:
        state = self._read(self.views.remembered)
        return replace(state, preset=self.shape.presets[0].key, text="", facets={})

    def _remember(self) -> None:
        self.views.remember(self.state.content(), self.table.row_height)

    @property
    def is_changed(self) -> bool:
        """Whether what is shown differs from the view."""
        own = self.views.own
        if own is not None:
            return self.state.content() != self._read(own.content).content()
        return self.state.is_filtered

    def _tell(self) -> None:
        self.bar.show_views(self._tabs(), self.views.current, self.is_changed)
        self.filters.show_filters(self.state.text, self.state.facets)
        self.chooser.show_columns(self.state.columns, self.table.row_height)
        self._show_count()

    def _tabs(self) -> list[Tab]:
        return self.views.tabs(
            lambda key: self._number(ViewState(preset=key, columns=self.state.columns)),
            lambda content: self._number(self._read(content)),
        )

    def _number(self, state: ViewState) -> int:
        """How many items a view shows."""
        holds, words = self._condition(state), fold(state.text).split()
        found = [item for _, item in self._items if holds(item)]
        if not words:
            return len(found)
        columns = [self.shape.columns[key] for key in state.columns]
        return sum(matches(words, fold(" ".join(c.text(i) for c in columns))) for i in found)

    def _show_count(self) -> None:
        self._all.setVisible(self.state.is_filtered)
        shown = self.model.known_number
        if shown is not None:
            total = self._number(ViewState(preset=self.state.preset))
            words = shown_words(shown, total)
            self._count.setText(f"{words}.   Entrée\u00a0: ouvrir" if self._items else "")

    # Room

    def toggle_columns(self) -> None:
        """Show the panel of columns, or put it away."""
        shown = self.chooser.isHidden()
        self.chooser.setVisible(shown)
        self._make_room()
        (self.chooser.list if shown else self.table).setFocus()

    def find_rows(self) -> None:
        """Put the keyboard in the filter."""
        self.chooser.hide()
        self._make_room()
        self.filters.field.setFocus()

    def commands(self) -> list[Command]:
        """What can be done with the views of this list."""
        step, show = self.bar.step, "Affichage"
        return [
            Command("Filtrer la liste", self.find_rows, "Ctrl+F", "filter", "Édition"),
            Command("Copier pour Excel", self.table.copy, "", "copy", "Édition"),
            Command("Colonnes", self.toggle_columns, "", "columns", show),
            Command("Vue suivante", lambda: step(1), "Ctrl+Tab", "", show),
            Command("Vue précédente", lambda: step(-1), "Ctrl+Shift+Tab", "", show),
            Command("Enregistrer cette vue…", self.bar.ask_name, "", "device-floppy", show),
            Command("Tout afficher", self.show_all, "", "eye", show),
        ]

    def _make_room(self) -> None:
        """Give the panel of columns the place of the table in a narrow window."""
        px, choosing = self._context.theme.px, not self.chooser.isHidden()
        narrow = self.width() < px(760)
        self.table.setMinimumHeight(px(33) * (LEAST_ROWS + 1) + 16)
        self.chooser.setMinimumHeight(px(300) if choosing else 0)
        self.table.setVisible(not (choosing and narrow))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()
