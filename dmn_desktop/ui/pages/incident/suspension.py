"""« Suspendre le dispositif » from its incident, the notice to pin up, the return to service."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from dmn_desktop.core.records import Device, today
from dmn_desktop.core.text import NBSP, day, parse_day
from dmn_desktop.core.vocabulary import LifeState
from dmn_desktop.services import form_drafts, incident_device
from dmn_desktop.ui.forms.bound_fields import labelled
from dmn_desktop.ui.incidents.drafted import Drafted
from dmn_desktop.ui.incidents.papers import IncidentPapers
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.pages.incident.desk import IncidentDesk
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.bars import announce
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, column, row
from dmn_desktop.ui.widgets.fields import LineField
from dmn_desktop.ui.widgets.flow import FlowLayout


class SuspensionCard(QWidget):
    """The state of the device, and the one thing that can be done about it now."""

    def __init__(self, desk: IncidentDesk) -> None:
        """Make the fields."""
        super().__init__()
        self._desk = desk
        frame, layout = block(spacing=8)
        layout.addWidget(PlainLabel("Dispositif", kind="h2"))
        self._words = PlainLabel(kind="text", wrap=True)
        self.on = LineField("Depuis le", "jj/mm/aaaa")
        self.reason = LineField("Motif")
        self._problem = PlainLabel(kind="error", wrap=True)
        self._problem.hide()
        self.draft = Drafted(desk.context, self, form_drafts.SUSPENSION, lambda: desk.incident)
        self.draft.bind("depuis", self.on, lambda: day(today()))
        self.draft.bind("motif", self.reason)
        self._fields = QWidget()
        pair = row(spacing=12)
        pair.addLayout(labelled("Depuis le", self.on))
        pair.addLayout(labelled("Motif", self.reason), 3)
        self._fields.setLayout(pair)
        self.suspend_button = button("Suspendre le dispositif", self.suspend)
        self.return_button = button("Remettre en service", self.return_it)
        self._notice = button("Imprimer l’avis à afficher", self._print)
        self._notice.setIcon(desk.context.theme.icon("printer"))
        self._card = button("Fiche de continuité", self._open_card, "quiet")
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for made in (self.suspend_button, self.return_button, self._notice, self._card):
            flow.addWidget(made)
        layout.addWidget(self._words)
        layout.addWidget(self._fields)
        layout.addWidget(self._problem)
        layout.addWidget(buttons)
        self.setLayout(column(frame))

    def refresh(self) -> None:
        """Show the state of the device."""
        device, incident = self._desk.file.device, self._desk.incident
        self.setVisible(device is not None)
        if device is None:
            return
        suspended = device.state is LifeState.SUSPENDED
        gone = device.state is LifeState.WITHDRAWN
        self._words.setText(self._state_words(device))
        free = not self._desk.read_only
        self._fields.setVisible(not gone and free)
        self.suspend_button.setVisible(not suspended and not gone)
        self.return_button.setVisible(suspended)
        self._notice.setVisible(incident.suspended_on is not None and suspended)
        for made in (self.suspend_button, self.return_button):
            made.setEnabled(free)
        self.draft.show()

    def _state_words(self, device: Device) -> str:
        incident = self._desk.incident
        words = f"{device.code} {device.name} est {device.state.label.lower()}."
        if incident.suspended_on and incident.returned_on is None:
            words = f"{device.code} {device.name} est suspendu depuis le "
            words += f"{day(incident.suspended_on)} pour cet incident."
        elif incident.returned_on:
            words += (
                f" Suspendu le {day(incident.suspended_on)}, remis en service le "
                f"{day(incident.returned_on)}{NBSP}: {incident.return_reason}"
            )
        elif device.state is LifeState.IN_USE:
            words += " Si le doute persiste, le suspendre le temps de comprendre."
        return words

    def suspend(self) -> None:
        """Suspend the device from the day written."""
        if (on := self._read_day()) is None:
            return
        reason = self.reason.value()
        if self._desk.write(incident_device.suspend, self._desk.incident, on, reason):
            self._done()
            self.return_button.setFocus()
            self._desk.context.messages.done(
                "Dispositif suspendu. Afficher l’avis là où il sert, et appliquer sa fiche de "
                "continuité.",
                ("Imprimer l’avis", self._print),
            )

    def return_it(self) -> None:
        """Take the device into use again; a reason is needed."""
        on = self._read_day()
        if on is None:
            return
        if not self.reason.value():
            self._say("Un dispositif revient en service avec un motif. L’écrire en une phrase.")
            self.reason.setFocus()
            return
        args = (self._desk.incident, on, self.reason.value())
        if self._desk.write(incident_device.return_to_service, *args):
            self._done()
            self.suspend_button.setFocus()

    def _done(self) -> None:
        self._say("")
        self.draft.reset()
        self._desk.context.events.devices_changed.emit()
        self.refresh()

    def _read_day(self) -> date | None:
        text = self.on.value()
        found = parse_day(text) if text else today()
        if found is None:
            self._say(f"«{NBSP}{text}{NBSP}» n’est pas une date. Écrire jj/mm/aaaa.")
            self.on.setFocus()
        return found

    def _say(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        if words:
            announce(self, words)

    def _print(self) -> None:
        page = self.parentWidget()
        while page is not None and not isinstance(page, Page):
            page = page.parentWidget()
        if isinstance(page, Page):
            desk = self._desk
            IncidentPapers(desk.context, page, lambda: desk.incident.id).print_("suspension")

    def _open_card(self) -> None:
        if device := self._desk.file.device:
            self._desk.context.go(Route("dispositif", device.id, "continuite"))

    def flush(self) -> bool:
        """Keep what was typed."""
        return self._desk.file.device is None or self.draft.flush()
