"""Incidents at the window: noting, orienting, declaring, analysing, acting, what is late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QRadioButton

from dmn_desktop.core.incident_vocabulary import (
    ActionOrigin,
    ActionState,
    DeclarationState,
    IncidentState,
)
from dmn_desktop.core.records import now
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.typed_moments import moment_text
from dmn_desktop.core.vocabulary import LifeState
from dmn_desktop.services import actions, declarations, incident_orientation, incidents, inventory
from dmn_desktop.ui.pages.incidents.page import IncidentsPage
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.views.viewed_list import ViewedList
from dmn_desktop.ui.widgets.fields import TextField
from tests.app.person import Person, picks
from tests.exports.pdf_reading import read
from tests.ui.incident_window import at_incidents, choose, noted, open_step, page, paris, stored


@pytest.fixture
def before(person: Person) -> Person:
    """Someone before an empty log."""
    at_incidents(person)
    return person


def orient(person: Person, **answers: str) -> None:
    """Answers that somebody gave before."""
    for node, said in answers.items():
        incident = stored(person).incident
        incident_orientation.answer(person.register, incident, node, said)  # type: ignore[arg-type]


# Noting


def test_an_empty_log_says_where_to_begin(before: Person) -> None:
    assert before.reads("Aucun incident noté.")
    assert before.reads("failli arriver")


def test_ctrl_i_on_a_sheet_fills_the_device_and_its_version(before: Person) -> None:
    (device,) = inventory.rows(before.register, ())
    before.window.go(Route("dispositif", device[0]))
    before.press("Ctrl+I")
    before.wait(lambda: before.focus.accessibleName() == "Ce qui s’est passé, en une ligne")
    before.type("Fracture non signalée")
    before.press("Tab")
    before.wait(lambda: bool(incidents.listing(before.register)))
    one = stored(before).incident
    assert (one.device, one.version) == ("DMN-01 Ostalis Fracture", "3.3.0")
    assert one.name == "Fracture non signalée"


def test_nothing_is_written_while_a_new_incident_says_nothing(before: Person) -> None:
    before.press("Ctrl+I")
    before.press("Escape")
    before.room("Inventaire")
    assert incidents.listing(before.register) == []


def test_a_draft_without_a_title_is_kept_when_one_leaves(before: Person) -> None:
    before.press("Ctrl+I")
    before.replace(before.one(QLineEdit, "Lieu"), "Urgences")
    before.room("Inventaire")
    assert stored(before).incident.place == "Urgences"


def pick_device(person: Person, words: str) -> None:
    """Type in the list of devices, as slowly as its suggestions come, and leave it."""
    page(person).step.device.lineEdit().setFocus()  # type: ignore[attr-defined]
    person.press("Ctrl+A")
    for letter in words:
        person.type(letter)
        person.look()
    field = page(person).step.device  # type: ignore[attr-defined]
    person.qtbot.wait(50)  # suggestions come and go on a timer of Qt
    popup = QApplication.activePopupWidget()
    QTest.keyClick(popup or field, Qt.Key.Key_Tab)
    person.wait(lambda: bool(stored(person).incident.device))


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_a_device_is_found_by_a_part_of_its_name(before: Person) -> None:
    open_step(before, noted(before), "faits")
    pick_device(before, "ostalis")
    assert stored(before).incident.version == "3.3.0"


def test_a_piece_is_joined_copied_back_and_removed(
    before: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_step(before, noted(before), "faits")
    screen, copy = tmp_path / "capture.png", tmp_path / "copie.png"
    screen.write_bytes(b"une image")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", picks(screen))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", picks(copy))
    before.click("Joindre un fichier…")
    before.click("Enregistrer une copie de capture")
    assert copy.read_bytes() == b"une image"
    assert before.bar == f"Copie enregistrée et relue{NBSP}: {copy}."
    before.click("Supprimer capture")
    assert stored(before).documents == ()
    before.click("Annuler")
    assert [one.name for one in stored(before).documents] == ["capture"]


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_an_unknown_device_is_kept_as_written_and_said(before: Person) -> None:
    open_step(before, noted(before), "faits")
    pick_device(before, "Autre logiciel")
    assert stored(before).incident.device == "Autre logiciel"
    assert before.reads("n’est pas dans l’inventaire")


def test_a_moment_in_the_future_is_said_beside_its_field_and_kept(before: Person) -> None:
    open_step(before, noted(before), "faits")
    tomorrow = moment_text(datetime.now() + timedelta(days=1))
    before.replace(before.one(QLineEdit, "Survenu le"), tomorrow)
    before.press("Tab")
    before.wait(lambda: before.reads("est dans le futur"))
    assert stored(before).incident.happened_at is not None


def test_known_before_it_happened_is_said(before: Person) -> None:
    known = now() - timedelta(days=3)
    open_step(
        before, noted(before, known_at=known, happened_at=known + timedelta(hours=5)), "faits"
    )
    assert before.reads("Connu avant d’être survenu")


def test_words_that_are_no_moment_stay_and_are_said(before: Person) -> None:
    open_step(before, noted(before), "faits")
    before.replace(before.one(QLineEdit, "Connu le"), "ce matin")
    before.press("Tab")
    assert before.reads("n’est pas un moment")
    assert before.one(QLineEdit, "Connu le").text() == "ce matin"


def test_an_incident_is_closed_at_the_facts_and_opened_again(before: Person) -> None:
    open_step(before, noted(before), "faits")
    before.click("Clore ici")
    assert before.reads("Il manque la fonction de qui clôt.")
    before.replace(before.one(QLineEdit, "Clos par (fonction)"), "Radiologue")
    before.click("Clore ici")
    assert stored(before).incident.state is IncidentState.CLOSED
    before.click("Rouvrir l’incident")
    assert stored(before).incident.state is IncidentState.OPEN


def test_deleting_an_incident_offers_to_take_it_back(before: Person) -> None:
    open_step(before, noted(before), "faits")
    next(c for c in page(before).commands() if c.text == "Supprimer l’incident").run()
    assert incidents.listing(before.register) == []
    before.click("Annuler")
    assert len(incidents.listing(before.register)) == 1


# Orientation


def test_the_panel_follows_each_answer(before: Person) -> None:
    device = inventory.find(before.register, 1)
    assert device is not None
    open_step(before, noted(before, device_id=device.id), "orientation")
    asked = "Un décès ou une dégradation grave de la santé sont-ils survenus, ou possibles"
    faulty = "L’outil a-t-il mal fonctionné, trompé l’utilisateur, ou sa notice"
    yes(before, faulty)
    yes(before, asked)
    assert before.reads("Matériovigilance, en direct")
    assert before.reads("CSP L.5212-2")


def yes(person: Person, question: str) -> None:
    """Answer « Oui » with the space bar."""
    found = [
        one
        for one in person.seen(QRadioButton)
        if one.accessibleName().startswith(question) and one.text() == "Oui"
    ]
    assert found, [one.accessibleName() for one in person.seen(QRadioButton)]
    found[0].setFocus()
    person.press("Space")


def test_a_filled_answer_says_where_it_comes_from(before: Person) -> None:
    device = inventory.find(before.register, 1)
    assert device is not None
    open_step(before, noted(before, device_id=device.id), "orientation")
    assert not before.reads("Rempli depuis")
    before.click_on(page(before).step.known)  # type: ignore[attr-defined]
    assert before.reads(f"Rempli depuis la fiche DMN-01{NBSP}: marquage CE, classe IIa.")


def test_not_knowing_makes_a_point_with_whom_to_ask(before: Person) -> None:
    open_step(before, noted(before), "orientation")
    orient(before, fab1="inconnu")
    page(before).reload()
    before.click(f"Ajouter aux points à traiter{NBSP}: question 1")
    (action,) = actions.listing(before.register)
    assert "à éclaircir" in action.text


def test_a_narrow_window_puts_the_panel_under_the_questions_and_back(before: Person) -> None:
    open_step(before, noted(before), "orientation")
    panel = page(before).step.panel  # type: ignore[attr-defined]
    for width in (700, 1366):
        before.window.resize(width, 740)
        before.look()
        below = panel.mapTo(before.window, panel.rect().topLeft()).x() < 200
        assert below == (width == 700)
        assert before.reads("À déclarer d’après ces réponses")


def test_the_texts_name_their_day_of_verification(before: Person) -> None:
    open_step(before, noted(before), "orientation")
    before.click("Textes et date de vérification")
    assert before.reads("vérifiées le 21/11/2026")
    before.click("Revenir aux questions")
    assert before.reads("À déclarer d’après ces réponses")


# Declarations


def declared(person: Person) -> None:
    """An incident whose declarations are prepared and shown."""
    device = inventory.find(person.register, 1)
    assert device is not None
    one = noted(person, device_id=device.id, known_at=now() - timedelta(hours=2))
    orient(person, fab1="oui", mv4="oui")
    declarations.prepare(person.register, one.id)
    open_step(person, one, "declarations")


def test_the_program_says_that_it_sends_nothing(before: Person) -> None:
    declared(before)
    assert before.reads("Rien n’est envoyé par l’application")


def test_a_whole_text_is_copied(before: Person) -> None:
    declared(before)
    view = page(before).step._view  # type: ignore[attr-defined]
    part = next(iter(view.parts.values()))
    part._copy_all()
    text = QApplication.clipboard().text()
    assert "Ostalis Fracture" in text


def test_a_section_written_otherwise_can_be_taken_back(before: Person) -> None:
    declared(before)
    view = page(before).step._view  # type: ignore[attr-defined]
    part = next(iter(view.parts.values()))
    section = next(iter(part._texts.values()))
    field = before.one(TextField, section.title)
    before.replace(field, "Autre texte")
    before.wait(lambda: part._texts[section.id].edited)
    before.click(f"Reprendre le texte préparé{NBSP}: {section.title}")
    assert field.value() == section.proposed


def test_setting_a_declaration_aside_needs_a_reason(before: Person) -> None:
    declared(before)
    before.click("Ne pas déclarer, avec ce motif")
    assert before.reads("s’écarte avec un motif")
    before.replace(before.one(QLineEdit, "Motif pour l’écarter"), "Déjà déclaré par le CHU")
    before.replace(before.one(QLineEdit, "Écartée par (fonction)"), "Radiologue")
    before.click("Ne pas déclarer, avec ce motif")
    states = [one.declaration.state for one in stored(before).declarations]
    assert states.count(DeclarationState.REFUSED) == 1


def test_a_receipt_before_the_event_is_said_beside_its_date(before: Person) -> None:
    declared(before)
    view = page(before).step._view  # type: ignore[attr-defined]
    next(iter(view.parts.values())).note_sending()
    before.replace(before.one(QLineEdit, "Envoyé le"), "01/01/2020 10:00")
    before.press("Tab")
    before.wait(lambda: before.reads("Le récépissé est d’avant la connaissance"))


# What is late


def test_what_is_late_is_red_in_the_page_and_in_the_sidebar(before: Person) -> None:
    device = inventory.find(before.register, 1)
    assert device is not None
    one = noted(before, device_id=device.id, known_at=datetime(2026, 1, 5, tzinfo=UTC))
    orient(before, fab1="oui", mv4="oui")
    declarations.prepare(before.register, one.id)
    before.window.context.events.incidents_changed.emit()
    shown = before.window.page
    assert isinstance(shown, IncidentsPage)
    before.wait(shown.late.isVisible)
    assert before.reads("en retard")
    entry = before.window.sidebar._buttons["incidents"]
    before.wait(lambda: "en retard" in entry.accessibleDescription())


# Device


def test_a_device_is_suspended_from_its_incident_and_comes_back_with_a_reason(
    before: Person,
) -> None:
    device = inventory.find(before.register, 1)
    assert device is not None
    open_step(before, noted(before, device_id=device.id), "gravite")
    before.click("Suspendre le dispositif")
    file = stored(before)
    assert file.device is not None
    assert file.device.state is LifeState.SUSPENDED
    before.click("Remettre en service")
    assert before.reads("revient en service avec un motif")
    before.replace(before.one(QLineEdit, "Motif"), "Version corrigée installée")
    before.click("Remettre en service")
    file = stored(before)
    assert file.device is not None
    assert file.device.state is LifeState.IN_USE


def test_the_rank_among_those_of_the_version_is_shown(before: Person) -> None:
    device = inventory.find(before.register, 1)
    assert device is not None
    noted(before, "Premier", device_id=device.id, known_at=paris("2026-03-01 10:00"))
    second = noted(before, "Second", device_id=device.id, known_at=paris("2026-03-02 10:00"))
    open_step(before, second, "gravite")
    assert before.reads("2e sur 3.3.0")


# Analysis and actions


def test_a_moment_in_words_needs_no_clock(before: Person) -> None:
    open_step(before, noted(before), "analyse")
    before.replace(before.one(QLineEdit, f"Ajouter{NBSP}: un fait"), "L’alerte ne s’affiche pas.")
    before.press("Return")
    before.replace(before.one(QLineEdit, "Moment, en mots"), "au début de la garde")
    assert before.window.page is not None
    assert before.window.page.flush()
    (line,) = stored(before).chronology
    assert (line.at, line.moment) == (None, "au début de la garde")


def test_a_cause_asks_why_one_more_time_than_answered(before: Person) -> None:
    open_step(before, noted(before), "analyse")
    before.replace(before.one(QLineEdit, f"Cause{NBSP}: Équipe"), "Relecture non faite")
    before.press("Return")
    first = f"Pourquoi est-ce arrivé{NBSP}? (1)"
    before.replace(before.one(QLineEdit, first), "Pas de temps prévu")
    before.press("Tab")
    before.wait(lambda: bool(stored(before).causes[0].whys))
    assert before.one(QLineEdit, f"Et pourquoi cela{NBSP}? (2)").isVisible()


def test_words_of_blame_get_a_hint(before: Person) -> None:
    open_step(before, noted(before, analysis="La faute du médecin de garde."), "analyse")
    assert before.reads("plutôt")


def test_an_action_says_what_it_lacks_before_it_advances(before: Person) -> None:
    one = noted(before)
    made = actions.from_incident(before.register, one, "Relire chaque bassin")
    open_step(before, one, "actions")
    before.click(f"Planifier{NBSP}: {made.code}")
    assert before.reads("il manque à qui elle est confiée")
    before.replace(before.one(QLineEdit, "Confiée à (fonction)"), "Radiologue")
    before.replace(before.one(QLineEdit, "Échéance"), "01/12/2030")
    before.press("Tab")
    before.click(f"Planifier{NBSP}: {made.code}")
    (action,) = actions.listing(before.register)
    assert action.state is ActionState.PLANNED


# Log


def log_of(person: Person) -> ViewedList:
    """The list of the log."""
    shown = person.window.page
    assert isinstance(shown, IncidentsPage)
    return shown.log


def test_the_log_narrows_and_says_how_many_are_hidden(before: Person) -> None:
    noted(before, "Panne", incident_kind="panne")
    noted(before, "Faux positif", incident_kind="resultat_faux")
    log_of(before).filters.ticked.emit("nature", ("resultat_faux",))
    before.wait(lambda: before.reads("1 ligne sur 2"))
    before.click("Tout afficher")
    assert before.reads("2 lignes")


def test_a_view_of_the_log_keeps_filter_columns_and_sort_for_the_next_session(
    before: Person,
) -> None:
    noted(before, "Panne", incident_kind="panne", place="Urgences")
    noted(before, "Faux positif", incident_kind="resultat_faux")
    log = log_of(before)
    log.set_columns(("number", "name", "place", "state"))
    log.table.sort_from(1)
    log.set_menu("nature", ("panne",))
    before.click("Enregistrer cette vue")
    before.type("Pannes")
    before.press("Return")
    before.wait(lambda: log.views.title == "Pannes")
    assert before.leave()
    before.start(before.path)
    before.window.go(Route("incidents"))
    again = log_of(before)
    assert again.state.columns == ("number", "name", "place", "state")
    assert again.model.shown_number == 2
    again.choose(again.views.views[0].id)
    assert (again.model.shown_number, again.state.sorting) == (1, (("name", False),))


def test_the_plan_of_actions_has_views_of_its_own(before: Person) -> None:
    actions.add(before.register, "Relire chaque bassin", ActionOrigin.AUDIT)
    before.window.go(Route("incidents", step="actions"))
    shown = before.window.page
    assert isinstance(shown, IncidentsPage)
    shown.plan.list.choose("terminees")
    assert shown.plan.list.model.shown_number == 0
    shown.plan.list.choose("en_cours")
    assert shown.plan.list.model.shown_number == 1


def test_the_picture_has_its_numbers(before: Person) -> None:
    noted(before, "Panne", incident_kind="panne")
    before.window.go(Route("incidents", step="chiffres"))
    before.click("Voir les valeurs")
    shown = before.window.page
    assert isinstance(shown, IncidentsPage)
    model = shown.pictures.table.model()
    assert model.index(0, 0).data() == "Panne, arrêt ou lenteur"
    assert model.index(0, 13).data(Qt.ItemDataRole.DisplayRole) == "1"


def test_pasting_five_megabytes_is_cut_and_said(before: Person, tmp_path: Path) -> None:
    open_step(before, noted(before), "faits")
    field = before.one(TextField, "Circonstances")
    field.setFocus()
    QApplication.clipboard().setText("a" * 5_000_000)
    before.press("Ctrl+V")
    before.press("Tab")
    assert "caractères" in before.bar
    assert before.reads("la fin n’a pas été prise")
    assert 0 < len(stored(before).incident.description) <= 20_000


def test_the_report_is_that_of_the_year_of_the_figures(before: Person, tmp_path: Path) -> None:
    noted(before, "Avant", known_at=paris("2025-03-01 10:00"))
    noted(before, "Ensuite", known_at=paris("2026-03-01 10:00"))
    before.window.go(Route("incidents", step="chiffres"))
    choose(before, "Année", "2025")
    shown = before.window.page
    assert isinstance(shown, IncidentsPage)
    shown._papers.write("incidents-annee", tmp_path / "bilan.pdf")
    before.wait(lambda: not before.window.context.tasks.is_busy())
    text = read(tmp_path / "bilan.pdf").text
    assert "Avant" in text
    assert "Ensuite" not in text


def test_the_keyboard_arrives_in_the_step_and_tab_goes_on_in_it(before: Person) -> None:
    open_step(before, noted(before), "gravite")
    before.one(QComboBox, "Gravité constatée").setFocus()
    before.press("Ctrl+Tab")
    step = page(before).step
    assert step.key == "orientation"
    assert step.isAncestorOf(before.focus)
    before.press("Space")
    before.press("Tab")
    assert step.isAncestorOf(before.focus)
    assert stored(before).incident.answers
