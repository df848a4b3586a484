"""Enter presses the button that has the keyboard, like Space."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from dmn_desktop.ui.pages.project.page import ProjectPage
from dmn_desktop.ui.pages.projects import ProjectsPage
from dmn_desktop.ui.widgets.basics import button
from dmn_desktop.ui.widgets.fields import LineField
from dmn_desktop.ui.widgets.pressing import ToolButton
from dmn_desktop.ui.widgets.sidebar import RoomButton
from tests.app.person import Person


def tab_to(person: Person, words: str) -> None:
    """Press Tab until a button has the keyboard."""
    wanted = person.button(words)
    for _ in range(40):
        if person.focus is wanted:
            return
        person.press("Tab")
    pytest.fail(f"Tab never reaches {words}")


def test_a_register_is_begun_with_tab_and_enter_alone(person: Person, tmp_path: Path) -> None:
    person.start()
    tab_to(person, "Choisir un nouveau dispositif")
    person.press("Return")
    person.replace(person.one(LineField, "Dossier du registre"), str(tmp_path))
    tab_to(person, "Créer le registre")
    person.press("Enter")
    person.settled()
    assert person.register.path.parent == tmp_path


def test_a_room_and_a_part_of_the_trail_open_with_enter(person: Person) -> None:
    person.start_with()
    incidents = next(b for b in person.seen(RoomButton) if b.accessibleName() == "Incidents")
    incidents.setFocus()
    person.press("Return")
    assert incidents.isChecked()
    person.go("besoin")
    assert isinstance(person.window.page, ProjectPage)
    crumb = person.seen(ToolButton)[-3]
    assert crumb.text() == "Guide d’aide au choix"
    crumb.setFocus()
    person.press("Return")
    assert isinstance(person.window.page, ProjectsPage)


def test_a_key_held_down_presses_once(qtbot: QtBot) -> None:
    runs: list[int] = []
    made = button("Ajouter une ligne", lambda: runs.append(1))
    qtbot.addWidget(made)
    for held in (False, True, True):
        kind, none = QEvent.Type.KeyPress, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(made, QKeyEvent(kind, Qt.Key.Key_Return, none, "\r", held))
    assert runs == [1]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_enter_unrolls_the_menu_of_a_button(qtbot: QtBot) -> None:
    made, menu = button("Vues"), QMenu()
    menu.addAction("Toutes")
    qtbot.addWidget(menu)
    qtbot.addWidget(made)
    made.setMenu(menu)
    made.show()
    menu.aboutToShow.connect(lambda: menu.setProperty("asked", True))
    # The menu keeps the event loop until it is closed.
    menu.aboutToShow.connect(menu.close, Qt.ConnectionType.QueuedConnection)
    qtbot.keyClick(made, Qt.Key.Key_Return)
    assert menu.property("asked")
