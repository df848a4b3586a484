"""What patients are told of the device: its sheets with their state, or one to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from dmn_desktop.core.text import NBSP
from dmn_desktop.core.vocabulary import SheetState
from dmn_desktop.services import patient_sheets, patient_summaries
from dmn_desktop.services.patient_summaries import SheetSummary
from dmn_desktop.ui.pages.device.sheet_desk import SheetDesk
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.badge_label import BadgeLabel
from dmn_desktop.ui.widgets.badges import Badge
from dmn_desktop.ui.widgets.basics import PlainLabel, button, clear, row

BADGES = {
    SheetState.REVIEW: ("warn", "clock"),
    SheetState.DRAFT: ("neu", "edit"),
    SheetState.CURRENT: ("ok", "circle-check"),
}
"""Tone and icon of each state."""


def show_sheets(layout: QVBoxLayout, desk: SheetDesk) -> None:
    """Show the sheets of the device of a desk, with a way to each."""
    clear(layout)
    found = patient_summaries.of_device(desk.context.register, desk.device.id)
    for one in found:
        _add(layout, desk, one)
    if not found:
        layout.addWidget(PlainLabel("Aucune fiche pour les patients.", kind="help"))
    if not found and not desk.read_only:
        made = button("Créer la fiche", lambda: _create(desk), "quiet", "Créer la fiche patient")
        layout.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)


def _add(layout: QVBoxLayout, desk: SheetDesk, one: SheetSummary) -> None:
    badge = BadgeLabel(desk.context.theme)
    badge.show_badge(Badge(one.state.label, *BADGES[one.state]))
    context, route = desk.context, Route("information", one.sheet.id)
    made = button("Ouvrir", lambda: context.go(route), "quiet", f"Ouvrir {one.sheet.code}")
    layout.addLayout(row(PlainLabel(one.sheet.code, kind="strong"), badge, None, made))
    words = f"{one.template}{NBSP}: {one.why}" if one.why else one.template
    layout.addWidget(PlainLabel(words, kind="help", wrap=True))


def _create(desk: SheetDesk) -> None:
    context = desk.context

    def run() -> None:
        made = context.save(patient_sheets.create, context.register, desk.device.id)
        context.go(Route("information", made.id, "elements"))
        context.events.devices_changed.emit()
        context.messages.done(f"{made.code} créée.", ("Annuler", context.undo))

    context.tried(run)
