"""The first lines of a register, in the window before the program is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dmn_desktop.app import Starter, make_window
from dmn_desktop.core.forms import library
from dmn_desktop.core.records import Structure
from dmn_desktop.services import projects
from dmn_desktop.store.database import create_register
from dmn_desktop.ui.main_window import MainWindow
from dmn_desktop.ui.pages.projects import ProjectsPage
from dmn_desktop.ui.pages.start import StartPage
from dmn_desktop.ui.widgets.first_page import FirstPage


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A register with one project."""
    path = tmp_path / "registre.dmn"
    register = create_register(path, Structure(name="Cabinet du Port"))
    projects.create(register, library(), "Repérer les fractures")
    register.close()
    return path


def started(qtbot: QtBot, path: Path) -> MainWindow:
    window = make_window(path.parent / "donnees")
    qtbot.addWidget(window)
    starter = Starter(window, path)
    starter.show_first()
    window.show()
    window.installEventFilter(starter)
    return window


def test_the_first_lines_are_there_at_once_and_give_way_to_the_page(
    qtbot: QtBot, path: Path
) -> None:
    window = started(qtbot, path)
    first = window.pages.currentWidget()
    assert isinstance(first, FirstPage)
    assert first.lines == ((1, "Repérer les fractures"),)
    qtbot.waitUntil(lambda: isinstance(window.page, ProjectsPage))
    assert window.pages.count() == 1
    window.context.desk.close()


def test_a_register_that_does_not_open_leaves_nothing_of_its_lines(
    qtbot: QtBot, path: Path
) -> None:
    content = bytearray(path.read_bytes())
    content[60:64] = (999).to_bytes(4, "big")  # of a newer program
    path.write_bytes(content)
    window = started(qtbot, path)
    qtbot.waitUntil(lambda: isinstance(window.page, StartPage))
    shown = [label.text() for label in window.sidebar.findChildren(QLabel)]
    assert "Cabinet du Port" not in shown
