"""French everywhere: also in what Qt says by itself."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
)

from dmn_desktop.app import make_application
from tests.app.person import Person

ENGLISH = {
    "cancel", "open", "save", "close", "file name:", "files of type:", "look in:", "undo", "redo",
    "cut", "copy", "paste", "delete", "select all", "print", "options", "yes", "no", "ok",
    "copies", "page", "pages", "printer", "properties", "directory:", "choose", "help", "apply",
    "page set:",
}  # fmt: skip
SAME = {"options", "copies", "page", "pages", "ok"}
"""Words that both languages write alike."""


def english(words: list[str]) -> list[str]:
    plain = [w.replace("&", "").split("\t")[0].strip() for w in words]
    return [w for w in plain if w.lower() in ENGLISH - SAME]


def words_of(dialog: QDialog) -> list[str]:
    labels = [label.text() for label in dialog.findChildren(QLabel)]
    return labels + [button.text() for button in dialog.findChildren(QAbstractButton)]


@pytest.mark.parametrize(
    "mode", [QFileDialog.AcceptMode.AcceptOpen, QFileDialog.AcceptMode.AcceptSave]
)
def test_the_file_dialog_speaks_french(person: Person, mode: QFileDialog.AcceptMode) -> None:
    person.start()
    dialog = QFileDialog(person.window)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(mode)
    dialog.show()
    words = words_of(dialog)
    assert any("Annuler" in w for w in words), words
    assert english(words) == []
    dialog.close()
    dialog.deleteLater()


def test_the_print_dialog_speaks_french(person: Person, tmp_path: object) -> None:
    person.start()
    printer = QPrinter()
    printer.setOutputFileName("sortie.pdf")
    dialog = QPrintDialog(printer, person.window)
    words = words_of(dialog)
    assert any("Imprim" in w for w in words), words
    assert english(words) == []
    dialog.deleteLater()


def test_boxes_of_qt_speak_french() -> None:
    make_application()
    buttons = QMessageBox.StandardButton
    box = QMessageBox()
    box.setStandardButtons(buttons.Cancel | buttons.Save | buttons.Yes | buttons.Close)
    words = [button.text().replace("&", "") for button in box.buttons()]
    assert sorted(words) == ["Annuler", "Enregistrer", "Fermer", "Oui"]


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_the_menu_of_a_field_speaks_french(person: Person, kind: type) -> None:
    person.start()
    field = kind(person.window)
    menu = field.createStandardContextMenu()
    actions: list[QAction] = menu.actions()
    words = [action.text() for action in actions if not action.isSeparator()]
    assert any("Copier" in w.replace("&", "") for w in words)
    assert english(words) == []
    menu.deleteLater()
    field.deleteLater()


def test_menus_and_shortcuts_speak_french(person: Person) -> None:
    person.start_with()
    for menu in person.window.menus.menus.values():
        menu.aboutToShow.emit()
        assert english([action.text() for action in menu.actions()]) == []
