"""The scale: how many steps, their words, the level of each cell, and why it changes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from dmn_desktop.core.criticality import (
    DIGITS,
    LARGEST,
    SMALLEST,
    default_grid,
    default_scale,
    problems,
)
from dmn_desktop.core.records import RiskScale
from dmn_desktop.core.risk_content import risk_content
from dmn_desktop.core.text import day
from dmn_desktop.services import risks as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.risks.matrix_block import axes, empty_cells
from dmn_desktop.ui.risks.asking import Ask
from dmn_desktop.ui.widgets.basics import PlainLabel, button, column, row
from dmn_desktop.ui.widgets.fields import LineField
from dmn_desktop.ui.widgets.flow import FlowLayout
from dmn_desktop.ui.widgets.risk_matrix import RiskMatrix

_AXES = {"severities": "Gravités", "likelihoods": "Vraisemblances"}
_FROM = {"severities": "de la moindre à la pire", "likelihoods": "de la moindre à la plus forte"}


class ScaleEditor(QWidget):
    """A draft of the scale; nothing changes before « Enregistrer l’échelle ».

    Attributes:
        saved: The new scale is kept.
        given_up: « Annuler ».
    """

    saved = Signal()
    given_up = Signal()

    def __init__(self, context: Context) -> None:
        """Make the fields."""
        super().__init__()
        self._context = context
        self._draft = default_scale()
        self._sizes: dict[str, QComboBox] = {}
        self._fields: dict[str, list[LineField]] = {}
        self._now = PlainLabel(kind="help", wrap=True)
        self._matrix = RiskMatrix(context.theme, "Niveau de chaque case")
        self._matrix.setAccessibleDescription("Entrée change le niveau de la case")
        self._matrix.cell_opened.connect(self._turn)
        self._said = PlainLabel(kind="error", wrap=True)
        self._ask = Ask("Motif du changement", "Échelle commune du groupe", "Enregistrer")
        self._ask.given.connect(self._save)
        layout = column(spacing=8)
        layout.addWidget(PlainLabel("Échelle des risques", kind="h2"))
        layout.addWidget(PlainLabel(risk_content().scale.source, kind="help", wrap=True))
        layout.addWidget(self._now)
        for axis in _AXES:
            layout.addLayout(self._axis(axis))
        layout.addWidget(
            PlainLabel(
                "Cliquer une case, ou Entrée, pour changer son niveau\u00a0: faible, moyen, élevé. "
                "Les chiffres déjà donnés aux risques restent.",
                kind="help",
                wrap=True,
            )
        )
        layout.addWidget(self._matrix)
        layout.addWidget(self._said)
        layout.addWidget(self._ask)
        layout.addLayout(self._buttons())
        layout.addStretch(1)
        layout.setContentsMargins(16, 10, 16, 14)
        self.setLayout(layout)
        context.theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._matrix.setFixedHeight(self._context.theme.px(230))

    def _axis(self, axis: str) -> QVBoxLayout:
        words, size = _AXES[axis], QComboBox()
        size.setAccessibleName(f"Nombre de {words.lower()}")
        for number in range(SMALLEST, LARGEST + 1):
            size.addItem(str(number), number)
        size.activated.connect(lambda _: self._resize())
        self._sizes[axis] = size
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        self._fields[axis] = []
        for place in range(LARGEST):
            field = LineField(f"{words[:-1]} {place + 1}")
            field.setMaxLength(24)
            field.told.connect(lambda _: self._relabel())
            grid.addWidget(field, place // 3, place % 3)
            self._fields[axis].append(field)
        layout = column(spacing=4)
        label = PlainLabel(f"{words}, {_FROM[axis]}", kind="field", wrap=True)
        label.setBuddy(size)
        head = row(label, size)
        head.setStretch(0, 1)
        layout.addLayout(head)
        layout.addLayout(grid)
        return layout

    def _buttons(self) -> FlowLayout:
        flow = FlowLayout()
        self._keep = button("Enregistrer l’échelle…", self._start_saving, "primary")
        self._default = button("Revenir à l’échelle par défaut", self._back)
        for made in (self._keep, self._default, button("Annuler", self.given_up.emit)):
            flow.addWidget(made)
        self._ask.given_up.connect(self._keep.setFocus)
        return flow

    # Showing

    def start(self) -> None:
        """Show the scale in use."""
        scale = services.scale_of(self._context.register)
        own = scale != default_scale()
        self._now.setText(
            f"Modifiée le {day(scale.changed_on)}\u00a0: {scale.reason}"
            if own
            else "Échelle par défaut du programme."
        )
        self._ask.hide()
        for made in (self._keep, self._default):
            made.setEnabled(not self._context.register.read_only)
        self._show(scale)
        self._matrix.setFocus()

    def _show(self, draft: RiskScale) -> None:
        self._draft = draft
        for axis, fields in self._fields.items():
            names: tuple[str, ...] = getattr(draft, axis)
            self._sizes[axis].setCurrentIndex(len(names) - SMALLEST)
            for place, field in enumerate(fields):
                field.setVisible(place < len(names))
                if place < len(names):
                    field.set_value(names[place])
        self._show_grid()

    def _show_grid(self) -> None:
        self._matrix.show_cells(*axes(self._draft), empty_cells(self._draft))
        wrong = problems(self._draft)
        self._said.setText(wrong[0] if wrong else "")
        self._said.setVisible(bool(wrong))

    # Changing the draft

    def _turn(self, severity: int, likelihood: int) -> None:
        """Give a cell the next level."""
        digits = list(DIGITS)
        grid = [list(line) for line in self._draft.grid]
        here = grid[severity - 1][likelihood - 1]
        grid[severity - 1][likelihood - 1] = digits[(digits.index(here) + 1) % len(digits)]
        self._draft = self._draft.but(grid=tuple("".join(line) for line in grid))
        self._show_grid()

    def _relabel(self) -> None:
        names = {
            axis: tuple(field.value() for field in fields[: len(getattr(self._draft, axis))])
            for axis, fields in self._fields.items()
        }
        self._draft = self._draft.but(**names)
        self._show_grid()

    def _resize(self) -> None:
        """Take or add steps at the top of an axis; the grid starts from the default rule again."""
        self.flush()
        names = {}
        for axis, size in self._sizes.items():
            had: tuple[str, ...] = getattr(self._draft, axis)
            spare = [name for name in getattr(default_scale(), axis) if name not in had]
            names[axis] = (*had, *spare)[: size.currentData()]
        grid = default_grid(len(names["severities"]), len(names["likelihoods"]))
        self._show(self._draft.but(**names, grid=grid))

    def _back(self) -> None:
        self._show(default_scale())
        self._start_saving()

    def flush(self) -> None:
        """Take what was typed into the draft."""
        for fields in self._fields.values():
            for field in fields:
                field.flush()

    # Keeping

    def _start_saving(self) -> None:
        self.flush()
        if not problems(self._draft):
            self._ask.start()

    def _save(self, reason: str) -> None:
        def run() -> None:
            context = self._context
            context.save(services.save_scale, context.register, self._draft, reason)
            context.messages.done("Échelle enregistrée.", ("Annuler", context.undo))
            self.saved.emit()
            context.events.devices_changed.emit()

        self._context.tried(run)
