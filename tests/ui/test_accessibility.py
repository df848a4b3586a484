"""Every screen: read aloud, by keyboard, at every size and colour; texts stay texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dmn_desktop.ui.main_window import MainWindow
from dmn_desktop.ui.theme import Mode
from dmn_desktop.ui.widgets.pressing import PushButton, ToolButton
from tests.app.person import Person
from tests.ui.places import HTML, at_start, cut, describe, places, scrolls_sideways, settle, visible

# Each test walks through every screen: more than the common limit on a busy machine.
pytestmark = pytest.mark.timeout(400)


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    """Someone before a register full of awkward content."""
    someone = at_start(qtbot, tmp_path)
    yield someone
    someone.end()


def everywhere(person: Person, look: Callable[[MainWindow], list[str]]) -> dict[str, list[str]]:
    """What is wrong, by screen."""
    found = {}
    for place in places():
        place.go(person)
        settle()
        if wrong := look(person.window):
            found[place.name] = wrong
    return found


# Words


def not_plain(window: MainWindow) -> list[str]:
    """Labels that could read HTML."""
    labels = window.findChildren(QLabel)
    plain = Qt.TextFormat.PlainText
    return [label.text() for label in labels if label.text() and label.textFormat() != plain]


def html_in_tooltips(window: MainWindow) -> list[str]:
    """Tooltips that would show somebody's HTML."""
    tips = [w.toolTip() for w in window.findChildren(QWidget)]
    for bar in window.findChildren(QTabBar):
        tips += [bar.tabToolTip(i) for i in range(bar.count())]
    for view in visible(window, QAbstractItemView):
        tips += [str(i.data(Qt.ItemDataRole.ToolTipRole) or "") for i in cells_of(view)]
    return [tip for tip in tips if re.search(r"<(b|img|a)\b", tip)]


def cells_of(view: QAbstractItemView) -> Iterator[QModelIndex]:
    """The cells of the first rows of a view."""
    model, top = view.model(), QModelIndex()
    for row in range(min(model.rowCount(top), 50) if model is not None else 0):
        columns = model.columnCount(top) if isinstance(model, QAbstractTableModel) else 1
        for column in range(columns):
            yield model.index(row, column)


_SPACED = re.compile(r"(?<=[^\s\d]) [:;?!%»]|« (?=\S)|\w'\w")


def wrong_typography(window: MainWindow) -> list[str]:
    """Ordinary spaces before « : », straight apostrophes, in the program's own words."""
    words = [label.text() for label in visible(window, QLabel)]
    words += [b.text() for b in visible(window, QAbstractButton)]
    words += [f.placeholderText() for f in visible(window, QLineEdit)]
    words += [f.placeholderText() for f in visible(window, QPlainTextEdit)]
    words += [w.accessibleName() for w in visible(window, QWidget)]
    for box in visible(window, QComboBox):
        words += [box.itemText(i) for i in range(box.count())]
    of_people = ("<b>", "/tmp", str(window.context.desk.register.path.parent))
    return [w for w in words if _SPACED.search(w) and not any(part in w for part in of_people)]


def nameless(window: MainWindow) -> list[str]:
    """What the keyboard reaches and a screen reader cannot name."""
    stops = [w for w in visible(window, QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    inner = (QScrollArea, QAbstractSpinBox)
    return [
        describe(w)
        for w in stops
        if not spoken(w) and not isinstance(w, inner) and not isinstance(w.parent(), inner)
    ]


def spoken(widget: QWidget) -> str:
    """The name that a screen reader says."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None, widget
    return str(interface.text(QAccessible.Text.Name)).strip()


def silent_cells(window: MainWindow) -> list[str]:
    """Cells that say nothing to a screen reader."""
    role = Qt.ItemDataRole.AccessibleTextRole
    return [
        f"{describe(view)} {index.row()}"
        for view in visible(window, QAbstractItemView)
        for index in cells_of(view)
        if index.column() == 0 and not (index.data(role) or index.data())
    ]


def small_targets(window: MainWindow) -> list[str]:
    """Buttons too small for a finger (WCAG 2.5.8)."""
    return [
        f"{describe(b)} {b.width()}×{b.height()}"
        for b in visible(window, QAbstractButton)
        if b.isEnabled() and b.focusPolicy() and min(b.width(), b.height()) < 20
    ]


def deaf_to_enter(window: MainWindow) -> list[str]:
    """Buttons that only Space would press."""
    kinds = (QPushButton, QToolButton)
    reached = [b for kind in kinds for b in visible(window, kind) if b.focusPolicy()]
    return [describe(b) for b in reached if not isinstance(b, PushButton | ToolButton)]


WORDS = (
    not_plain,
    html_in_tooltips,
    wrong_typography,
    nameless,
    silent_cells,
    small_targets,
    deaf_to_enter,
)
SIZES = ((1366, 740), (1024, 640))


def misplaced(window: MainWindow) -> list[str]:
    """What is cut or scrolls sideways at the size at which one arrived, then at the other."""
    found = []
    for size in sorted(SIZES, key=lambda one: one[0] != window.width()):
        window.resize(*size)
        for _ in range(4):  # words that wrap anew push what is below, one after the other
            settle()
        asked = (window.width(), window.height())
        found += ["the window asks for more"] * (asked != size)
        found += [f"{size[0]}: {wrong}" for wrong in (*cut(window), *scrolls_sideways(window))]
    return found


def test_every_screen_can_be_read_aloud_pressed_and_trusted_at_each_size(person: Person) -> None:
    """Each screen is built once for all these checks: building takes most of the time."""
    checks = (*WORDS, misplaced)
    found = everywhere(
        person, lambda w: [f"{check.__name__}: {x}" for check in checks for x in check(w)]
    )
    assert not found


def test_nothing_is_cut_in_dark_with_large_text(person: Person) -> None:
    person.window.context.theme.apply(mode=Mode.DARK, scale=200)
    assert not everywhere(person, misplaced)


def test_what_people_wrote_is_shown_as_it_is(person: Person) -> None:
    person.go("besoin")
    assert person.one(QPlainTextEdit, "Le besoin en une phrase").toPlainText().startswith(HTML)
    assert any(label.text().startswith(HTML) for label in person.seen(QLabel))


@pytest.mark.parametrize("mode", [Mode.CONTRAST, Mode.SYSTEM])
def test_other_looks_show_words_and_icons(person: Person, mode: Mode) -> None:
    theme = person.window.context.theme
    person.go("reponses")
    theme.apply(mode=mode)
    settle()
    colours = {c.name() for c in colours_of(person.window)}
    assert {theme.colour("ink").name(), theme.colour("panel").name()} <= colours
    if mode is Mode.CONTRAST:
        assert "#ffff00" in colours, "what has the focus is yellow on black"
        assert "#ffffff" in colours


def colours_of(window: QWidget) -> Iterator[QColor]:
    image = window.grab().toImage()
    for x in range(0, image.width(), 2):
        for y in range(0, image.height(), 2):
            yield image.pixelColor(x, y)


# Keyboard


def test_tab_leaves_every_part_and_comes_back(person: Person) -> None:
    """No trap: Tab goes round on each screen, through more than one control."""
    for place in places():
        place.go(person)
        settle()
        if place.name in ("reponses", "tout voir", "une question", "comparaison"):
            continue  # there Tab goes from cell to cell; F6 leaves the grid
        met = []
        for _ in range(150):
            person.press("Tab")
            met.append(person.focus)
            if met[-1] in met[:-1]:
                break
        assert len(set(map(id, met))) >= 3, place.name
        assert all(widget.isVisible() for widget in met), place.name
