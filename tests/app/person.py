"""Someone at the real window: keys, clicks and eyes, nothing else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QKeyCombination, QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QMenu,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dmn_desktop.app import Starter, make_application, make_window
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import library
from dmn_desktop.core.records import Answer, Candidate, Project, Structure
from dmn_desktop.services import candidates, projects
from dmn_desktop.services import register as registers
from dmn_desktop.services.register import Register
from dmn_desktop.ui.main_window import MainWindow
from dmn_desktop.ui.pages.project.answers import AnswersStep
from dmn_desktop.ui.pages.project.cell_editor import CellEditor
from dmn_desktop.ui.pages.project.page import ProjectPage
from dmn_desktop.ui.pages.project.step import Step
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.settings import Settings
from dmn_desktop.ui.theme import Mode
from dmn_desktop.ui.widgets.compare_grid import CompareGrid

WidgetT = TypeVar("WidgetT", bound=QWidget)
NBSP = "\u00a0"
NAMES = ("Ostalis Fracture", "Veridos Os")


class Person:
    """Sits at one workstation; may close the program and start it again."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.settings = folder / "reglages"
        self.path = folder / "registre.dmn"
        self.windows: list[MainWindow] = []
        self.patient = True
        self.project_id = ""

    @property
    def window(self) -> MainWindow:
        return self.windows[-1]

    # Starting and leaving

    def start(self, path: Path | None = None, size: tuple[int, int] = (1366, 740)) -> None:
        """Start the program as `app.main` does, and wait for its first screen."""
        make_application()
        if not self.windows:
            Settings(self.settings).set("affichage", Mode.LIGHT.value)
        hook = sys.excepthook
        window = make_window(self.settings)
        sys.excepthook = hook  # a bug fails the test instead of becoming a bar
        self.windows.append(window)
        self.qtbot.addWidget(window)
        window.resize(*size)
        window.show()
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)
        starter = Starter(window, path)
        window.installEventFilter(starter)
        window.repaint()
        self.wait(lambda: window.page is not None and not window.context.tasks.is_busy())

    def start_with(self, names: Sequence[str] = NAMES, step: str = "reponses") -> None:
        """Start on a step of a project that somebody prepared."""
        register = registers.create(self.path, Structure(name="Cabinet des Remparts"))
        project = projects.create(register, library(), "Repérer les fractures oubliées")
        self.project_id = project.id
        if names:
            dossier = projects.load(register, library(), project.id)
            candidates.add_several(register, dossier, tuple(names))
        register.close()
        self.start(self.path)
        self.go(step)

    def leave(self) -> bool:
        """Close the window; whether it let itself be closed."""
        window = self.window
        window.close()
        self.wait(lambda: not window.context.lending.under_way)
        self.look()
        return not window.isVisible()

    def end(self) -> None:
        """Leave for good; nobody wrote a technical log."""
        for window in self.windows:
            window.context.tasks.wait()
            window.context.desk.close()
            window.hide()
        log = self.settings / "technique.log"
        assert not log.exists(), log.read_text(encoding="utf-8")

    # Where one is

    def go(self, step: str, question: str = "", cell: str = "", candidate: str = "") -> None:
        self.window.go(Route("projet", self.project_id, step, question, candidate, cell))

    def wait(self, seen: Callable[[], bool], timeout: int = 20_000) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(seen, timeout=timeout)

    def settled(self) -> None:
        """Wait for what the program does aside."""
        self.wait(lambda: not self.window.context.tasks.is_busy(), timeout=30_000)
        self.look()

    @property
    def register(self) -> Register:
        return self.window.context.register

    @property
    def dossier(self) -> Dossier:
        """What the file holds now, not what the screen says."""
        return projects.load(self.register, library(), self.project_id)

    @property
    def project(self) -> Project:
        return self.dossier.project

    def candidate(self, place: int = 0) -> Candidate:
        return self.dossier.compared[place]

    def answer(self, cell: str, place: int = 0) -> Answer:
        """What the file holds in a cell."""
        found = self.dossier.answer(self.candidate(place).id, cell)
        assert found is not None, f"no answer for {cell}"
        return found

    @property
    def page(self) -> ProjectPage:
        page = self.window.page
        assert isinstance(page, ProjectPage)
        return page

    @property
    def step(self) -> Step:
        return self.page.step

    @property
    def answers(self) -> AnswersStep:
        step = self.step
        assert isinstance(step, AnswersStep)
        return step

    @property
    def grid(self) -> CompareGrid:
        return self.one(CompareGrid, "Réponses des candidats")

    @property
    def editor(self) -> CellEditor:
        editor = self.grid.editor
        assert isinstance(editor, CellEditor)
        return editor

    @property
    def cell(self) -> tuple[str, int]:
        """The cell in focus: its key, and the place of the candidate."""
        key = self.grid.current_key()
        assert key is not None
        return key[0], [c.id for c in self.dossier.compared].index(key[1])

    @property
    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the keyboard"
        return widget

    # Eyes

    def look(self) -> None:
        """Let the program show what it does: nobody sees or types in between.

        A window that is held shows nothing new until it is given back; `patient` says whether
        to wait for that.
        """
        if self.patient and self.windows:
            lending = self.window.context.lending
            self.wait(lambda: not lending.under_way, timeout=30_000)
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def seen(self, kind: type[WidgetT]) -> list[WidgetT]:
        """The visible parts of a kind in the window."""
        self.look()
        return [w for w in self.window.findChildren(kind) if w.isVisible()]

    def one(self, kind: type[WidgetT], name: str) -> WidgetT:
        """The visible part with this accessible name."""
        found = [w for w in self.seen(kind) if w.accessibleName() == name]
        assert len(found) == 1, f"{name!r} among {[w.accessibleName() for w in self.seen(kind)]}"
        return found[0]

    def button(self, words: str) -> QAbstractButton:
        """The visible button with these words, or this name."""
        buttons = self.seen(QAbstractButton)
        texts = [(b.text().replace("&&", "&").strip(), b.accessibleName()) for b in buttons]
        found = [b for b, text in zip(buttons, texts, strict=True) if words in text]
        assert len(found) == 1, f"{words!r} among {texts}"
        return found[0]

    def reads(self, words: str) -> bool:
        """Whether a visible label says this."""
        return any(words in label.text() for label in self.seen(QLabel))

    @property
    def bar(self) -> str:
        """What the bars of the window say, failure first."""
        window = self.window
        shown = [b.text for b in (window.failure, window.result) if b.isVisible()]
        return "\n".join(shown)

    @property
    def status(self) -> str:
        return self.window.status.saved.text()

    # Hands

    def press(self, keys: str, times: int = 1) -> None:
        """Press « Ctrl+Down » where the keyboard is."""
        sequence: Any = QKeySequence(keys)
        combination: QKeyCombination = sequence[0]
        for _ in range(times):
            self.look()
            target = QApplication.focusWidget() or self.window
            QTest.keyClick(target, combination.key(), combination.keyboardModifiers())

    def room(self, words: str) -> None:
        """Press the keys of an entry of the sidebar, wherever it stands."""
        names = [text for _, text, _ in self.window.rooms()]
        self.press(f"Alt+{names.index(words) + 1}")

    def type(self, text: str) -> None:
        """Type a text where the keyboard is, accents included."""
        self.look()
        for letter in text:
            key = Qt.Key.Key_Return if letter == "\n" else Qt.Key(0)
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self.focus, event)

    def replace(self, field: QWidget, text: str) -> None:
        """Put other words in a field."""
        field.setFocus()
        self.press("Ctrl+A")
        self.type(text)

    def click(self, words: str) -> None:
        """Click a button, as a mouse does: disabled or covered ones do nothing."""
        self.click_on(self.button(words))

    def click_on(self, widget: QWidget) -> None:
        self.click_at(widget, widget.rect().center())

    def click_at(self, widget: QWidget, point: QPoint) -> None:
        none = Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, none, point)
        self.look()

    def tick(self, box: QAbstractButton) -> None:
        """Click the box itself: beside its words, a wide one takes no click."""
        self.click_at(box, QPoint(10, box.height() // 2))

    def click_tab(self, bar: QTabBar, place: int) -> None:
        self.click_at(bar, bar.tabRect(place).center())

    def click_cell(self, cell: str, place: int = 0) -> None:
        """Click a cell of the answers."""
        index: QModelIndex = self.grid.index_of(cell, self.candidate(place).id)
        point = self.grid.visualRect(index).topLeft() + QPoint(12, 12)
        self.click_at(self.grid.viewport(), point)

    def choose(self, words: str) -> None:
        """Pick a line of the menu that just opened."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(a for a in menu.actions() if a.text() == words)
        self.click_at(menu, menu.actionGeometry(action).center())
        # Where there is no screen, a menu that closes leaves no window active.
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)

    def saved(self) -> None:
        """Wait until what was typed is in the file, by itself."""
        with self.qtbot.waitSignal(self.window.context.events.saved, timeout=3000):
            pass


def picks(path: Path | str) -> object:
    """What the system's file dialogs answer when someone picks a path."""
    return staticmethod(lambda *_, **__: (str(path), ""))
