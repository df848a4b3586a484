"""Step 4, Comparaison: the 35 lines of annexe 2, candidates side by side. No score, no rank."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QStackedWidget, QWidget
from typing_extensions import override

from dmn_desktop.core.comparison import ComparisonLine, compare
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import ComparisonRow
from dmn_desktop.core.records import Candidate, new_id
from dmn_desktop.core.text import NBSP, count
from dmn_desktop.core.vocabulary import AnswerState, CostKind, Judgement
from dmn_desktop.services import comparison as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.pages.project import comparison_rows as rows
from dmn_desktop.ui.pages.project.comparison_answers import costs_shown, questions_of
from dmn_desktop.ui.pages.project.comparison_detail import JUDGED, Detail, DetailPanel
from dmn_desktop.ui.pages.project.step import Step, footer
from dmn_desktop.ui.routes import Command, Route
from dmn_desktop.ui.widgets.basics import PlainLabel, button, column, row
from dmn_desktop.ui.widgets.compare_grid import CompareGrid

PANEL = 268
"""Width of the panel at 100 %."""

NO_SCORE = f"Pas de note globale{NBSP}: la comparaison éclaire le choix, elle ne le calcule pas."
HINT = (
    f"Entrée{NBSP}: ouvrir la réponse complète et ses sources. "
    f"1 à 5{NBSP}: changer l’appréciation."
)

_KEYS = {str(n): judgement for n, judgement in enumerate(JUDGED, start=1)}
_KEYS |= dict(zip("&é\"'(", JUDGED, strict=True))
_KEYS |= dict.fromkeys("0à\x7f", Judgement.NONE)
"""Digits, and the same keys of a French keyboard without Maj."""


class Filter(StrEnum):
    """Which lines are shown."""

    ALL = "toutes"
    DIFFERENT = "differences"
    BLOCKING = "bloquants"
    MISSING = "manquantes"


_FILTERS = {
    Filter.ALL: ("Toutes les lignes", ""),
    Filter.DIFFERENT: ("Différences", "Les candidats sont appréciés de la même façon."),
    Filter.BLOCKING: ("Points bloquants", "Aucun point bloquant."),
    Filter.MISSING: ("Réponses manquantes", "Aucune réponse ne manque."),
}
"""Words of each filter, and the sentence shown when it keeps nothing."""
