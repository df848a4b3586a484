"""Step 1: the scope check and the need, through the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from dmn_desktop.core.vocabulary import AnswerState, Nature
from dmn_desktop.services import register as registers
from dmn_desktop.ui.theme import Mode
from dmn_desktop.ui.widgets.fields import TextField
from tests.ui.project_window import Opened

NBSP = "\u00a0"


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Opened:
    return Opened(qtbot, tmp_path)


def choose(opened: Opened, kind: type[QAbstractButton], words: str) -> None:
    opened.qtbot.mouseClick(opened.find(kind, words), Qt.MouseButton.LeftButton)


# Scope


def test_a_new_project_asks_first_whether_the_guide_applies(opened: Opened) -> None:
    opened.start("besoin")

    assert f"Ce projet entre-t-il dans le guide{NBSP}?" in opened.words()
    assert "Repérer une rétinopathie" not in opened.words(), "functions come after the nature"


def test_a_device_in_scope_says_what_it_helps_with(opened: Opened) -> None:
    opened.start("besoin")
    choose(opened, QRadioButton, "DMN à usage professionnel")
    assert "Repérer une rétinopathie diabétique" in opened.words()
    choose(opened, QCheckBox, "Aide au diagnostic")
    choose(opened, QCheckBox, "Aide au dépistage")

    sentence = f"Dans le périmètre{NBSP}: aide au dépistage et aide au diagnostic."
    assert sentence in opened.words()
    opened.reopened()
    project = opened.dossier.project
    assert project.nature is Nature.DEVICE
    assert set(project.functions) == {"aide_au_depistage", "aide_au_diagnostic"}
    assert sentence in opened.words()


def test_an_innovative_tool_is_told_apart(opened: Opened) -> None:
    opened.start("besoin")
    choose(opened, QRadioButton, "Outil innovant hors dispositif médical")

    assert f"Outil innovant hors dispositif médical{NBSP}: les questions" in opened.words()
    assert opened.dossier.project.nature is Nature.TOOL


def test_out_of_scope_gives_reason_alternative_source_and_date(opened: Opened) -> None:
    opened.start("besoin")
    opened.type(opened.find(TextField, "Réponse 1 a"), "Suivre les patients")
    choose(opened, QRadioButton, "Hors du périmètre du guide")
    choose(opened, QRadioButton, "Télésurveillance médicale")

    words = opened.words()
    assert f"Hors du périmètre{NBSP}: télésurveillance médicale. Un cadre national" in words
    assert f"À la place{NBSP}: Suivre ce cadre national" in words
    assert "Guide HAS, p." in words
    assert "Vérifié le 21 novembre 2026" in words
    assert "rien n’est bloqué" in words
    opened.reopened()
    assert "télésurveillance médicale" in opened.words()
    assert opened.find(TextField, "Réponse 1 a").value() == "Suivre les patients"
    opened.type(opened.find(TextField, "Réponse 1 c"), "Adultes")
    assert opened.dossier.answers[(None, "q1_c")].text == "Adultes"


def test_another_reason_asks_for_a_justification(opened: Opened) -> None:
    opened.start("besoin")
    choose(opened, QRadioButton, "Hors du périmètre du guide")
    choose(opened, QRadioButton, "Autre motif")
    assert "Justification à compléter" in opened.words()

    opened.type(opened.find(TextField, "Justification du périmètre"), "Logiciel de planning")

    assert "Justification à compléter" not in opened.words()
    assert opened.dossier.project.scope_note == "Logiciel de planning"


def test_leaving_out_of_scope_takes_its_reason_back_and_undo_returns_it(opened: Opened) -> None:
    opened.start("besoin")
    choose(opened, QRadioButton, "Hors du périmètre du guide")
    choose(opened, QRadioButton, "Télésurveillance médicale")
    choose(opened, QRadioButton, "DMN à usage professionnel")
    assert opened.dossier.project.exclusion == ""

    opened.window.undo()

    assert opened.dossier.project.exclusion == "telesurveillance_l162_48"
    assert opened.find(QRadioButton, "Télésurveillance médicale").isChecked()


def test_a_settled_check_is_one_line_that_can_be_changed(opened: Opened) -> None:
    opened.start("besoin", model="imagerie")
    assert f"Dans le périmètre{NBSP}: aide au diagnostic." in opened.words()
    assert "Ce projet entre-t-il" not in opened.words()

    edit = opened.find(QPushButton, "Modifier le périmètre")
    edit.setFocus()
    opened.press(Qt.Key.Key_Space)
    assert "Ce projet entre-t-il" in opened.words()
    assert opened.find(QRadioButton, "DMN à usage professionnel").hasFocus()

    fold = opened.find(QPushButton, "Replier la vérification du périmètre")
    opened.qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    assert "Ce projet entre-t-il" not in opened.words()
    assert edit.hasFocus()


def test_a_click_on_the_words_of_a_choice_chooses_it(opened: Opened) -> None:
    opened.start("besoin")
    words = next(
        label for label in opened.step.findChildren(QLabel) if label.text().startswith("Outil inn")
    )
    opened.qtbot.mouseClick(words, Qt.MouseButton.LeftButton)

    assert opened.dossier.project.nature is Nature.TOOL


def test_arrows_choose_and_space_ticks(opened: Opened) -> None:
    opened.start("besoin")
    opened.find(QRadioButton, "Outil innovant hors dispositif médical").setFocus()
    opened.press(Qt.Key.Key_Space)
    opened.press(Qt.Key.Key_Up)
    opened.press(Qt.Key.Key_Space)
    assert opened.dossier.project.nature is Nature.DEVICE

    opened.find(QCheckBox, "Aide à la décision médicale").setFocus()
    opened.press(Qt.Key.Key_Space)
    assert opened.dossier.project.functions == ("aide_a_la_decision_medicale",)


# Question 1


def test_what_is_typed_is_in_the_file(opened: Opened) -> None:
    opened.start("besoin")
    typed = {
        "Réponse 1 a": "Des fractures oubliées la nuit",
        "Besoin partagé par": "Urgentistes",
        "Réponse 1 b": "Second avis",
        "Réponse 1 c": "Adultes, traumatismes",
        "Chiffres de la structure": "18 % de plus de 85 ans",
    }
    for name, text in typed.items():
        opened.type(opened.find(TextField, name), text)
    opened.reopened()

    assert {name: opened.find(TextField, name).value() for name in typed} == typed
    dossier = opened.dossier
    assert dossier.project.shared_by == "Urgentistes"
    assert dossier.project.own_figures == "18 % de plus de 85 ans"
    assert dossier.answers[(None, "q1_a")].state is AnswerState.ANSWERED


def test_leaving_the_step_keeps_what_was_just_typed(opened: Opened) -> None:
    opened.start("besoin")
    field = opened.find(TextField, "Réponse 1 c")
    field.setFocus()
    opened.key_in(field, "Enfants")
    opened.press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)

    opened.qtbot.waitUntil(lambda: opened.step.key == "candidats")
    assert opened.dossier.answers[(None, "q1_c")].text == "Enfants"


def test_one_stretch_of_typing_is_one_undo_with_its_name(opened: Opened) -> None:
    opened.start("besoin")
    field = opened.find(TextField, "Réponse 1 a")
    opened.type(field, "Des fractures")
    opened.type(field, " oubliées")
    assert registers.next_undo(opened.window.context.register) == "réponse 1 a"

    opened.window.undo()

    assert field.value() == ""
    assert opened.dossier.answer(None, "q1_a") is None


def test_a_change_elsewhere_leaves_alone_what_is_being_typed(opened: Opened) -> None:
    opened.start("besoin")
    field = opened.find(TextField, "Réponse 1 c")
    field.setFocus()
    opened.key_in(field, "Adultes")
    opened.step.dossier_changed.emit()

    assert field.value() == "Adultes"
    assert field.textCursor().position() == len("Adultes")


def test_uses_are_ticked_and_another_one_is_told(opened: Opened) -> None:
    opened.start("besoin")
    choose(opened, QCheckBox, "Établir le diagnostic d’une maladie")
    choose(opened, QCheckBox, "Autre usage, à préciser")
    assert f"Autre usage{NBSP}: à préciser." in opened.words()

    opened.type(opened.find(TextField, "Réponse 1 b"), "Former les internes")

    assert f"Autre usage{NBSP}: à préciser." not in opened.words()
    opened.reopened()
    answer = opened.dossier.answers[(None, "q1_b")]
    assert answer.choices == ("q1_b_1", "q1_b_4")
    assert answer.text == "Former les internes"
    assert opened.find(QCheckBox, "Établir le diagnostic d’une maladie").isChecked()


def test_the_sentence_of_the_need_is_the_title_and_is_never_empty(opened: Opened) -> None:
    opened.start("besoin")
    field = opened.find(TextField, "Le besoin en une phrase")
    opened.type(field, " la nuit")
    assert opened.dossier.project.need == "Repérer les fractures la nuit"

    field.selectAll()
    opened.press(Qt.Key.Key_Delete)
    assert opened.step.flush()
    assert "Un projet porte toujours un besoin" in opened.words()
    assert opened.dossier.project.need == "Repérer les fractures la nuit"


def test_complete_when_scope_problem_and_patients_are_known(opened: Opened) -> None:
    opened.start("besoin")
    choose(opened, QRadioButton, "Outil innovant hors dispositif médical")
    opened.type(opened.find(TextField, "Réponse 1 a"), "Des notes trop longues")
    assert not opened.tick()

    opened.type(opened.find(TextField, "Réponse 1 c"), "Consultations")
    assert opened.tick()


def test_the_blanks_of_a_model_are_not_an_answer(opened: Opened) -> None:
    opened.start("besoin", model="imagerie")
    assert f"Texte du modèle{NBSP}: 3 blancs «{NBSP}…{NBSP}» à remplir." in opened.words()
    assert not opened.tick()

    for name in ("Réponse 1 a", "Réponse 1 c"):
        field = opened.find(TextField, name)
        field.selectAll()
        field.textCursor().removeSelectedText()
        opened.type(field, "Rempli")
    assert opened.tick()


def test_the_guide_says_why_where_and_on_which_page(opened: Opened) -> None:
    opened.start("besoin")
    words = opened.words()

    assert "Un projet part d’un besoin, pas d’un catalogue." in words
    assert "Avis des collègues, du secrétariat" in words
    assert f"Guide HAS p.{NBSP}6" in words


def test_the_button_goes_on_to_the_candidates(opened: Opened) -> None:
    opened.start("besoin")
    assert "Ctrl+Tab" in opened.words()
    opened.qtbot.mouseClick(
        opened.find(QPushButton, "Passer aux candidats"), Qt.MouseButton.LeftButton
    )

    assert opened.step.key == "candidats"


def test_the_tab_key_stops_on_every_box(opened: Opened) -> None:
    opened.start("besoin", model="imagerie")
    opened.find(TextField, "Besoin partagé par").setFocus()
    seen: list[str] = []
    for _ in range(5):
        opened.press(Qt.Key.Key_Tab)
        focus = opened.window.focusWidget()
        assert focus is not None
        seen.append(focus.accessibleName())

    options = [o.text for o in opened.dossier.guide.cells["q1_b"].options]
    assert seen == [*options, "Réponse 1 b"]


# When it cannot be written


def test_what_cannot_be_kept_stays_in_its_field_and_holds_the_page(opened: Opened) -> None:
    opened.start("besoin")
    field = opened.find(TextField, "Réponse 1 a")
    register = opened.window.context.register
    field.setFocus()
    opened.key_in(field, "Important")
    register.read_only = True  # as when the folder refuses writing meanwhile
    opened.go("candidats")
    assert opened.step.key == "besoin"
    assert field.value() == "Important"
    assert field.property("state") == "error"

    register.read_only = False
    opened.go("candidats")
    assert opened.step.key == "candidats"
    assert opened.dossier.answers[(None, "q1_a")].text == "Important"


def test_a_register_open_to_read_only_lets_nothing_be_typed(opened: Opened) -> None:
    opened.start("besoin", model="imagerie")
    opened.reopened(read_only=True)
    opened.find(QPushButton, "Modifier le périmètre").click()

    assert all(f.isReadOnly() for f in opened.step.findChildren(TextField))
    assert not opened.find(QRadioButton, "Hors du périmètre du guide").isEnabled()
    assert not opened.find(QCheckBox, "Autre usage, à préciser").isEnabled()


# Looks


@pytest.mark.parametrize("scale", [100, 200])
def test_nothing_scrolls_sideways_in_a_small_window(opened: Opened, scale: int) -> None:
    opened.start("besoin")
    choose(opened, QRadioButton, "Hors du périmètre du guide")
    opened.window.resize(1024, 640)
    opened.window.context.theme.apply(mode=Mode.DARK, scale=scale)
    opened.qtbot.waitUntil(lambda: opened.step.width() < 1024)

    assert opened.scrolls_sideways() == []


def test_text_from_people_is_never_read_as_a_page(opened: Opened) -> None:
    opened.start("besoin")
    choose(opened, QRadioButton, "Outil innovant hors dispositif médical")
    opened.type(opened.find(TextField, "Justification du périmètre"), "<b>gras</b>")
    opened.find(QPushButton, "Replier la vérification du périmètre").click()

    label = next(x for x in opened.step.findChildren(QLabel) if "<b>gras</b>" in x.text())
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_everything_is_named_for_screen_readers(opened: Opened) -> None:
    opened.start("besoin")
    fields = [*opened.step.findChildren(TextField), *opened.step.findChildren(QAbstractButton)]

    assert [f for f in fields if not f.accessibleName() and not getattr(f, "text", str)()] == []
