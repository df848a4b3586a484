"""The text is made larger or smaller while a screen is shown: nothing is lost or left behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from dmn_desktop.app import make_application
from dmn_desktop.ui.pages.incident.result_panel import ResultPanel
from dmn_desktop.ui.theme import Mode, Theme
from dmn_desktop.ui.widgets.picture import Picture
from tests.app.person import Person
from tests.ui.places import at_start, places, settle


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    """Someone before a register full of content."""
    someone = at_start(qtbot, tmp_path)
    yield someone
    someone.end()


def arrive(person: Person, name: str) -> None:
    next(place for place in places() if place.name == name).go(person)
    settle()


def grow(person: Person, scale: int) -> None:
    person.window.context.theme.apply(scale=scale)
    for _ in range(3):
        settle()


def test_what_must_be_declared_stays_beside_or_under_its_questions(person: Person) -> None:
    arrive(person, "incident orientation")
    panel = person.window.findChildren(ResultPanel)[0]
    for scale in (150, 100, 200, 130, 100):
        grow(person, scale)
        assert panel.isVisible(), scale
        assert panel.height() > 200, f"{panel.height()} at {scale} %"


def test_the_help_of_a_question_stays_beside_or_under_it(person: Person) -> None:
    arrive(person, "besoin")
    for scale in (150, 100, 200, 130, 100):
        grow(person, scale)
        told = [x for x in person.seen(QLabel) if x.text().startswith("Où trouver")]
        assert told, scale
        assert told[0].height() > 10, scale


def test_arrows_of_the_trail_grow_with_its_words(person: Person) -> None:
    arrive(person, "besoin")
    grow(person, 200)
    arrows = [x for x in person.window.breadcrumb.findChildren(QLabel) if x.isVisible()]
    assert [x.sizeHint().height() for x in arrows] == [28, 28]


def test_a_width_held_follows_the_text_and_goes_with_its_widget(qtbot: QtBot) -> None:
    make_application()
    theme = Theme(Mode.LIGHT)
    kept, gone = QWidget(), QWidget()
    qtbot.addWidget(kept)
    for widget in (kept, gone):
        theme.hold(widget, least=84, most=1100)
    gone.deleteLater()
    settle()
    theme.apply(scale=150)
    assert (kept.minimumWidth(), kept.maximumWidth()) == (126, 1650)


def test_an_icon_alone_takes_the_colours_and_the_size_of_the_moment(qtbot: QtBot) -> None:
    make_application()
    theme = Theme(Mode.LIGHT)
    theme.apply()
    picture = Picture(theme, "clock", "ink", 18)
    qtbot.addWidget(picture)
    for mode, scale in ((Mode.LIGHT, 100), (Mode.CONTRAST, 200)):
        theme.apply(mode, scale)
        shown = picture.pixmap().toImage()
        assert picture.sizeHint().height() == theme.px(18)
        points = [shown.pixelColor(x, y) for x in range(shown.width()) for y in range(9)]
        assert theme.colour("ink").name() in {c.name() for c in points if c.alpha() == 255}
