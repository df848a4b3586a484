"""The frame: navigation, keyboard, menus, text size, colours, bars."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget

from dmn_desktop.ui.focus import holds
from dmn_desktop.ui.pages.help import topics
from dmn_desktop.ui.rooms import PAGES
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.theme import SCALES, Mode
from dmn_desktop.ui.widgets import bars
from dmn_desktop.ui.widgets.fields import TextField
from dmn_desktop.ui.widgets.reading import ReadingPane
from dmn_desktop.ui.widgets.sidebar import Sidebar
from tests.app.person import NBSP, Person
from tests.ui.places import DETAILS, STEPS, places, run, settle

ROOMS = [spec for spec in PAGES if spec.icon]


# The sidebar


def entries(person: Person) -> list[QToolButton]:
    return [b for b in person.seen(QToolButton) if b.property("kind") == "nav"]


def test_the_sidebar_shows_the_rooms_that_exist(person: Person) -> None:
    person.start_with(step="reponses")
    assert [b.accessibleName() for b in entries(person)] == [spec.text for spec in ROOMS]
    assert all(not b.icon().isNull() for b in entries(person))
    lit = [b.accessibleName() for b in entries(person) if b.isChecked()]
    assert lit == ["Guide d’aide au choix"], "a project belongs to the guide"


def test_rooms_wait_for_a_register(person: Person) -> None:
    person.start()
    on = [b.accessibleName() for b in entries(person) if b.isEnabled()]
    assert on == [spec.text for spec in ROOMS if not spec.needs_register]
    person.press("Alt+1")
    assert person.reads("Rien ne quitte ce poste")


def test_alt_and_a_number_go_to_each_room(person: Person) -> None:
    person.start_with()
    for number, spec in enumerate(ROOMS, start=1):
        person.press(f"Alt+{number}")
        page = person.window.page
        assert page is not None
        assert page.route().page == spec.key
        lit = [b.accessibleName() for b in entries(person) if b.isChecked()]
        assert lit == [spec.text]


def test_a_page_without_entry_lights_none(person: Person) -> None:
    person.start_with()
    person.room("Paramètres")
    person.window.go(Route("debut"))
    assert not [b for b in entries(person) if b.isChecked()]


def test_the_sidebar_is_reduced_and_given_back(person: Person) -> None:
    person.start_with()
    person.press("Alt+1")
    sidebar = person.one(Sidebar, "Menu latéral")
    wide = sidebar.width()
    person.press("Ctrl+B")
    assert sidebar.width() < wide / 3
    assert all(b.accessibleName() for b in entries(person))
    person.press("Ctrl+B")
    assert sidebar.width() == wide


# Going back


def test_back_and_forward_find_the_very_cell(person: Person) -> None:
    person.start_with()
    person.go("reponses", "q5_8", "q5_8_c", person.candidate(1).id)
    person.room("Paramètres")
    person.press("F1")
    person.press("Alt+Left")
    page = person.window.page
    assert page is not None
    assert page.route().page == "parametres"
    person.press("Alt+Left")
    assert person.cell == ("q5_8_c", 1)
    person.press("Alt+Right")
    assert person.window.page is page


def test_the_breadcrumb_leads_back(person: Person) -> None:
    person.start_with()
    person.go("reponses", "q5_8")
    crumbs = [b for b in person.seen(QToolButton) if b.property("kind") == "crumb"]
    assert [c.text() for c in crumbs] == [
        "Guide d’aide au choix",
        "Projet P-01",
        "Réponses",
        "5. Fonctionnement",
    ]
    person.click_on(crumbs[1])
    assert person.step.key == "besoin"


# F6


@pytest.mark.parametrize("step", STEPS)
def test_f6_goes_round_the_zones_and_shows_where_it_is(person: Person, step: str) -> None:
    person.start_with(step=step)
    zones = [person.one(Sidebar, "Menu latéral"), *person.page.zones()]
    shown = [zone for zone in zones if zone.isVisible()]
    met: list[QWidget] = []
    for _ in shown:
        person.press("F6")
        met.append(person.focus)
        assert any(holds(zone, person.focus) for zone in shown)
    assert len(set(map(id, met))) == len(met), "each time another zone"
    person.press("F6")
    assert person.focus is met[0]
    person.press("Shift+F6")
    assert person.focus is met[-1]


def test_f6_reaches_a_bar(person: Person) -> None:
    person.start_with()
    person.window.context.messages.done("Fait.", ("Annuler", lambda: None))
    buttons = set()
    for _ in range(8):
        person.press("F6")
        buttons.add(person.focus)
    assert person.button("Annuler") in buttons


def test_the_focus_is_seen(person: Person) -> None:
    person.start_with()
    for _ in range(3):
        person.press("F6")
        with_focus = person.window.grab().toImage()
        before = person.focus
        before.clearFocus()
        without = person.window.grab().toImage()
        assert with_focus != without, before
        before.setFocus()


# Help


def test_f1_opens_the_help_of_each_screen(person: Person) -> None:
    person.start_with()
    for step in STEPS:
        person.go(step)
        person.press("F1")
        page = person.window.page
        assert page is not None
        assert page.route() == Route("aide", step=step)
        words = person.one(ReadingPane, "Aide").toPlainText()
        assert words.startswith(topics()[step]["titre"])


# Menus


def actions(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        if isinstance(inner := action.menu(), QMenu):
            yield from actions(inner)
        elif not action.isSeparator():
            yield action


def all_actions(person: Person) -> list[QAction]:
    return [a for menu in person.window.menus.menus.values() for a in actions(menu)]


def test_every_screen_has_help_and_its_commands_in_menus_each_with_its_own_keys(
    person: Person,
) -> None:
    person.start_with()
    for place in places():
        place.go(person)
        settle()
        shown = all_actions(person)
        keys = Counter(
            key.toString(QKeySequence.SequenceFormat.PortableText)
            for action in shown
            for key in action.shortcuts()
        )
        assert not [key for key, times in keys.items() if times > 1], place.name
        page = person.window.page
        assert page is not None
        assert page.help_topic() in topics(), place.name
        words = {action.text().replace("&&", "&") for action in shown}
        assert {c.text for c in page.commands()} <= words, place.name


def test_the_keys_of_the_design_are_taken(person: Person) -> None:
    person.start_with()
    portable = QKeySequence.SequenceFormat.PortableText
    keys = {k.toString(portable) for a in all_actions(person) for k in a.shortcuts()}
    wanted = (
        "Ctrl+K Ctrl+G Ctrl+Z Ctrl+Y Ctrl+P Ctrl+Shift+P Ctrl+Tab Ctrl+B Ctrl+0 Ctrl++ Ctrl+- F1 "
        "F6 F8 F9 Ctrl+Down Ctrl+Up Ctrl+Shift+Down Ctrl+Return Alt+Left Alt+Right Ctrl+1 Ctrl+O "
        "Ctrl+Q"
    )
    assert set(wanted.split()) <= keys
    person.press("Alt+1")
    keys = {k.toString(portable) for a in all_actions(person) for k in a.shortcuts()}
    assert {"Ctrl+N", "Ctrl+F"} <= keys


def test_every_key_of_the_help_is_a_key_of_the_program(person: Person) -> None:
    person.start_with()
    portable = QKeySequence.SequenceFormat.PortableText
    keys = {k.toString(portable) for a in all_actions(person) for k in a.shortcuts()}
    person.press("Alt+1")
    keys |= {k.toString(portable) for a in all_actions(person) for k in a.shortcuts()}
    told = [k for part in topics()["clavier"]["partie"] for k, _ in part.get("touches", [])]
    told += [k for part in topics()["reponses"]["partie"] for k, _ in part.get("touches", [])]
    of_parts = {"O", "P", "N", "D", "S", "F2", "Échap", "Entrée", "Espace", "Alt+1 à 9", "?"}
    for words in told:
        for key in words.split(", "):
            assert key in of_parts or english(key) in keys, key


def english(key: str) -> str:
    for french, name in (
        ("Maj", "Shift"),
        ("Entrée", "Return"),
        ("←", "Left"),
        ("→", "Right"),
        ("↓", "Down"),
        ("↑", "Up"),
    ):
        key = key.replace(french, name)
    return key


def test_the_menu_says_what_undo_would_do(person: Person) -> None:
    person.start_with()
    edit = person.window.menus.menus["Édition"]
    person.go("reponses", "q5_8", "q5_8_a", person.candidate().id)
    person.press("O")
    texts = [a.text() for a in edit.actions()]
    assert f"Annuler{NBSP}: réponse 5.8 a, candidat A" in texts
    person.press("Ctrl+Z")
    texts = [a.text() for a in edit.actions()]
    assert f"Rétablir{NBSP}: réponse 5.8 a, candidat A" in texts


def test_recent_registers_are_listed_newest_first(person: Person) -> None:
    person.start_with()
    menu = person.window.menus.menus["Fichier"]
    recent = next(a.menu() for a in menu.actions() if a.text() == "Registres récents")
    assert isinstance(recent, QMenu)
    recent.aboutToShow.emit()
    assert [a.text() for a in recent.actions()] == [str(person.path)]


# Text size and colours


def test_the_text_grows_and_shrinks_and_is_remembered(person: Person) -> None:
    person.start_with(step="besoin")
    theme = person.window.context.theme
    met = []
    for _ in range(len(SCALES)):
        met.append(theme.scale)
        person.press("Ctrl++")
    assert met == list(SCALES)
    assert theme.scale == 200
    assert person.one(TextField, "Réponse 1 a").font().pixelSize() == 28
    person.press("Ctrl+-")
    assert theme.scale == 175
    kept = json.loads((person.settings / "reglages.json").read_text(encoding="utf-8"))
    assert kept["taille_texte"] == 175
    person.press("Ctrl+0")
    assert theme.scale == 100


def test_the_next_start_keeps_colours_and_size(person: Person) -> None:
    person.start_with()
    person.window.menus.set_mode(Mode.DARK)
    person.press("Ctrl++")
    person.leave()
    person.start()
    theme = person.window.context.theme
    assert (theme.mode, theme.scale) == (Mode.DARK, 115)
    assert QApplication.palette().window().color() == theme.colour("bg")


def test_unreadable_settings_are_no_obstacle(person: Person) -> None:
    person.settings.mkdir()
    (person.settings / "reglages.json").write_bytes(b"\xff{")
    person.start()
    assert person.reads("Rien ne quitte ce poste")


@pytest.mark.parametrize(
    "settings",
    [
        {"taille_texte": 7, "affichage": "rose", "recents": [3, None], "fenetre": "!!"},
        {"recents": "texte", "taille_texte": "grand"},
        {"reprise:x": 5, "sauvegarde:x": []},
    ],
)
def test_odd_settings_are_no_obstacle(person: Person, settings: dict[str, object]) -> None:
    person.settings.mkdir()
    (person.settings / "reglages.json").write_text(json.dumps(settings), encoding="utf-8")
    person.windows = []
    person.start()
    assert person.reads("Rien ne quitte ce poste")


def test_text_typed_before_a_change_of_size_is_still_there(person: Person) -> None:
    person.start_with()
    person.press("Return")
    person.type("en cours")
    person.press("Ctrl++")
    assert person.focus.accessibleName() == "Réponse"
    person.type(" de frappe")
    person.saved()
    assert person.answer("q3_a").text == "en cours de frappe"


# Bars


def test_a_result_goes_away_by_itself_and_a_failure_stays(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bars, "SHOWN", 60)
    person.start_with()
    messages = person.window.context.messages
    messages.warn("À savoir.")
    messages.done("Fait.")
    assert person.bar == "À savoir.\nFait."
    person.wait(lambda: not person.window.result.isVisible())
    assert person.bar == "À savoir."
    person.click("Fermer ce message")
    assert not person.bar


def test_a_bar_under_the_mouse_or_with_the_focus_waits(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bars, "SHOWN", 500)
    person.start_with()
    bar = person.window.result
    person.window.context.messages.done("Fait.", ("Annuler", lambda: None))
    person.button("Annuler").setFocus()
    assert not bar._timer.isActive(), "the keyboard is on it"
    person.grid.setFocus()
    person.wait(bar._timer.isActive)
    QApplication.sendEvent(bar, QEvent(QEvent.Type.Enter))
    assert not bar._timer.isActive(), "the mouse is on it"
    QApplication.sendEvent(bar, QEvent(QEvent.Type.Leave))
    person.wait(lambda: not bar.isVisible())


def test_a_failure_does_not_go_when_the_mouse_passes(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bars, "SHOWN", 0)
    person.start_with()
    bar = person.window.failure
    person.window.context.messages.warn("À savoir.")
    QApplication.sendEvent(bar, QEvent(QEvent.Type.Enter))
    QApplication.sendEvent(bar, QEvent(QEvent.Type.Leave))
    settle()
    assert bar.isVisible()


def test_long_work_shows_a_bar_that_stops_it(person: Person) -> None:
    person.start_with()
    tasks = person.window.context.tasks
    stopped: list[bool] = []
    job = tasks.run(
        "Longue tâche…",
        lambda job: job._cancel.wait(20),
        stopped.append,
    )
    person.wait(person.window.progress.isVisible)
    assert person.reads("Longue tâche…")
    job.report(1, 4)
    person.click("Arrêter")
    person.wait(lambda: bool(stopped))
    assert stopped == [True]
    assert not person.window.progress.isVisible()


def test_short_work_shows_none(person: Person) -> None:
    person.start_with()
    tasks = person.window.context.tasks
    tasks.run("Courte tâche…", lambda job: None, lambda _: None)
    person.wait(lambda: not tasks.is_busy())
    assert not person.window.progress.isVisible()


def test_the_status_bar_tells_what_is_saved_and_where_backups_go(person: Person) -> None:
    person.start_with()
    status = person.window.status
    assert status.backup.text() == "Aucun dossier de sauvegarde choisi"
    assert status.local.text() == "Ce poste uniquement, aucun envoi"
    person.press("D")
    assert person.status.startswith("Enregistré à ")
    assert status.undo.text() == f"Annuler{NBSP}: réponse 3 a, candidat A à demander"


@pytest.mark.parametrize("words", DETAILS)
def test_a_screen_laid_over_the_question_gives_way_to_another_question(
    person: Person, words: str
) -> None:
    person.start_with()
    run(person, words)
    person.press("Ctrl+K")
    person.type("5.8")
    person.press("Return")
    assert person.grid.isVisible()
    assert person.page.route().question == "q5_8"


def test_the_window_keeps_its_size(person: Person, tmp_path: Path) -> None:
    person.start_with()
    person.window.resize(1100, 700)
    person.leave()
    make = person.windows[0].saveGeometry()
    assert make
    settings = json.loads((person.settings / "reglages.json").read_text(encoding="utf-8"))
    assert settings["fenetre"]
