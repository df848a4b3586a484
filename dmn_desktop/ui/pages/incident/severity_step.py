"""Gravité: how serious it was and could have been, what to do at once, the device suspended."""

from __future__ import annotations

from collections.abc import Iterator

from dmn_desktop.core.incident_vocabulary import IncidentKind, IncidentSeverity
from dmn_desktop.core.records import Incident
from dmn_desktop.core.text import count, day
from dmn_desktop.core.typing import override
from dmn_desktop.ui.forms.record_form import RecordForm
from dmn_desktop.ui.pages.incident.conduct import ConductCard
from dmn_desktop.ui.pages.incident.desk import IncidentDesk
from dmn_desktop.ui.pages.incident.step import IncidentForm, IncidentStep
from dmn_desktop.ui.pages.incident.suspension import SuspensionCard
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, clear, column, row
from dmn_desktop.ui.widgets.wrapping import breakable

GRAVE = (
    ("severity", "worst_case"),
    ("incident_kind", "profile"),
    ("patient_told", "patient_told_on"),
    ("consequence_note",),
)
DATA = (("data_kinds", "people_count"), ("data_effects",), ("data_measures",))
LONG = frozenset({"consequence_note", "data_effects", "data_measures", "data_kinds"})
SHOWN = 8
"""Other incidents of the device that are listed, the last ones."""

WITH_DATA = (IncidentKind.DATA, IncidentKind.SECURITY, IncidentKind.IDENTITY)


class SeverityStep(IncidentStep):
    """What came of it, and what is done at once."""

    key = "gravite"
    title = "Gravité"

    def __init__(self, desk: IncidentDesk) -> None:
        """Make the forms."""
        super().__init__(desk)
        blank = Incident(year=1900, number=1, name="")
        frame, layout = block(spacing=8)
        words = (
            "Gravité pour la personne, constatée puis possible\u00a0: un risque évité compte "
            "aussi pour les déclarations."
        )
        layout.addWidget(PlainLabel(words, kind="help", wrap=True))
        self._grave = IncidentForm(desk.context, blank, desk.keep, GRAVE, LONG)
        layout.addWidget(self._grave)
        self._data_frame, data = block(spacing=8)
        data.addWidget(PlainLabel("Données personnelles", kind="h2"))
        self._data = IncidentForm(desk.context, blank, desk.keep, DATA, LONG)
        data.addWidget(self._data)
        self.conduct = ConductCard(desk)
        self.suspension = SuspensionCard(desk)
        self._others_frame, self._others = block(spacing=4)
        for part in (
            frame,
            self._data_frame,
            self.conduct,
            self.suspension,
            self._others_frame,
        ):
            self.body.addWidget(part)
        self.body.addStretch(1)
        desk.context.theme.hold(self._content, most=1100)

    @override
    @staticmethod
    def is_complete(desk: IncidentDesk) -> bool:
        none = IncidentSeverity.NONE
        return none not in (desk.incident.severity, desk.incident.worst_case)

    @override
    def forms(self) -> Iterator[RecordForm]:
        yield from (self._grave, self._data)

    @override
    def refresh(self) -> None:
        incident = self.desk.incident
        for form in (self._grave, self._data):
            form.show_record(incident)
        said = incident.data_kinds or incident.data_effects or incident.people_count
        self._data_frame.setVisible(incident.incident_kind in WITH_DATA or bool(said))
        self.conduct.refresh()
        self.suspension.refresh()
        self._show_others()

    def _show_others(self) -> None:
        related = self.desk.file.related
        clear(self._others)
        self._others_frame.setVisible(bool(related.same_device))
        if not related.same_device:
            return
        title = related.words or "Autres incidents de ce dispositif"
        self._others.addWidget(PlainLabel(breakable(title), kind="h2", wrap=True))
        for one in reversed(related.same_device[-SHOWN:]):
            same = one in related.same_version
            note = f"{day(one.known.date())}, version {one.version or 'inconnue'}"
            note += ", la même" if same else ""
            go = button(one.code, lambda o=one: self._open(o.id), "quiet", f"Ouvrir {one.code}")
            line = row(go, spacing=8)
            name = PlainLabel(breakable(one.name), kind="text", wrap=True)
            said = PlainLabel(breakable(note), kind="help", wrap=True)
            line.addLayout(column(name, said, spacing=0), 1)
            self._others.addLayout(line)

        left = len(related.same_device) - SHOWN
        if left > 0:
            route = Route("dispositif", self.desk.incident.device_id or "", "incidents")
            words = f"Et {count(left, 'autre')}, sur la fiche du dispositif"
            more = button(words, lambda: self.desk.context.go(route), "quiet")
            self._others.addLayout(row(more, None))

    def _open(self, incident_id: str) -> None:
        self.desk.context.go(Route("incident", incident_id))

    @override
    def flush(self) -> bool:
        return super().flush() and self.suspension.flush()
