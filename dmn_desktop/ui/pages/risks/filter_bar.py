"""What narrows the list of risks: words, state, family, device, cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from dmn_desktop.core.criticality import cell_words
from dmn_desktop.core.records import RiskScale
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.vocabulary import RiskTheme
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.risks.listing import VIEWS, Named, Narrowed
from dmn_desktop.ui.widgets.basics import button
from dmn_desktop.ui.widgets.fields import LineField
from dmn_desktop.ui.widgets.flow import FlowLayout
from dmn_desktop.ui.widgets.risk_matrix import Place

_ALL_THEMES = "Tous les thèmes"
_ALL_DEVICES = "Tous les dispositifs"


class FilterBar(QWidget):
    """Fields that narrow a list.

    Attributes:
        narrowed: The list is to be narrowed otherwise.
        typed: The words to find.
    """

    narrowed = Signal(object)
    typed = Signal(str)

    def __init__(self, context: Context) -> None:
        """Show everything that is under way."""
        super().__init__()
        self._context = context
        self._value = Narrowed()
        self.words = LineField("Filtrer les risques", f"Filtrer les risques…{NBSP}{NBSP} Ctrl+F")
        self.words.textChanged.connect(self.typed)
        self._views = self._choice("Limiter à l’état", [(view, view) for view in VIEWS])
        themes = [(_ALL_THEMES, None), *((theme.label, theme) for theme in RiskTheme)]
        self._themes = self._choice("Limiter au thème", themes)
        self._devices = self._choice("Limiter au dispositif", [(_ALL_DEVICES, "")])
        self._cell = button("", lambda: self._set(cell=None), "small")
        self._cell.setIcon(context.theme.icon("x", "ink2", 15))
        self._late = button("", lambda: self._set(view="En retard"), "small")
        self._late.setIcon(context.theme.icon("clock", "dang", 15))
        self._all = button("Tout afficher", self.show_all, "small")
        flow = FlowLayout(self)
        for part in (
            self.words,
            self._views,
            self._themes,
            self._devices,
            self._late,
            self._cell,
            self._all,
        ):
            flow.addWidget(part)
        context.theme.changed.connect(self._fit)
        self._fit()
        self._show()

    def _fit(self) -> None:
        px = self._context.theme.px
        self.words.setFixedWidth(px(230))
        self._devices.setMaximumWidth(px(240))

    def _choice(self, name: str, choices: Sequence[tuple[str, object]]) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for words, value in choices:
            made.addItem(words, value)
        made.activated.connect(lambda _: self._chosen())
        return made

    # Showing

    @property
    def value(self) -> Narrowed:
        """What the list is narrowed to."""
        return self._value

    def show_devices(self, devices: Sequence[Named]) -> None:
        """List the devices that have risks."""
        wanted = [("", _ALL_DEVICES), *devices]
        shown = [(self._devices.itemData(i), self._devices.itemText(i)) for i in self._places()]
        if shown != wanted:
            self._devices.clear()
            for device_id, words in wanted:
                self._devices.addItem(words, device_id)
        if self._devices.findData(self._value.device) < 0:
            self._value = replace(self._value, device="")
        self._show()

    def _places(self) -> range:
        return range(self._devices.count())

    def show_late(self, late: int) -> None:
        """Say how many risks are overdue."""
        self._late.setText(f"{late} en retard")
        self._late.setVisible(late > 0 and self._value.view != "En retard")

    def show_cell(self, words: str) -> None:
        """Name the cell that the list is narrowed to."""
        self._cell.setText(f"Case{NBSP}: {words}")
        self._cell.setAccessibleName(f"Ne plus se limiter à la case {words}")

    def said(self, scale: RiskScale) -> str:
        """What the list is narrowed to, in words; empty when it shows all that is under way."""
        value, parts = self._value, []
        if value.view != Narrowed().view:
            parts.append(value.view.lower())
        if value.theme is not None:
            parts.append(value.theme.label)
        if value.device:
            parts.append(self._devices.currentText())
        if value.cell is not None:
            parts.append(cell_words(scale, *value.cell))
        if typed := self.words.value():
            parts.append(f"«{NBSP}{typed}{NBSP}»")
        return ", ".join(parts)

    def _show(self) -> None:
        self._views.setCurrentIndex(list(VIEWS).index(self._value.view))
        themes = [None, *RiskTheme]
        self._themes.setCurrentIndex(themes.index(self._value.theme))
        self._devices.setCurrentIndex(max(0, self._devices.findData(self._value.device)))
        self._cell.setVisible(self._value.cell is not None)
        self._all.setVisible(self._value != Narrowed() or bool(self.words.text()))

    # Narrowing

    def _chosen(self) -> None:
        theme = self._themes.currentText()
        self._set(
            view=self._views.currentText(),
            theme=next((known for known in RiskTheme if known.label == theme), None),
            device=self._devices.currentData() or "",
        )

    def narrow_to_cell(self, place: Place | None) -> None:
        """Show only what stands in a cell."""
        self._set(cell=place)

    def narrow_to_view(self, view: str) -> None:
        """Show a view, in every cell."""
        self._set(view=view, cell=None)

    def show_all(self) -> None:
        """Take every limit back."""
        self.words.setText("")
        self._value = Narrowed()
        self._tell()

    def _set(self, **changes: object) -> None:
        self._value = replace(self._value, **changes)  # type: ignore[arg-type]
        self._tell()

    def _tell(self) -> None:
        self._show()
        self.narrowed.emit(self._value)
