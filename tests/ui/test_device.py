"""The sheet of a device: read, changed in place, walked through, never blocking."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QLineEdit, QToolTip
from pytestqt.qtbot import QtBot

from dmn_desktop.core.device_vocabulary import (
    AiRole,
    CeClass,
    DeviceStatus,
    HighRisk,
    Known,
    LearningKind,
    PointState,
    Reconsidered,
    UseVerdict,
)
from dmn_desktop.core.records import Device, DeviceDocument, DeviceVersion, Structure, today
from dmn_desktop.core.vocabulary import LifeState, Nature
from dmn_desktop.services import device_life, inventory, risks
from dmn_desktop.services import register as registers
from dmn_desktop.services.inventory import Sheet
from dmn_desktop.ui.forms.value_field import ValueField
from dmn_desktop.ui.pages.device.page import TABS, DevicePage
from dmn_desktop.ui.pages.device.panels import StatePanel, VersionPanel
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.fields import WordField
from tests.app.person import NBSP, Person, picks


class Reader(Person):
    """Someone before the sheet of a device."""

    device_id = ""

    def begin(self, size: tuple[int, int] = (1366, 740), **values: Any) -> None:
        """Start on the sheet of a new device."""
        register = registers.create(self.path, Structure(name="Cabinet des Remparts"))
        given = {"uses_ai": Known.YES, "status": DeviceStatus.MDR, **values}
        self.device_id = inventory.add(register, given.pop("name", "Ostalis Fracture"), **given).id
        register.close()
        self.start(self.path, size)
        self.show()

    def show(self, tab: str = "", field: str = "") -> None:
        self.window.go(Route("dispositif", self.device_id, tab, field))
        self.look()

    @property
    def sheet(self) -> Sheet:
        return inventory.sheet(self.register, self.device_id)

    @property
    def device(self) -> Device:
        return self.sheet.device

    @property
    def fiche(self) -> DevicePage:
        page = self.window.page
        assert isinstance(page, DevicePage)
        return page

    def field(self, name: str) -> ValueField:
        return next(f for f in self.fiche.tab.fields() if f.name == name)

    def shown(self, name: str) -> str:
        """What a field says, as a screen reader would."""
        return self.field(name)._text.accessibleName()

    def change(self, name: str) -> None:
        """Open a field with the mouse."""
        self.click_on(self.field(name)._text)

    def words(self) -> str:
        return "\n".join(label.text() for label in self.seen(QLabel))


@pytest.fixture
def reader(qtbot: QtBot, tmp_path: Path) -> Any:
    someone = Reader(qtbot, tmp_path)
    yield someone
    someone.end()


# Changing a value in place


def test_a_value_is_typed_where_it_stands_and_kept_by_itself(reader: Reader) -> None:
    reader.begin()
    assert reader.shown("manufacturer") == "Fabricant, éditeur\u00a0: à compléter"
    reader.change("manufacturer")
    reader.type("Ostalis SAS")
    reader.saved()
    assert reader.device.manufacturer == "Ostalis SAS"
    reader.press("Return")
    assert reader.shown("manufacturer") == "Fabricant, éditeur\u00a0: Ostalis SAS"
    assert reader.focus is reader.field("manufacturer")._text
    assert reader.window.status.undo.text() == "Annuler\u00a0: DMN-01, fabricant"
    reader.press("Ctrl+Z")
    assert reader.device.manufacturer == ""
    assert "à compléter" in reader.shown("manufacturer")


@pytest.mark.parametrize("key", ["Return", "F2", "Space"])
def test_keys_open_a_value(reader: Reader, key: str) -> None:
    reader.begin()
    reader.field("referent")._text.setFocus()
    reader.press(key)
    assert isinstance(reader.focus, QLineEdit)
    assert reader.focus.accessibleName() == "Référent interne"


def test_escape_puts_back_what_was_there_even_once_saved(reader: Reader) -> None:
    reader.begin(contact="01 00 00 00 00")
    reader.change("contact")
    reader.replace(reader.focus, "Autre")
    reader.saved()
    assert reader.device.contact == "Autre"
    reader.press("Escape")
    assert reader.device.contact == "01 00 00 00 00"
    assert not reader.field("contact").is_open


def test_escape_keeps_nothing_of_what_was_just_typed(reader: Reader) -> None:
    reader.begin()
    reader.change("manufacturer")
    reader.type("Autr")
    reader.press("Escape")
    assert reader.device.manufacturer == ""


def test_tab_goes_on_to_the_next_value(reader: Reader) -> None:
    reader.begin()
    reader.change("manufacturer")
    reader.type("Ostalis SAS")
    reader.press("Tab")
    assert reader.device.manufacturer == "Ostalis SAS"
    assert reader.field("version").is_open
    reader.press("Shift+Tab")
    assert reader.field("manufacturer").is_open


def test_a_date_that_is_none_is_told_beside_its_field(reader: Reader) -> None:
    reader.begin()
    reader.change("in_service_on")
    reader.type("demain")
    reader.press("Return")
    assert reader.reads("n’est pas une date. Écrire jj/mm/aaaa.")
    assert reader.field("in_service_on").is_open
    reader.replace(reader.focus, "15/4/24")
    reader.press("Return")
    assert reader.device.in_service_on == date(2024, 4, 15)
    assert reader.shown("in_service_on") == "Mise en service\u00a0: 15 avril 2024"


def test_a_list_is_typed_with_commas(reader: Reader) -> None:
    reader.begin()
    reader.change("places")
    reader.type("Imagerie, Urgences ; Imagerie")
    reader.press("Return")
    assert reader.device.places == ("Imagerie", "Urgences")
    assert reader.shown("places") == "Services et lieux\u00a0: Imagerie, Urgences"


def test_what_was_used_elsewhere_is_offered(reader: Reader) -> None:
    reader.begin()
    inventory.add(reader.register, "Veridos Os", places=("Bloc", "Salle 2"))
    reader.change("places")
    completer: Any = reader.focus.completer()  # type: ignore[attr-defined]
    completer.setCompletionPrefix("sal")
    assert completer.completionCount() == 1
    assert completer.splitPath("Urgences, sal") == ["sal"]
    reader.press("Escape")


def test_a_word_is_chosen_in_its_list_and_several_in_boxes(reader: Reader) -> None:
    reader.begin()
    reader.change("learning")
    field = reader.focus
    assert isinstance(field, WordField)
    QTest.keyClick(field, Qt.Key.Key_Down)
    field.activated.emit(field.currentIndex())
    assert reader.device.learning is LearningKind.FROZEN
    reader.change("functions")
    reader.press("Space")
    assert reader.device.functions
    reader.press("Escape")
    assert reader.device.functions == ()


def test_help_and_source_come_with_the_field(reader: Reader) -> None:
    reader.begin()
    assert not reader.reads("Fonction et initiales de qui le suit.")
    reader.change("referent")
    assert reader.reads("Fonction et initiales de qui le suit. Source\u00a0: Fiche HAS 3.4-05.")


def test_a_country_is_typed_by_its_name_and_kept_as_its_code(reader: Reader) -> None:
    reader.begin()
    reader.change("manufacturer_country")
    reader.type("allemagne")
    reader.press("Return")
    assert reader.device.manufacturer_country == "DE"
    assert reader.shown("manufacturer_country") == "Pays du fabricant\u00a0: Allemagne"
    reader.change("manufacturer_country")
    reader.replace(reader.focus, "Europe")
    reader.press("Return")
    assert reader.reads("n’est pas un pays connu")
    assert reader.device.manufacturer_country == "DE"
    reader.press("Escape")


def test_one_arrives_on_the_tabs(reader: Reader) -> None:
    reader.begin()
    reader.wait(reader.fiche.tab_bar.hasFocus)


def test_an_empty_name_is_refused_and_the_former_one_stays(reader: Reader) -> None:
    reader.begin()
    reader.change("name")
    reader.press("Ctrl+A")
    reader.press("Delete")
    reader.press("Return")
    assert reader.reads("Le nom ne peut pas être vide.")
    reader.press("Escape")
    assert reader.device.name == "Ostalis Fracture"


def test_a_number_out_of_bounds_is_told(reader: Reader) -> None:
    reader.begin()
    reader.show("contrat", "notice_months")
    reader.type("700")
    reader.press("Return")
    assert reader.reads("Un nombre entier de 0 à 600 est attendu.")
    assert reader.device.notice_months is None


def test_leaving_the_sheet_keeps_what_was_typed(reader: Reader) -> None:
    reader.begin()
    reader.change("manufacturer")
    reader.type("Ostalis SAS")
    reader.window.go(Route("inventaire"))
    assert reader.device.manufacturer == "Ostalis SAS"


def test_a_register_open_for_reading_shows_and_opens_nothing(reader: Reader) -> None:
    reader.begin(manufacturer="Ostalis SAS")
    desk = reader.window.context.desk
    desk.close()
    desk.put(registers.open_file(reader.path, read_only=True))
    reader.show()
    reader.change("manufacturer")
    assert not reader.field("manufacturer").is_open
    assert "Ostalis SAS" in reader.shown("manufacturer")


# Identifiers


def test_a_whole_code_is_parted_into_model_and_rest(reader: Reader) -> None:
    reader.begin()
    reader.change("udi_di")
    reader.type("(01)03760000123457(10)3.3.0")
    reader.press("Return")
    reader.wait(lambda: reader.device.udi_pi == "(10)3.3.0")
    assert reader.device.udi_di == "03760000123457"
    assert reader.reads("Code GS1, clé de contrôle juste.")
    assert "IUD-ID\u00a0: 03760000123457" in reader.shown("udi_di")


def test_a_new_label_replaces_the_rest_of_the_code_and_says_so(reader: Reader) -> None:
    reader.begin(udi_di="03760000123457", udi_pi="(10)3.2.0")
    reader.change("udi_di")
    reader.press("Ctrl+A")
    reader.type("(01)03760000123457(10)3.3.0")
    reader.press("Return")
    reader.wait(lambda: reader.device.udi_pi == "(10)3.3.0")
    assert "IUD-IP (10)3.3.0" in reader.bar
    assert f"Avant{NBSP}: (10)3.2.0." in reader.bar
    reader.click("Annuler")
    assert reader.device.udi_pi == "(10)3.2.0"


def test_a_whole_code_pasted_into_the_rest_is_parted_too(reader: Reader) -> None:
    reader.begin()
    reader.show("reglementaire", "udi_pi")
    reader.type("(01)03760000123457(10)3.3.0")
    reader.press("Return")
    reader.wait(lambda: reader.device.udi_di == "03760000123457")
    assert reader.device.udi_pi == "(10)3.3.0"


def test_a_doubtful_identifier_is_told_and_kept(reader: Reader) -> None:
    reader.begin()
    reader.show("reglementaire", "notified_body")
    reader.type("459")
    reader.press("Return")
    assert reader.device.notified_body == "459"
    assert reader.reads("Quatre chiffres sont attendus, comme 0459.")


# What applies


def test_a_tool_has_no_regulatory_fields_and_it_is_said_once(reader: Reader) -> None:
    reader.begin(nature=Nature.TOOL, status=DeviceStatus.NOT_A_DEVICE)
    sentence = "Outil innovant hors DM\u00a0: les champs réglementaires ne s’appliquent pas."
    assert reader.words().count(sentence) == 1
    assert reader.field("udi_di").isHidden()
    assert not reader.field("tool_kind").isHidden()
    assert reader.reads("Outil innovant hors DM")
    reader.show("reglementaire")
    assert reader.field("ce_class").isHidden()


def test_what_the_project_answered_says_where_it_comes_from(reader: Reader) -> None:
    reader.begin(purpose="Signaler", origins={"purpose": "P-03, réponse 3 a"})
    assert reader.reads("Réponse 3 a du projet P-03")


# High risk


def test_high_risk_is_proposed_taken_and_another_answer_wants_a_reason(reader: Reader) -> None:
    reader.begin(ce_class=CeClass.IIA)
    reader.show("reglementaire")
    assert reader.reads("Oui, dispositif médical (art. 6.1). À partir de la classe IIa")
    reader.click("Reprendre cette réponse")
    assert reader.device.high_risk is HighRisk.DEVICE
    assert reader.reads("À venir")
    assert reader.reads("2 août 2028")
    reader.window.context.save(
        inventory.update, reader.register, reader.device, {"high_risk": HighRisk.NO}
    )
    reader.window.context.events.devices_changed.emit()
    assert reader.reads("écrire le motif de ce choix")
    assert reader.device.ai_role is AiRole.NONE


# Use and purpose


def test_a_gap_opens_a_risk_and_says_which(reader: Reader) -> None:
    reader.begin(purpose="Membres", intended_use="Rachis")
    assert reader.reads("Comparer l’usage prévu à la finalité")
    reader.click("Écart")
    assert reader.device.use_verdict is UseVerdict.BEYOND
    assert [risk.rule for risk in reader.sheet.risks] == ["usage_hors_finalite"]
    assert reader.reads("Risque R-01.1\u00a0: ouvert.")
    bar = reader.fiche.tab_bar
    assert bar.tabText(1) == "Risques  1"


# States and versions


def test_the_state_changes_with_its_date_and_reason(reader: Reader) -> None:
    reader.begin()
    reader.click("Changer l’état…")
    panel = reader.seen(StatePanel)[0]
    reader.click("Retiré")
    assert reader.reads("Le retrait ouvre trois points à traiter")
    reader.replace(panel.since, "9/3/26")
    reader.replace(panel.reason, "Remplacé")
    reader.click("Enregistrer l’état")
    assert reader.device.state is LifeState.WITHDRAWN
    assert reader.device.withdrawn_on == date(2026, 3, 9)
    reasons = [s.reason for s in reader.sheet.states if s.state is LifeState.WITHDRAWN]
    assert (reasons, len(reader.sheet.points)) == (["Remplacé"], 3)
    assert reader.seen(StatePanel) == []
    assert reader.reads("Obtenir la preuve de l’effacement des données")


def test_a_state_without_a_readable_date_is_not_kept(reader: Reader) -> None:
    reader.begin()
    reader.click("Changer l’état…")
    reader.click("Enregistrer l’état")
    assert reader.reads("L’état est déjà")
    reader.click("En service")
    reader.replace(reader.seen(StatePanel)[0].since, "hier")
    reader.click("Enregistrer l’état")
    assert reader.reads("n’est pas une date")
    assert reader.device.state is LifeState.PLANNED
    reader.press("Escape")
    assert reader.seen(StatePanel) == []


def test_a_new_version_asks_four_questions_and_opens_points(reader: Reader) -> None:
    reader.begin(version="3.2.1")
    reader.click("Nouvelle version…")
    panel = reader.seen(VersionPanel)[0]
    assert reader.focus is panel.version
    assert len(panel.questions) == 4
    reader.type("3.3.0")
    for question in panel.questions.values():
        name = question.accessibleName()
        reader.click_on(reader.button(f"{name}\u00a0: À faire"))
    reader.click("Enregistrer la version")
    assert reader.device.version == "3.3.0"
    assert [v.version for v in reader.sheet.versions] == ["3.2.1", "3.3.0"]
    assert len(reader.sheet.points) == 4
    assert reader.reads("Former à la version 3.3.0")
    reader.show("historique")
    assert reader.reads("3.3.0, installée le")


def test_the_same_version_is_not_a_new_one(reader: Reader) -> None:
    reader.begin(version="3.2.1")
    reader.click("Nouvelle version…")
    reader.type("3.2.1")
    reader.click("Enregistrer la version")
    assert reader.reads("Écrire le numéro de la nouvelle version")
    assert reader.sheet.versions == ()


# À faire


def test_a_point_is_done_or_dropped_with_a_reason(reader: Reader) -> None:
    reader.begin()
    register, device = reader.register, reader.device
    one = device_life.add_point(register, device, "Demander le certificat")
    two = device_life.add_point(register, device, "Appeler l’éditeur")
    reader.window.context.events.devices_changed.emit()
    reader.click(f"Fait\u00a0: {one.text}")
    reader.click(f"Écarter\u00a0: {two.text}")
    reader.type("Reçu ailleurs")
    reader.press("Return")
    states = {point.text: (point.state, point.reason) for point in reader.sheet.points}
    assert states == {
        one.text: (PointState.DONE, ""),
        two.text: (PointState.DROPPED, "Reçu ailleurs"),
    }


def test_a_point_whose_work_is_elsewhere_leads_there_and_is_ended_here(reader: Reader) -> None:
    reader.begin(version="3.2.0")
    version = DeviceVersion(
        device_id="x", position=1, version="3.3.0", instructions=Reconsidered.TO_DO
    )
    device_life.new_version(reader.register, reader.device, version)
    reader.window.context.events.devices_changed.emit()
    words = "Comparer la notice de la version 3.3.0 à la précédente"
    reader.click(f"Comparer{NBSP}: {words}")
    assert reader.window.page is not None
    assert reader.window.page.route().step == "documents"
    assert [p.state for p in reader.sheet.points] == [PointState.OPEN]
    reader.click(f"Fait{NBSP}: {words}")
    assert [p.state for p in reader.sheet.points] == [PointState.DONE]


def test_what_was_set_aside_is_taken_back_from_the_sheet(reader: Reader) -> None:
    reader.begin(hosting="externe_non_hds")
    proposal = risks.propose(reader.register, reader.device.id)[0]
    risks.refuse(reader.register, reader.device.id, proposal, "Pas chez nous")
    reader.show("risques")
    reader.click(f"Retenir{NBSP}: {proposal.rule.event}")
    assert [one.code for one in risks.listing(reader.register)] == ["R-01.1"]


def test_relire_dates_the_sheet_and_is_undone(reader: Reader) -> None:
    reader.begin(state=LifeState.IN_USE)
    reader.click("Relire\u00a0: Relire la fiche")
    assert reader.device.reviewed_on == today()
    reader.press("Ctrl+Z")
    assert reader.device.reviewed_on is None


def test_completing_opens_the_first_missing_field(reader: Reader) -> None:
    reader.begin(version="1", nature=Nature.DEVICE, functions=("aide_au_diagnostic",))
    name = next(
        b.accessibleName()
        for b in reader.seen(type(reader.button("Imprimer la fiche")))
        if b.accessibleName().startswith("Compléter\u00a0:")
    )
    reader.click_on(reader.button(name))
    assert reader.field("manufacturer").is_open


def test_a_point_is_noted_from_the_sheet(reader: Reader) -> None:
    reader.begin()
    reader.one(QLineEdit, "Nouveau point à traiter").setFocus()
    reader.type("Appeler l’éditeur")
    reader.press("Return")
    assert [point.text for point in reader.sheet.points] == ["Appeler l’éditeur"]


@pytest.mark.qt_log_ignore(r"does not support raise")
def test_a_long_point_is_folded_and_a_cut_paste_is_told(reader: Reader) -> None:
    reader.begin()
    field = reader.one(QLineEdit, "Nouveau point à traiter")
    field.setFocus()
    QApplication.clipboard().setText("Appeler l’éditeur " * 200)
    reader.press("Ctrl+V")
    assert QToolTip.text() == "Texte coupé à 2\u00a0000 caractères."
    reader.press("Return")
    assert len(reader.sheet.points[0].text) > 1_900
    shown = [w for w in reader.seen(QLabel) if w.text().startswith("Appeler l’éditeur")]
    assert [len(label.text()) < 300 for label in shown] == [True]
    reader.click("Tout lire")
    assert len(shown[0].text()) > 1_900


# Documents and purposes


def test_a_file_is_kept_dated_given_back_and_removed(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.begin(version="3.3.0")
    source = tmp_path / "Notice 3.3.pdf"
    source.write_bytes(b"%PDF notice")
    reader.show("documents")
    tab: Any = reader.fiche.tab
    tab.add_file(source)
    reader.look()
    assert isinstance(reader.focus, QLineEdit)
    document = reader.sheet.documents[0]
    assert (document.name, document.document_kind.label) == ("Notice 3.3", "Notice d’utilisation")
    reader.replace(reader.one(QLineEdit, "Valable jusqu’au"), "1/2/2020")
    reader.saved()
    assert reader.reads("Remplacer «\u00a0Notice 3.3\u00a0»")
    names = [w.accessibleName() for w in reader.seen(QLabel)]
    assert "Dépassé depuis le 01/02/2020" in names
    copy = tmp_path / "copie.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", picks(copy))
    reader.click("Enregistrer sous\u00a0: Notice 3.3")
    assert copy.read_bytes() == b"%PDF notice"
    assert reader.bar == f"Copie enregistrée et relue\u00a0: {copy}."
    reader.click("Supprimer\u00a0: Notice 3.3")
    assert reader.sheet.documents == ()
    reader.click("Annuler")
    assert len(reader.sheet.documents) == 1


@pytest.mark.parametrize(("name", "opened"), [("notice.pdf", True), ("facture.exe", False)])
def test_a_program_in_a_strange_register_is_never_started(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, opened: bool
) -> None:
    reader.begin()
    source = tmp_path / "notice.pdf"
    source.write_bytes(b"MZ")
    wanted = DeviceDocument(device_id=reader.device_id, name="Notice")
    kept = device_life.add_document(reader.register, wanted, source)
    with reader.register.transaction("essai") as tx:
        tx.put(kept.but(file_name=name))
    started: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: started.append(url.fileName()))
    reader.show("documents")
    reader.click("Ouvrir une copie\u00a0: Notice")
    assert started == [name] * opened
    assert (reader.bar == f"{name} n’a pas été ouvert\u00a0: c’est un programme.") is not opened


def test_a_purpose_has_an_answer_and_its_piece(reader: Reader) -> None:
    reader.begin()
    noted = DeviceDocument(device_id=reader.device_id, name="Refus signé", place="Armoire")
    device_life.add_document(reader.register, noted, None)
    reader.show("donnees")
    reader.click("Ajouter une finalité")
    reader.replace(reader.one(QLineEdit, "Finalité"), "Entraîner")
    reader.saved()
    pieces = reader.one(QComboBox, "Pièce")
    pieces.setCurrentIndex(pieces.findText("Refus signé"))
    pieces.activated.emit(pieces.currentIndex())
    purpose = reader.sheet.purposes[0]
    assert (purpose.purpose, purpose.document_id) == ("Entraîner", noted.id)


# Moving


def test_arrows_walk_through_the_devices(reader: Reader) -> None:
    reader.begin()
    other = inventory.add(reader.register, "Veridos Os")
    reader.show()
    assert reader.reads("DMN-01, 1 sur 2")
    assert not reader.fiche.header.previous.isEnabled()
    reader.show("contrat")
    reader.click("Dispositif suivant")
    assert reader.fiche.desk.device == other
    assert reader.fiche.tab.key == "contrat"
    assert reader.reads("DMN-02, 2 sur 2")
    assert not reader.fiche.header.next.isEnabled()


def test_every_tab_is_reached_by_keys_and_shows_something(reader: Reader) -> None:
    reader.begin()
    seen = []
    for _ in TABS:
        seen.append(reader.fiche.tab.key)
        assert reader.fiche.tab.isVisible()
        reader.press("Ctrl+Tab")
    assert seen == [kind.key for kind in TABS]
    assert reader.fiche.tab.key == "identite"


def test_a_copy_opens_and_a_removed_device_comes_back(reader: Reader) -> None:
    reader.begin()
    run(reader, "Dupliquer la fiche")
    assert reader.fiche.desk.device.code == "DMN-02"
    run(reader, "Supprimer la fiche")
    assert not isinstance(reader.window.page, DevicePage)
    assert "Reste 90 jours dans la Corbeille" in reader.bar
    reader.click("Annuler")
    assert len(inventory.rows(reader.register, ())) == 2


def test_undoing_the_creation_of_the_shown_device_leaves_its_sheet(reader: Reader) -> None:
    reader.begin()
    run(reader, "Dupliquer la fiche")
    reader.press("Ctrl+Z")
    assert not isinstance(reader.window.page, DevicePage)


def test_papers_are_written_from_the_sheet(reader: Reader, tmp_path: Path) -> None:
    reader.begin(limits="\n".join(f"Situation {n} à ne pas lire" for n in range(60)))
    for key in ("fiche", "aide-memoire"):
        job = reader.fiche.papers.maker.write(key, tmp_path / f"{key}.pdf")
        reader.wait(lambda job=job: job not in reader.window.context.tasks._jobs)
        assert (tmp_path / f"{key}.pdf").read_bytes().startswith(b"%PDF")


def run(reader: Reader, words: str) -> None:
    """Run a command of the page."""
    next(c for c in reader.fiche.commands() if c.text == words).run()
    reader.look()
