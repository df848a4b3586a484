"""Faits: what happened, with which device, when it became known; enough to be closed there."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout

from dmn_desktop.core.countdown import span
from dmn_desktop.core.incident_checks import doubts
from dmn_desktop.core.incident_vocabulary import Consequence
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.typed_moments import moment_text
from dmn_desktop.core.typing import override
from dmn_desktop.services import inventory
from dmn_desktop.ui.forms.bound_fields import labelled
from dmn_desktop.ui.forms.record_form import RecordForm
from dmn_desktop.ui.pages.incident.closing import ClosingCard
from dmn_desktop.ui.pages.incident.desk import IncidentDesk
from dmn_desktop.ui.pages.incident.device_choice import Choosable, DeviceChoice
from dmn_desktop.ui.pages.incident.pieces import PiecesCard
from dmn_desktop.ui.pages.incident.step import IncidentForm, IncidentStep
from dmn_desktop.ui.widgets.basics import PlainLabel, block, column

WHAT = (("name",),)
WHEN = (
    ("version", "local_number"),
    ("happened_at", "known_at"),
    ("place", "noticed_by"),
    ("consequence", "near_miss"),
    ("description",),
    ("first_measures",),
)
LONG = frozenset({"description", "first_measures"})


class FactsStep(IncidentStep):
    """What a practitioner notes in two minutes."""

    key = "faits"
    title = "Faits"

    def __init__(self, desk: IncidentDesk) -> None:
        """Make the fields."""
        super().__init__(desk)
        context = desk.context
        self._blank = IncidentForm
        frame, layout = block(spacing=8)
        self._help = PlainLabel(
            "Sans identité de patient. Ce qui a failli arriver se note aussi.",
            kind="help",
            wrap=True,
        )
        self._problem = PlainLabel(kind="error", wrap=True)
        self.device = DeviceChoice()
        self.device.chosen.connect(self._chosen)
        self._device_note = PlainLabel(kind="warning", wrap=True)
        self._device_note.hide()
        self._since = PlainLabel(kind="strong", wrap=True)
        self._places = layout
        self._forms: list[IncidentForm] = []
        layout.addWidget(self._help)
        layout.addWidget(self._problem)
        self._make_forms(layout)
        self.pieces = PiecesCard(desk)
        self.closing = ClosingCard(desk)
        self.body.addWidget(frame)
        self.body.addWidget(self.pieces)
        self.body.addWidget(self.closing)
        self.body.addStretch(1)
        self._problem.hide()
        context.theme.hold(self._content, most=1100)

    def _make_forms(self, layout: QVBoxLayout) -> None:
        from dmn_desktop.core.records import Incident

        blank = Incident(year=1900, number=1, name="")
        name = IncidentForm(self.desk.context, blank, self.desk.keep, WHAT)
        rest = IncidentForm(self.desk.context, blank, self.desk.keep, WHEN, LONG)
        self._forms = [name, rest]
        layout.addWidget(name)
        layout.addLayout(labelled("Dispositif", self.device, self._device_note))
        layout.addWidget(rest)
        layout.addLayout(column(self._since))

    @override
    @staticmethod
    def is_complete(desk: IncidentDesk) -> bool:
        one = desk.incident
        named = bool(one.device_id or one.device)
        return named and bool(one.noticed_by) and one.consequence is not Consequence.NONE

    @override
    def forms(self) -> Iterator[RecordForm]:
        yield from self._forms

    @override
    def refresh(self) -> None:
        desk, incident = self.desk, self.desk.incident
        names = ("number", "name", "version", "state")
        self.device.show_devices(
            [
                Choosable(device_id, f"DMN-{number:02d} {name}", version)
                for device_id, number, name, version, _ in inventory.rows(
                    desk.context.register, names
                )
            ]
        )
        self.device.show_value(incident.device_id or "", incident.device)
        self.device.setEnabled(not desk.read_only)
        for form in self._forms:
            form.show_record(incident)
        self._show_doubts()
        self.pieces.refresh()
        self.closing.refresh()
        self.tick()

    def _show_doubts(self) -> None:
        said = {one.field: one.words for one in doubts(self.desk.incident, self.desk.present)}
        incident = self.desk.incident
        if incident.device and incident.device_id is None:
            said["device_id"] = (
                "Ce nom n’est pas dans l’inventaire. Il est gardé tel quel, et l’orientation "
                "posera toutes ses questions."
            )
        if self.desk.is_draft:
            said.pop("device_id", None)
        self._device_note.setText(said.get("device_id", ""))
        self._device_note.setVisible(bool(self._device_note.text()))
        for form in self._forms:
            form.show_notes(said)

    @override
    def tick(self) -> None:
        incident, present = self.desk.incident, self.desk.present
        known = incident.known
        elapsed = f"il y a {span(present - known)}" if present > known else "à l’instant"
        self._since.setText(
            f"C’est connu depuis le {moment_text(known)}, {elapsed}{NBSP}: les délais comptent "
            "à partir de ce moment."
        )

    def _chosen(self, device_id: str, words: str) -> None:
        version = "" if device_id else self.desk.incident.version
        changes: dict[str, object] = {"device_id": device_id or None}
        if not device_id:
            changes |= {"device": words, "version": version}
        self.desk.change(changes)

    @override
    def flush(self) -> bool:
        self.device.flush()
        return super().flush() and self.closing.flush()

    @override
    def start(self) -> None:
        self._forms[0].start()
