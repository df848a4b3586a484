"""The screens of the review and of declarations with awkward words, at every size and colour."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from dmn_desktop.core.device_vocabulary import CensusAnswer
from dmn_desktop.core.records import Structure
from dmn_desktop.core.vocabulary import LifeState
from dmn_desktop.services import census, inventory, inventory_declaration
from dmn_desktop.services import register as registers
from dmn_desktop.services.census import Seen
from dmn_desktop.services.inventory_declaration import Declaration
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.theme import Mode
from tests.app.person import Person
from tests.ui.census_window import row
from tests.ui.places import HTML, LONG, cut, scrolls_sideways, settle

ANSWERS = dict.fromkeys(("used", "version", "places", "risks", "contract"), CensusAnswer.CHANGED)


def _prepared(person: Person) -> tuple[str, str]:
    """A register with a closed review and an open one; their identifiers."""
    register = registers.create(person.path, Structure(name=f"Cabinet {HTML}", manager=LONG))
    for number in range(3):
        inventory.add(
            register,
            f"{HTML} {LONG}" if number else HTML,
            state=LifeState.IN_USE,
            intended_use=LONG,
            places=(HTML, LONG),
            version=LONG[:60],
        )
    said = Declaration(f"{HTML} {LONG}", LONG, f"{HTML} {LONG}", (HTML, LONG))
    inventory_declaration.declare(register, said)
    past = census.start(register, LONG)
    line = census.load(register, past.id).lines[0].but(**ANSWERS, note=LONG, confirmed_by=LONG)
    census.confirm(register, Seen(line))
    census.close(register, past.id, f"{HTML} {LONG}", f"{HTML} {LONG}")
    current = census.start(register, LONG)
    line = census.load(register, current.id).lines[0].but(**ANSWERS, note=LONG, confirmed_by=LONG)
    census.confirm(register, Seen(line))
    register.close()
    return past.id, current.id


def _screens(person: Person, past: str, current: str) -> Iterator[str]:
    """Each screen, once it is shown."""
    go = person.window.go
    go(Route("revue", current))
    yield "dispositif"
    row(person, "used").show_answer(CensusAnswer.NO, LONG)
    yield "retrait"
    for name in ("used", "version", "places", "contract"):
        row(person, name).show_answer(CensusAnswer.CHANGED, f"{HTML} {LONG}")
    yield "tout modifié"
    go(Route("revue", current, "fin"))
    yield "clôture"
    go(Route("revue", past))
    yield "revue passée"
    go(Route("revue", "", "procedure"))
    yield "procédure"
    go(Route("declaration"))
    yield "déclaration"
    person.click("Examiner DMN-04")
    yield "examen"


@pytest.mark.parametrize(("mode", "scale"), [(Mode.LIGHT, 100), (Mode.DARK, 200)])
@pytest.mark.parametrize("size", [(1366, 740), (1024, 640)])
def test_nothing_is_cut_and_html_stays_text(
    person: Person, mode: Mode, scale: int, size: tuple[int, int]
) -> None:
    past, current = _prepared(person)
    person.start(person.path)
    window = person.window
    window.context.theme.apply(mode=mode, scale=scale)
    window.resize(*size)
    wrong = {}
    for name in _screens(person, past, current):
        settle()
        found = [*cut(window), *scrolls_sideways(window)]
        labels = [label for label in window.findChildren(QLabel) if label.text()]
        found += [x.text() for x in labels if x.textFormat() != Qt.TextFormat.PlainText]
        if found:
            wrong[name] = found
    assert wrong == {}
    assert (window.width(), window.height()) == size, "the window asks for more"


@pytest.mark.parametrize("size", [(1366, 740), (1024, 640)])
def test_nothing_overlaps_before_a_review_at_200_percent(
    person: Person, size: tuple[int, int]
) -> None:
    register = registers.create(person.path, Structure(name="Cabinet"))
    inventory.add(register, "Ostalis", state=LifeState.IN_USE)
    past = census.start(register, "Cadre, A. B.")
    line = census.load(register, past.id).lines[0].but(**ANSWERS, confirmed_by="A. B.")
    census.confirm(register, Seen(line))
    census.close(register, past.id, "Cadre, A. B.", LONG)
    register.close()
    person.start(person.path)
    person.window.context.theme.apply(mode=Mode.CONTRAST, scale=200)
    person.window.resize(*size)
    person.window.go(Route("revue"))
    settle()
    field, begin = person.one(QLineEdit, "Menée par"), person.button("Commencer la revue")
    bottom = field.mapToGlobal(field.rect().bottomLeft()).y()
    assert field.height() >= field.minimumSizeHint().height()
    assert bottom < begin.mapToGlobal(begin.rect().topLeft()).y()
    assert cut(person.window) == []


def test_tab_goes_round_and_every_part_is_named(person: Person) -> None:
    past, current = _prepared(person)
    person.start(person.path)
    for name in _screens(person, past, current):
        settle()
        met = []
        for _ in range(150):
            person.press("Tab")
            met.append(person.focus)
            if met[-1] in met[:-1]:
                break
        assert len(set(map(id, met))) >= 3, name
        unnamed = [w for w in met if not (w.accessibleName() or getattr(w, "text", str)())]
        assert unnamed == [], name


def test_visiting_writes_nothing(person: Person) -> None:
    past, current = _prepared(person)
    person.start(person.path)
    before = registers.change_mark(person.register)
    for _ in _screens(person, past, current):
        settle()
    assert registers.change_mark(person.register) == before
