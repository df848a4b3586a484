"""Step 2: adding, describing, keeping and deleting candidates, through the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QPushButton
from pytestqt.qtbot import QtBot

from dmn_desktop.core.vocabulary import FoundThrough, Kept
from dmn_desktop.services import answers
from dmn_desktop.services import register as registers
from dmn_desktop.ui.widgets.fields import LineField, TextField, WordField
from tests.ui.candidate_actions import NBSP, choose, decide, names_field, rows, stored, table
from tests.ui.project_window import Opened

SHIFT_ALT = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Opened:
    return Opened(qtbot, tmp_path)


# Adding


def test_without_candidates_the_screen_says_what_to_do_and_where_to_look(opened: Opened) -> None:
    opened.start("candidats")
    words = opened.words()

    assert "Aucun candidat." in words
    assert "Noter le nom de chaque dispositif repéré" in words
    assert "Ce que vos confrères utilisent" in words
    assert not opened.tick()


def test_ctrl_n_name_enter_then_the_vendor(opened: Opened) -> None:
    opened.start("candidats", names=("Veridos Os",))
    opened.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert names_field(opened).hasFocus()

    opened.key_in(names_field(opened), "Kinéa Trauma")
    opened.press(Qt.Key.Key_Return)
    vendor = opened.find(LineField, "Éditeur")
    assert vendor.hasFocus()
    opened.type(vendor, "Kinéa")

    opened.reopened()
    assert rows(opened) == ["A Veridos Os, Retenu", "B Kinéa Trauma, Retenu"]
    assert stored(opened, "Kinéa Trauma").vendor == "Kinéa"
    assert stored(opened, "Veridos Os").vendor == ""


def test_several_pasted_lines_add_as_many(opened: Opened) -> None:
    opened.start("candidats")
    QGuiApplication.clipboard().setText("Ostalis Fracture\r\n\r\nVeridos Os\nKinéa Trauma\n")
    names_field(opened).paste()
    add = opened.find(QPushButton, "Ajouter 3 candidats")
    opened.qtbot.mouseClick(add, Qt.MouseButton.LeftButton)

    assert rows(opened) == [
        "A Ostalis Fracture, Retenu",
        "B Veridos Os, Retenu",
        "C Kinéa Trauma, Retenu",
    ]
    assert names_field(opened).value() == ""


def test_escape_gives_up_the_name_being_typed(opened: Opened) -> None:
    opened.start("candidats")
    opened.key_in(names_field(opened), "Ostal")
    opened.press(Qt.Key.Key_Escape)
    opened.go("besoin")

    assert opened.dossier.candidates == ()


def test_a_name_typed_and_not_entered_is_not_lost_on_leaving(opened: Opened) -> None:
    opened.start("candidats")
    opened.key_in(names_field(opened), "Ostalis Fracture")
    opened.go("besoin")

    assert [c.name for c in opened.dossier.candidates] == ["Ostalis Fracture"]


def test_a_seventh_waits_and_is_told_why(opened: Opened) -> None:
    opened.start("candidats", names=tuple("123456"))
    opened.key_in(names_field(opened), "Septième")
    opened.press(Qt.Key.Key_Return)

    assert rows(opened)[-1] == "– Septième, À décider"
    assert "six candidats au plus sont comparés" in opened.window.result.text


# The sheet


def test_every_field_of_a_candidate_is_in_the_file(opened: Opened) -> None:
    opened.start("candidats", names=("Ostalis Fracture",))
    typed = {
        "Éditeur": "Ostalis SAS",
        "Version": "3.3.0",
        "Contact chez l’éditeur": "support, 01 02 03 04 05",
        "Précision": "Congrès 2026",
    }
    for name, text in typed.items():
        opened.type(opened.find(LineField, name), text)
    opened.type(opened.find(TextField, "Conflits d’intérêts connus"), "Aucun connu")
    found = opened.find(WordField, "Connu par")
    found.setFocus()
    place = [w.value for w in FoundThrough].index("congres")
    found.setCurrentIndex(place)
    found.activated.emit(place)
    in_service = opened.find(QCheckBox, "Déjà en service chez nous")
    in_service.setFocus()
    opened.press(Qt.Key.Key_Space)
    assert stored(opened, "Ostalis Fracture").in_service

    opened.reopened()
    candidate = stored(opened, "Ostalis Fracture")
    assert candidate.vendor == "Ostalis SAS"
    assert candidate.version == "3.3.0"
    assert candidate.contact == "support, 01 02 03 04 05"
    assert candidate.found_through is FoundThrough.CONGRESS
    assert candidate.found_detail == "Congrès 2026"
    assert candidate.interests == "Aucun connu"
    assert {n: opened.find(LineField, n).value() for n in typed} == typed


def test_what_is_typed_for_one_candidate_never_goes_to_the_next(opened: Opened) -> None:
    opened.start("candidats", names=("Premier", "Second"))
    opened.key_in(opened.find(LineField, "Version"), "1.0")
    table(opened).selectRow(1)
    opened.key_in(opened.find(LineField, "Version"), "2.0")
    table(opened).selectRow(0)

    assert stored(opened, "Premier").version == "1.0"
    assert stored(opened, "Second").version == "2.0"
    assert opened.find(LineField, "Version").value() == "1.0"


def test_arrows_walk_through_the_candidates(opened: Opened) -> None:
    opened.start("candidats", names=("Premier", "Second"))
    table(opened).setFocus()
    opened.press(Qt.Key.Key_Down)

    assert opened.find(LineField, "Dispositif").value() == "Second"


def test_an_undo_names_the_candidate_and_the_field(opened: Opened) -> None:
    opened.start("candidats", names=("Premier", "Second"))
    choose(opened, 1)
    opened.type(opened.find(LineField, "Éditeur"), "Veridos")
    assert registers.next_undo(opened.window.context.register) == "candidat B, éditeur"

    opened.window.undo()

    assert stored(opened, "Second").vendor == ""
    assert opened.find(LineField, "Éditeur").value() == ""


def test_a_name_cannot_be_emptied(opened: Opened) -> None:
    opened.start("candidats", names=("Ostalis Fracture",))
    field = opened.find(LineField, "Dispositif")
    field.setFocus()
    field.selectAll()
    opened.press(Qt.Key.Key_Delete)
    assert opened.step.flush()

    assert (
        f"Un nom est nécessaire{NBSP}: «{NBSP}Ostalis Fracture{NBSP}» est gardé." in opened.words()
    )
    assert stored(opened, "Ostalis Fracture")


def test_the_same_name_twice_is_allowed_with_a_word_about_it(opened: Opened) -> None:
    opened.start("candidats", names=("Ostalis", "Ostalis"))

    assert "Un autre candidat porte ce nom" in opened.words()
    assert rows(opened) == ["A Ostalis, Retenu", "B Ostalis, Retenu"]


# Keeping and refusing


def test_a_refusal_asks_for_its_reason_without_blocking(opened: Opened) -> None:
    opened.start("candidats", names=("Premier", "Second"))
    assert opened.tick()
    choose(opened, 1)
    decide(opened, "Écarté")

    assert rows(opened)[1] == "– Second, Motif à compléter"
    assert "Motif à compléter" in opened.words()
    assert not opened.tick()
    reason = opened.find(TextField, "Motif pour écarter")
    assert reason.hasFocus()
    opened.type(reason, "Ne lit pas le rachis")

    assert rows(opened)[1] == "– Second, Écarté"
    assert "Motif à compléter" not in opened.words()
    assert opened.tick()
    opened.reopened()
    assert stored(opened, "Second").refusal == "Ne lit pas le rachis"


def test_a_seventh_is_refused_in_words_and_stays_to_decide(opened: Opened) -> None:
    opened.start("candidats", names=tuple("1234567"))
    choose(opened, 6)
    decide(opened, "Retenu pour l’analyse")

    assert "Six candidats sont déjà retenus" in opened.words()
    assert stored(opened, "7").kept is Kept.UNDECIDED
    assert opened.find(QPushButton, f"Analyse{NBSP}: À décider").isChecked()
    assert not opened.window.failure.isVisible(), "a choice refused is not a failure to save"

    choose(opened, 0)
    decide(opened, "Écarté")
    choose(opened, 6)
    assert "Six candidats sont déjà retenus" not in opened.words()
    decide(opened, "Retenu pour l’analyse")
    assert rows(opened)[6] == "F 7, Retenu"


def test_a_candidate_restored_beyond_the_sixth_says_so(opened: Opened) -> None:
    opened.start("candidats", names=tuple("123456"))
    choose(opened, 0)
    opened.find(QPushButton, "Supprimer 1").click()
    opened.key_in(names_field(opened), "7")
    opened.press(Qt.Key.Key_Return)
    register = opened.window.context.register
    registers.restore(register, registers.trash(register)[0])
    opened.window.context.events.replayed.emit()

    choose(opened, 6)
    assert rows(opened)[6] == "– 7, Au-delà de six"
    assert "Six candidats sont déjà retenus" in opened.words()


def test_letters_follow_the_keyboard(opened: Opened) -> None:
    opened.start("candidats", names=("1", "2", "3"))
    choose(opened, 2)
    opened.press(Qt.Key.Key_Up, SHIFT_ALT)

    assert rows(opened) == ["A 1, Retenu", "B 3, Retenu", "C 2, Retenu"]
    assert opened.find(LineField, "Dispositif").value() == "3"
    opened.press(Qt.Key.Key_Up, SHIFT_ALT)
    opened.press(Qt.Key.Key_Up, SHIFT_ALT)
    assert rows(opened)[0] == "A 3, Retenu"
    assert not opened.find(QPushButton, "Monter 3").isEnabled()


# Deleting


def test_a_deletion_is_told_with_a_way_back_and_takes_the_answers_along(opened: Opened) -> None:
    opened.start("candidats", names=("Premier", "Second"))
    register = opened.window.context.register
    second = stored(opened, "Second")
    answer = answers.answer_or_new(opened.dossier, second.id, "q3_a").but(text="Adultes")
    answers.save_answer(register, opened.dossier, answer)
    opened.window.context.events.replayed.emit()
    choose(opened, 1)
    opened.press(Qt.Key.Key_Delete)

    assert rows(opened) == ["A Premier, Retenu"]
    assert "Candidat Second supprimé" in opened.window.result.text
    assert opened.find(LineField, "Dispositif").value() == "Premier"
    undo = next(b for b in opened.window.result.findChildren(QPushButton) if b.text() == "Annuler")
    opened.qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)

    assert rows(opened) == ["A Premier, Retenu", "B Second, Retenu"]
    assert opened.dossier.answers[(second.id, "q3_a")].text == "Adultes"


def test_the_last_one_deleted_leaves_the_empty_state(opened: Opened) -> None:
    opened.start("candidats", names=("Premier",))
    choose(opened, 0)
    opened.press(Qt.Key.Key_Delete)

    assert rows(opened) == []
    assert "Aucun candidat." in opened.words()
