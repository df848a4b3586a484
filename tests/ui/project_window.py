"""The real window, open on a project of a real register."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from dmn_desktop.app import make_application, make_window
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import library
from dmn_desktop.core.records import Project, Structure
from dmn_desktop.services import candidates, projects
from dmn_desktop.services import register as registers
from dmn_desktop.ui.main_window import MainWindow
from dmn_desktop.ui.pages.project.page import ProjectPage
from dmn_desktop.ui.pages.project.step import Step
from dmn_desktop.ui.routes import Route

WidgetT = TypeVar("WidgetT", bound=QWidget)


class Opened:
    """A window on a step of a project."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        make_application()
        self.qtbot = qtbot
        self.path = folder / "registre.dmn"
        self.window: MainWindow = make_window(folder / "reglages")
        qtbot.addWidget(self.window)
        self.window.resize(1366, 740)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.window.context.desk.create(self.path, Structure(name="Cabinet des Remparts"))
        self.project: Project | None = None

    def start(self, step: str, model: str = "", names: tuple[str, ...] = ()) -> None:
        """Create a project, with candidates, and show one of its steps."""
        register = self.window.context.register
        found = next((m for m in library().models if m.id == model), None)
        self.project = projects.create(register, library(), "Repérer les fractures", found)
        if names:
            candidates.add_several(register, self.dossier, names)
        self.go(step)

    def go(self, step: str) -> None:
        assert self.project is not None
        self.window.go(Route("projet", self.project.id, step))

    @property
    def step(self) -> Step:
        """The step shown."""
        page = self.window.page
        assert isinstance(page, ProjectPage)
        return page.step

    @property
    def dossier(self) -> Dossier:
        """What the register holds now."""
        assert self.project is not None
        return projects.load(self.window.context.register, library(), self.project.id)

    def reopened(self, read_only: bool = False) -> None:
        """Close the register, open its file again, and come back to the same step."""
        assert self.project is not None
        step = self.step.key
        self.window.context.desk.close()
        desk = self.window.context.desk
        desk.put(registers.open_file(self.path, read_only))
        self.go(step)

    def find(self, kind: type[WidgetT], name: str) -> WidgetT:
        """The part of the step with this accessible name."""
        found = [w for w in self.step.findChildren(kind) if w.accessibleName() == name]
        assert len(found) == 1, f"{name!r}: {[w.accessibleName() for w in found]}"
        return found[0]

    def type(self, field: QWidget, text: str) -> None:
        """Type in a field, and wait until it is kept."""
        with self.qtbot.waitSignal(self.window.context.events.saved, timeout=3000):
            self.key_in(field, text)

    def key_in(self, field: QWidget, text: str) -> None:
        """Type at the end of a field; accents included, which QTest refuses."""
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(field, event)

    def press(self, keys: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        """Press keys where the focus is."""
        target = self.window.focusWidget() or self.window
        QTest.keyClick(target, keys, modifiers or Qt.KeyboardModifier.NoModifier)

    def words(self) -> str:
        """Every text that labels of the step show now."""
        labels = self.step.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def tick(self) -> bool:
        """Whether the tab of the step says « complète »."""
        page = self.window.page
        assert isinstance(page, ProjectPage)
        tabs = page._tabs
        return tabs.accessibleTabName(tabs.currentIndex()).endswith("complète")

    def scrolls_sideways(self) -> list[str]:
        """The visible scroll areas of the step that scroll left and right."""
        areas = [a for a in self.step.findChildren(QScrollArea) if a.isVisible()]
        return [type(a.widget()).__name__ for a in areas if a.horizontalScrollBar().maximum() > 0]
