"""Identité: who the device is, what it is for, and what is done without it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from dmn_desktop.core.completeness import what_does_not_apply
from dmn_desktop.core.criticality import risk_code
from dmn_desktop.core.device_vocabulary import UseVerdict
from dmn_desktop.core.records.device_fields.entry import Group
from dmn_desktop.core.text import NBSP, day, shorten
from dmn_desktop.core.typing import override
from dmn_desktop.services import device_papers
from dmn_desktop.ui.forms.value_field import ValueField
from dmn_desktop.ui.pages.device.sheet_desk import SheetDesk
from dmn_desktop.ui.pages.device.tab import TWO_COLUMNS, FieldBlock, Tab, card
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.badge_label import BadgeLabel
from dmn_desktop.ui.widgets.badges import Badge
from dmn_desktop.ui.widgets.basics import (
    ElidedLabel,
    PlainLabel,
    Segments,
    button,
    plain_tooltip,
    row,
)

ESSENTIAL = (
    ("manufacturer", "version", "udi_di", "certificate_end", "tool_kind", "learning"),
    ("in_service_on", "places", "referent", "contact", "hosting"),
)
"""What one looks for first, as columns."""

OTHER = (
    (
        "name",
        "nature",
        "exclusion",
        "functions",
        "specialty",
        "has_level",
        "manufacturer_country",
        "representative",
        "distributor",
    ),
    ("users", "decision_role", "monthly_volume", "reviewed_on", "withdrawn_on"),
)
"""The other fields of identity and use."""

VERDICTS = {
    UseVerdict.WITHIN: Badge("Conforme", "ok", "check"),
    UseVerdict.BEYOND: Badge("Écart", "dang", "alert-triangle"),
}


GAP_RULE = "usage_hors_finalite"
"""The proposal that a gap opens by itself."""


class IdentityTab(Tab):
    """The first tab."""

    key = "identite"
    title = "Identité"

    def __init__(self, desk: SheetDesk) -> None:
        """Make blocks and cards."""
        super().__init__(desk)
        self._essential = FieldBlock(self, "Identité", ESSENTIAL)
        version = button("Nouvelle version…", lambda: desk.panel_asked.emit("version"), "quiet")
        version.setEnabled(not desk.read_only)
        self._essential.head.addWidget(version)
        self._other = FieldBlock(self, "Autres informations", OTHER)
        self._project = button("", self._go_to_project, "quiet")
        self._other.head.addWidget(self._project)
        self._cards = {
            name: self.field(name, titled=False)
            for name in ("purpose", "intended_use", "limits", "fallback")
        }
        self._rows: list[QHBoxLayout] = []
        self.body.addWidget(self._essential)
        self._pair(self._purpose_card(), self._use_card())
        self._pair(card("Ne pas utiliser", self._cards["limits"])[0], self._failure_card())
        self.body.addWidget(self._other)
        self.body.addStretch(1)

    def _pair(self, left: QFrame, right: QFrame) -> None:
        """Two cards side by side, or one under the other when there is little room."""
        pair = QHBoxLayout()
        pair.setSpacing(12)
        for one in (left, right):
            # As wide as each other, whatever they hold.
            one.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            pair.addWidget(one, 1)
        self._rows.append(pair)
        self.body.addLayout(pair)

    def _purpose_card(self) -> QFrame:
        frame, head = card("Finalité déclarée", self._cards["purpose"])
        self._instructions = ElidedLabel(kind="help")
        head.addWidget(self._instructions, 1)
        return frame

    def _use_card(self) -> QFrame:
        self._segments = Segments(
            "Usage comparé à la finalité",
            [(word.value, word.label) for word in (UseVerdict.WITHIN, UseVerdict.BEYOND)],
        )
        self._segments.chosen.connect(self._judge)
        self._gap = PlainLabel(kind="help", wrap=True)
        frame, head = card("Usage prévu chez nous", self._cards["intended_use"], self._gap)
        self._verdict = BadgeLabel(self.desk.context.theme)
        head.addWidget(self._verdict)
        head.addStretch(1)
        layout = frame.layout()
        assert isinstance(layout, QVBoxLayout)
        self._compared = PlainLabel("Comparé à la finalité déclarée\u00a0:", kind="help")
        layout.addLayout(row(self._compared, self._segments, None))
        return frame

    def _failure_card(self) -> QFrame:
        self._drill = PlainLabel(kind="help", wrap=True)
        self.paper = button("Imprimer l’aide-mémoire A5")
        self.paper.setIcon(self.desk.context.theme.icon("printer"))
        frame, _ = card("En cas de panne", self._cards["fallback"], self._drill)
        layout = frame.layout()
        assert layout is not None
        layout.addWidget(self.paper)
        layout.setAlignment(self.paper, Qt.AlignmentFlag.AlignLeft)
        return frame

    @override
    def fields(self) -> Iterator[ValueField]:
        yield from self._essential.fields()
        yield from self._cards.values()
        yield from self._other.fields()

    @override
    def refresh(self) -> None:
        device = self.desk.device
        self._essential.show_sheet(self.desk, what_does_not_apply(device, Group.REGULATORY))
        self._other.show_sheet(self.desk)
        self._show_project()
        for field in self._cards.values():
            field.show_device(device)
        self._instructions.setText(shorten(device.instructions, 80))
        self._instructions.setToolTip(plain_tooltip(device.instructions))
        medical = device.is_medical
        for part in (self._segments, self._compared):
            part.setVisible(medical and not self.desk.read_only)
        self._segments.set_value(device.use_verdict.value)
        verdict = VERDICTS.get(device.use_verdict, Badge(""))
        self._verdict.show_badge(verdict if medical else Badge(""))
        self._gap.setText(_gap_words(self.desk) if medical else "")
        self._gap.setVisible(bool(self._gap.text()))
        tested = device.last_drill
        self._drill.setText(f"Exercice fait le {day(tested)}." if tested else "")
        self._drill.setVisible(tested is not None)

    def _show_project(self) -> None:
        project = device_papers.project_of(self.desk.context.register, self.desk.device)
        self._project.setVisible(project is not None)
        self._project.setText(f"Vient du projet {project.code}" if project else "")

    def _go_to_project(self) -> None:
        project_id = self.desk.device.project_id
        if project_id:
            self.desk.context.go(Route("projet", project_id, "decision"))

    def _judge(self, key: str) -> None:
        if not self.desk.keep("use_verdict", UseVerdict(key), ""):
            self.refresh()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.width() >= self.desk.context.theme.px(TWO_COLUMNS)
        sideways = QBoxLayout.Direction.LeftToRight
        for pair in self._rows:
            pair.setDirection(sideways if roomy else QBoxLayout.Direction.TopToBottom)


def _gap_words(desk: SheetDesk) -> str:
    """What a gap led to."""
    device = desk.device
    if device.use_verdict is not UseVerdict.BEYOND:
        return ""
    found = [risk for risk in desk.sheet.risks if risk.rule == GAP_RULE]
    if not found:
        return "Aucun risque n’est ouvert pour cet écart."
    return f"Risque {risk_code(device, found[-1])}{NBSP}: {found[-1].state.label.lower()}."
