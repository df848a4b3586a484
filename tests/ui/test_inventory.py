"""The inventory: found, filtered, sorted, ticked, changed, kept as views."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from dmn_desktop.core.device_vocabulary import HelpKind
from dmn_desktop.core.records import today
from dmn_desktop.core.text import day
from dmn_desktop.core.vocabulary import LifeState, Nature
from dmn_desktop.services import inventory
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.fields import LineField
from dmn_desktop.ui.widgets.sidebar import RoomButton
from tests.ui.inventory_window import Keeper

NBSP = "\u00a0"


@pytest.fixture
def keeper(qtbot: QtBot, tmp_path: Path) -> Iterator[Keeper]:
    someone = Keeper(qtbot, tmp_path)
    yield someone
    someone.end()


@pytest.fixture
def listed(keeper: Keeper) -> Keeper:
    """Someone before fifteen devices."""
    keeper.open_inventory()
    return keeper


# Arriving


def test_an_empty_inventory_says_where_to_begin(keeper: Keeper) -> None:
    keeper.open_inventory(0)
    assert keeper.reads("L’inventaire est vide.")
    assert keeper.reads("Commencer par les logiciels qui donnent un avis sur un patient.")
    assert keeper.reads("Dermatologie")
    assert keeper.reads("0 dispositif")


def test_one_device_is_a_table_too(keeper: Keeper) -> None:
    keeper.open_inventory(1)
    assert keeper.shown == ["Densito Os"]
    assert keeper.reads("1 dispositif")


def test_the_head_counts_and_the_table_has_the_keyboard(listed: Keeper) -> None:
    assert listed.reads("15 dispositifs, dont 11 avec IA")
    assert listed.focus is listed.inventory.table
    assert listed.shown[0] == "Densito Os"
    assert listed.words("Dicto Compte rendu", "Aide à") == "Outil innovant hors DM"


def test_among_500_devices_one_starts_by_filtering(keeper: Keeper) -> None:
    keeper.open_inventory(500)
    assert keeper.reads("500 lignes")
    keeper.window.go(keeper.inventory.route())
    assert keeper.inventory.zones()[0].accessibleName() == "Filtrer les lignes"


def test_nothing_scrolls_sideways_in_a_framed_window_of_a_small_screen(listed: Keeper) -> None:
    listed.window.resize(1360, 640)
    listed.look()
    table = listed.inventory.table
    assert table.verticalScrollBar().maximum() > 0
    assert table.horizontalScrollBar().maximum() == 0


def test_a_row_is_one_sentence_for_a_screen_reader(listed: Keeper) -> None:
    model = listed.inventory.model
    listed.inventory.model.tick((13,), True)
    said = model.index(13, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith(f"Dispositif. N°{NBSP}: DMN-14, Dispositif{NBSP}: Triage Accueil, à l’")
    assert "à revoir" in said
    assert said.endswith("Cochée.")


# Adding


def test_a_name_is_enough_and_the_sheet_opens(listed: Keeper) -> None:
    listed.press("Ctrl+N")
    listed.type("Nouveau dispositif")
    listed.press("Return")
    assert listed.window.page is not None
    assert listed.window.page.route().page == "dispositif"
    listed.press("Alt+Left")
    assert listed.shown[-1] == "Nouveau dispositif"
    assert listed.words("Nouveau dispositif", "N°") == "DMN-16"


def test_an_innovative_tool_is_added_as_such(listed: Keeper) -> None:
    listed.click("Ajouter un dispositif")
    listed.click(f"Nature{NBSP}: Outil innovant")
    listed.replace(listed.one(LineField, "Nom du dispositif"), "Dictée")
    listed.click("Ajouter et ouvrir la fiche")
    found = inventory.find(listed.register, 16)
    assert found is not None
    assert found.nature is Nature.TOOL
    assert found.state is LifeState.IN_USE


def test_what_is_only_planned_or_tried_is_not_said_in_use(listed: Keeper) -> None:
    for place, state in ((16, LifeState.TRIAL), (17, LifeState.PLANNED)):
        listed.window.go(Route("inventaire"))
        listed.press("Ctrl+N")
        listed.click(f"État{NBSP}: {state.label}")
        listed.replace(listed.one(LineField, "Nom du dispositif"), f"Appareil {place}")
        listed.click("Ajouter et ouvrir la fiche")
        found = inventory.find(listed.register, place)
        assert found is not None
        assert found.state is state


# Filtering


def test_typing_filters_and_says_how_many_are_hidden(listed: Keeper) -> None:
    listed.press("Ctrl+F")
    listed.type("cont imag")
    assert listed.shown == ["Contour RT"]
    assert listed.reads("1 ligne sur 15, 14 masquées par le filtre")
    listed.click("Tout afficher")
    assert len(listed.shown) == 15


def test_nothing_found_says_what_to_do(listed: Keeper) -> None:
    listed.press("Ctrl+F")
    listed.type("zzzz")
    assert listed.reads("Aucune ligne ne correspond.")
    listed.click("Afficher toutes les lignes")
    assert len(listed.shown) == 15


def test_menus_filter_by_several_values_with_their_counts(listed: Keeper) -> None:
    values = {words: number for _, words, number in listed.inventory.desk.facet_values("service")}
    assert values["Urgences"] == 3
    listed.tick_menu("Service", ["Urgences", "Médecine"])
    assert len(listed.shown) == 6
    listed.tick_menu("État", ["À l’essai"])
    assert listed.shown == []
    listed.tick_menu("État", ["À l’essai"])
    listed.tick_menu("Risque", ["À analyser"])
    assert len(listed.shown) == 6


def test_the_filter_looks_only_at_what_a_narrow_window_shows(listed: Keeper) -> None:
    listed.press("Ctrl+F")
    listed.type("imagerie")
    assert len(listed.shown) == 3
    listed.window.resize(760, 640)
    listed.look()
    table = listed.inventory.table
    assert table.isColumnHidden(listed.place_of("Service"))
    assert listed.shown == [], "nobody would see why they match"
    listed.replace(listed.one(QLineEdit, "Filtrer les lignes"), "dmn-06")
    assert listed.shown == ["Contour RT"]
    listed.replace(listed.one(QLineEdit, "Filtrer les lignes"), "imagerie")
    listed.window.resize(1366, 740)
    listed.look()
    assert len(listed.shown) == 3


# Sorting


def test_a_second_key_comes_with_shift(listed: Keeper) -> None:
    listed.click_head("Service")
    listed.click_head("Dispositif", shift=True)
    assert listed.shown[:3] == ["Pulmona CT", "Scoliose Angle", "Vigie Sepsis"]
    assert listed.inventory.table.head.sortIndicatorSection() == listed.place_of("Service")
    before = listed.shown
    listed.click_head("Dispositif", shift=True)
    assert sorted(listed.shown) == sorted(before)
    assert listed.shown != before


def test_risks_sort_by_meaning(listed: Keeper) -> None:
    listed.click_head("Risques ouverts")
    levels = [listed.words(name, "Risques ouverts") for name in listed.shown]
    assert levels[0].startswith("À analyser")
    assert levels[-1].startswith("Élevé")


def test_a_review_never_made_comes_before_the_oldest(listed: Keeper) -> None:
    listed.click_head("Revue")
    assert listed.shown[:2] == ["Vigie Sepsis", "Alluma"]
    assert listed.words("Vigie Sepsis", "Revue") == "Jamais"


# Ticking and changing several


def test_space_ticks_and_the_bar_counts(listed: Keeper) -> None:
    listed.focus_on("Pulmona CT")
    listed.press("Space")
    listed.press("Shift+Down")
    assert listed.reads("2 lignes cochées")
    listed.press("Escape")
    assert not listed.reads("2 lignes cochées")
    listed.press("Ctrl+A")
    assert listed.reads("15 lignes cochées")


def test_boxes_are_clicked_and_outlive_a_filter(listed: Keeper) -> None:
    listed.click_box("Pulmona CT")
    listed.click_box("Alluma")
    listed.press("Ctrl+F")
    listed.type("densito")
    assert listed.reads("2 lignes cochées")


def test_a_bulk_change_is_shown_before_and_undone_as_one(listed: Keeper) -> None:
    for name in ("Pulmona CT", "Alluma"):
        listed.click_box(name)
    listed.click("Changer le service")
    field = listed.one(QLineEdit, "Nouvelle valeur, Services et lieux")
    listed.replace(field, "Bloc A, Bloc B")
    assert listed.reads(f"2 lignes{NBSP}: service Cardiologie et Urgences → Bloc A, Bloc B.")
    listed.click("Modifier 2 lignes")
    assert listed.values("Alluma").places == ("Bloc A", "Bloc B")
    listed.click("Annuler")
    assert listed.values("Alluma").places == ("Urgences",)
    assert listed.values("Pulmona CT").places == ("Cardiologie",)


def test_ticked_devices_are_marked_as_reviewed_today(listed: Keeper) -> None:
    listed.click_box("Vigie Sepsis")
    listed.click("Marquer comme revues")
    assert listed.words("Vigie Sepsis", "Revue") == day(today())


def test_an_unreadable_date_changes_nothing(listed: Keeper) -> None:
    listed.click_box("Alluma")
    listed.click("Changer la date de revue")
    before = listed.values("Alluma")
    listed.replace(listed.one(QLineEdit, "Nouvelle valeur, Dernière revue"), "hier")
    assert not listed.button("Modifier 1 ligne").isEnabled()
    listed.press("Return")
    assert listed.values("Alluma") == before


def test_any_field_can_be_changed_for_several(listed: Keeper) -> None:
    listed.click_box("Alluma")
    listed.click("Modifier…")
    fields = listed.one(QComboBox, "Champ à modifier")
    fields.setCurrentText("Criticité pour l’activité")
    words = listed.one(QComboBox, "Nouvelle valeur, Criticité pour l’activité")
    words.setCurrentText("Forte")
    listed.click("Modifier 1 ligne")
    assert listed.values("Alluma").criticality == "forte"


def test_deleted_devices_come_back(listed: Keeper) -> None:
    listed.click_box("Alluma")
    listed.click_box("Pulmona CT")
    listed.click("Supprimer")
    assert len(listed.shown) == 13
    assert "Ils restent 90 jours dans la Corbeille." in listed.bar
    listed.click("Annuler")
    assert len(listed.shown) == 15


def test_a_state_changes_for_several_at_once_and_back(listed: Keeper) -> None:
    for name in ("Pulmona CT", "Alluma"):
        listed.click_box(name)
    listed.click("Modifier…")
    listed.one(QComboBox, "Champ à modifier").setCurrentText("État")
    listed.one(QComboBox, "Nouvelle valeur, État").setCurrentText("Retiré")
    listed.click("Modifier 2 lignes")
    withdrawn = listed.values("Alluma")
    assert withdrawn.state is LifeState.WITHDRAWN
    assert withdrawn.withdrawn_on == today()
    assert len(inventory.sheet(listed.window.context.register, withdrawn.id).points) == 3
    listed.click("Annuler")
    assert listed.values("Alluma").state is LifeState.IN_USE
    assert listed.values("Pulmona CT").state is LifeState.IN_USE


def test_several_words_are_ticked_for_several_devices(listed: Keeper) -> None:
    for name in ("Pulmona CT", "Alluma"):
        listed.click_box(name)
    listed.click("Modifier…")
    listed.one(QComboBox, "Champ à modifier").setCurrentText("Aide à")
    words = listed.one(QListWidget, "Nouvelle valeur, Aide à")
    words.item(0).setCheckState(Qt.CheckState.Checked)
    assert listed.reads(f"2 lignes{NBSP}: aide à Diagnostic → Dépistage.")
    listed.click("Modifier 2 lignes")
    assert listed.values("Alluma").functions == (HelpKind.SCREENING,)


def test_a_tool_that_is_no_device_is_left_out_of_a_bulk_change_and_told(listed: Keeper) -> None:
    for name in ("Alluma", "Dicto Compte rendu"):
        listed.click_box(name)
    listed.click("Modifier…")
    listed.one(QComboBox, "Champ à modifier").setCurrentText("Aide à")
    listed.one(QListWidget, "Nouvelle valeur, Aide à").item(0).setCheckState(Qt.CheckState.Checked)
    left = f"1 ligne laissée telle quelle{NBSP}: ce champ ne la concerne pas."
    assert listed.reads(f"1 ligne{NBSP}: aide à Diagnostic → Dépistage. {left}")
    listed.click("Modifier 1 ligne")
    assert listed.bar == f"1 ligne modifiée. {left}"
    assert listed.values("Alluma").functions == (HelpKind.SCREENING,)
    assert listed.values("Dicto Compte rendu").functions == ()


# In place


def test_f2_changes_a_text_and_escape_restores_it(listed: Keeper) -> None:
    listed.focus_on("Alluma")
    listed.press("F2")
    listed.press("Ctrl+A")
    listed.type("Alluma 2")
    listed.press("Escape")
    assert listed.values("Alluma").name == "Alluma"
    listed.press("F2")
    listed.press("Ctrl+A")
    listed.type("Alluma 2")
    listed.press("Return")
    listed.wait(lambda: "Alluma 2" in listed.shown)
    assert listed.focus is listed.inventory.table


def test_f2_changes_a_date_and_refuses_what_is_none(listed: Keeper) -> None:
    for typed, kept in (("3/2/2026", date(2026, 2, 3)), ("hier", date(2026, 2, 3)), ("", None)):
        listed.focus_on("Alluma", "Revue")
        listed.press("F2")
        listed.press("Ctrl+A")
        listed.press("Delete")
        listed.type(typed)
        listed.press("Return")
        listed.look()
        listed.look()
        assert listed.values("Alluma").reviewed_on == kept


def test_f2_ticks_several_words(listed: Keeper) -> None:
    listed.focus_on("Alluma", "Aide à")
    listed.press("F2")
    words = listed.one(QListWidget, "Aide à")
    listed.wait(words.hasFocus)
    listed.press("Space")
    listed.press("Return")
    listed.wait(lambda: len(listed.values("Alluma").functions) == 2)
    assert listed.words("Alluma", "Aide à") == "Dépistage, Diagnostic"


def test_a_tool_that_is_no_device_helps_with_none_of_them(listed: Keeper) -> None:
    listed.focus_on("Dicto Compte rendu", "Aide à")
    listed.press("F2")
    assert listed.inventory.table.findChildren(QListWidget) == []


def test_the_least_important_columns_hide_where_room_is_scarce(listed: Keeper) -> None:
    def hidden(title: str) -> bool:
        return listed.inventory.table.isColumnHidden(listed.place_of(title))

    assert not hidden("Points")
    listed.window.resize(1024, 640)
    listed.look()
    assert hidden("Points")
    assert not hidden("Risques ouverts")
    listed.window.resize(1366, 740)
    listed.look()
    assert not hidden("Points")


def test_f2_chooses_a_state_and_dates_it(listed: Keeper) -> None:
    listed.focus_on("Alluma", "État")
    listed.press("F2")
    listed.look()
    listed.press("Down")
    listed.press("Return")
    listed.wait(lambda: listed.values("Alluma").state is LifeState.SUSPENDED)
    sheet = inventory.sheet(listed.register, listed.values("Alluma").id)
    assert len(sheet.states) == 2


def test_a_letter_changes_nothing(listed: Keeper) -> None:
    listed.focus_on("Alluma", "État")
    listed.type("x")
    assert not listed.seen(QComboBox)


# Columns and views


def test_columns_are_chosen_moved_and_remembered(listed: Keeper) -> None:
    listed.click("Colonnes")
    chooser = listed.inventory._chooser
    item = chooser.list.findItems("Fabricant, éditeur", Qt.MatchFlag.MatchExactly)[0]
    item.setCheckState(Qt.CheckState.Checked)
    titles = [c.title for c in listed.inventory.model.columns]
    assert titles[-1] == "Fabricant, éditeur"
    chooser.list.setCurrentItem(
        chooser.list.findItems("Fabricant, éditeur", Qt.MatchFlag.MatchExactly)[0]
    )
    listed.click("Monter")
    titles = [c.title for c in listed.inventory.model.columns]
    assert titles[-2:] == ["Fabricant, éditeur", "Revue"]
    assert listed.leave()
    listed.start(listed.path)
    listed.window.go(Route("inventaire"))
    assert [c.title for c in listed.inventory.model.columns] == titles


def test_the_program_offers_views_with_their_counts(listed: Keeper) -> None:
    assert [tab.split("  ") for tab in listed.tabs()] == [
        ["Tous", "15"],
        ["Avec IA", "11"],
        ["À revoir bientôt", "3"],
        ["Données réutilisées", "1"],
        ["Sans plan de continuité", "1"],
    ]
    listed.choose_tab("Sans plan")
    assert listed.shown == ["Cardiocalc ECG"]
    listed.choose_tab("À revoir")
    assert "Vigie Sepsis" in listed.shown


def test_a_view_is_kept_changed_renamed_and_deleted(listed: Keeper) -> None:
    listed.choose_tab("Avec IA")
    listed.tick_menu("Service", ["Urgences"])
    assert listed.tabs()[1].endswith("•")
    listed.click("Enregistrer cette vue")
    listed.type("Urgences avec IA")
    listed.press("Return")
    assert listed.tabs()[-1] == "Urgences avec IA  3"
    listed.choose_tab("Tous")
    assert len(listed.shown) == 15
    listed.choose_tab("Urgences")
    assert len(listed.shown) == 3
    listed.press("Ctrl+F")
    listed.type("alluma")
    assert listed.tabs()[-1].endswith("•")
    listed.click("Enregistrer")
    assert listed.tabs()[-1] == "Urgences avec IA  1"
    listed.inventory._views.ask_rename()
    listed.press("Ctrl+A")
    listed.type("Astreinte")
    listed.press("Return")
    assert listed.tabs()[-1] == "Astreinte  1"
    listed.inventory._views.removed.emit()
    assert len(listed.tabs()) == 5
    assert len(listed.shown) == 15
    listed.click("Annuler")
    assert listed.tabs()[-1] == "Astreinte  1"


def test_more_than_six_views_go_to_a_menu(listed: Keeper) -> None:
    for number in range(3):
        listed.inventory.desk._views._keep_as(f"Vue {number}")
    assert len(listed.tabs()) == 6
    assert listed.tabs()[-1].startswith("Vue 2")
    assert listed.button("Autres vues").isVisible()


# Leaving and coming back


def test_the_sheet_walks_through_what_is_shown_and_one_comes_back(listed: Keeper) -> None:
    listed.press("Ctrl+F")
    listed.type("ia urgences")
    names = listed.shown
    listed.click_box(names[1])
    listed.focus_on(names[1])
    identity = listed.inventory.desk.shown_ids()[1]
    listed.press("Return")
    walk = listed.window.context.walk
    assert walk.place(identity) == (2, len(names))
    assert walk.beside(identity, 1) == walk.ids[2]
    listed.press("Alt+Left")
    assert listed.shown == names
    values = listed.inventory.table.current_values()
    assert values is not None
    assert values[0] == identity
    assert listed.reads("1 ligne cochée")


def test_coming_back_keeps_the_place_in_a_long_list(keeper: Keeper) -> None:
    keeper.open_inventory(500)
    table = keeper.inventory.table
    keeper.inventory.model.finish()
    keeper.look()
    table.verticalScrollBar().setValue(300)
    keeper.window.go(Route("inventaire"))
    keeper.inventory.mark_reviewed()
    assert table.verticalScrollBar().value() == 300


# Out of the program


def test_ctrl_c_copies_ticked_rows_for_a_spreadsheet(listed: Keeper) -> None:
    listed.click_box("Alluma")
    listed.focus_on("Alluma")
    listed.press("Ctrl+C")
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().split("\n")
    assert lines[0].startswith("N°\tDispositif\tService")
    assert len(lines) == 2
    assert "<table>" in data.html()
    assert "Alluma" in data.html()


def test_points_to_treat_are_counted_in_the_sidebar(listed: Keeper) -> None:
    from dmn_desktop.services.device_life import add_point

    add_point(listed.register, listed.values("Alluma"), "Appeler l’éditeur")
    listed.window.context.events.devices_changed.emit()
    listed.look()
    listed.look()
    button = listed.one(RoomButton, "Inventaire")
    assert button.accessibleDescription() == "1 point à traiter"
    assert listed.words("Alluma", "Points") == "1"
