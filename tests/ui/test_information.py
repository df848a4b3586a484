"""The screen of the sheets for patients."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from dmn_desktop.core.vocabulary import SheetState, SheetVariant
from dmn_desktop.services import (
    inventory,
    patient_consents,
    patient_sheets,
    patient_summaries,
    patient_templates,
)
from dmn_desktop.services import register as registers
from dmn_desktop.ui.pages.information.consent_tab import ConsentTab
from dmn_desktop.ui.pages.information.elements_tab import ElementsTab
from dmn_desktop.ui.pages.information.history_tab import HistoryTab
from dmn_desktop.ui.pages.information.text_tab import TextTab
from dmn_desktop.ui.routes import Route
from tests.app.person import picks
from tests.ui.information_window import PURPOSE, Informer

NBSP = "\u00a0"


@pytest.fixture
def someone(qtbot: QtBot, tmp_path: Path) -> Iterator[Informer]:
    person = Informer(qtbot, tmp_path)
    yield person
    person.end()


def test_without_sheets_a_device_is_offered(someone: Informer) -> None:
    someone.open_sheets()
    assert someone.reads("Aucune fiche. Créer la première depuis un dispositif.")
    assert someone.sheets.list.texts == ["Sans fiche", "Ostalis Fracture"]
    someone.begin_sheet()
    assert someone.sheets.list.texts == ["Brouillon", "Ostalis Fracture"]
    assert someone.sheet.state is SheetState.DRAFT
    someone.window.undo()
    assert someone.sheets.list.texts == ["Sans fiche", "Ostalis Fracture"]


def test_an_empty_list_says_why(someone: Informer) -> None:
    someone.open_sheets(number=0)
    assert someone.reads("Ni fiche, ni dispositif en service.")


def test_a_filter_that_finds_nothing_says_so(someone: Informer) -> None:
    someone.open_sheets()
    someone.sheets.side.filter.setFocus()
    someone.type("zzz")
    assert someone.sheets.list.texts == []
    assert someone.reads("Aucune fiche ne correspond.")
    someone.press("Ctrl+A")
    someone.press("Delete")
    assert someone.sheets.list.texts == ["Sans fiche", "Ostalis Fracture"]
    assert not someone.reads("Aucune fiche ne correspond.")


def test_what_is_typed_is_on_the_page_before_it_is_kept(someone: Informer) -> None:
    someone.open_sheets()
    someone.begin_sheet()
    assert "[Ce qu’il fait]" in someone.previewed()
    assert someone.row("Téléphone du DPO")._source.text() == "Paramètres"
    assert someone.row("Dispositif")._source.text() == "Fiche DMN-01"
    someone.field("Ce qu’il fait").setFocus()
    someone.type("il cherche des os cassés")
    assert someone.sheets.sheet.edited == "ce_qu_il_fait"
    assert "cherche des os cassés" in someone.previewed()
    someone.sheets.flush()
    assert someone.sheet.sheet.values == {"ce qu’il fait": "il cherche des os cassés"}
    assert someone.row("Ce qu’il fait")._source.text() == "Saisi ici"


def test_an_emptied_element_says_again_what_the_template_says(someone: Informer) -> None:
    someone.open_sheets()
    someone.begin_sheet()
    field = someone.field("Qui décide")
    shipped = field.toPlainText()
    someone.replace(field, "la radiologue")
    someone.saved()
    assert someone.sheet.sheet.values == {"qui décide": "la radiologue"}
    field.setFocus()
    someone.press("Ctrl+A")
    someone.press("Delete")
    someone.saved()
    assert field.toPlainText() == ""
    someone.field("Examen").setFocus()
    someone.look()
    assert field.toPlainText() == shipped
    assert someone.sheet.sheet.values == {}


def test_the_button_leads_to_what_is_missing_then_asks_the_role(someone: Informer) -> None:
    someone.open_sheets()
    someone.begin_sheet()
    someone.click(f"Valider{NBSP}: 1 élément manque")
    assert someone.focus is someone.field("Ce qu’il fait")
    someone.type("il cherche des os cassés")
    someone.saved()
    someone.click("Valider")
    assert someone.focus.accessibleName() == "Fonction de qui valide"
    someone.press("Ctrl+A")
    someone.press("Delete")
    someone.press("Return")
    assert "Aucune fonction ne valide la fiche" in someone.bar
    someone.type("Radiologue référent")
    someone.press("Return")
    last = someone.sheet.last
    assert last is not None
    assert last.validated_by == "Radiologue référent"
    assert someone.sheets.list.texts == ["À jour", "Ostalis Fracture"]
    assert not someone.sheets.head.validate.isEnabled()


def test_a_missing_fact_of_the_device_leads_to_its_sheet(someone: Informer) -> None:
    someone.open_sheets(number=2)
    second = patient_summaries.uncovered(someone.register)[1]
    someone.sheets.begin(second.id)
    row = someone.row("Données hors d’Europe")
    assert row.box.property("state") == "missing"
    someone.click_on(row._link)
    page = someone.window.page
    assert page is not None
    assert (page.route().page, page.route().item) == ("dispositif", second.id)


def test_variants_share_elements_and_change_the_page(someone: Informer) -> None:
    someone.open_sheets()
    someone.begin_sheet()
    someone.fill()
    standard = someone.previewed()
    someone.click("Texte simplifié")
    assert someone.sheets.sheet.variant is SheetVariant.SIMPLE
    simple = someone.previewed()
    assert simple != standard
    assert "cherche des os cassés" in simple
    assert someone.reads("FALC")


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_wrong_word_of_a_template_is_named_and_the_former_text_stays(someone: Informer) -> None:
    someone.open_sheets()
    someone.begin_sheet()
    someone.sheets.pane.turn_to("texte")
    tab = someone.sheets.pane.tab
    assert isinstance(tab, TextTab)
    field = tab.panel.field
    shipped = field.value()
    field.setFocus()
    someone.press("Ctrl+End")
    someone.type("\nAppelez {telephone de")
    assert field.completer.popup().isVisible()
    assert field.offered() == ["téléphone"]
    someone.type(" travers}")
    assert f"«{NBSP}telephone de travers{NBSP}» est inconnu" in tab.panel.problem.text()
    someone.sheets.flush()
    assert patient_templates.text_of(someone.register, "diagnostic").strip() == shipped
    assert someone.sheets.flush()


def test_an_own_text_serves_every_sheet_and_can_be_taken_back(someone: Informer) -> None:
    someone.open_sheets()
    someone.begin_sheet()
    someone.sheets.pane.turn_to("texte")
    tab = someone.sheets.pane.tab
    assert isinstance(tab, TextTab)
    tab.panel.field.setFocus()
    someone.press("Ctrl+End")
    someone.type("\nMerci de votre confiance.")
    assert "Merci de votre confiance." in someone.previewed()
    someone.sheets.flush()
    assert "confiance" in patient_templates.text_of(someone.register, "diagnostic")
    someone.click("Restaurer l’original")
    assert "confiance" not in patient_templates.text_of(someone.register, "diagnostic")
    assert "confiance" not in someone.previewed()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_name_is_chosen_with_the_keyboard(someone: Informer) -> None:
    someone.open_sheets()
    someone.begin_sheet()
    someone.sheets.pane.turn_to("texte")
    tab = someone.sheets.pane.tab
    assert isinstance(tab, TextTab)
    tab.panel.field.setFocus()
    someone.press("Ctrl+End")
    someone.type("\n{fabri")
    popup = tab.panel.field.completer.popup()
    assert popup.isVisible()
    someone.qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert tab.panel.field.value().endswith("{fabricant}")


def test_a_lost_mention_is_led_to_explained_or_put_back(someone: Informer) -> None:
    someone.open_sheets()
    someone.begin_sheet()
    someone.fill()
    source = patient_templates.text_of(someone.register, "diagnostic", "simple")
    patient_templates.save_text(
        someone.register, "diagnostic", "simple", source.replace("{mention refus}\n", "")
    )
    someone.sheets.reload()
    someone.click(f"Valider{NBSP}: 1 élément manque")
    assert someone.sheets.sheet.variant is SheetVariant.SIMPLE
    assert someone.reads("1 mention obligatoire absente de ce texte")
    assert someone.reads("L.1111-4, vérifié le")
    assert someone.focus.accessibleName() == f"Motif de l’absence{NBSP}: Liberté de refuser"
    someone.type("Dit à l’oral")
    someone.saved()
    someone.click("Valider")
    assert someone.reads("Liberté de refuser (CSP")
    assert someone.reads("Dit à l’oral")
    someone.click("Ne pas valider")
    tab = someone.sheets.pane.tab
    assert isinstance(tab, TextTab)
    reason = tab.lost.rows["simple:refus"].reason
    assert reason is not None
    reason.setFocus()
    someone.press("Ctrl+A")
    someone.press("Delete")
    someone.saved()
    assert someone.sheet.waits_for == 1
    someone.click(f"Remettre dans le texte{NBSP}: Liberté de refuser")
    assert someone.sheet.waits_for == 0
    assert patient_templates.text_of(someone.register, "diagnostic", "simple") == source
    someone.window.undo()
    assert someone.sheet.waits_for == 1


def test_the_code_of_the_own_page_is_asked_for_and_its_address_checked(someone: Informer) -> None:
    someone.open_sheets()
    someone.begin_sheet()
    someone.fill()
    tab = someone.sheets.pane.tab
    assert isinstance(tab, ElementsTab)
    assert not tab.code.isChecked()
    tab.code.click()
    assert someone.sheet.sheet.with_code
    someone.click(f"Valider{NBSP}: 1 élément manque")
    assert someone.reads("La page de la structure n’est pas écrite dans les Paramètres.")
    owner = registers.structure_of(someone.register)
    registers.save(someone.register, owner.but(web_page="https://cabinet.example/"), "page")
    someone.sheets.reload()
    assert "https://cabinet.example/" in someone.previewed()
    assert someone.sheets.head.validate.text() == "Valider"


def test_a_template_is_seen_without_any_sheet_nor_device(someone: Informer) -> None:
    someone.open_sheets(number=0)
    someone.window.go(Route("information", "", "modeles"))
    assert someone.reads("Aperçu avec un appareil d’exemple.")
    assert "Appareil d’exemple" in someone.previewed()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_template_is_changed_before_the_page_and_comes_back_with_one_undo(
    someone: Informer,
) -> None:
    someone.open_sheets()
    someone.window.go(Route("information", "", "modeles"))
    models = someone.sheets.models
    models.model.setCurrentText("Aide au diagnostic")
    models._open()
    shipped = models.panel.field.value()
    models.panel.field.setFocus()
    someone.press("Ctrl+End")
    someone.type("\nMerci de votre confiance.")
    assert "Merci de votre confiance." in someone.previewed()
    someone.sheets.flush()
    someone.click("Restaurer l’original")
    assert models.panel.field.value() == shipped
    someone.window.undo()
    someone.look()
    assert models.panel.field.value().endswith("Merci de votre confiance.")
    someone.press("Ctrl+End")
    someone.replace(models.panel.field, shipped.replace("{mention refus}\n", ""))
    someone.sheets.flush()
    assert someone.reads("1 mention obligatoire absente de ce texte")


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_wrong_word_is_underlined_where_it_stands(someone: Informer) -> None:
    someone.open_sheets()
    someone.window.go(Route("information", "", "modeles"))
    field = someone.sheets.models.panel.field
    field.setFocus()
    someone.press("Ctrl+A")
    someone.type("# Bonjour\nTapez {telefon} ici")
    (mark,) = field.extraSelections()
    assert mark.cursor.selectedText() == "telefon"
    assert mark.cursor.blockNumber() == 1
    assert (
        f"Ligne 2{NBSP}: «{NBSP}telefon{NBSP}» est inconnu"
        in someone.sheets.models.panel.problem.text()
    )
    someone.press("Ctrl+A")
    someone.type("# Bonjour")
    assert field.extraSelections() == []


def test_a_letter_begun_is_found_again_and_undone(someone: Informer) -> None:
    someone.open_sheets()
    place = Route("information", "", "documents", "lettre_assureur")
    someone.window.go(place)
    papers = someone.sheets.papers
    row = next(r for r in papers.elements.rows.values() if r.element.name == "signataire")
    assert row.field is not None
    someone.replace(row.field, "Le gérant")
    someone.saved()
    someone.window.go(Route("inventaire"))
    someone.window.go(place)
    assert row.field.toPlainText() == "Le gérant"
    assert "Le gérant" in someone.previewed()
    someone.window.undo()
    someone.look()
    assert row.field.toPlainText() != "Le gérant"


def test_the_questionnaire_has_three_presentations(someone: Informer) -> None:
    someone.open_sheets()
    someone.window.go(Route("information", "", "satisfaction"))
    assert "Votre avis sur l’information reçue" in someone.previewed()
    someone.click("Texte simplifié")
    assert "Votre avis nous aide" in someone.previewed()


def test_answers_are_counted_by_purpose_under_a_local_number(someone: Informer) -> None:
    someone.open_sheets()
    someone.begin_sheet()
    someone.sheets.pane.turn_to("consentement")
    tab = someone.sheets.pane.tab
    assert isinstance(tab, ConsentTab)
    someone.replace(tab.local_number, "A-17")
    someone.click("Accord")
    someone.click("Noter la réponse")
    assert someone.reads(f"A-17{NBSP}: Accord")
    device = someone.sheet.device
    assert device is not None
    one = patient_consents.counts(someone.register, device.id)[0]
    assert (one.purpose.purpose, one.agreed, one.opposed, one.withdrawn) == (PURPOSE, 1, 0, 0)
    someone.click("Noter le retrait")
    one = patient_consents.counts(someone.register, device.id)[0]
    assert (one.agreed, one.withdrawn) == (0, 1)


def test_the_form_that_patients_sign_is_begun_once_for_a_device(someone: Informer) -> None:
    someone.open_sheets()
    someone.begin_sheet()
    first = someone.sheets.sheet.id
    someone.sheets.pane.turn_to("consentement")
    someone.click("Créer le formulaire d’accord")
    form = someone.sheet
    assert (form.sheet.template, form.sheet.code) == ("reutilisation", "IP-02")
    someone.window.go(Route("information", first, "consentement"))
    someone.click("Ouvrir le formulaire d’accord, IP-02")
    assert someone.sheets.sheet.id == form.sheet.id
    menu = someone.sheets.pane.another.menu()
    menu.aboutToShow.emit()
    (asked,) = (a for a in menu.actions() if a.text() == "Traitement des données personnelles")
    asked.trigger()
    assert (someone.sheet.sheet.template, someone.sheet.sheet.code) == ("donnees", "IP-03")


def test_a_social_security_number_is_no_local_number(someone: Informer) -> None:
    someone.open_sheets()
    someone.begin_sheet()
    someone.sheets.pane.turn_to("consentement")
    tab = someone.sheets.pane.tab
    assert isinstance(tab, ConsentTab)
    someone.replace(tab.local_number, "2 55 08 14 168 025 38")
    someone.click("Opposition")
    someone.click("Noter la réponse")
    device = someone.sheet.device
    assert device is not None
    assert patient_consents.counts(someone.register, device.id)[0].opposed == 0
    assert "Rien n’a été noté." in someone.bar


def test_hand_outs_are_numbers_of_copies(someone: Informer) -> None:
    someone.open_sheets()
    someone.begin_sheet()
    someone.fill()
    patient_sheets.validate(someone.register, someone.sheets.sheet.id, "Radiologue")
    someone.sheets.reload()
    someone.sheets.pane.turn_to("historique")
    tab = someone.sheets.pane.tab
    assert isinstance(tab, HistoryTab)
    tab.copies.setValue(30)
    someone.click("Noter la remise")
    found = patient_sheets.hand_outs(someone.register, someone.sheets.sheet.id)
    assert [made.copies for _, made in found] == [30]
    assert someone.reads("30 exemplaires, version 1, standard")


def test_other_documents_are_filled_and_saved(
    someone: Informer, monkeypatch: pytest.MonkeyPatch
) -> None:
    someone.open_sheets()
    someone.window.go(Route("information", "", "documents", "carte_continuite"))
    assert "Ostalis Fracture" in someone.previewed()
    path = someone.folder / "carte.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", picks(path))
    someone.click("Enregistrer en PDF")
    someone.wait(path.exists, 20_000)
    assert path.read_bytes().startswith(b"%PDF")
    someone.wait(lambda: someone.bar == f"Document enregistré et relu{NBSP}: {path}.")


def test_a_draft_whose_folder_is_gone_is_told(
    someone: Informer, monkeypatch: pytest.MonkeyPatch
) -> None:
    someone.open_sheets()
    someone.begin_sheet()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", picks(someone.folder / "clé" / "fiche.pdf"))
    someone.click("Enregistrer en PDF")
    someone.wait(lambda: "plus accessible. Rien n’a été écrit." in someone.bar, 20_000)


def test_without_a_printer_the_sheet_is_offered_as_a_file(
    someone: Informer, monkeypatch: pytest.MonkeyPatch
) -> None:
    someone.open_sheets()
    someone.begin_sheet()
    someone.click("Imprimer")
    someone.wait(lambda: "Aucune imprimante" in someone.bar, 20_000)
    path = someone.folder / "fiche.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", picks(path))
    offered = someone.window.failure.findChildren(QAbstractButton)
    someone.click_on(next(b for b in offered if b.text() == "Enregistrer en PDF"))
    someone.wait(lambda: someone.bar == f"Document enregistré et relu{NBSP}: {path}.", 20_000)


def test_every_validated_sheet_is_written_in_a_folder(
    someone: Informer, monkeypatch: pytest.MonkeyPatch
) -> None:
    someone.open_sheets(number=2)
    for device in patient_summaries.uncovered(someone.register):
        made = patient_sheets.create(someone.register, device.id)
        if device.number == 1:
            patient_sheets.set_value(someone.register, made, "ce qu’il fait", "il cherche")
            patient_sheets.validate(someone.register, made.id, "Radiologue")
    someone.sheets.reload()
    folder = someone.folder / "fiches"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    started = someone.window.context.tasks.started
    stopped = started.connect(lambda job: job.cancel())
    someone.sheets._save_all()
    someone.wait(lambda: someone.bar == "Arrêté. Aucune fiche n’a été écrite.")
    started.disconnect(stopped)
    someone.sheets._save_all()
    said = f"Fiches enregistrées et relues{NBSP}: {folder}."
    someone.wait(lambda: someone.bar == said, 20_000)
    assert [path.name for path in folder.iterdir()] == ["IP-01 Information – Ostalis Fracture.pdf"]


def test_the_mention_for_the_report_is_copied(someone: Informer) -> None:
    someone.open_sheets()
    someone.begin_sheet()
    someone.click("Copier la mention pour le compte rendu")
    assert "Ostalis Fracture" in QApplication.clipboard().text()


def test_survey_with_more_answers_than_papers_is_refused(someone: Informer) -> None:
    someone.open_sheets()
    someone.window.go(Route("information", "", "satisfaction"))
    survey = someone.sheets.survey
    next(iter(survey._counts.values())).setValue(4)
    survey._returned.setValue(3)
    someone.click("Ajouter le relevé")
    assert patient_consents.satisfaction(someone.register) == []
    survey._returned.setValue(5)
    someone.click("Ajouter le relevé")
    assert [one.returned for one in patient_consents.satisfaction(someone.register)] == [5]


def test_the_sheet_of_a_device_leads_to_what_its_patients_are_told(someone: Informer) -> None:
    someone.open_sheets()
    device = patient_summaries.uncovered(someone.register)[0]
    someone.window.go(Route("dispositif", device.id))
    someone.click("Créer la fiche")
    assert someone.sheets.sheet.stored.sheet.device_id == device.id
    someone.window.go(Route("dispositif", device.id))
    assert someone.reads("IP-01")


def test_a_device_waits_for_its_sheet_to_be_reviewed(someone: Informer) -> None:
    someone.open_sheets()
    someone.begin_sheet()
    someone.fill()
    device = someone.sheet.device
    assert device is not None
    key = someone.sheets.sheet.id
    patient_sheets.validate(someone.register, key, "Radiologue")
    inventory.update(someone.register, device, {"hosting": "local"})
    someone.window.context.events.devices_changed.emit()
    someone.window.go(Route("dispositif", device.id))
    assert someone.reads("Revoir la fiche d’information IP-01")
    someone.click(f"Revoir{NBSP}: Revoir la fiche d’information IP-01")
    assert someone.sheets.sheet.id == key
    assert patient_summaries.to_review(someone.register) == 1


def test_many_sheets_are_filtered(someone: Informer) -> None:
    someone.open_sheets(number=60)
    for device in patient_summaries.uncovered(someone.register)[:20]:
        patient_sheets.create(someone.register, device.id)
    someone.sheets.reload()
    someone.replace(someone.sheets.side.filter, "appareil 12")
    assert someone.sheets.list.texts == ["Brouillon", "Appareil 12"]


def test_small_windows_show_one_part_at_a_time(someone: Informer) -> None:
    someone.open_sheets(size=(760, 560))
    someone.begin_sheet()
    assert someone.field("Ce qu’il fait").isVisible()
    assert not someone.sheets.preview.isVisible()
    tabs = someone.sheets.parts.tabs
    someone.click_tab(tabs, 2)
    assert "Brouillon" in someone.previewed()
    assert not [w for w in someone.seen(QLabel) if w.text() == "Modèle"]
