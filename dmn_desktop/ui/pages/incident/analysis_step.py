"""Analyse: what happened in order, causes, barriers, the share of each side, the disagreement."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from dmn_desktop.core.incident_analysis import analysis, blame_words
from dmn_desktop.core.records import Incident
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.typing import override
from dmn_desktop.services import form_drafts
from dmn_desktop.services import incident_analysis as services
from dmn_desktop.ui.forms.record_form import RecordForm
from dmn_desktop.ui.pages.incident.causes import CausesCard
from dmn_desktop.ui.pages.incident.desk import IncidentDesk
from dmn_desktop.ui.pages.incident.item_rows import ItemRows, ItemShape
from dmn_desktop.ui.pages.incident.step import IncidentForm, IncidentStep
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, row

CHRONOLOGY = ItemShape(
    "un fait",
    "Un fait, sans jugement",
    (("at", "moment", "source"), ("text",)),
    form_drafts.CHRONOLOGY,
)
BARRIERS = ItemShape(
    "une barrière",
    "Double lecture, alerte, consigne, vérification…",
    (("text", "held"), ("note",)),
    form_drafts.BARRIER,
)
SHARES = (
    ("device_share", "software_share"),
    ("data_share", "use_share"),
    ("organisation_share", "action_useful"),
)
SAID = (("analysis",), ("analysed_by", "analysed_on"))
JUDGED = (("disagreement",), ("disagreement_reason",))


class AnalysisStep(IncidentStep):
    """Why it happened, without looking for somebody to blame."""

    key = "analyse"
    title = "Analyse"

    def __init__(self, desk: IncidentDesk) -> None:
        """Make the parts."""
        super().__init__(desk)
        blank = Incident(year=1900, number=1, name="")
        context = desk.context
        self.chronology = ItemRows(desk, CHRONOLOGY, self._add_line)
        self._sort = button("Mettre dans l’ordre des heures", self._sort_lines, "quiet")
        self.causes = CausesCard(desk)
        self.barriers = ItemRows(desk, BARRIERS, self._add_barrier)
        self._shares = IncidentForm(context, blank, desk.keep, SHARES)
        self._said = IncidentForm(context, blank, desk.keep, SAID, frozenset({"analysis"}))
        self._judged = IncidentForm(
            context, blank, desk.keep, JUDGED, frozenset({"disagreement_reason"})
        )
        self._blame = PlainLabel(kind="warning", wrap=True)
        self._card("Chronologie", "", self.chronology, extra=self._sort)
        self.body.addWidget(self.causes)
        words = "Ce qui a arrêté l’erreur, ne l’a pas arrêtée, ou manquait."
        self._card("Barrières", words, self.barriers)
        sides = " ".join(f"{side.title}{NBSP}: {_low(side.prompt)}" for side in analysis().sides)
        self._card("Part de chacun", sides, self._shares)
        words = "Des faits et des conditions, pas des personnes."
        self._card("Ce que l’analyse a montré", words, self._said, self._blame)
        words = (
            "Le praticien reste libre de sa décision (CSP R.4127-33 pour le diagnostic)\u00a0: "
            "noter pourquoi il s’est écarté du dispositif, ou l’a suivi."
        )
        self._card("Désaccord avec le dispositif", words, self._judged)
        self.body.addStretch(1)
        context.theme.hold(self._content, most=1100)

    def _card(self, title: str, help_: str, *parts: QWidget, extra: QWidget | None = None) -> None:
        frame, layout = block(spacing=8)
        head = row(PlainLabel(title, kind="h2"), None, *([extra] if extra else []))
        layout.addLayout(head)
        if help_:
            layout.addWidget(PlainLabel(help_, kind="help", wrap=True))
        for part in parts:
            layout.addWidget(part)
        self.body.addWidget(frame)

    @override
    @staticmethod
    def is_complete(desk: IncidentDesk) -> bool:
        return bool(desk.incident.analysis) and bool(desk.file.causes)

    @override
    def forms(self) -> Iterator[RecordForm]:
        yield from self.chronology.forms()
        yield from self.barriers.forms()
        yield from (self._shares, self._said, self._judged)

    @override
    def refresh(self) -> None:
        file = self.desk.file
        self.chronology.show_items(file.chronology)
        self._sort.setVisible(len(file.chronology) > 1 and not self.desk.read_only)
        self.causes.show_causes(file.causes)
        self.barriers.show_items(file.barriers)
        for form in (self._shares, self._said, self._judged):
            form.show_record(file.incident)
        texts = [file.incident.analysis, *(one.text for one in file.causes)]
        found = blame_words(" ".join(texts))
        words = " ".join(
            f"«{NBSP}{one.found}{NBSP}»{NBSP}: plutôt {_low(one.instead)}" for one in found[:3]
        )
        self._blame.setText(words)
        self._blame.setVisible(bool(words))

    def _add_line(self, text: str) -> object:
        return self.desk.write(services.add_line, self.desk.incident, text)

    def _add_barrier(self, text: str) -> object:
        return self.desk.write(services.add_barrier, self.desk.incident, text)

    def _sort_lines(self) -> None:
        self.desk.write(services.sort_by_time, self.desk.incident)

    @override
    def flush(self) -> bool:
        adding = [one.new.flush() for one in (self.chronology, self.barriers)]
        return super().flush() and self.causes.flush() and all(adding)

    @override
    def start(self) -> None:
        self.chronology.new.start()


def _low(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"
