"""Incidents by month, by kind or device, with their numbers; the story of a device."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dmn_desktop.core.incident_counts import Counts, Event
from dmn_desktop.core.records import today
from dmn_desktop.core.text import NBSP, SHORT_MONTHS, count, day
from dmn_desktop.services import incident_counts as services
from dmn_desktop.services import inventory
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.forms.bound_fields import labelled
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.basics import (
    PlainLabel,
    Segments,
    block,
    button,
    clear,
    column,
    row,
    scrolling,
)
from dmn_desktop.ui.widgets.month_chart import Bars, MonthChart
from dmn_desktop.ui.widgets.picture import Picture
from dmn_desktop.ui.widgets.record_table import Column, RecordTable, RecordTableModel
from dmn_desktop.ui.widgets.wrapping import breakable

_BY = (
    ("nature", "Par nature"),
    ("dispositif", "Par dispositif"),
    ("consequence", "Par conséquence"),
)
_ICONS = {
    "etat": ("refresh", "ink2"),
    "version": ("device-floppy", "ink2"),
    "incident": ("flag-question", "warn"),
    "suspension": ("ban", "dang"),
    "action": ("check", "ok"),
}
_NUMBERS = (
    Column("Série", 230, strong=True, at=1),
    *(
        Column(name, 62, text=lambda n: str(n) if n else "", right=True, at=place + 2)
        for place, name in enumerate(SHORT_MONTHS)
    ),
    Column("Total", 70, right=True, strong=True, at=14),
)


PAGE = 40
"""Events of a device shown at once."""


class PicturesTab(QWidget):
    """Both pictures."""

    def __init__(self, context: Context) -> None:
        """Make them empty."""
        super().__init__()
        self.setObjectName("page")
        self._context = context
        self.year = QComboBox()
        self.year.setAccessibleName("Année")
        self.year.activated.connect(lambda _: self._show_counts())
        self.by = Segments("Compter", _BY)
        self.by.set_value("nature")
        self.by.chosen.connect(self._by_chosen)
        self._shown_by = "nature"
        self.chart = MonthChart(context.theme)
        self._words = PlainLabel(kind="strong", wrap=True)
        self.values = button("Voir les valeurs", self._turn)
        self.values.setCheckable(True)
        self._model = RecordTableModel(_NUMBERS, "Série")
        self.table = RecordTable(context.theme, self._model, "Incidents par mois, valeurs")
        self.table.hide()
        self.device = QComboBox()
        self.device.setAccessibleName("Dispositif")
        self.device.setMinimumContentsLength(18)
        self.device.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.device.activated.connect(lambda _: self._show_story())
        self._story = QVBoxLayout()
        self._story.setSpacing(2)
        self._events: tuple[Event, ...] = ()
        self._more: QWidget | None = None
        self._build()

    def _build(self) -> None:
        frame, layout = block(spacing=8)
        head = row(PlainLabel("Par mois", kind="h2"), 8, self.year, None, self.values)
        layout.addLayout(head)
        layout.addLayout(row(self.by, None))
        layout.addWidget(self._words)
        layout.addWidget(self.chart)
        layout.addWidget(self.table)
        story, inner = block(spacing=8)
        inner.addWidget(PlainLabel("Histoire d’un dispositif", kind="h2"))
        inner.addLayout(labelled("Dispositif", self.device))
        inner.addLayout(self._story)
        content = QWidget()
        content.setObjectName("page")
        around = column(frame, story, None, spacing=12)
        content.setLayout(around)
        area = scrolling(content)
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        area.setMinimumHeight(self._context.theme.px(220))
        self.setLayout(column(area))

    def reload(self) -> None:
        """Count again."""
        years = services.years(self._context.register) or [today().year]
        shown = self.year.currentText()
        self.year.clear()
        self.year.addItems([str(one) for one in years])
        if shown and self.year.findText(shown) >= 0:
            self.year.setCurrentText(shown)
        self._show_counts()
        device = self.device.currentData()
        self.device.clear()
        for device_id, number, name in inventory.rows(self._context.register, ("number", "name")):
            self.device.addItem(f"DMN-{number:02d} {name}", device_id)
        if device and (place := self.device.findData(device)) >= 0:
            self.device.setCurrentIndex(place)
        self._show_story()

    @property
    def shown_year(self) -> int:
        """The year that is counted."""
        return int(self.year.currentText())

    def show_device(self, device_id: str) -> None:
        """Show the story of this device."""
        if (place := self.device.findData(device_id)) >= 0:
            self.device.setCurrentIndex(place)
            self._show_story()

    def _by_chosen(self, key: str) -> None:
        self._shown_by = key or self._shown_by
        self.by.set_value(self._shown_by)
        self._show_counts()

    def _counts(self) -> Counts:
        by = self._shown_by
        return services.monthly(self._context.register, self.shown_year, by)  # type: ignore[arg-type]

    def _show_counts(self) -> None:
        found = self._counts()
        misses = count(found.near_misses, "qui a failli", "qui ont failli")
        near = f", dont {misses} arriver" if found.near_misses else ""
        self._words.setText(f"{count(found.total, 'incident')} en {found.year}{near}.")
        series = [Bars(one.name, one.values) for one in found.series]
        said = "; ".join(f"{one.name}{NBSP}: {sum(one.values)}" for one in series)
        self.chart.show_series(series, said.replace(";", f"{NBSP};"))
        rows = [(one.name, one.name, *one.values, one.total) for one in found.series]
        rows.append(("total", "Tous", *found.months, found.total))
        self._model.set_rows(rows)
        height = self._context.theme.px(33) * (len(rows) + 1) + 18
        self.table.setFixedHeight(min(height, self._context.theme.px(420)))

    def _turn(self) -> None:
        shown = self.values.isChecked()
        self.table.setVisible(shown)
        self.chart.setVisible(not shown)
        self.values.setText("Voir le graphique" if shown else "Voir les valeurs")

    def _show_story(self) -> None:
        device_id = self.device.currentData()
        self._events = services.story_of(self._context.register, device_id) if device_id else ()
        clear(self._story)
        self._more = None
        if self._events:
            self._show_events(0)
        else:
            self._story.addWidget(PlainLabel("Rien de noté pour ce dispositif.", kind="help"))

    def _show_events(self, first: int) -> None:
        """Show some events more; made apart, since each part added on screen lays out the page."""
        if self._more is not None:
            self._story.removeWidget(self._more)
            self._more.hide()
            self._more.deleteLater()
            self._more = None
        shown = QWidget()
        lines = column(spacing=2)
        for event in self._events[first : first + PAGE]:
            lines.addLayout(self._event(event))
        shown.setLayout(lines)
        self._story.addWidget(shown)
        left = len(self._events) - first - PAGE
        if left > 0:
            words = f"Voir la suite, {count(left, 'événement')}"
            self._more = button(words, lambda: self._show_events(first + PAGE), "quiet")
            self._story.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def _event(self, event: Event) -> QHBoxLayout:
        icon, token = _ICONS.get(event.kind, ("circle", "ink2"))
        picture = Picture(self._context.theme, icon, token, 16)
        on = PlainLabel(day(event.on), kind="help")
        self._context.theme.hold(on, least=84)
        words = PlainLabel(breakable(event.text), kind="text", wrap=True)
        line = row(on, picture, spacing=8)
        line.addWidget(words, 1)
        if event.kind == "incident":
            go = Route("incident", event.record_id)
            name = f"Ouvrir {event.text.split(',')[0]}"
            line.addWidget(button("Ouvrir", lambda: self._context.go(go), "quiet", name))
        return line
