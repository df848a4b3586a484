"""The sheet in the middle: its template, its version, its tabs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QMenu,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import SheetVariant
from dmn_desktop.services import patient_sheets, patient_templates
from dmn_desktop.ui.pages.information.consent_tab import ConsentTab
from dmn_desktop.ui.pages.information.elements_tab import ElementsTab
from dmn_desktop.ui.pages.information.history_tab import HistoryTab
from dmn_desktop.ui.pages.information.open_sheet import OpenSheet
from dmn_desktop.ui.pages.information.tab import Tab
from dmn_desktop.ui.pages.information.text_tab import TextTab
from dmn_desktop.ui.pages.information.validation import Validation
from dmn_desktop.ui.widgets.basics import PlainLabel, Segments, button, rule, scrolling

_TIGHT = 470
"""Pixels at 100 % under which tabs have short words."""

TABS: tuple[type[Tab], ...] = (ElementsTab, TextTab, ConsentTab, HistoryTab)


class SheetPane(QWidget):
    """What is changed of a sheet.

    Attributes:
        turned: Another tab is shown.
    """

    turned = Signal()

    def __init__(self, sheet: OpenSheet) -> None:
        """Build the head; tabs are made when first shown."""
        super().__init__()
        self.setObjectName("page")
        self._sheet = sheet
        theme = sheet.context.theme
        self.model = QComboBox()
        self.model.setAccessibleName("Modèle")
        self.model.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._keys: list[str] = []
        self.another = button("Autre fiche", None, "", "Autre fiche pour ce dispositif")
        self.another.setToolTip("Ouvrir ou créer une autre fiche de ce dispositif")
        self._templates = QMenu(self.another)
        self._templates.aboutToShow.connect(self._list_templates)
        self.another.setMenu(self._templates)
        self.model.activated.connect(self._model_chosen)
        self.variants = Segments("Version", [(v.value, v.label) for v in SheetVariant])
        self.variants.chosen.connect(self._variant_chosen)
        self.tab_bar = QTabBar()
        self.tab_bar.setAccessibleName("Onglets de la fiche d’information")
        self.tab_bar.setExpanding(False)
        self.tab_bar.setUsesScrollButtons(True)
        for kind in TABS:
            self.tab_bar.addTab(kind.title)
        self.tab_bar.currentChanged.connect(self._tab_chosen)
        self._tabs: dict[str, Tab] = {}
        self._theme = theme
        self.validation = Validation()
        self._build()
        sheet.changed.connect(self.refresh)

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(18, 14, 18, 6)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, self._theme.px(90))
        grid.addWidget(PlainLabel("Modèle", kind="field"), 0, 0)
        grid.addWidget(self.model, 0, 1)
        grid.addWidget(self.another, 0, 2)
        grid.addWidget(PlainLabel("Version", kind="field"), 1, 0)
        grid.addWidget(self.variants, 1, 1, 1, 2, Qt.AlignmentFlag.AlignLeft)
        content = QWidget()
        content.setObjectName("page")
        self._place = QVBoxLayout(content)
        self._place.setContentsMargins(18, 12, 18, 18)
        self.area = scrolling(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(grid)
        asked = QVBoxLayout()
        asked.setContentsMargins(18, 4, 18, 4)
        asked.addWidget(self.validation)
        layout.addLayout(asked)
        tabs = QVBoxLayout()
        tabs.setContentsMargins(8, 0, 18, 0)
        tabs.addWidget(self.tab_bar)
        layout.addLayout(tabs)
        layout.addWidget(rule())
        layout.addWidget(self.area, 1)

    @property
    def tab(self) -> Tab:
        """The tab shown."""
        return self._tab(TABS[self.tab_bar.currentIndex()])

    @property
    def shown_part(self) -> str:
        """The key of the tab shown."""
        return TABS[self.tab_bar.currentIndex()].key

    def _tab(self, kind: type[Tab]) -> Tab:
        if kind.key not in self._tabs:
            made = self._tabs[kind.key] = kind(self._sheet)
            self._place.addWidget(made)
        return self._tabs[kind.key]

    def turn_to(self, key: str) -> None:
        """Show a tab."""
        keys = [kind.key for kind in TABS]
        self.tab_bar.setCurrentIndex(keys.index(key) if key in keys else 0)

    def turn(self, way: int) -> None:
        """Show the next tab, or the one before."""
        self.tab_bar.setCurrentIndex((self.tab_bar.currentIndex() + way) % self.tab_bar.count())

    def _tab_chosen(self) -> None:
        for key, tab in self._tabs.items():
            if key != self.shown_part:
                tab.flush()
        self._sheet.mark("")
        self.refresh()
        self.turned.emit()

    def refresh(self) -> None:
        """Show the sheet."""
        if not self._sheet.is_open:
            return
        desk = self._sheet.stored
        self._show_models(desk.sheet.template)
        self.variants.set_value(self._sheet.variant.value)
        self._name_tabs()
        shown = self.tab
        for tab in self._tabs.values():
            tab.setVisible(tab is shown)
        shown.refresh()

    def _name_tabs(self) -> None:
        """Words and numbers of the tabs, short ones where room is scarce."""
        tight = self.width() < self._theme.px(_TIGHT)
        for place, kind in enumerate(TABS):
            words = kind.short if tight and kind.short else kind.title
            number = kind.number(self._sheet.stored) if self._sheet.is_open else 0
            self.tab_bar.setTabText(place, f"{words}  {number}" if number else words)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_tabs()

    def _show_models(self, current: str) -> None:
        found = patient_templates.templates(self._sheet.context.register, "fiche")
        keys = [info.key for info in found]
        if keys != self._keys:
            self._keys = keys
            self.model.clear()
            self.model.addItems([info.title for info in found])
        if current in keys:
            self.model.setCurrentIndex(keys.index(current))
        self.model.setEnabled(not self._sheet.read_only)
        self.another.setVisible(self._sheet.stored.device is not None)
        self.another.setEnabled(not self._sheet.read_only)

    def _list_templates(self) -> None:
        """Every template but its own: the data protection notice, the form on reuse."""
        self._templates.clear()
        current = self._sheet.stored.sheet.template
        for info in patient_templates.templates(self._sheet.context.register, "fiche"):
            if info.key != current:
                action = self._templates.addAction(info.title)
                action.triggered.connect(lambda _=False, k=info.key: self._ask_another(k))

    def _ask_another(self, template: str) -> None:
        if self.flush():
            self._sheet.another.emit(template)

    def _model_chosen(self, place: int) -> None:
        sheet = self._sheet.stored.sheet
        if self._keys[place] != sheet.template and self.flush():
            self._sheet.write(patient_sheets.set_template, sheet, self._keys[place])

    def _variant_chosen(self, key: str) -> None:
        if key and self.flush():
            self._sheet.show_variant(SheetVariant(key))
        self.variants.set_value(self._sheet.variant.value)

    def flush(self) -> bool:
        """Keep what was typed; False when it could not be kept."""
        kept = [tab.flush() for tab in self._tabs.values()]
        return all(kept)
