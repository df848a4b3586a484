"""« Consentement »: answers on the reuse of data, counted by purpose, by local number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from dmn_desktop.core.records import ReuseConsent
from dmn_desktop.core.text import NBSP, count, day
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import ConsentAnswer
from dmn_desktop.services import patient_consents as services
from dmn_desktop.services import patient_summaries
from dmn_desktop.services.patient_consents import PurposeCount
from dmn_desktop.ui.pages.information.open_sheet import OpenSheet
from dmn_desktop.ui.pages.information.tab import Tab
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.widgets.basics import PlainLabel, Segments, block, button, clear, row, settle
from dmn_desktop.ui.widgets.fields import LineField

FORM = "reutilisation"
"""Template of the form that patients sign."""

SHOWN = 60
"""Answers listed at once; the filter finds the others."""

_NONE = (
    "Aucun but de réutilisation n’est noté dans la fiche du dispositif. Ils se notent dans "
    f"l’onglet «{NBSP}Données{NBSP}» de la fiche, puis se comptent ici."
)
_HOLD = (
    "Le numéro local est donné par l’accueil, qui seul sait à qui il est. Ni nom, ni numéro de "
    "sécurité sociale."
)


class ConsentTab(Tab):
    """Counts, a line to note an answer, the answers to one purpose."""

    key = "consentement"
    title = "Consentement"

    def __init__(self, sheet: OpenSheet) -> None:
        """Build the tab."""
        super().__init__(sheet)
        self._counts: list[PurposeCount] = []
        self._none = PlainLabel(_NONE, kind="text", wrap=True)
        self._link = button("Ouvrir la fiche du dispositif", self._go, "quiet")
        self._grid_holder, self._grid_place = block(spacing=6)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setColumnStretch(0, 1)
        self._grid_place.addWidget(PlainLabel("Réponses par but", kind="h3"))
        self._grid_place.addLayout(self._grid)
        self.form = button("", lambda: sheet.another.emit(FORM))
        self._grid_place.addLayout(row(self.form, None))
        self._entry, entry = block(spacing=6)
        self.purpose = QComboBox()
        self.purpose.setAccessibleName("But de la réutilisation")
        self.purpose.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.purpose.activated.connect(lambda _: self._show_answers())
        self.local_number = LineField("Numéro local", "Numéro local")
        self.local_number.setMaxLength(services.NUMBER_LIMIT)
        self.answer = Segments("Réponse", [(a.value, a.label) for a in ConsentAnswer])
        self.note = button("Noter la réponse", self._note)
        entry.addWidget(PlainLabel("Noter une réponse", kind="h3"))
        entry.addWidget(self.purpose)
        entry.addLayout(row(self.local_number, self.answer))
        entry.addLayout(row(self.note, None))
        entry.addWidget(PlainLabel(_HOLD, kind="help", wrap=True))
        self._list_holder, holder = block(spacing=4)
        self._list_title = PlainLabel(kind="h3", wrap=True)
        self.seek = LineField("Trouver un numéro local", "Trouver un numéro…")
        self.seek.textChanged.connect(lambda _: self._show_answers())
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        holder.addWidget(self._list_title)
        holder.addWidget(self.seek)
        holder.addLayout(self._list)
        for part in (self._none, self._link, self._grid_holder, self._entry, self._list_holder):
            self.body.addWidget(part)
        self.body.addStretch(1)

    @override
    def refresh(self) -> None:
        device = self.sheet.stored.device
        register = self.context.register
        self._counts = services.counts(register, device.id) if device else []
        some = bool(self._counts)
        self._none.setVisible(not some)
        self._link.setVisible(not some and device is not None)
        self._grid_holder.setVisible(some)
        self._entry.setVisible(some and not self.sheet.read_only)
        self._list_holder.setVisible(some)
        self._show_form()
        self._show_counts()
        self._show_purposes()
        self._show_answers()

    def _show_form(self) -> None:
        """The way to the form that patients sign, in its three presentations."""
        desk = self.sheet.stored
        found = ""
        if desk.device is not None and desk.sheet.template != FORM:
            told = patient_summaries.of_device(self.context.register, desk.device.id)
            found = next((s.sheet.code for s in told if s.sheet.template == FORM), "")
        words = "Créer le formulaire d’accord"
        if found:
            words = f"Ouvrir le formulaire d’accord, {found}"
        self.form.setText(words)
        writable = bool(found) or not self.sheet.read_only
        self.form.setVisible(bool(self._counts) and writable and desk.sheet.template != FORM)

    def _show_counts(self) -> None:
        clear(self._grid)
        for column, words in enumerate(("", "Accords", "Oppositions", "Retraits")):
            self._grid.addWidget(PlainLabel(words, kind="help"), 0, column)
        for line, one in enumerate(self._counts, start=1):
            self._grid.addWidget(PlainLabel(one.purpose.purpose, "text", wrap=True), line, 0)
            for column, number in enumerate((one.agreed, one.opposed, one.withdrawn), start=1):
                self._grid.addWidget(PlainLabel(str(number), kind="strong"), line, column)
        settle(self._grid_holder)

    def _show_purposes(self) -> None:
        kept = max(self.purpose.currentIndex(), 0)
        words = [one.purpose.purpose for one in self._counts]
        if words != [self.purpose.itemText(i) for i in range(self.purpose.count())]:
            self.purpose.clear()
            self.purpose.addItems(words)
            self.purpose.setCurrentIndex(min(kept, len(words) - 1))

    @property
    def _purpose_id(self) -> str:
        place = self.purpose.currentIndex()
        return self._counts[place].purpose.id if 0 <= place < len(self._counts) else ""

    def _show_answers(self) -> None:
        clear(self._list)
        if not self._purpose_id:
            return
        found = services.consents(self.context.register, self._purpose_id)
        wanted = self.seek.value().casefold()
        fit = [one for one in found if wanted in one.local_number.casefold()]
        self.seek.setVisible(len(found) > SHOWN or bool(wanted))
        words = f"{count(len(found), 'réponse')} à «{NBSP}{self.purpose.currentText()}{NBSP}»"
        self._list_title.setText(words if found else "Aucune réponse à ce but.")
        for one in fit[:SHOWN]:
            self._list.addWidget(self._line(one))
        if len(fit) > SHOWN:
            rest = f"et {count(len(fit) - SHOWN, 'autre')}{NBSP}: écrire un numéro pour le trouver."
            self._list.addWidget(PlainLabel(rest, kind="help"))
        settle(self._list_holder)

    def _line(self, one: ReuseConsent) -> QWidget:
        told = f"{one.answer.label} le {day(one.answered_on)}"
        if one.withdrawn_on is not None:
            told += f", retiré le {day(one.withdrawn_on)}"
        words = PlainLabel(f"{one.local_number}{NBSP}: {told}", kind="text", wrap=True)
        line = row(words)
        line.setStretch(0, 1)
        live = one.answer is ConsentAnswer.YES and one.withdrawn_on is None
        if live and not self.sheet.read_only:
            name = f"Noter le retrait de {one.local_number}"
            line.addWidget(button("Noter le retrait", lambda: self._withdraw(one), "small", name))
        holder = QWidget()
        holder.setLayout(line)
        return holder

    # Doing

    def _note(self) -> None:
        given = self.answer.value()
        number = self.local_number.value()
        if not given:
            self.context.messages.warn("Choisir Accord ou Opposition.")
            return
        done = self._written(services.answer, self._purpose_id, number, ConsentAnswer(given))
        if done:
            self.local_number.set_value("")
            self.answer.set_value("")
            self.local_number.setFocus()
            self.context.messages.done(
                f"Réponse de {number} notée.", ("Annuler", self.context.undo)
            )

    def _withdraw(self, one: ReuseConsent) -> None:
        if self._written(services.withdraw, one):
            words = f"Retrait de {one.local_number} noté. Prévenir le fabricant."
            self.context.messages.done(words, ("Annuler", self.context.undo))

    def _written(self, action: object, *args: object) -> bool:
        register = self.context.register
        done = self.context.tried(lambda: action(register, *args))  # type: ignore[operator]
        if done:
            self.context.events.saved.emit()
            self.sheet.settle()
        return done

    def _go(self) -> None:
        device = self.sheet.stored.device
        if device is not None:
            self.context.go(Route("dispositif", device.id, "donnees"))


def total(counts: Sequence[PurposeCount]) -> int:
    """How many answers there are, withdrawn ones included."""
    return sum(one.agreed + one.opposed + one.withdrawn for one in counts)
