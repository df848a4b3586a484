"""Aide: one page per screen, a glossary, sources with their dates, what this program is."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QListWidget

from dmn_desktop import __version__
from dmn_desktop.ui.pages.help import topics
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.reading import ReadingPane
from tests.app.person import Person

NAMES = [*topics(), "glossaire", "sources", "a_propos"]


def read(person: Person, topic: str) -> str:
    person.window.go(Route("aide", step=topic))
    return person.one(ReadingPane, "Aide").toPlainText()


@pytest.mark.parametrize("topic", NAMES)
def test_every_page_can_be_read(person: Person, topic: str) -> None:
    person.start()
    assert len(read(person, topic)) > 100


def test_pages_are_chosen_in_the_list(person: Person) -> None:
    person.start()
    person.room("Aide")
    pages = person.one(QListWidget, "Pages d’aide")
    assert pages.count() == len(NAMES)
    pages.setFocus()
    person.press("End")
    assert f"Registre DMN {__version__}" in person.one(ReadingPane, "Aide").toPlainText()
    assert person.window.page is not None
    assert person.window.page.route() == Route("aide", step="a_propos")


def test_an_unknown_page_shows_the_first(person: Person) -> None:
    person.start()
    assert read(person, "absente").startswith("Pour commencer")


def test_the_glossary_is_in_order(person: Person) -> None:
    person.start()
    words = [line.split(" : ")[0] for line in read(person, "glossaire").split("\n")[1:]]
    assert words == sorted(words, key=str.casefold)
    assert "AUC" in words


def test_every_source_tells_when_it_was_checked(person: Person) -> None:
    person.start()
    text = read(person, "sources")
    references = person.window.context.library.commons.references
    assert len(re.findall(r"Vérifié le \d\d/\d\d/\d{4}\.", text)) == len(references)
    assert "n’émane pas de la HAS" in text


def test_about_says_where_things_are_and_that_nothing_leaves(person: Person) -> None:
    person.start_with()
    text = read(person, "a_propos")
    assert "aucune connexion réseau" in text
    assert "EUPL-1.2" in text
    assert str(person.path) in text
    assert str(person.settings) in text


def test_the_help_follows_the_size_and_the_colours(person: Person) -> None:
    person.start()
    read(person, "depart")
    pane = person.one(ReadingPane, "Aide")
    small = pane.document().size().height()
    person.press("Ctrl++", times=3)
    assert pane.document().size().height() > small
    assert pane.toPlainText().startswith("Pour commencer")
    person.press("Ctrl+0")


def test_help_is_reached_and_left_by_keyboard(person: Person) -> None:
    person.start_with(step="comparaison")
    person.press("F1")
    pages = person.one(QListWidget, "Pages d’aide")
    assert pages.currentItem().text() == "4. Comparaison"
    person.press("Alt+Left")
    assert person.step.key == "comparaison"
