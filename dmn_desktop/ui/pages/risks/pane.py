"""The right pane: one risk read or changed, a new one, what is proposed, the scale."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.risks.detail import RiskDetail
from dmn_desktop.ui.pages.risks.editing import RiskEditor
from dmn_desktop.ui.pages.risks.new_risk import NewRisk
from dmn_desktop.ui.pages.risks.scale_editor import ScaleEditor
from dmn_desktop.ui.pages.risks.suggestions import Suggestions
from dmn_desktop.ui.widgets.basics import PlainLabel, block, scrolling

_NOTHING = "Aucun risque choisi. Un clic sur une ligne ou sur un numéro le montre ici."


class RiskPane(QStackedWidget):
    """Parts of which one is shown."""

    def __init__(self, context: Context, keep: Any) -> None:
        """Make the parts.

        Args:
            context: Shared parts of the window.
            keep: What writes the changes of a risk; see `RiskEditor`.
        """
        super().__init__()
        self.nothing = PlainLabel(_NOTHING, kind="sub", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(16, 14, 16, 14)
        self.detail = RiskDetail(context)
        self.editor = RiskEditor(context, keep)
        self.new = NewRisk(context)
        self.proposals = Suggestions(context)
        self.scale = ScaleEditor(context)
        self._parts: list[QWidget] = []
        read: tuple[QWidget, ...] = (self.nothing, self.detail)
        for part in read:
            self._add(part, part)
        for part in (self.editor, self.new, self.proposals, self.scale):
            self._add(part, self._scrolled(part))

    def _scrolled(self, part: QWidget) -> QScrollArea:
        return scrolling(part)

    def _add(self, part: QWidget, shown: QWidget) -> None:
        frame, layout = block(spacing=0, margins=0)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(shown)
        self._parts.append(part)
        self.addWidget(frame)

    def bring(self, part: QWidget) -> None:
        """Show a part."""
        self.setCurrentIndex(self._parts.index(part))

    @property
    def part(self) -> QWidget:
        """What is shown."""
        return self._parts[self.currentIndex()]

    @property
    def is_reading(self) -> bool:
        """Whether nothing is being written."""
        return self.part in (self.nothing, self.detail)
