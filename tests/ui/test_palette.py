"""Ctrl+K: numbers, words without accents, actions; nothing found is said."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView
from pytestqt.modeltest import ModelTester

from dmn_desktop.app import make_application
from dmn_desktop.core.records import Structure
from dmn_desktop.services import answers, projects
from dmn_desktop.services import register as registers
from dmn_desktop.ui.widgets.palette import Hit, Palette, _Hits
from tests.app.person import NBSP, Person
from tests.ui.places import HTML


def search(person: Person, text: str) -> list[str]:
    """What Ctrl+K shows for a text."""
    person.press("Ctrl+K")
    assert person.focus.accessibleName() == "Rechercher, agir"
    person.type(text)
    model = person.one(QListView, "Résultats").model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def chosen(person: Person) -> str:
    return str(person.one(QListView, "Résultats").currentIndex().data())


@pytest.fixture
def desk(person: Person) -> Person:
    """Someone with two projects and an answer."""
    person.start_with()
    register = person.register
    dossier = person.dossier
    made = answers.answer_or_new(dossier, person.candidate().id, "q5_8_a")
    answers.save_answer(register, dossier, made.but(text="Mesuré à l’hôpital de Brest"))
    projects.create(register, person.window.context.library, f"Dépister la rétinopathie {HTML}")
    person.page.reload()
    return person


def test_a_number_goes_to_its_question(desk: Person) -> None:
    found = search(desk, "5.8")
    assert found[0] == "Questions HAS"
    assert found[1].startswith("5.8  ")
    assert not [words for words in found if words.startswith("5.1")]
    desk.press("Return")
    assert desk.page.route().question == "q5_8"
    assert not desk.seen(Palette)


@pytest.mark.parametrize(
    ("words", "action", "page", "focus"),
    [
        ("nouveau projet", "Nouveau projet", "guide", "Besoin"),
        ("ajouter", "Ajouter un dispositif", "inventaire", "Nom du dispositif"),
        ("importer", "Importer un tableau…", "import_inventaire", ""),
    ],
)
def test_something_new_is_begun_from_anywhere(
    desk: Person, words: str, action: str, page: str, focus: str
) -> None:
    desk.press("Alt+5")
    found = search(desk, words)
    assert found.count(action) == 1
    for _ in found:
        if chosen(desk) != action:
            desk.press("Down")
    desk.press("Return")
    shown = desk.window.page
    assert shown is not None
    assert shown.route().page == page
    assert focus in desk.focus.accessibleName()
    assert search(desk, words).count(action) == 1


def test_a_project_is_found_by_its_number_and_by_its_words(desk: Person) -> None:
    for text in ("P-02", "retinopathie", "RÉTINO", "depister retino"):
        assert f"Dépister la rétinopathie {HTML}" in search(desk, text)
        desk.press("Escape")
    search(desk, "P-02")
    desk.press("Return")
    assert desk.page.route().item != desk.project_id


def test_an_answer_leads_to_its_cell(desk: Person) -> None:
    found = search(desk, "hopital")
    assert "Réponses" in found
    assert "Mesuré à l’hôpital de Brest" in found
    while chosen(desk) != "Mesuré à l’hôpital de Brest":
        desk.press("Down")
    desk.press("Return")
    assert desk.cell == ("q5_8_a", 0)


def test_a_candidate_is_found(desk: Person) -> None:
    assert "Veridos Os" in search(desk, "veri")


@pytest.mark.parametrize(
    ("typed", "action"),
    [
        (">impr", "Imprimer…"),
        ("> aide", "Aide de cet écran"),
        (">question suivante", "Question suivante"),
        ("parametres", "Paramètres"),
        (">texte plus", "Texte plus grand"),
    ],
)
def test_actions_are_found_with_and_without_the_sign(desk: Person, typed: str, action: str) -> None:
    found = search(desk, typed)
    assert action in found
    if typed.startswith(">"):
        assert found[0] == "Actions"


def test_the_sign_alone_lists_actions(desk: Person) -> None:
    assert len(search(desk, ">")) > 5


def test_an_action_is_run(desk: Person) -> None:
    search(desk, ">texte plus grand")
    desk.press("Return")
    assert desk.window.context.theme.scale == 115
    desk.press("Ctrl+0")


def test_nothing_found_is_said_with_what_to_try(desk: Person) -> None:
    assert search(desk, "xyzzy") == [
        f"Rien pour «{NBSP}xyzzy{NBSP}». Essayer un numéro ou un mot plus court."
    ]
    desk.press("Return")
    assert desk.seen(Palette), "it is not a result"


def test_arrows_skip_the_titles_of_groups(desk: Person) -> None:
    found = search(desk, "fracture")
    titles = {"Projets", "Candidats", "Questions HAS", "Réponses", "Actions", "Pièces"}
    met = [chosen(desk)]
    for _ in found:
        desk.press("Down")
        met.append(chosen(desk))
    assert not titles & set(met)
    desk.press("Up", times=len(found))
    assert chosen(desk) == met[0]


def test_escape_gives_the_keyboard_back(desk: Person) -> None:
    desk.press("Return")
    before = desk.focus
    search(desk, "fracture")
    desk.press("Escape")
    assert not desk.seen(Palette)
    assert desk.focus is before


def test_a_click_opens_a_result(desk: Person) -> None:
    search(desk, "5.8")
    view = desk.one(QListView, "Résultats")
    point = view.visualRect(view.model().index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert desk.page.route().question == "q5_8"


def test_the_last_five_objects_are_offered_before_anything_is_typed(desk: Person) -> None:
    for question in ("q3", "q4_1", "q5_1", "q5_2", "q5_8"):
        desk.go("reponses", question)
    numbers = [words.split()[0] for words in search(desk, "")]
    assert numbers == ["Derniers", "5.2", "5.1", "4.1", "3", "Repérer"]
    desk.press("Return")
    assert desk.page.route().question == "q5_2"
    numbers = [words.split()[0] for words in search(desk, "")]
    assert numbers[:3] == ["Derniers", "5.8", "5.1"], "without the one on screen"


def test_the_last_objects_are_kept_for_each_register(desk: Person) -> None:
    desk.go("reponses", "q5_8")
    desk.press("Alt+1")
    desk.leave()
    desk.start()
    assert search(desk, "")[1].startswith("5.8  ")
    desk.press("Escape")
    other = desk.folder / "autre.dmn"
    registers.create(other, Structure(name="Autre")).close()
    desk.window.open_file(other)
    desk.settled()
    assert search(desk, "") == []


def test_an_object_that_is_gone_is_not_offered(desk: Person) -> None:
    desk.press("Alt+1")
    projects.delete(desk.register, desk.project)
    assert search(desk, "") == []


def test_without_a_register_only_actions_are_found(person: Person) -> None:
    person.start()
    found = search(person, "registre")
    assert found[0] == "Actions"
    assert "Ouvrir un registre…" in found


def test_results_are_read_aloud_with_what_stands_beside_them(desk: Person) -> None:
    search(desk, "P-02")
    model = desk.one(QListView, "Résultats").model()
    words = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.endswith(", P-02")


def test_the_list_keeps_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    make_application()
    model = _Hits()
    qtmodeltester.check(model)
    model.show_hits([Hit("Groupe"), Hit("Résultat", "détail", "", lambda: None)])
    model.show_hits([])
