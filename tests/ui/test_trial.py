"""Step 5: whether to try before buying, and what to show, through the real window."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from dmn_desktop.core.object_name import object_name
from dmn_desktop.core.records import Answer, Hypothesis
from dmn_desktop.core.vocabulary import AnswerState, TrialNeed, Verdict
from dmn_desktop.services import register as registers
from dmn_desktop.ui.pages.project.record_cards import RecordCards
from dmn_desktop.ui.theme import Mode
from dmn_desktop.ui.widgets.fields import LineField, TextField, WordField
from tests.ui.project_window import Opened

NBSP = "\u00a0"
STEP = "experimentation"
SHIFT_ALT = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier


class Trying(Opened):
    """A window on the trial."""

    def decide(self, words: str) -> None:
        self.click(f"Faut-il un essai avant l’achat{NBSP}: {words}")

    def click(self, name: str) -> None:
        button = self.find(QPushButton, name)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def press_button(self, words: str) -> None:
        found = [b for b in self.step.findChildren(QPushButton) if b.text() == words]
        self.qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def put(self, *names: str) -> None:
        """Keep hypotheses, as somebody did before."""
        assert self.project is not None
        for position, name in enumerate(names, start=1):
            record = Hypothesis(project_id=self.project.id, position=position, hypothesis=name)
            registers.save(self.window.context.register, record, "hypothèse")
        self.go(STEP)

    def field(self, name: str, place: int = 0) -> TextField:
        """The field of a hypothesis."""
        QApplication.processEvents()
        cards = self.step.findChildren(RecordCards)[0]
        found = [f for f in cards.findChildren(TextField) if f.accessibleName() == name]
        in_order = sorted(found, key=lambda f: f.mapTo(self.window, f.rect().topLeft()).y())
        return in_order[place]

    @property
    def names(self) -> list[str]:
        return [hypothesis.hypothesis for hypothesis in self.dossier.hypotheses]


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Trying:
    return Trying(qtbot, tmp_path)


# Whether


def test_the_question_is_that_of_the_guide(opened: Trying) -> None:
    opened.start(STEP)
    words = opened.words()

    assert "Guide HAS p." in words
    assert opened.dossier.guide.by_id["q9"].title in words
    assert "Votre structure" in words
    assert "But premier de l’essai" not in words, "nothing is asked before a trial is planned"
    assert not opened.tick()


def test_no_trial_needs_a_reason_but_blocks_nothing(opened: Trying) -> None:
    opened.start(STEP)
    opened.decide("Pas nécessaire")
    assert "Motif à compléter." in opened.words()
    assert not opened.tick()

    opened.type(opened.find(TextField, "Motif"), "Déjà utilisé trois ans ailleurs")

    assert "Motif à compléter." not in opened.words()
    assert opened.tick()
    opened.reopened()
    assert opened.dossier.project.trial is TrialNeed.NO
    assert opened.find(TextField, "Motif").value() == "Déjà utilisé trois ans ailleurs"


def test_a_second_click_leaves_it_to_decide(opened: Trying) -> None:
    opened.start(STEP)
    opened.decide("Pas nécessaire")
    opened.decide("Pas nécessaire")

    assert not opened.dossier.project.trial
    opened.window.undo()
    assert opened.dossier.project.trial is TrialNeed.NO
    assert opened.find(
        QPushButton, f"Faut-il un essai avant l’achat{NBSP}: Pas nécessaire"
    ).isChecked()


def test_a_planned_trial_asks_for_its_points(opened: Trying) -> None:
    opened.start(STEP)
    opened.decide("Un essai est prévu")
    for name in ("a", "b", "c", "d"):
        opened.type(opened.find(TextField, f"Réponse 9 {name}"), f"Réponse {name} écrite")

    opened.reopened()
    answers = opened.dossier.answers
    assert answers[None, "q9_c"].text == "Réponse c écrite"
    assert opened.find(TextField, "Réponse 9 d").value() == "Réponse d écrite"
    assert "À écrire" not in opened.words()
    assert "Aucune hypothèse." in opened.words()


def test_a_trial_is_complete_with_its_aim_and_one_hypothesis(opened: Trying) -> None:
    opened.start(STEP)
    opened.decide("Un essai est prévu")
    opened.type(opened.find(TextField, "Réponse 9 a"), "Oublier moins")
    opened.press_button("Ajouter une hypothèse")
    assert not opened.tick(), "an empty hypothesis is none"

    opened.type(opened.field("Hypothèse"), "Moins d’oublis la nuit")

    assert opened.tick()


def test_what_was_written_is_never_hidden(opened: Trying) -> None:
    opened.start(STEP)
    opened.decide("Un essai est prévu")
    opened.type(opened.find(TextField, "Réponse 9 a"), "Oublier moins")

    opened.decide("Pas nécessaire")

    assert opened.find(TextField, "Réponse 9 a").isVisible()


def test_an_answer_to_a_point_that_hypotheses_stand_for_is_shown(opened: Trying) -> None:
    opened.start(STEP)
    opened.decide("Un essai est prévu")
    assert not opened.find(TextField, "Réponse 9 b 1").isVisible()
    assert opened.project is not None
    answer = Answer(
        id=Answer.id_for(opened.project.id, None, "q9_b_1"),
        project_id=opened.project.id,
        cell="q9_b_1",
        state=AnswerState.ANSWERED,
        text="Venue d’un tableau",
    )
    registers.save(opened.window.context.register, answer, "réponse")
    opened.go(STEP)

    assert opened.find(TextField, "Réponse 9 b 1").isVisible()


# Dates


def test_dates_are_read_the_french_way_and_written_in_full_once_left(opened: Trying) -> None:
    opened.start(STEP)
    opened.decide("Un essai est prévu")
    start = opened.find(LineField, "Début de l’essai")
    opened.type(start, "3/2/26")
    assert opened.dossier.project.trial_start == date(2026, 2, 3)
    assert start.text() == "3/2/26", "nothing moves under the caret"

    opened.find(LineField, "Fin de l’essai").setFocus()

    opened.qtbot.waitUntil(lambda: start.text() == "03/02/2026")


def test_a_pause_inside_a_year_does_no_harm(opened: Trying) -> None:
    opened.start(STEP)
    opened.decide("Un essai est prévu")
    start = opened.find(LineField, "Début de l’essai")
    opened.type(start, "3/2/20")
    opened.type(start, "26")

    assert opened.dossier.project.trial_start == date(2026, 2, 3)


def test_a_wrong_date_is_told_beside_its_field_and_stays_there(opened: Trying) -> None:
    opened.start(STEP)
    opened.decide("Un essai est prévu")
    start = opened.find(LineField, "Début de l’essai")
    opened.key_in(start, "31/02/2026")
    opened.type(opened.find(TextField, "Réponse 9 a"), "Oublier moins")

    wrong = f"«{NBSP}31/02/2026{NBSP}» n’est pas une date. Écrire jj/mm/aaaa."
    assert wrong in opened.words()
    assert start.text() == "31/02/2026"
    assert opened.step.flush(), "a wrong date stops nobody"
    assert opened.dossier.project.trial_start is None

    start.selectAll()
    opened.type(start, "28/02/2026")
    assert "n’est pas une date" not in opened.words()
    assert opened.dossier.project.trial_start == date(2026, 2, 28)


def test_a_wrong_date_does_not_follow_to_another_project(opened: Trying) -> None:
    opened.start(STEP)
    opened.decide("Un essai est prévu")
    start = opened.find(LineField, "Début de l’essai")
    opened.key_in(start, "demain")
    start.flush()

    opened.start(STEP)
    opened.decide("Un essai est prévu")

    assert opened.find(LineField, "Début de l’essai").text() == ""
    assert "n’est pas une date" not in opened.words()


def test_an_end_before_the_start_is_told_whichever_came_last(opened: Trying) -> None:
    opened.start(STEP)
    opened.decide("Un essai est prévu")
    opened.type(opened.find(LineField, "Fin de l’essai"), "01/03/2026")
    assert "précède" not in opened.words()
    opened.type(opened.find(LineField, "Début de l’essai"), "01/04/2026")
    assert "La fin de l’essai précède son début." in opened.words()
    opened.reopened()
    assert "La fin de l’essai précède son début." in opened.words()

    opened.find(LineField, "Début de l’essai").clear()
    opened.type(opened.find(LineField, "Début de l’essai"), "01/02/2026")

    assert "précède" not in opened.words()


# Hypotheses


def test_a_hypothesis_is_written_with_the_keyboard_alone(opened: Trying) -> None:
    opened.start(STEP)
    opened.decide("Un essai est prévu")
    opened.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    for text in ("Moins d’oublis", "200 lectures", "Sensibilité", "94 %"):
        focus = opened.window.focusWidget()
        assert focus is not None
        opened.key_in(focus, text)
        opened.press(Qt.Key.Key_Tab)
    verdict = opened.window.focusWidget()
    assert isinstance(verdict, WordField)
    for _ in range(2):
        opened.press(Qt.Key.Key_Down)
    opened.qtbot.waitUntil(lambda: opened.dossier.hypotheses[0].verdict is Verdict.PARTLY)

    opened.reopened()
    (found,) = opened.dossier.hypotheses
    assert (found.hypothesis, found.condition) == ("Moins d’oublis", "200 lectures")
    assert (found.measure, found.result) == ("Sensibilité", "94 %")
    assert opened.field("Résultat").value() == "94 %"


def test_each_field_has_its_own_undo(opened: Trying) -> None:
    opened.start(STEP)
    opened.put("Moins d’oublis")
    opened.type(opened.field("Mesure"), "Sensibilité")
    opened.type(opened.field("Résultat"), "94")
    label = registers.next_undo(opened.window.context.register)
    assert label == "hypothèse 1, résultat"

    opened.window.undo()

    assert opened.dossier.hypotheses[0].measure == "Sensibilité"
    assert opened.field("Résultat").value() == ""


def test_a_second_empty_hypothesis_is_not_made(opened: Trying) -> None:
    opened.start(STEP)
    opened.decide("Un essai est prévu")
    opened.press_button("Ajouter une hypothèse")
    opened.press_button("Ajouter une hypothèse")

    assert len(opened.dossier.hypotheses) == 1
    assert opened.field("Hypothèse").hasFocus()


def test_a_deleted_hypothesis_is_in_the_corbeille_and_comes_back_with_annuler(
    opened: Trying,
) -> None:
    opened.start(STEP)
    opened.put("Première", "Seconde", "Troisième")
    opened.click("Supprimer hypothèse 2")
    assert opened.names == ["Première", "Troisième"]
    assert "Reste 90 jours dans la Corbeille." in opened.window.result.text
    (deleted,) = registers.trash(opened.window.context.register)
    assert object_name(deleted.record) == "Hypothèse Seconde"
    assert opened.find(QPushButton, "Supprimer hypothèse 2").hasFocus()

    opened.window.undo()

    assert opened.names == ["Première", "Seconde", "Troisième"]
    assert [opened.field("Hypothèse", i).value() for i in range(3)] == opened.names


def test_deleting_one_leaves_what_is_typed_in_another(opened: Trying) -> None:
    opened.start(STEP)
    opened.put("Première", "Seconde")
    second = opened.field("Mesure", 1)
    opened.key_in(second, "Temps médian")
    opened.click("Supprimer hypothèse 1")

    assert opened.dossier.hypotheses[0].measure == "Temps médian"
    assert opened.field("Mesure") is second, "the same field, with its own undo of typing"


def test_hypotheses_are_moved_with_buttons_and_keys(opened: Trying) -> None:
    opened.start(STEP)
    opened.put("Première", "Seconde", "Troisième")
    opened.click("Monter hypothèse 3")
    assert opened.names == ["Première", "Troisième", "Seconde"]

    opened.field("Hypothèse", 2).setFocus()
    opened.press(Qt.Key.Key_Up, SHIFT_ALT)
    opened.press(Qt.Key.Key_Up, SHIFT_ALT)

    assert opened.names == ["Seconde", "Première", "Troisième"]
    opened.qtbot.waitUntil(lambda: opened.field("Hypothèse").hasFocus())
    assert not opened.find(QPushButton, "Monter hypothèse 1").isEnabled()
    assert not opened.find(QPushButton, "Descendre hypothèse 3").isEnabled()


def test_the_keyboard_stays_on_the_card_that_reached_the_top(opened: Trying) -> None:
    opened.start(STEP)
    opened.put("Première", "Seconde")
    opened.find(QPushButton, "Monter hypothèse 2").setFocus()
    opened.press(Qt.Key.Key_Space)

    assert opened.names == ["Seconde", "Première"]
    focus = opened.window.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Descendre hypothèse 1"


def test_the_tab_key_follows_the_cards_as_they_are_arranged(opened: Trying) -> None:
    opened.start(STEP)
    opened.put("Première", "Seconde")
    opened.click("Monter hypothèse 2")
    opened.press_button("Ajouter une hypothèse")
    opened.field("Hypothèse").setFocus()
    seen: list[str] = []
    while not seen or seen[-1] != "Conclusion de l’essai":
        opened.press(Qt.Key.Key_Tab)
        focus = opened.window.focusWidget()
        assert focus is not None
        assert len(seen) < 40
        seen.append(focus.accessibleName())

    fields = ["Condition de validation", "Mesure", "Résultat", "Conclusion"]
    second = ["Monter hypothèse 2", "Descendre hypothèse 2", "Supprimer hypothèse 2"]
    third = ["Monter hypothèse 3", "Supprimer hypothèse 3"]
    cards = [*fields, *second, "Hypothèse", *fields, *third, "Hypothèse", *fields]
    assert seen == [*cards, "Conclusion de l’essai"]


def test_a_model_leaves_blanks_to_fill(opened: Trying) -> None:
    opened.start(STEP, model="imagerie")

    assert f"blancs «{NBSP}…{NBSP}» à remplir." in opened.words()
    assert len(opened.dossier.hypotheses) == 4


# Everywhere


def test_the_button_goes_on_to_the_indicators(opened: Trying) -> None:
    opened.start(STEP)
    opened.click("Passer aux indicateurs")

    assert opened.step.key == "indicateurs"


def test_a_register_to_read_only_shows_and_changes_nothing(opened: Trying) -> None:
    opened.start(STEP)
    opened.put("Première", "Seconde")
    opened.reopened(read_only=True)

    assert opened.field("Hypothèse").isReadOnly()
    assert opened.find(TextField, "Motif").isReadOnly()
    for name in (
        "Supprimer hypothèse 1",
        "Descendre hypothèse 1",
        f"Faut-il un essai avant l’achat{NBSP}: Un essai est prévu",
    ):
        assert not opened.find(QPushButton, name).isEnabled()
    assert not opened.step.findChildren(WordField)[0].isEnabled()


@pytest.mark.parametrize(("width", "scale"), [(1366, 100), (1366, 200), (1024, 200), (1024, 100)])
def test_nothing_scrolls_sideways(opened: Trying, width: int, scale: int) -> None:
    opened.start(STEP)
    opened.put("Mot " * 60, "adresse.longue." * 12)
    opened.window.resize(width, 640)
    opened.window.context.theme.apply(Mode.LIGHT, scale)
    try:
        opened.qtbot.waitUntil(lambda: opened.step.width() <= width)
        QApplication.processEvents()
        assert opened.scrolls_sideways() == []
    finally:
        opened.window.context.theme.apply(Mode.LIGHT, 100)
