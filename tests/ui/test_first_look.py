"""What is seen first is what stays: nothing cut, nothing over something else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from dmn_desktop.core.forms import library
from dmn_desktop.core.records import Structure
from dmn_desktop.services import projects
from dmn_desktop.ui.pages.project.page import ProjectPage
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.basics import PlainLabel
from dmn_desktop.ui.widgets.fields import LineField, TextField
from dmn_desktop.ui.widgets.name_tabs import NameTabs
from tests.app.person import Person

NEED = "Le besoin en une phrase"


@pytest.fixture
def reader(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    """Someone before the need of a finished project."""
    person = Person(qtbot, tmp_path)
    person.start()
    person.window.context.desk.create(person.path, Structure(is_example=True), example=True)
    person.project_id = projects.list_projects(person.register, library())[0].project.id
    person.go("besoin")
    person.look()
    yield person
    person.end()


def first_look(person: Person, step: str, question: str = "") -> ProjectPage:
    """Go to a step, as far as Qt goes before it paints for the first time."""
    person.window.go(Route("projet", person.project_id, step, question))
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    return person.page


def cut(page: QWidget) -> list[str]:
    """The words and fields that stand out of what holds them, or are too low for themselves."""
    found = []
    for kind in (PlainLabel, TextField, LineField):
        for part in page.findChildren(kind):
            holder = part.parentWidget()
            if not part.isVisible() or holder is None:
                continue
            low = part.height() < part.heightForWidth(part.width())
            if low or part.geometry().bottom() > holder.rect().bottom():
                found.append(part.text() if isinstance(part, PlainLabel) else part.accessibleName())
    return found


@pytest.mark.parametrize("step", ["candidats", "experimentation", "indicateurs", "decision"])
def test_a_step_is_whole_when_first_seen(reader: Person, step: str) -> None:
    page = first_look(reader, step)
    assert cut(page.step) == []


def test_the_buttons_of_a_cell_are_whole_when_first_seen(reader: Person) -> None:
    first_look(reader, "reponses", "q5_8")
    first_look(reader, "reponses", "q8_7")
    editor = reader.grid.editor
    assert editor is not None
    assert cut(editor) == []
    for button in ("Demander", "Sans objet"):
        bottom = reader.button(button).geometry().bottom()
        assert bottom <= editor.rect().bottom()


@pytest.mark.parametrize("step", ["reponses", "comparaison"])
def test_the_names_of_all_steps_are_read_on_a_usual_screen(reader: Person, step: str) -> None:
    first_look(reader, step)
    reader.look()
    bar = reader.one(QTabBar, "Étapes du projet")
    assert bar.tabText(bar.count() - 1) == "7. Décision"
    assert bar.tabRect(bar.count() - 1).right() <= bar.rect().right()


@pytest.mark.parametrize("step", ["reponses", "comparaison"])
def test_no_name_of_a_step_is_cut_on_a_small_screen(reader: Person, step: str) -> None:
    reader.window.resize(1024, 640)
    page = first_look(reader, step)
    reader.look()
    bar = reader.one(QTabBar, "Étapes du projet")
    assert bar.tabRect(bar.count() - 1).right() <= bar.rect().right()
    assert bar.tabText(bar.currentIndex())[3:] == page.step.title


def test_the_keyboard_arrives_in_the_page_not_on_its_print_button(reader: Person) -> None:
    reader.window.go(Route("guide"))
    reader.go("besoin")
    assert reader.focus is reader.one(QTabBar, "Étapes du projet")


def test_the_tab_of_a_candidate_has_room_for_its_name_and_number(reader: Person) -> None:
    first_look(reader, "reponses", "q4_2").step.show_detail("studies")  # type: ignore[attr-defined]
    bar = reader.one(NameTabs, "Candidats")
    for place in range(bar.count()):
        words = QFontMetrics(bar.font()).horizontalAdvance(bar.tabText(place))
        # The style sheet keeps 12 pixels on each side, the word chosen is in bold.
        assert bar.tabRect(place).width() >= words + 24


def test_an_empty_filter_leaves_undo_to_the_program(reader: Person) -> None:
    reader.go("besoin")
    reader.replace(reader.one(TextField, NEED), "Autre")
    reader.window.go(Route("guide"))
    assert reader.project.need == "Autre"
    reader.press("Ctrl+F")
    assert reader.focus.accessibleName() == "Filtrer les projets"
    reader.press("Ctrl+Z")
    assert reader.project.need != "Autre"


def test_a_filter_undoes_its_own_words_first(reader: Person) -> None:
    reader.replace(reader.one(TextField, NEED), "Autre")
    reader.window.go(Route("guide"))
    reader.press("Ctrl+F")
    reader.type("derm")
    reader.press("Ctrl+Z")
    assert reader.project.need == "Autre"
