"""The sheets for patients at every size and colour, read aloud, by keyboard, with awkward texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dmn_desktop.core.records import Device
from dmn_desktop.services import patient_sheets, patient_templates
from dmn_desktop.ui.main_window import MainWindow
from dmn_desktop.ui.pages.information.page import InformationPage
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.theme import Mode
from tests.app.person import Person
from tests.ui.places import HTML, LONG, at_start, cut, scrolls_sideways, settle
from tests.ui.test_accessibility import (
    html_in_tooltips,
    nameless,
    not_plain,
    silent_cells,
    small_targets,
    wrong_typography,
)

TABS = ("elements", "texte", "consentement", "historique")
OTHERS = ("documents", "modeles", "satisfaction")


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    """Someone before a sheet of long words, without one of its mandatory mentions."""
    someone = at_start(qtbot, tmp_path)
    register = someone.register
    with register.reading() as reader:
        device = reader.find(Device, order="number")[0]
    made = patient_sheets.create(register, device.id, "diagnostic")
    patient_sheets.set_value(register, made, "ce qu’il fait", f"{HTML} {LONG}")
    source = patient_templates.text_of(register, "diagnostic")
    patient_templates.save_text(
        register, "diagnostic", "standard", source.replace("{mention refus}\n", "")
    )
    someone.sheet_id = made.id  # type: ignore[attr-defined]
    yield someone
    someone.end()


def routes(person: Person) -> Iterator[Route]:
    for tab in TABS:
        yield Route("information", person.sheet_id, tab)  # type: ignore[attr-defined]
    for part in OTHERS:
        yield Route("information", "", part)


def everywhere(person: Person, look: Callable[[MainWindow], list[str]]) -> dict[str, list[str]]:
    found = {}
    for route in routes(person):
        person.window.go(route)
        settle()
        page = person.window.page
        assert isinstance(page, InformationPage)
        person.wait(lambda page=page: page.preview.is_settled, 20_000)
        if wrong := look(person.window):
            found[route.step] = wrong
    return found


@pytest.mark.parametrize(("mode", "scale"), [(Mode.LIGHT, 100), (Mode.DARK, 200)])
@pytest.mark.parametrize("size", [(1366, 740), (1024, 640)])
def test_nothing_is_cut_and_no_page_scrolls_sideways(
    person: Person, mode: Mode, scale: int, size: tuple[int, int]
) -> None:
    window = person.window
    window.context.theme.apply(mode=mode, scale=scale)
    window.resize(*size)
    assert (window.width(), window.height()) == size, "the window asks for more"
    assert not everywhere(person, lambda w: [*cut(w), *scrolls_sideways(w)])


def test_every_part_can_be_read_aloud_pressed_and_trusted(person: Person) -> None:
    checks = (not_plain, html_in_tooltips, wrong_typography, nameless, silent_cells, small_targets)
    found = everywhere(
        person, lambda w: [f"{check.__name__}: {x}" for check in checks for x in check(w)]
    )
    assert not found


def test_tab_leaves_every_part_and_comes_back(person: Person) -> None:
    for route in routes(person):
        person.window.go(route)
        settle()
        met = []
        for _ in range(150):
            person.press("Tab")
            met.append(person.focus)
            if met[-1] in met[:-1]:
                break
        assert len(set(map(id, met))) >= 3, route.step
        assert met[-1] in met[:-1], route.step
        assert all(widget.isVisible() for widget in met), route.step
