"""What narrows the log: words, a view, a device, a kind, a consequence, a year."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from dmn_desktop.core.text import shorten
from dmn_desktop.services.incidents import ListedIncident
from dmn_desktop.ui.pages.incidents.log import VIEWS, Narrowed, consequences_of, kinds_of
from dmn_desktop.ui.widgets.basics import LineField, button, column
from dmn_desktop.ui.widgets.flow import FlowLayout

LIMIT = 32
"""Characters of a value shown in its list."""


class _Facet(QComboBox):
    """One limit; its first line takes it back."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._all = name
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.addItem(name, "")

    def show_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer values and their words; the chosen one stays when it is still there."""
        chosen = self.currentData()
        self.blockSignals(True)
        self.clear()
        self.addItem(self._all, "")
        for value, words in options:
            self.addItem(shorten(words, LIMIT), value)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(False)

    @override
    def wheelEvent(self, event: object) -> None:
        event.ignore()  # type: ignore[attr-defined]


class FilterBar(QWidget):
    """The limits of the log.

    Attributes:
        typed: The words of the filter.
        narrowed: Another limit.
    """

    typed = Signal(str)
    narrowed = Signal()

    def __init__(self) -> None:
        """Make it without limits."""
        super().__init__()
        self.words = LineField("Filtrer les incidents", "Filtrer (Ctrl+F)")
        self.words.textChanged.connect(self.typed)
        self.words.setMinimumWidth(160)
        self.view = _Facet("Tous les incidents")
        self.view.show_options([(name, name) for name in VIEWS if name != "Tous"])
        self.device = _Facet("Tous les dispositifs")
        self.kind = _Facet("Toutes les natures")
        self.consequence = _Facet("Toutes les conséquences")
        self.year = _Facet("Toutes les années")
        self._all = button("Tout montrer", self.show_all, "quiet")
        inner = QWidget()
        flow = FlowLayout(inner, 6)
        flow.addWidget(self.words)
        for facet in self._facets:
            facet.activated.connect(lambda _: self._changed())
            flow.addWidget(facet)
        flow.addWidget(self._all)
        self._inner, self._flow = inner, flow
        self.setLayout(column(inner))
        self._all.hide()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._inner.setMinimumHeight(self._flow.heightForWidth(self.width()))

    @property
    def _facets(self) -> tuple[_Facet, ...]:
        return (self.view, self.device, self.kind, self.consequence, self.year)

    def _changed(self) -> None:
        self._all.setVisible(self.is_limiting)
        self.narrowed.emit()

    @property
    def is_limiting(self) -> bool:
        """Whether something may be hidden."""
        return bool(self.words.text()) or any(one.currentData() for one in self._facets)

    @property
    def value(self) -> Narrowed:
        """The limits."""
        return Narrowed(
            self.view.currentData() or "Tous",
            self.device.currentData(),
            self.kind.currentData(),
            self.consequence.currentData(),
            int(self.year.currentData() or 0),
        )

    def show_all(self) -> None:
        """Take every limit back."""
        self.words.setText("")
        for facet in self._facets:
            facet.setCurrentIndex(0)
        self._changed()

    def show_known(self, listed: Sequence[ListedIncident]) -> None:
        """Offer the values that occur."""
        devices = sorted({one.incident.device for one in listed if one.incident.device})
        self.device.show_options([(name, name) for name in devices])
        self.kind.show_options([(one.value, one.label) for one in kinds_of(listed) if one])
        found = consequences_of(listed)
        self.consequence.show_options([(one.value, one.label) for one in found if one])
        years = sorted({str(one.incident.known.year) for one in listed}, reverse=True)
        self.year.show_options([(year, year) for year in years])
