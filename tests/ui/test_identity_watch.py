"""The amber line under a text that may tell who a patient is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dmn_desktop.services import identity_guarding
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.fields import LineField
from dmn_desktop.ui.widgets.identity_line import IdentityLine
from tests.ui.information_window import Informer


@pytest.fixture
def someone(qtbot: QtBot, tmp_path: Path) -> Iterator[Informer]:
    person = Informer(qtbot, tmp_path)
    yield person
    person.end()


def lines(someone: Informer) -> list[str]:
    return [line.words for line in someone.seen(IdentityLine)]


def test_a_name_is_told_and_nothing_is_refused(someone: Informer) -> None:
    someone.open_sheets()
    someone.begin_sheet()
    someone.field("Ce qu’il fait").setFocus()
    someone.type("il aide Mme Durand")
    someone.wait(lambda: len(lines(someone)) == 1)
    assert "Durand" not in lines(someone)[0]
    someone.sheets.flush()
    assert someone.sheet.sheet.values == {"ce qu’il fait": "il aide Mme Durand"}
    someone.press("Ctrl+A")
    someone.type("il aide les patients")
    someone.wait(lambda: not lines(someone))


def test_the_line_goes_with_the_keyboard(someone: Informer) -> None:
    someone.open_sheets()
    someone.begin_sheet()
    someone.field("Ce qu’il fait").setFocus()
    someone.type("pour Mme Durand")
    someone.wait(lambda: bool(lines(someone)))
    someone.field("Qui décide").setFocus()
    assert not lines(someone)


def test_it_is_turned_off_for_one_field_with_a_reason(someone: Informer) -> None:
    someone.open_sheets()
    someone.begin_sheet()
    field = someone.field("Ce qu’il fait")
    field.setFocus()
    someone.type("la méthode de Mme Durand")
    someone.wait(lambda: bool(lines(someone)))
    someone.click("Ne plus le dire pour ce champ")
    someone.press("Return")
    assert "Le repérage se coupe avec un motif" in someone.bar
    someone.type("Nom d’une méthode")
    someone.press("Return")
    assert [s.reason for s in identity_guarding.switches(someone.register).values()] == [
        "Nom d’une méthode"
    ]
    assert not lines(someone)
    assert someone.focus is field
    someone.type(" et de M. Petit")
    someone.qtbot.wait(400)
    assert not lines(someone)


def test_fields_of_other_screens_are_looked_at_too(someone: Informer) -> None:
    someone.open_sheets()
    someone.window.go(Route("parametres"))
    someone.one(LineField, "Adresse").setFocus()
    someone.type("chez Mme Durand")
    someone.wait(lambda: bool(lines(someone)))
