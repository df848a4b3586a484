"""The screens laid over a question: evidence sheets, costs, own questions, questionnaire."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import Question
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.project.step import Detail

DETAIL_OF = {"s4": "studies", "s7": "costs", "sm": "own"}
_WORDS = {"studies": "Fiches d’étude", "costs": "Lignes de coût", "own": "Mes questions"}


class QuestionDetails(QStackedWidget):
    """The page of a question first, then the screens over it, made when first asked for.

    Attributes:
        dossier_changed: A screen wrote something.
        closed: A screen asks to go back to the question.
    """

    dossier_changed = Signal()
    closed = Signal()

    def __init__(self, context: Context) -> None:
        """Hold nothing yet; the page of the question is added first."""
        super().__init__()
        self._context = context
        self._made: dict[str, Detail] = {}

    def show_detail(self, key: str, dossier: Dossier) -> Detail:
        """Lay a screen over the question."""
        if key not in self._made:
            made = _make(key, self._context)
            made.dossier_changed.connect(self.dossier_changed)
            made.closed.connect(self.closed)
            self._made[key] = made
            self.addWidget(made)
        detail = self._made[key]
        detail.show_dossier(dossier)
        self.setCurrentWidget(detail)
        return detail

    @property
    def detail(self) -> Detail | None:
        """The screen shown, None when it is the question itself."""
        shown = self.currentWidget()
        return shown if isinstance(shown, Detail) else None


def words_for(question: Question, dossier: Dossier) -> str:
    """The words of the button that opens the screen of a section, empty when it has none."""
    key = DETAIL_OF.get(question.section, "")
    number = {"studies": len(dossier.studies), "costs": len(dossier.costs)}.get(key, 0)
    return f"{_WORDS.get(key, '')}{f'  {number}' if number else ''}"


def _make(key: str, context: Context) -> Detail:
    from dmn_desktop.ui.pages.project.costs import CostsDetail
    from dmn_desktop.ui.pages.project.own_questions import OwnQuestionsDetail
    from dmn_desktop.ui.pages.project.studies import StudiesDetail
    from dmn_desktop.ui.pages.project.vendor import VendorDetail

    makers = {
        "studies": StudiesDetail,
        "costs": CostsDetail,
        "own": OwnQuestionsDetail,
        "vendor": VendorDetail,
    }
    return makers[key](context)
