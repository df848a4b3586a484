"""What the table shows: rows of the register, the view in use, and what changes them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from dmn_desktop.core import inventory_table as core
from dmn_desktop.core import inventory_view as rules
from dmn_desktop.core.inventory_presets import PRESETS
from dmn_desktop.core.inventory_view import ViewState
from dmn_desktop.core.records import SavedView, today
from dmn_desktop.core.text import fold, matches
from dmn_desktop.core.vocabulary import LifeState
from dmn_desktop.services import device_life, inventory
from dmn_desktop.services.inventory_table import Listing, listing
from dmn_desktop.services.register import Watch
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.inventory.columns import LEAST, TICKS, columns_for
from dmn_desktop.ui.views.kept_views import KeptViews
from dmn_desktop.ui.views.view_bar import Tab, ViewBar
from dmn_desktop.ui.widgets.record_column import Row, Sorting
from dmn_desktop.ui.widgets.record_model import RecordTableModel
from dmn_desktop.ui.widgets.ticked_table import TickedTable

TABLE = "inventaire"
COUNTED = 5_000
"""Rows up to which the words of a view's filter are looked for only to count them."""

_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class TableDesk(QObject):
    """Holds the table; the page around it listens.

    Attributes:
        state: What is shown, and how.
        shown: Another view, other columns or another filter are shown.
    """

    shown = Signal()

    def __init__(self, context: Context, bar: ViewBar) -> None:
        """Nothing is read yet."""
        super().__init__()
        self._context = context
        self._bar = bar
        self._listing: Listing | None = None
        self._numbers: dict[str, int | None] = {}
        self._left: tuple[object, frozenset[str]] | None = None
        presets = [(preset.key, preset.title) for preset in PRESETS]
        self._views = KeptViews(context, TABLE, bar, self, presets)
        self.view_total = 0
        self.model = RecordTableModel((TICKS,), "Dispositif")
        self.table = TickedTable(context.theme, self.model, "Dispositifs", LEAST)
        self.state = self._remembered()
        self._set_height(int(self._views.remembered.get("hauteur", 33)))
        self.table.changed.connect(self._by_hand)

    # Rows

    def reload(self) -> None:
        """Show what the register holds now, where one was."""
        found = listing(self._context.register, self.state.columns)
        self._views.read()
        same = self._listing is not None and (found.names, found.rows, found.figures) == (
            self._listing.names,
            self._listing.rows,
            self._listing.figures,
        )
        if not same:
            self._listing = found
            self._left = None
            self._numbers.clear()
            self.table.in_place(self._show_columns)
        self._tell()

    def _show_columns(self) -> None:
        assert self._listing is not None
        can_edit = not self._context.register.read_only
        columns = columns_for(self._listing, self.state.columns, can_edit)
        self.model.show(
            columns, self._listing.rows, self._condition(), self.state.text, self._sorting()
        )
        self.table.show_columns(columns, self.state.widths)

    def _condition(self) -> rules.Condition | None:
        assert self._listing is not None
        return rules.condition(self._listing.names, self._listing.figures, self.state)

    def _sorting(self) -> list[Sorting]:
        places = {key: n for n, key in enumerate(self.state.columns, start=1)}
        return [
            (places[key], _DOWN if turned else _UP)
            for key, turned in self.state.sorting
            if key in places
        ]

    def place(self, name: str) -> int:
        """Where a field stands in the rows."""
        assert self._listing is not None
        return self._listing.names.index(name)

    @property
    def listing(self) -> Listing:
        """The rows, and the columns there can be."""
        assert self._listing is not None
        return self._listing

    def shown_ids(self) -> list[str]:
        """The devices shown, in order."""
        return [row[0] for row in self.model.shown_rows()]

    def ticked_values(self, key: str) -> Sequence[Any]:
        """The values of a column of the ticked devices that have it, shown or not."""
        ids = set(self.model.ticks) - self._without(key)
        column = core.columns()[key]
        found = listing(self._context.register, (key,))
        take = rules.reader_of(found.names, column.reads)
        taken = [take(row) for row in found.rows if row[0] in ids]
        return [value[0] if len(value) == 1 else value for value in taken]

    def ticked_without(self, key: str) -> int:
        """How many of the ticked devices have no such field."""
        return len(self._without(key))

    def _without(self, key: str) -> frozenset[str]:
        asked = (key, tuple(self.model.ticks))
        if self._left is None or self._left[0] != asked:
            found = inventory.unconcerned(self._context.register, self.model.ticks, key)
            self._left = asked, found
        return self._left[1]

    def facet_values(self, key: str) -> list[tuple[str, str, int]]:
        """Value, words and number of each entry of a menu, over the program's view in use."""
        assert self._listing is not None
        names, figures = self._listing.names, self._listing.figures
        preset = rules.preset_condition(names, self.state.preset)
        rows: Sequence[Row] = self._listing.rows
        rows = rows if preset is None else [row for row in rows if preset(row)]
        return rules.facet_counts(names, figures, key, rows)

    def change(self, device_id: str, key: str, value: Any) -> None:
        """Keep the new value of a cell."""
        register = self._context.register
        device = inventory.sheet(register, device_id).device
        if key == "state":
            if value != device.state:
                device_life.change_state(register, device, LifeState(value), today())
        elif device.but(**{key: value}) != device:
            inventory.update(register, device, {key: value})

    def change_many(self, ids: Sequence[str], key: str, value: Any, watch: Watch) -> int:
        """Keep the new value of a field of several devices; undone as one, may run aside.

        Returns:
            How many devices have no such field, and stay as they are.
        """
        register = self._context.register
        if key == "state":
            device_life.change_states(register, ids, LifeState(value), today(), watch)
            return 0
        return inventory.update_many(register, ids, {key: value}, watch).left

    # What is shown

    def set_text(self, text: str) -> None:
        """Filter by words."""
        if text != self.state.text:
            self.state = replace(self.state, text=text)
            self.model.set_filter(text)
            self._tell()

    def set_facet(self, key: str, values: Sequence[str]) -> None:
        """Filter by the values of a menu."""
        facets = {k: v for k, v in self.state.facets.items() if k != key}
        if values:
            facets[key] = tuple(values)
        self._arrange(replace(self.state, facets=facets))

    def show_all(self) -> None:
        """Take the filter back; the view stays."""
        self._arrange(replace(self.state, text="", facets={}))

    def _arrange(self, state: ViewState) -> None:
        self.state = state
        if self._listing is not None:
            self.model.arrange(self._condition(), state.text, self._sorting())
        self._tell()

    def set_columns(self, keys: Sequence[str]) -> None:
        """Show other columns."""
        self.state = replace(self.state, columns=tuple(keys))
        self._remember()
        self._listing = None
        self.reload()

    @property
    def height(self) -> int:
        """Height of a row at 100 %."""
        return self.table.row_height

    def set_height(self, height: int) -> None:
        """Show higher or lower rows."""
        self._set_height(height)
        self._remember()

    def _set_height(self, height: int) -> None:
        self.table.row_height = height
        pixels = self._context.theme.px(height)
        self.table.verticalHeader().setDefaultSectionSize(pixels)

    def _by_hand(self) -> None:
        """Take over the sort and widths that the table was given."""
        keys = [column.key for column in self.model.columns]
        sorting = tuple((keys[place], way == _DOWN) for place, way in self.model.sorting)
        self.state = replace(self.state, sorting=sorting, widths=self.table.widths)
        self._remember()
        self._tell()

    # Views

    @property
    def current(self) -> str:
        """The key of the view in use."""
        return self._views.current

    @property
    def own(self) -> SavedView | None:
        """The view in use, when somebody made it."""
        return self._views.own

    @property
    def title(self) -> str:
        """The name of the view in use."""
        return self._views.title

    def content(self) -> dict[str, Any]:
        """What a view keeps of what is shown."""
        return self.state.content()

    def choose(self, key: str) -> None:
        """Show another view."""
        self._views.current = key
        before = self.state.columns
        if self.own is not None:
            self.state = ViewState.of(self.own.content)
        else:
            self.state = replace(self._remembered(), preset=key)
        if self._listing is None:
            return
        if before != self.state.columns:
            self._listing = None
            self.reload()
            return
        self._show_columns()
        self._tell()

    @property
    def is_changed(self) -> bool:
        """Whether what is shown differs from the view."""
        if self.own is not None:
            return self.state.content() != ViewState.of(self.own.content).content()
        return self.state.is_filtered

    def _tell(self) -> None:
        self._count_view()
        self._bar.show_views(self._tabs(), self.current, self.is_changed)
        self.shown.emit()

    def _count_view(self) -> None:
        assert self._listing is not None
        preset = rules.preset_condition(self._listing.names, self.state.preset)
        rows = self._listing.rows
        self.view_total = len(rows) if preset is None else sum(map(preset, rows))

    def _tabs(self) -> list[Tab]:
        return self._views.tabs(
            lambda key: self._number(ViewState(preset=key)),
            lambda content: self._number(ViewState.of(content)),
        )

    def _number(self, state: ViewState) -> int | None:
        """How many devices a view shows; found once for the rows of now."""
        key = json.dumps(state.content())
        if key not in self._numbers:
            self._numbers[key] = self._found_number(state)
        return self._numbers[key]

    def _found_number(self, state: ViewState) -> int | None:
        assert self._listing is not None
        rows: Sequence[Row] = self._listing.rows
        condition = rules.condition(self._listing.names, self._listing.figures, state)
        rows = rows if condition is None else [row for row in rows if condition(row)]
        words = fold(state.text).split()
        if not words:
            return len(rows)
        if len(rows) > COUNTED:
            return None
        return sum(matches(words, self._words(row, state.columns)) for row in rows)

    def _words(self, row: Row, keys: Sequence[str]) -> str:
        """The words of a row in the columns of a view, as far as they are read now."""
        assert self._listing is not None
        found = self._listing
        texts = []
        for key in keys:
            column = found.columns[key]
            if all(name in found.names for name in column.reads):
                values = rules.reader_of(found.names, column.reads)(row)
                texts.append(column.text(values[0] if len(values) == 1 else values))
        return fold(" ".join(texts))

    # What this workstation remembers

    def _remembered(self) -> ViewState:
        """The program's views share columns, widths and sort, kept on this workstation."""
        state = ViewState.of(self._views.remembered)
        return ViewState(columns=state.columns, widths=state.widths, sorting=state.sorting)

    def _remember(self) -> None:
        self._views.remember(self.state.content(), self.height)
