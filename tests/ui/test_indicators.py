"""Step 6: what will tell that the integration succeeds, through the real window."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from dmn_desktop.core.forms import library
from dmn_desktop.core.records import Indicator
from dmn_desktop.core.vocabulary import Frequency
from dmn_desktop.services import register as registers
from dmn_desktop.ui.theme import Mode
from dmn_desktop.ui.widgets.fields import LineField, TextField, WordField
from tests.ui.project_window import Opened

NBSP = "\u00a0"
STEP = "indicateurs"


class Following(Opened):
    """A window on the indicators."""

    def click(self, name: str) -> None:
        """Click a button as a mouse does: the focus moves first, the program goes on between."""
        button = self.find(QPushButton, name)
        QTest.mousePress(button, Qt.MouseButton.LeftButton)
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def add(self) -> None:
        found = [
            b for b in self.step.findChildren(QPushButton) if b.text().startswith("Ajouter un")
        ]
        self.qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def put(self, **values: object) -> None:
        """Keep an indicator, as somebody did before."""
        assert self.project is not None
        position = len(self.dossier.indicators) + 1
        record = Indicator.model_validate(
            {"project_id": self.project.id, "position": position, "name": "", **values}
        )
        registers.save(self.window.context.register, record, "indicateur")
        self.go(STEP)

    @property
    def names(self) -> list[str]:
        return [indicator.name for indicator in self.dossier.indicators]

    def proposed(self) -> list[str]:
        """The names offered for one click."""
        buttons = [b for b in self.step.findChildren(QPushButton) if b.isVisible()]
        names = [b.accessibleName() for b in buttons]
        return [n[len("Ajouter «.") : -2] for n in names if n.startswith(f"Ajouter «{NBSP}")]


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Following:
    return Following(qtbot, tmp_path)


def test_without_indicator_the_screen_says_what_suffices(opened: Following) -> None:
    opened.start(STEP)
    words = opened.words()

    assert "Aucun indicateur. Un ou deux suffisent" in words
    assert f"Si l’usage s’arrête{NBSP}: noter quand, pourquoi" in words
    assert opened.dossier.guide.by_id["q10"].title in words
    assert not opened.tick()


def test_an_indicator_with_a_target_completes_the_step_and_survives_closing(
    opened: Following,
) -> None:
    opened.start(STEP)
    opened.type(opened.find(TextField, "Réponse 10"), "Moins d’oublis la nuit")
    opened.add()
    opened.type(opened.find(TextField, "Indicateur"), "Patients rappelés")
    assert not opened.tick()
    opened.type(opened.find(TextField, "Cible"), "Moins de 3 par mois")
    opened.type(opened.find(TextField, "Source"), "Registre des rappels")
    opened.type(opened.find(LineField, "Prochain relevé"), "4/1/2027")
    frequency = opened.find(WordField, "Fréquence")
    frequency.setFocus()
    opened.press(Qt.Key.Key_Up)
    assert opened.tick()

    opened.reopened()
    assert opened.dossier.answers[None, "q10"].text == "Moins d’oublis la nuit"
    (found,) = opened.dossier.indicators
    assert (found.name, found.target) == ("Patients rappelés", "Moins de 3 par mois")
    assert (found.source, found.next_reading) == ("Registre des rappels", date(2027, 1, 4))
    assert found.frequency is Frequency.MONTHLY
    assert opened.find(LineField, "Prochain relevé").text() == "04/01/2027"


def test_the_wheel_scrolls_the_page_and_changes_no_frequency(opened: Following) -> None:
    opened.start(STEP)
    opened.put(name="Rappels")
    field = opened.find(WordField, "Fréquence")
    field.setFocus()
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(field.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, event)

    assert opened.dossier.indicators[0].frequency is Frequency.QUARTERLY


def test_a_wrong_next_reading_is_told_and_stays_while_another_is_added(
    opened: Following,
) -> None:
    opened.start(STEP)
    opened.put(name="Rappels")
    reading = opened.find(LineField, "Prochain relevé")
    opened.key_in(reading, "32/01/2027")
    opened.add()

    assert f"«{NBSP}32/01/2027{NBSP}» n’est pas une date." in opened.words()
    assert reading.text() == "32/01/2027"
    assert len(opened.dossier.indicators) == 2
    assert opened.dossier.indicators[0].next_reading is None


# Proposals


def test_the_guide_s_examples_are_taken_with_one_click(opened: Following) -> None:
    opened.start(STEP)
    assert "Exemples tirés du guide" in opened.words()
    first = opened.proposed()[0]
    opened.click(f"Ajouter «{NBSP}{first}{NBSP}»")

    assert opened.names == [first]
    assert first not in opened.proposed()
    assert registers.next_undo(opened.window.context.register) == "indicateur 1"
    opened.window.undo()
    assert opened.names == []
    assert first in opened.proposed()


def test_the_model_s_indicators_are_proposed_once_removed(opened: Following) -> None:
    opened.start(STEP, model="imagerie")
    model = next(m for m in library().models if m.id == "imagerie")
    assert opened.names == [i.name for i in model.indicators]
    assert opened.proposed() == []
    opened.click("Supprimer indicateur 2")
    removed = model.indicators[1]
    assert opened.proposed() == [removed.name]
    assert f"modèle «{NBSP}{model.title}{NBSP}»" in opened.words()

    opened.click(f"Ajouter «{NBSP}{removed.name}{NBSP}»")

    assert opened.names[-1] == removed.name
    last = opened.dossier.indicators[-1]
    assert (last.source, last.target) == (removed.source, removed.target)
    assert opened.proposed() == []


def test_a_click_on_a_proposal_is_not_lost_when_it_leaves_a_field(opened: Following) -> None:
    opened.start(STEP)
    opened.put(name="Rappels")
    opened.key_in(opened.find(TextField, "Cible"), "Moins de 3")
    first = opened.proposed()[0]

    opened.click(f"Ajouter «{NBSP}{first}{NBSP}»")

    assert opened.names == ["Rappels", first]
    assert opened.dossier.indicators[0].target == "Moins de 3"


def test_proposals_are_taken_one_after_the_other_with_the_keyboard(opened: Following) -> None:
    opened.start(STEP)
    names = opened.proposed()
    opened.find(QPushButton, f"Ajouter «{NBSP}{names[0]}{NBSP}»").setFocus()
    for _ in names:
        opened.press(Qt.Key.Key_Space)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    assert opened.names == names
    focus = opened.window.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "Ajouter un indicateur"


def test_blanks_of_the_model_are_not_a_target(opened: Following) -> None:
    opened.start(STEP, model="imagerie")
    assert "à remplir." in opened.words()
    assert not opened.tick()

    for place, indicator in enumerate(opened.dossier.indicators):
        if "…" in indicator.target:
            changed = opened.dossier.indicators[place].but(target="Au moins 90")
            registers.save(opened.window.context.register, changed, "cible")
    opened.go(STEP)

    assert opened.tick()


# Everywhere


def test_a_removed_indicator_comes_back_with_annuler(opened: Following) -> None:
    opened.start(STEP)
    opened.put(name="Rappels", target="Moins de 3")
    opened.click("Supprimer indicateur 1")
    assert opened.names == []
    assert "Aucun indicateur." in opened.words()

    bar = opened.window.result
    undo = next(b for b in bar.findChildren(QPushButton) if b.text() == "Annuler")
    opened.qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)

    assert opened.names == ["Rappels"]
    assert opened.tick()


def test_the_button_goes_on_to_the_decision(opened: Following) -> None:
    opened.start(STEP)
    opened.click("Passer à la décision")

    assert opened.step.key == "decision"


def test_a_register_to_read_only_proposes_nothing(opened: Following) -> None:
    opened.start(STEP)
    opened.put(name="Rappels")
    opened.reopened(read_only=True)

    assert opened.proposed() == []
    assert not opened.find(WordField, "Fréquence").isEnabled()
    assert opened.find(TextField, "Cible").isReadOnly()


@pytest.mark.parametrize(("width", "scale"), [(1366, 200), (1024, 200), (1024, 100)])
def test_nothing_scrolls_sideways(opened: Following, width: int, scale: int) -> None:
    opened.start(STEP, model="imagerie")
    opened.put(name="adresse.longue." * 12)
    opened.click("Supprimer indicateur 2")
    opened.window.resize(width, 640)
    opened.window.context.theme.apply(Mode.DARK, scale)
    try:
        opened.qtbot.waitUntil(lambda: opened.step.width() <= width)
        QApplication.processEvents()
        assert opened.scrolls_sideways() == []
    finally:
        opened.window.context.theme.apply(Mode.LIGHT, 100)
