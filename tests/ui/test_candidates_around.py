"""Step 2: moving around, looks, and what cannot be written, through the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dmn_desktop.core.vocabulary import Kept
from dmn_desktop.services import register as registers
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.theme import Mode
from dmn_desktop.ui.widgets.fields import LineField, TextField
from tests.ui.candidate_actions import NBSP, choose, decide, rows, stored, table
from tests.ui.project_window import Opened


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Opened:
    return Opened(qtbot, tmp_path)


def test_where_one_looked_is_the_answer_to_question_two(opened: Opened) -> None:
    opened.start("candidats")
    opened.type(opened.find(TextField, "Où avez-vous cherché"), "Revues, deux confrères")
    opened.reopened()

    assert opened.dossier.answers[(None, "q2")].text == "Revues, deux confrères"
    assert opened.find(TextField, "Où avez-vous cherché").value() == "Revues, deux confrères"


def test_a_route_to_a_candidate_shows_it_and_is_told_back(opened: Opened) -> None:
    opened.start("candidats", names=("Premier", "Second"))
    second = stored(opened, "Second")
    assert opened.project is not None
    opened.window.go(Route("projet", opened.project.id, "candidats", candidate=second.id))

    assert opened.find(LineField, "Dispositif").value() == "Second"
    assert opened.step.route().candidate == second.id


def test_the_button_goes_on_to_the_answers(opened: Opened) -> None:
    opened.start("candidats", names=("Premier",))
    go_on = opened.find(QPushButton, "Passer aux réponses")
    opened.qtbot.mouseClick(go_on, Qt.MouseButton.LeftButton)

    assert opened.step.key == "reponses"


@pytest.mark.parametrize("width", [1366, 800])
def test_the_tab_key_goes_as_one_reads(opened: Opened, width: int) -> None:
    opened.start("candidats", names=("Premier", "Second"))
    decide(opened, "Écarté")
    opened.window.resize(width, 740)
    opened.qtbot.waitUntil(lambda: opened.step.width() < width)
    opened.find(TextField, "Où avez-vous cherché").setFocus()
    seen: list[str] = []
    while not seen or seen[-1] != "Passer aux réponses":
        opened.press(Qt.Key.Key_Tab)
        focus = opened.window.focusWidget()
        assert focus is not None
        assert len(seen) < 30
        seen.append(focus.accessibleName())

    sheet = ["Descendre Premier", "Supprimer Premier", "Dispositif", "Éditeur"]
    sheet += [f"Analyse{NBSP}: {word.label}" for word in Kept]
    sheet += ["Motif pour écarter", "Version", "Contact chez l’éditeur", "Connu par", "Précision"]
    sheet += ["Conflits d’intérêts connus", "Déjà en service chez nous"]
    panel = ["Aide à la question"] if width == 1366 else []
    listing = ["Ajouter des candidats", "Ajouter 1 candidat", "Candidats"]
    assert seen == [*listing, *sheet, *panel, "Passer aux réponses"]


def test_f6_goes_through_the_parts(opened: Opened) -> None:
    opened.start("candidats", names=("Premier",))
    opened.find(TextField, "Où avez-vous cherché").setFocus()
    seen: list[str] = []
    for _ in range(3):
        opened.window.next_zone()
        focus = opened.window.focusWidget()
        assert focus is not None
        seen.append(focus.accessibleName())

    assert seen == ["Ajouter des candidats", "Supprimer Premier", "Passer aux réponses"]


def test_forty_candidates_are_all_there(opened: Opened) -> None:
    opened.start("candidats", names=tuple(f"Appareil {i}" for i in range(40)))
    assert len(rows(opened)) == 40
    assert f"40 candidats{NBSP}: 6 retenus, 34 à décider, 0 écarté." in opened.words()

    choose(opened, 39)
    assert table(opened).visualRect(table(opened).currentIndex()).isValid()
    assert opened.find(LineField, "Dispositif").value() == "Appareil 39"


@pytest.mark.parametrize(("width", "scale"), [(1366, 100), (1024, 100), (1366, 200), (1024, 200)])
def test_nothing_scrolls_sideways(opened: Opened, width: int, scale: int) -> None:
    opened.start("candidats", names=tuple(f"Un nom d’appareil plutôt long {i}" for i in range(9)))
    choose(opened, 8)
    decide(opened, "Retenu pour l’analyse")
    opened.window.resize(width, 640)
    opened.window.context.theme.apply(mode=Mode.DARK, scale=scale)
    opened.qtbot.waitUntil(lambda: opened.step.width() < width)

    assert opened.scrolls_sideways() == []
    opened.qtbot.waitUntil(lambda: table(opened).horizontalScrollBar().maximum() == 0)


def test_names_are_never_read_as_a_page(opened: Opened) -> None:
    opened.start("candidats", names=("<b>Ostalis</b>",))
    labels = [x for x in opened.step.findChildren(QLabel) if "<b>" in x.text()]

    assert labels
    assert all(x.textFormat() is Qt.TextFormat.PlainText for x in labels)


def test_a_register_open_to_read_only_lets_nothing_change(opened: Opened) -> None:
    opened.start("candidats", names=("Premier", "Second"))
    opened.reopened(read_only=True)
    choose(opened, 1)

    assert all(f.isReadOnly() for f in opened.step.findChildren(LineField))
    assert all(f.isReadOnly() for f in opened.step.findChildren(TextField))
    assert not opened.find(QPushButton, "Supprimer Second").isEnabled()
    assert not opened.find(QPushButton, f"Analyse{NBSP}: Écarté").isEnabled()
    assert not opened.find(QPushButton, "Ajouter 1 candidat").isEnabled()


def test_the_head_counts_the_candidates_noted_before_one_is_retained(opened: Opened) -> None:
    opened.start("candidats", names=("Premier", "Second"))
    register = opened.window.context.register
    for name in ("Premier", "Second"):
        registers.save(register, stored(opened, name).but(kept=Kept.UNDECIDED), "candidat")
    opened.reopened()
    assert opened.window.page is not None
    head = [label.text() for label in opened.window.page.findChildren(QLabel)]
    assert any(text.startswith("2 candidats, ouvert le") for text in head)
