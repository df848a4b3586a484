"""Historique: every change of the device and of what belongs to it, and its versions and states."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout

from dmn_desktop.core.history import HistoryDetail, HistoryRow
from dmn_desktop.core.records import DeviceVersion
from dmn_desktop.core.text import NBSP, long_day
from dmn_desktop.core.typing import override
from dmn_desktop.services import history as services
from dmn_desktop.services.device_life import VERSION_QUESTIONS
from dmn_desktop.ui.pages.device.sheet_desk import SheetDesk
from dmn_desktop.ui.pages.device.tab import Tab
from dmn_desktop.ui.widgets.basics import PlainLabel, block, clear, column
from dmn_desktop.ui.widgets.history_view import HistoryView
from dmn_desktop.ui.widgets.wrapping import breakable

VIEW_HEIGHT = 320
"""Least height of the table, in pixels of the design."""


class HistoryTab(Tab):
    """What happened."""

    key = "historique"
    title = "Historique"

    def __init__(self, desk: SheetDesk) -> None:
        """Build the lists and the table."""
        super().__init__(desk)
        versions, self._versions = _list("Versions")
        states, self._states = _list("États")
        self._view = HistoryView(desk.context.theme, self._read, self._look)
        self.body.addWidget(versions)
        self.body.addWidget(states)
        self.body.addWidget(PlainLabel("Changements", kind="h2"))
        self.body.addWidget(self._view, 1)
        desk.context.theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._view.setMinimumHeight(self.desk.context.theme.px(VIEW_HEIGHT))

    @override
    def refresh(self) -> None:
        clear(self._versions)
        for version in reversed(self.desk.sheet.versions):
            self._versions.addLayout(_version_lines(version))
        if not self.desk.sheet.versions:
            words = "Aucun changement de version n’est noté."
            self._versions.addWidget(PlainLabel(words, kind="help"))
        clear(self._states)
        for state in reversed(self.desk.sheet.states):
            words = f"{state.state.label}, depuis le {long_day(state.since)}"
            reason = f"{NBSP}: {state.reason}" if state.reason else ""
            self._states.addWidget(
                PlainLabel(breakable(f"{words}{reason}"), kind="text", wrap=True)
            )
        self._view.reload()

    def _read(self, limit: int, below: int | None) -> Sequence[HistoryRow]:
        context = self.desk.context
        if not context.desk.is_open or not self.desk.has_sheet:
            return []
        return services.page(context.register, limit, below, [self.desk.device.id])

    def _look(self, seq: int) -> HistoryDetail | None:
        return services.detail(self.desk.context.register, self.desk.context.library, seq)


def _list(title: str) -> tuple[QFrame, QVBoxLayout]:
    """A block with a title and the place of its lines."""
    frame, layout = block(spacing=6)
    layout.addWidget(PlainLabel(title, kind="h2"))
    lines = column(spacing=6)
    layout.addLayout(lines)
    return frame, lines


def _version_lines(version: DeviceVersion) -> QVBoxLayout:
    """A version, when it came, and what was decided of its questions."""
    when = f", installée le {long_day(version.installed_on)}" if version.installed_on else ""
    head = PlainLabel(breakable(f"{version.version}{when}"), kind="strong", wrap=True)
    titles = DeviceVersion.model_fields
    answers = [
        f"{titles[name].title}{NBSP}: {getattr(version, name).label.lower()}"
        for name in VERSION_QUESTIONS
        if getattr(version, name).value
    ]
    parts = [version.note, ". ".join(answers)]
    words = "\n".join(part for part in parts if part)
    more = [PlainLabel(breakable(words), kind="help", wrap=True)] if words else []
    return column(head, *more, spacing=1)
