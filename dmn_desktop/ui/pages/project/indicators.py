"""Step 6, Indicateurs (question 10): what will tell that the integration succeeds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import ModelIndicator, ProjectModel
from dmn_desktop.core.records import Indicator, Record
from dmn_desktop.core.text import fold, shorten
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import Frequency
from dmn_desktop.services import order
from dmn_desktop.ui.pages.project.guided_step import BLANK, GuidedStep
from dmn_desktop.ui.pages.project.record_cards import CardShape
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, column, row
from dmn_desktop.ui.widgets.flow import FlowLayout


class Proposals(QFrame):
    """Indicators to take with one click.

    Attributes:
        chosen: The rank of the one taken.
    """

    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        """Make an empty block."""
        super().__init__()
        self.setProperty("kind", "block")
        self._theme = theme
        self._names: list[str] = []
        self.buttons: list[QPushButton] = []
        self._title = PlainLabel(kind="h3", wrap=True)
        self._flow = FlowLayout(spacing=6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.setSpacing(6)
        layout.addWidget(self._title)
        layout.addLayout(self._flow)
        theme.changed.connect(self._retheme)

    def _retheme(self) -> None:
        for made in self.buttons:
            made.setIcon(self._theme.icon("plus", "ink2", 15))

    def show_names(self, title: str, names: Sequence[str], read_only: bool) -> bool:
        """Show what is proposed; buttons stay the same ones while nothing changes.

        Returns:
            Whether there are other buttons.
        """
        self._title.setText(title)
        self.setVisible(bool(names) and not read_only)
        if list(names) == self._names:
            return False
        self._names = list(names)
        for made in self.buttons:
            self._flow.removeWidget(made)
            made.hide()
            made.deleteLater()
        self.buttons = [self._make(rank, name) for rank, name in enumerate(names)]
        self._retheme()
        return True

    def _make(self, rank: int, name: str) -> QPushButton:
        words = f"Ajouter «\u00a0{name}\u00a0»"
        made = button(shorten(name, 44), lambda: self.chosen.emit(rank), name=words)
        self._flow.addWidget(made)
        made.show()  # at once, so that the keyboard can go there
        return made


class IndicatorsStep(GuidedStep):
    """The indicators, and those that the guide and the specialty's model propose."""

    key = "indicateurs"
    title = "Indicateurs"
    question_id = "q10"
    next_step = "decision"
    next_words = "Passer à la décision"
    add_words = "Ajouter un indicateur"
    shape = CardShape(
        "indicateur",
        (("name",), ("source", "target"), ("frequency", "next_reading")),
        "Aucun indicateur. Un ou deux suffisent\u00a0: qui s’en sert, combien de fois, et le temps "
        "gagné ou perdu.",
        frozenset({"name", "source", "target"}),
    )

    # Building

    @override
    def build(self, body: QVBoxLayout) -> None:
        frame, layout = block(spacing=10)
        for cell in self.question.cells:
            layout.addLayout(self.cell_field(cell))
        body.addWidget(frame)
        body.addLayout(row(PlainLabel("Indicateurs", kind="h2"), None, self.add_button))
        self._proposals = Proposals(self.context.theme)
        self._proposals.chosen.connect(self._take)
        body.addWidget(self.blanks)
        body.addWidget(self.cards)
        body.addWidget(self._proposals)
        body.addWidget(self._make_advice())

    def _make_advice(self) -> QWidget:
        holder = QWidget()
        words = (
            "Si l’usage s’arrête\u00a0: noter quand, pourquoi, et les derniers relevés. Le dire à "
            "l’éditeur et à d’autres utilisateurs leur évite de refaire le même essai."
        )
        holder.setLayout(column(PlainLabel(words, kind="help", wrap=True)))
        return holder

    # Records

    @override
    def records(self) -> tuple[Indicator, ...]:
        return self.dossier.indicators

    @override
    def new_record(self, position: int) -> Record:
        return Indicator(project_id=self.dossier.project.id, position=position, name="")

    # Proposals

    @property
    def _model(self) -> ProjectModel | None:
        models = self.context.library.models
        return next((m for m in models if m.id == self.dossier.project.model), None)

    def _missing(self) -> list[ModelIndicator]:
        """What the project's model proposes, or else the guide, and is not there."""
        known = {fold(indicator.name) for indicator in self.dossier.indicators}
        proposed = (
            self._model.indicators if self._model else self.context.library.commons.indicators
        )
        return [item for item in proposed if fold(item.name) not in known]

    def _take(self, rank: int) -> None:
        """Add a proposed indicator; the keyboard stays among the proposals."""
        if not self.flush():
            return
        chosen = self._missing()[rank]
        number = len(self.dossier.indicators) + 1
        indicator = Indicator(
            project_id=self.dossier.project.id,
            position=order.last_position(self.records()) + 1,
            name=chosen.name,
            source=chosen.source,
            frequency=Frequency(chosen.frequency),
            target=chosen.target,
        )
        if self.save(indicator, f"indicateur {number}"):
            left = self._proposals.buttons
            (left[min(rank, len(left) - 1)] if left else self.add_button).setFocus()

    # Showing

    @override
    def refresh(self) -> None:
        super().refresh()
        read_only = self.context.register.read_only
        model = self._model
        title = (
            f"Proposés par le modèle «\u00a0{model.title}\u00a0»"
            if model
            else "Exemples tirés du guide"
        )
        names = [item.name for item in self._missing()]
        if self._proposals.show_names(title, names, read_only):
            self.put_in_order()

    @override
    @staticmethod
    def is_complete(dossier: Dossier) -> bool:
        items, from_model = dossier.indicators, bool(dossier.project.model)
        if from_model and any(BLANK in item.target for item in items):
            return False  # a model with blanks is not an answer yet
        return any(item.name and item.target for item in items)
