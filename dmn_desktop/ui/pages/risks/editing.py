"""One risk, changed where it stands: texts, two judgements, what is still to do."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from dmn_desktop.core.criticality import level, meaning
from dmn_desktop.core.records import Record, Risk, RiskScale
from dmn_desktop.services.risks import ListedRisk
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.forms.record_form import RecordForm
from dmn_desktop.ui.risks.levels import LEVEL_BADGES
from dmn_desktop.ui.widgets.badge_label import BadgeLabel
from dmn_desktop.ui.widgets.basics import PlainLabel, button, column, row

AXES = {"severities": "Gravité", "likelihoods": "Vraisemblance"}

_PARTS = (
    ((("text",), ("theme",), ("cause",), ("consequence",)), {"text", "cause", "consequence"}),
    ((("measures",),), {"measures"}),
    ((("action",), ("owner", "due_on")), {"action"}),
)
"""The forms, between which the judgements stand."""


class Judgement(QWidget):
    """A severity and a likelihood, chosen by their words.

    Attributes:
        judged: Both as they are now, 0 for what is not judged.
    """

    judged = Signal(int, int)

    def __init__(self, context: Context, title: str) -> None:
        """Make two empty lists."""
        super().__init__()
        self._badge = BadgeLabel(context.theme)
        self._lists = {axis: QComboBox() for axis in AXES}
        self._helps = {axis: PlainLabel(kind="help", wrap=True) for axis in AXES}
        self._scale: RiskScale | None = None
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        for place, (axis, words) in enumerate(AXES.items()):
            made = self._lists[axis]
            made.setAccessibleName(f"{words} {title.lower()}")
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.activated.connect(self._tell)
            label = PlainLabel(f"{words} {title.lower()}", kind="field", wrap=True)
            label.setBuddy(made)
            grid.addWidget(label, 0, place)
            grid.addWidget(made, 1, place)
            grid.addWidget(self._helps[axis], 2, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        layout = column(spacing=4)
        layout.addLayout(row(PlainLabel(title, kind="h3"), self._badge, None))
        layout.addLayout(grid)
        self.setLayout(layout)

    def show_judgement(self, scale: RiskScale, severity: int, likelihood: int) -> None:
        """Show what was judged, with the words of the scale."""
        self._scale = scale
        steps = {"severities": severity, "likelihoods": likelihood}
        for axis, made in self._lists.items():
            names = ["À juger", *getattr(scale, axis)]
            if [made.itemText(i) for i in range(made.count())] != names:
                made.clear()
                made.addItems(names)
            made.setCurrentIndex(min(steps[axis], len(names) - 1))
            step = meaning(scale, axis, made.currentIndex())
            self._helps[axis].setText(step.meaning if step else "")
            made.setAccessibleDescription(step.meaning if step else "")
        self._badge.show_badge(LEVEL_BADGES[level(scale, severity, likelihood)])

    def _tell(self) -> None:
        severity, likelihood = (made.currentIndex() for made in self._lists.values())
        self.judged.emit(severity, likelihood)

    def set_enabled(self, enabled: bool) -> None:
        """Let it be changed or not."""
        for made in self._lists.values():
            made.setEnabled(enabled)


class RiskEditor(QWidget):
    """The fields of a risk.

    Attributes:
        finished: « Terminer ».
    """

    finished = Signal()

    def __init__(self, context: Context, keep: Any) -> None:
        """Make the frame; fields are made with the first risk.

        Args:
            context: Shared parts of the window.
            keep: Gets the risk, its changes and the run of typing; the risk after it, or None.
        """
        super().__init__()
        self._context, self._keep = context, keep
        self._listed: ListedRisk | None = None
        self._forms: list[RecordForm] = []
        self._head = PlainLabel(kind="strong", wrap=True)
        self._before = Judgement(context, "Avant mesures")
        self._after = Judgement(context, "Après mesures")
        self._before.judged.connect(lambda s, v: self._write({"severity": s, "likelihood": v}))
        self._after.judged.connect(
            lambda s, v: self._write({"residual_severity": s, "residual_likelihood": v})
        )
        done = button("Terminer", self.finished.emit, "primary")
        self._layout = column(spacing=12)
        head = row(self._head, done)
        head.setStretch(0, 1)
        self._layout.addLayout(head)
        self._layout.setContentsMargins(16, 10, 16, 14)
        self.setLayout(self._layout)

    def _make(self, risk: Risk) -> None:
        for rows, long in _PARTS:
            form = RecordForm(self._context, risk, self._form_saved, rows, frozenset(long))
            self._forms.append(form)
        first, second, third = self._forms
        for part in (first, self._before, second, self._after, third):
            self._layout.addWidget(part)
        self._layout.addStretch(1)

    def show_risk(self, listed: ListedRisk, scale: RiskScale) -> None:
        """Show a risk; what is being typed is left alone."""
        risk = listed.risk
        if self._listed is not None and self._listed.risk.id != risk.id:
            self.flush()
        self._listed = listed
        if not self._forms:
            self._make(risk)
        self._head.setText(f"{listed.code}, {listed.device.name}")
        for form in self._forms:
            form.show_record(risk)
        self._before.show_judgement(scale, risk.severity, risk.likelihood)
        self._after.show_judgement(scale, risk.residual_severity, risk.residual_likelihood)
        for judgement in (self._before, self._after):
            judgement.set_enabled(not self._context.register.read_only)

    def _form_saved(self, changed: Record, _title: str, run: str) -> bool:
        assert self._listed is not None
        shown = self._listed.risk
        changes = {
            name: getattr(changed, name)
            for rows, _ in _PARTS
            for names in rows
            for name in names
            if getattr(changed, name) != getattr(shown, name)
        }
        return self._write(changes, run)

    def _write(self, changes: dict[str, Any], run: str = "") -> bool:
        assert self._listed is not None
        after = self._keep(self._listed.risk, changes, run)
        if after is None:
            return False
        self._listed = ListedRisk(after, self._listed.device)
        for form in self._forms:
            form.show_record(after)
        return True

    def start(self) -> None:
        """Put the keyboard in the first field."""
        if self._forms:
            self._forms[0].start()

    def flush(self) -> bool:
        """Keep what was typed; False when it could not be kept."""
        kept = [form.flush() for form in self._forms]
        return all(kept)
