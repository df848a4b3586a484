"""What people do on the step « Candidats », for its tests."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from dmn_desktop.core.records import Candidate
from dmn_desktop.ui.pages.project.candidate_list import NamesField
from dmn_desktop.ui.widgets.record_table import RecordTable
from tests.ui.project_window import Opened

NBSP = "\u00a0"


def table(opened: Opened) -> RecordTable:
    return opened.find(RecordTable, "Candidats")


def rows(opened: Opened) -> list[str]:
    """The table as it reads: « A Ostalis, Retenu »."""
    model = table(opened).model()
    return [
        f"{model.index(r, 0).data()} {model.index(r, 1).data()}, {model.index(r, 3).data()}"
        for r in range(model.rowCount())
    ]


def names_field(opened: Opened) -> NamesField:
    return opened.find(NamesField, "Ajouter des candidats")


def choose(opened: Opened, row: int) -> None:
    """Go to a candidate with the keyboard."""
    view = table(opened)
    view.setFocus()
    view.selectRow(row)


def decide(opened: Opened, words: str) -> None:
    button = opened.find(QPushButton, f"Analyse{NBSP}: {words}")
    opened.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def stored(opened: Opened, name: str) -> Candidate:
    return next(c for c in opened.dossier.candidates if c.name == name)
