"""Step 7: the decision and the entry in the inventory, through the real window."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from dmn_desktop.core.records import Answer, Assessment, Risk, today
from dmn_desktop.core.text import day
from dmn_desktop.core.vocabulary import (
    AnswerState,
    Consulted,
    Decision,
    Judgement,
    Opinion,
    RiskState,
)
from dmn_desktop.services import register as registers
from dmn_desktop.ui.theme import Mode
from dmn_desktop.ui.widgets.fields import LineField, TextField
from tests.ui.project_window import Opened

NBSP = "\u00a0"
NAMES = ("Ostalis Fracture", "Veridos Os")
ADD = "Ajouter Ostalis Fracture à l’inventaire"
DRAFT = (
    f"Les documents portent «{NBSP}Brouillon{NBSP}» jusqu’à une décision datée, "
    "avec son candidat si l’on en retient un."
)


class Deciding(Opened):
    """A window on the decision; the first candidate has two worrying answers."""

    def open(self, answers: bool = True) -> None:
        self.start("besoin", names=NAMES)
        if answers:
            self.answer("q3_a", text="Signaler les fractures")
            self.answer("q3_c", opinion=Opinion.PARTLY, text="Sauf le rachis")
            self.answer("q8_6", opinion=Opinion.NO, text="Aucune procédure")
        self.go("decision")

    def answer(self, cell: str, **values: Any) -> None:
        """Keep an answer of the first candidate."""
        candidate = self.dossier.compared[0]
        answer = Answer.model_validate(
            {
                "id": Answer.id_for(candidate.project_id, candidate.id, cell),
                "project_id": candidate.project_id,
                "candidate_id": candidate.id,
                "cell": cell,
                "state": AnswerState.ANSWERED,
                **values,
            }
        )
        registers.save(self.window.context.register, answer, "réponse")

    def click(self, button: QAbstractButton) -> None:
        """Click as a mouse does: the focus moves first, the program goes on between."""
        point = QPoint(10, button.height() // 2)
        none = Qt.KeyboardModifier.NoModifier
        QTest.mousePress(button, Qt.MouseButton.LeftButton, none, point)
        self.look()
        QTest.mouseRelease(button, Qt.MouseButton.LeftButton, none, point)
        self.look()

    def look(self) -> None:
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def decide(self, words: str) -> None:
        self.click(self.find(QPushButton, f"Décision{NBSP}: {words}"))

    def choose(self, name: str) -> None:
        self.click(self.find(QRadioButton, name))

    def keep(self) -> None:
        """Keep the first candidate."""
        self.decide("Retenir")
        self.choose("A  Ostalis Fracture")

    @property
    def add_button(self) -> QPushButton:
        self.look()
        buttons = self.step.findChildren(QPushButton)
        return next(b for b in buttons if b.text() == ADD and b.isVisible())

    def risk_boxes(self) -> list[QCheckBox]:
        """The boxes of the risks to open."""
        others = {word.label for word in Consulted}
        boxes = self.step.findChildren(QCheckBox)
        return [b for b in boxes if b.accessibleName() not in others and b.isVisible()]

    @property
    def risks(self) -> list[Risk]:
        with self.window.context.register.reading() as reader:
            return reader.find(Risk, order="number")


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Deciding:
    return Deciding(qtbot, tmp_path)


# Where things stand


def test_the_summary_is_in_words_without_score_nor_rank(opened: Deciding) -> None:
    opened.open()
    opened.answer("q8_11_a", state=AnswerState.ASKED, asked_on=today())
    opened.answer("q8_11_b", state=AnswerState.TO_ASK)
    candidate = opened.dossier.compared[0]
    blocking = Assessment(
        id=Assessment.id_for(candidate.id, 1),
        project_id=candidate.project_id,
        candidate_id=candidate.id,
        row=1,
        judgement=Judgement.BLOCKING,
    )
    registers.save(opened.window.context.register, blocking, "appréciation")
    opened.go("decision")
    words = opened.words()

    assert "2 candidats à l’étude, 0 question complète sur 41." in words
    first = next(line for line in words.splitlines() if line.startswith("A  Ostalis"))
    assert "1 point bloquant" in first
    assert "lignes sans réponse" in first
    assert f"éditeur{NBSP}: " in first
    assert "à demander" in first
    assert "attendue" in first
    assert "B  Veridos Os" in words
    assert f"Pas de note{NBSP}: la décision vous appartient." in words


def test_without_candidate_the_step_says_where_to_keep_one(opened: Deciding) -> None:
    opened.start("decision")
    assert "0 candidat à l’étude" in opened.words()
    opened.decide("Retenir")

    assert "en retenir à l’étape 2" in opened.words()


# Deciding


def test_a_decision_is_dated_and_papers_are_no_longer_drafts(opened: Deciding) -> None:
    opened.open()
    assert DRAFT in opened.words()
    opened.decide("Ne pas retenir")

    assert opened.find(LineField, "Date de la décision").text() == day(today())
    assert f"Les documents ne portent plus «{NBSP}Brouillon{NBSP}»." in opened.words()
    assert opened.tick()
    opened.find(LineField, "Date de la décision").clear()
    opened.type(opened.find(LineField, "Date de la décision"), " ")
    opened.qtbot.waitUntil(lambda: DRAFT in opened.words())
    assert not opened.tick()


def test_what_is_missing_is_said_and_blocks_nothing(opened: Deciding) -> None:
    opened.open()
    assert "À compléter" not in opened.words()
    opened.decide("Retenir")
    missing = "le candidat retenu, les raisons, les personnes consultées, les signataires"
    assert f"À compléter{NBSP}: {missing}." in opened.words()
    assert DRAFT in opened.words()
    assert not opened.tick(), "a decision that keeps nobody is none"

    opened.choose("A  Ostalis Fracture")
    assert opened.tick()
    opened.type(opened.find(TextField, "Raisons"), "Meilleure preuve")
    opened.click(opened.find(QCheckBox, "Informatique"))
    opened.type(opened.find(TextField, "Signataires (fonctions)"), "Chef de service")

    assert "À compléter" not in opened.words()


def test_everything_survives_closing(opened: Deciding) -> None:
    opened.open()
    opened.keep()
    opened.type(opened.find(TextField, "Raisons"), "Meilleure preuve chez l’enfant")
    for word in (Consulted.DPO, Consulted.IT):
        opened.click(opened.find(QCheckBox, word.label))
    opened.type(opened.find(TextField, "Précisions sur les avis recueillis"), "Revue à six mois")
    signatories = opened.find(TextField, "Signataires (fonctions)")
    opened.type(signatories, "Chef de service")
    date_field = opened.find(LineField, "Date de la décision")
    date_field.selectAll()
    opened.type(date_field, "2/3/26")

    opened.reopened()
    project = opened.dossier.project
    assert project.decision is Decision.KEEP
    assert project.chosen == opened.dossier.compared[0].id
    assert project.decision_reasons == "Meilleure preuve chez l’enfant"
    assert set(project.consulted) == {"dpo", "informatique"}
    assert project.consulted_note == "Revue à six mois"
    assert project.signatories == "Chef de service"
    assert project.decided_on == date(2026, 3, 2)
    assert opened.find(QRadioButton, "A  Ostalis Fracture").isChecked()
    assert opened.find(QCheckBox, "Informatique").isChecked()
    assert not opened.find(QCheckBox, "Achats").isChecked()


def test_postponing_asks_for_the_day_to_take_it_up_again(opened: Deciding) -> None:
    opened.open()
    assert not opened.find(LineField, "À reprendre le").isVisible()
    opened.decide("Reporter")
    assert "la date de reprise" in opened.words()
    field = opened.find(LineField, "À reprendre le")
    assert field.isVisible()
    assert not any(b.isVisible() for b in opened.step.findChildren(QRadioButton))

    opened.type(field, "01/01/2020")
    assert "La date de reprise précède celle de la décision." in opened.words()
    field.selectAll()
    opened.key_in(field, "demain")
    field.flush()
    assert f"«{NBSP}demain{NBSP}» n’est pas une date." in opened.words()
    assert field.text() == "demain"
    assert opened.dossier.project.postponed_to == date(2020, 1, 1)


def test_undo_takes_the_decision_back_step_by_step(opened: Deciding) -> None:
    opened.open()
    opened.keep()

    opened.window.undo()
    assert not opened.find(QRadioButton, "A  Ostalis Fracture").isChecked()
    opened.window.undo()
    assert opened.dossier.project.decision is Decision.NONE
    assert not opened.find(QPushButton, f"Décision{NBSP}: Retenir").isChecked()
    assert DRAFT in opened.words()


def test_a_chosen_candidate_that_is_no_longer_compared_is_still_told(opened: Deciding) -> None:
    opened.open()
    opened.keep()
    kept = opened.dossier.candidates[0]
    registers.save(opened.window.context.register, kept.but(kept="non"), "écarté")
    opened.go("decision")

    assert opened.find(QRadioButton, "–  Ostalis Fracture").isChecked()


# Inventory


def test_the_entry_is_offered_only_for_a_kept_candidate(opened: Deciding) -> None:
    opened.open()
    for words in ("Ne pas retenir", "Reporter", "Retenir"):
        opened.decide(words)
        assert "sans rien recopier" not in opened.words(), words
    opened.choose("A  Ostalis Fracture")

    assert "sans rien recopier" in opened.words()


def test_the_preview_tells_each_value_with_its_origin(opened: Deciding) -> None:
    opened.open()
    opened.keep()
    words = opened.words()

    assert "Finalité déclarée\nSignaler les fractures\nP-01, réponse 3 a" in words
    assert f"Sans réponse{NBSP}: Populations et exclusions" in words
    boxes = opened.risk_boxes()
    assert [b.accessibleName()[:3] for b in boxes] == ["3 c", "8.6"]
    assert all(b.isChecked() for b in boxes)
    assert "Continuité. P-01, réponse 8.6." in words


def test_the_device_and_its_risks_are_added_once_and_shown(opened: Deciding) -> None:
    opened.open()
    opened.keep()
    opened.click(opened.add_button)

    words = opened.words()
    assert "DMN-01  Ostalis Fracture" in words
    assert "Déjà ajouté à l’inventaire" in words
    assert "R-01.1" in words
    assert "R-01.2" in words
    assert "Continuité. P-01, réponse 8.6." in words
    assert not any(b.text() == ADD and b.isVisible() for b in opened.step.findChildren(QPushButton))
    assert "DMN-01 ajouté à l’inventaire." in opened.window.result.text
    opened.reopened()
    assert "DMN-01  Ostalis Fracture" in opened.words()
    assert len(opened.risks) == 2


def test_annuler_takes_device_and_risks_back_at_once(opened: Deciding) -> None:
    opened.open()
    opened.keep()
    opened.click(opened.add_button)
    bar = opened.window.result
    undo = next(b for b in bar.findChildren(QPushButton) if b.text() == "Annuler")

    opened.click(undo)

    assert opened.dossier.device is None
    assert opened.risks == []
    assert opened.add_button.isEnabled()


def test_an_unticked_risk_is_not_opened_and_its_reason_is_kept(opened: Deciding) -> None:
    opened.open()
    opened.keep()
    first, second = opened.risk_boxes()
    name = "Pourquoi ne pas ouvrir ce risque, P-01, réponse 8.6"
    assert not opened.find(LineField, name).isVisible()
    opened.click(first)
    opened.click(second)
    reason = opened.find(LineField, name)
    assert reason.isVisible()
    opened.key_in(reason, "Couvert par le contrat")

    opened.click(opened.add_button)

    (risk,) = opened.risks
    assert (risk.cell, risk.state) == ("q8_6", RiskState.CLOSED)
    assert risk.text.endswith(f"Non ouvert{NBSP}: Couvert par le contrat")
    assert "Clos. Continuité." in opened.words()


def test_what_was_unticked_stays_so_while_other_fields_are_saved(opened: Deciding) -> None:
    opened.open()
    opened.keep()
    box = opened.risk_boxes()[0]
    opened.click(box)
    opened.type(opened.find(TextField, "Raisons"), "Meilleure preuve")
    assert opened.risk_boxes()[0] is box
    assert not box.isChecked()

    opened.click(opened.add_button)
    opened.window.undo()
    opened.look()

    assert [b.isChecked() for b in opened.risk_boxes()] == [False, True]


def test_a_click_on_the_button_is_not_lost_when_it_leaves_a_field(opened: Deciding) -> None:
    opened.open()
    opened.keep()
    opened.key_in(opened.find(TextField, "Raisons"), "Meilleure preuve")

    opened.click(opened.add_button)

    assert opened.dossier.device is not None
    assert opened.dossier.project.decision_reasons == "Meilleure preuve"


def test_a_decision_changed_afterwards_is_told_beside_the_device(opened: Deciding) -> None:
    opened.open()
    opened.keep()
    opened.click(opened.add_button)
    assert "a changé depuis" not in opened.words()
    opened.decide("Ne pas retenir")

    assert "DMN-01  Ostalis Fracture" in opened.words()
    assert "Cette fiche n’a pas changé." in opened.words()


def test_a_candidate_without_worry_opens_no_risk(opened: Deciding) -> None:
    opened.open(answers=False)
    opened.keep()

    assert "Aucun risque à ouvrir" in opened.words()
    opened.click(opened.add_button)
    assert opened.risks == []
    assert "Aucun risque" in opened.words()


def test_the_command_of_the_menu_follows_the_state(opened: Deciding) -> None:
    def enabled() -> bool:
        commands = {c.text: c for c in opened.step.commands()}
        return commands["Ajouter à l’inventaire"].enabled

    opened.open()
    assert not enabled()
    opened.keep()
    assert enabled()
    opened.step.commands()[0].run()
    assert opened.dossier.device is not None
    assert not enabled()


# Everywhere


def test_the_tab_key_goes_as_one_reads(opened: Deciding) -> None:
    opened.open()
    opened.keep()
    opened.find(QPushButton, f"Décision{NBSP}: Retenir").setFocus()
    seen: list[str] = []
    while not seen or seen[-1] != ADD:
        opened.press(Qt.Key.Key_Tab)
        focus = opened.window.focusWidget()
        assert focus is not None
        assert len(seen) < 40
        text = focus.text() if isinstance(focus, QPushButton) else ""
        seen.append(focus.accessibleName() or text)

    others = [f"Décision{NBSP}: Ne pas retenir", f"Décision{NBSP}: Reporter"]
    form = ["A  Ostalis Fracture", "Raisons", *(word.label for word in Consulted)]
    form += ["Précisions sur les avis recueillis", "Date de la décision", "Signataires (fonctions)"]
    risks = [b.accessibleName() for b in opened.risk_boxes()]
    assert seen == [*others, *form, *risks, ADD]


def test_the_whole_decision_is_made_with_the_keyboard(opened: Deciding) -> None:
    opened.open()
    opened.find(QPushButton, f"Décision{NBSP}: Retenir").setFocus()
    opened.press(Qt.Key.Key_Space)
    opened.look()
    for _ in range(3):
        opened.press(Qt.Key.Key_Tab)
    opened.press(Qt.Key.Key_Space)
    assert opened.dossier.project.chosen == opened.dossier.compared[0].id
    opened.add_button.setFocus()
    opened.press(Qt.Key.Key_Space)

    assert opened.dossier.device is not None


def test_a_register_to_read_only_shows_and_changes_nothing(opened: Deciding) -> None:
    opened.open()
    opened.keep()
    opened.reopened(read_only=True)

    assert not opened.add_button.isEnabled()
    assert not opened.find(QPushButton, f"Décision{NBSP}: Retenir").isEnabled()
    assert not opened.find(QCheckBox, "Achats").isEnabled()
    assert not opened.find(QRadioButton, "B  Veridos Os").isEnabled()
    assert opened.find(TextField, "Raisons").isReadOnly()


@pytest.mark.parametrize(("width", "scale"), [(1366, 200), (1024, 200), (1024, 100)])
def test_nothing_scrolls_sideways(opened: Deciding, width: int, scale: int) -> None:
    opened.open()
    first = opened.dossier.candidates[0]
    long_name = first.but(name="Ostalis" * 30, vendor="adresse.longue." * 20)
    registers.save(opened.window.context.register, long_name, "nom")
    opened.answer("q3_b", text="adresse.longue." * 40)
    opened.answer("q3_d", opinion=Opinion.NO, text="mot " * 300)
    opened.decide("Retenir")
    opened.click(opened.step.findChildren(QRadioButton)[0])
    opened.window.resize(width, 640)
    opened.window.context.theme.apply(Mode.DARK, scale)
    try:
        opened.qtbot.waitUntil(lambda: opened.step.width() <= width)
        opened.look()
        assert opened.scrolls_sideways() == []
    finally:
        opened.window.context.theme.apply(Mode.LIGHT, 100)
