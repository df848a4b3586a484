"""Head of an incident: what happened, its number, when it was noticed, its device."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dmn_desktop.core.incident_vocabulary import IncidentState
from dmn_desktop.core.typed_moments import relative_moment
from dmn_desktop.core.typing import override
from dmn_desktop.ui.pages.incident.desk import IncidentDesk
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.badge_label import BadgeLabel
from dmn_desktop.ui.widgets.badges import Badge
from dmn_desktop.ui.widgets.basics import ElidedLabel, PlainLabel, button, plain_tooltip, row

ROOMY, TIGHT = 960, 640


class Header(QWidget):
    """The line above the tabs.

    Attributes:
        printed: « Imprimer » was pressed.
    """

    printed = Signal()

    def __init__(self, desk: IncidentDesk) -> None:
        """Make an empty head."""
        super().__init__()
        self._desk = desk
        theme = desk.context.theme
        self._name = ElidedLabel(kind="h1")
        self._code = PlainLabel(kind="h3")
        self._noticed = ElidedLabel(kind="sub")
        self._state = BadgeLabel(theme)
        self._rank = BadgeLabel(theme)
        self._print = button("Imprimer", self.printed.emit, name="Imprimer")
        self._print.setIcon(theme.icon("printer"))
        self._print.setToolTip("Imprimer la fiche d’incident (Ctrl+P)")
        self._open = button("", self.open_device)
        self._open.setIcon(theme.icon("external-link"))
        line = row(
            self._name,
            self._code,
            self._noticed,
            self._state,
            self._rank,
            None,
            self._print,
            self._open,
            spacing=10,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 4, 20, 0)
        layout.addLayout(line)
        theme.changed.connect(self._fit)

    def refresh(self) -> None:
        """Show the incident of the desk."""
        desk, incident = self._desk, self._desk.incident
        draft = desk.is_draft
        self._name.setText("Signaler un incident" if draft else incident.name)
        self._name.setToolTip(plain_tooltip(incident.name))
        self._code.setText("" if draft else incident.code)
        self._noticed.setText(
            "" if draft else f"constaté {relative_moment(incident.known, desk.present)}"
        )
        closed = incident.state is IncidentState.CLOSED
        self._state.show_badge(Badge("Clos", "ok", "circle-check") if closed else Badge(""))
        words = desk.file.related.words
        self._rank.show_badge(Badge(words, "warn", "history") if words else Badge(""))
        self._print.setEnabled(not draft)
        self._fit()

    def open_device(self) -> None:
        """Show the sheet of the device."""
        if device := self._desk.file.device:
            self._desk.context.go(Route("dispositif", device.id))

    def _fit(self) -> None:
        px, device = self._desk.context.theme.px, None
        if self._desk.has_file:
            device = self._desk.file.device
        roomy, tight = self.width() >= px(ROOMY), self.width() < px(TIGHT)
        self._noticed.setVisible(not tight and bool(self._noticed.text()))
        self._print.setText("Imprimer" if roomy else "")
        self._open.setVisible(device is not None)
        if device is not None:
            words = f"Ouvrir la fiche {device.code}"
            self._open.setText(words if roomy else "" if tight else device.code)
            self._open.setAccessibleName(words)
            self._open.setToolTip(words)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
