"""Déclarer un outil: a one-page form for the staff, and the declared tools to examine."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from dmn_desktop.core.device_vocabulary import InputData, Known, YesNo
from dmn_desktop.core.records import Device, today
from dmn_desktop.core.text import NBSP, count, day, long_day, parse_day
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import LifeState, Nature
from dmn_desktop.services import documents, inventory
from dmn_desktop.services import inventory_declaration as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.forms.bound_fields import labelled
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.papers import Papers, documents_of
from dmn_desktop.ui.routes import Command, Crumb, Route
from dmn_desktop.ui.widgets.basics import PlainLabel, Segments, button, clear, row, rule
from dmn_desktop.ui.widgets.choice_list import Choice, ChoiceList
from dmn_desktop.ui.widgets.fields import LineField, TextField, WordField
from dmn_desktop.ui.widgets.flow import FlowLayout

NARROW = 820
"""Width, at 100 %, under which both parts stand one under the other."""


class DeclarationPage(Page):
    """The form on the left, what waits on the right."""

    def __init__(self, context: Context) -> None:
        """Build both parts."""
        super().__init__(context)
        self._papers = Papers(
            context,
            self,
            documents_of(lambda: documents.blank(context.register, context.library)),
        )
        self.form = DeclarationForm(context)
        self.form.declared.connect(self._declared)
        self._waiting = QWidget()
        self._cards = QVBoxLayout(self._waiting)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(10)
        paper = button("Imprimer la fiche à afficher", self.print_)
        paper.setIcon(context.theme.icon("printer"))
        inside = QWidget()
        inside.setObjectName("page")
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(14)
        self._both.addWidget(self.form, 1)
        self._both.addWidget(self._waiting, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 4, 20, 12)
        layout.setSpacing(10)
        layout.addLayout(row(PlainLabel("Déclarer un outil", kind="h1"), None, paper, spacing=12))
        layout.addWidget(scroll, 1)
        for signal in (context.events.devices_changed, context.events.replayed):
            signal.connect(self._if_visible)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.context.theme.px(NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._both.setDirection(way)

    @override
    def show_route(self, route: Route) -> None:
        self.reload()
        self.form.setEnabled(not self.context.register.read_only)
        self.form.start()

    @override
    def route(self) -> Route:
        return Route("declaration")

    @override
    def crumbs(self) -> list[Crumb]:
        inventory_crumb = Crumb("Inventaire", Route("inventaire"))
        return [Crumb("Utiliser"), inventory_crumb, Crumb("Déclarer un outil")]

    @override
    def help_topic(self) -> str:
        return "inventaire"

    @override
    def zones(self) -> list[QWidget]:
        return [self.form, self._waiting]

    @override
    def commands(self) -> list[Command]:
        return [
            Command("Imprimer la fiche à afficher…", self.print_, "Ctrl+P", "printer", "Fichier"),
            Command(
                "Enregistrer la fiche en PDF…",
                lambda: self._papers.save("declaration"),
                "Ctrl+Shift+P",
                "file-type-pdf",
                "Fichier",
            ),
        ]

    @override
    def print_(self) -> None:
        self._papers.print_("declaration")

    @override
    def reload(self) -> None:
        clear(self._cards)
        waiting = services.waiting(self.context.register)
        words = count(len(waiting), "déclaration", "déclarations")
        title = f"À examiner{NBSP}: {words}" if waiting else "À examiner"
        self._cards.addWidget(PlainLabel(title, kind="h2"))
        if not waiting:
            self._cards.addWidget(PlainLabel("Aucune déclaration n’attend.", kind="sub", wrap=True))
        known = _known(inventory.rows(self.context.register, ("number", "name", "to_examine")))
        for device in waiting[:SHOWN]:
            card = WaitingCard(self.context, device, known)
            self._cards.addWidget(card)
        if len(waiting) > SHOWN:
            rest = count(len(waiting) - SHOWN, "autre", "autres")
            self._cards.addWidget(PlainLabel(f"Et {rest}, montrées ensuite.", kind="help"))
        self._cards.addStretch(1)

    def _if_visible(self) -> None:
        if self.isVisible():
            self.reload()

    def _declared(self, device: Device) -> None:
        self.context.events.devices_changed.emit()
        words = f"{device.code} {device.name} est déclaré, à examiner."
        self.context.messages.done(words, ("Annuler", self.context.undo))


SHOWN = 30
"""Declared tools shown at once."""


def _known(rows: Sequence[tuple[object, ...]]) -> list[tuple[str, str]]:
    """Identifier and words of the devices that a declaration may be joined to."""
    return [
        (str(device_id), f"DMN-{number:02d} {name}")
        for device_id, number, name, to_examine in rows
        if not to_examine
    ]


class DeclarationForm(QFrame):
    """What is asked of whoever uses the tool.

    Attributes:
        declared: A tool was declared; carries the device.
    """

    declared = Signal(object)

    def __init__(self, context: Context) -> None:
        """Make the fields."""
        super().__init__()
        self.setProperty("kind", "block")
        self._context = context
        self._name = LineField("Nom de l’outil", "Le nom qui s’affiche à l’écran")
        self._purpose = TextField("À quoi il sert", "Une phrase suffit", (2, 4))
        self._who = LineField("Qui l’utilise", "Manipulatrice d’imagerie, C. M.")
        self._where = LineField("Où", "Imagerie, salle 2")
        self._since = LineField("Depuis le", "jj/mm/aaaa")
        self._kinds = ChoiceList(
            "Lesquelles", [Choice(kind.value, kind.label) for kind in InputData], several=True
        )
        self._data = Segments("Données de patients", [("oui", "Oui"), ("non", "Non")])
        self._data.chosen.connect(lambda key: self._kinds.setVisible(key == "oui"))
        self._ai = Segments(
            "Avec IA", [("oui", "Oui"), ("non", "Non"), ("inconnu", "Je ne sais pas")]
        )
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.setSpacing(8)
        layout.addWidget(
            PlainLabel(
                "Un logiciel, une application ou un appareil connecté utilisé avec des patients et "
                "qui n’est pas dans l’inventaire. Déclarer n’est pas demander une autorisation. "
                "N’écrire ni nom ni numéro de patient.",
                kind="help",
                wrap=True,
            )
        )
        layout.addLayout(labelled("Nom de l’outil", self._name))
        layout.addLayout(labelled("À quoi il sert", self._purpose))
        layout.addLayout(labelled("Qui l’utilise (fonction et initiales)", self._who))
        layout.addLayout(labelled("Où (services, séparés par des virgules)", self._where))
        layout.addLayout(labelled("Depuis le", self._since))
        for words, field in (
            (f"Y entre-t-on des données de patients{NBSP}?", self._data),
            ("", self._kinds),
            (f"Avec intelligence artificielle{NBSP}?", self._ai),
        ):
            if words:
                layout.addWidget(PlainLabel(words, kind="field", wrap=True))
            line = row(field, None)
            layout.addLayout(line)
        self._kinds.hide()
        layout.addLayout(row(button("Déclarer cet outil", self.declare, "primary"), None))
        layout.addStretch(1)

    def start(self) -> None:
        """Put the keyboard in the first field."""
        self._name.setFocus()

    def declare(self) -> None:
        """Write the declaration, and empty the form."""
        since = parse_day(self._since.value())
        if self._since.value() and since is None:
            self._context.messages.warn(
                f"«{NBSP}{self._since.value()}{NBSP}» n’est pas une date. Écrire jj/mm/aaaa."
            )
            self._since.setFocus()
            return

        def run() -> None:
            said = services.Declaration(
                self._name.value(),
                self._purpose.value(),
                self._who.value(),
                tuple(p.strip() for p in self._where.value().split(",") if p.strip()),
                since,
                YesNo(self._data.value()),
                tuple(InputData(key) for key in self._kinds.value()),
                Known(self._ai.value()),
            )
            device = self._context.save(services.declare, self._context.register, said)
            self._empty()
            self.declared.emit(device)

        if not self._context.tried(run):
            (self._who if self._name.value() else self._name).setFocus()

    def _empty(self) -> None:
        for field in (self._name, self._purpose, self._who, self._where, self._since):
            field.set_value("")
        self._data.set_value("")
        self._ai.set_value("")
        self._kinds.set_value(())
        self._kinds.hide()
        self.start()


class WaitingCard(QFrame):
    """A declared tool, and the three ways to decide."""

    def __init__(self, context: Context, device: Device, known: Sequence[tuple[str, str]]) -> None:
        """Show what was declared.

        Args:
            context: Shared parts of the window.
            device: The declared tool.
            known: The devices that it may turn out to be.
        """
        super().__init__()
        self.setProperty("kind", "block")
        self._context, self._device = context, device
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(14, 10, 14, 12)
        self._layout.setSpacing(6)
        name = PlainLabel(f"{device.code} {device.name}", kind="strong", wrap=True)
        self._layout.addWidget(name)
        self._layout.addWidget(PlainLabel(_told(device), kind="help", wrap=True))
        if device.intended_use:
            self._layout.addWidget(PlainLabel(device.intended_use, kind="text", wrap=True))
        self._deciding = self._make_deciding(known)
        examine = button("Examiner", self._examine, name=f"Examiner {device.code}")
        sheet = button("Ouvrir la fiche", self._open, "quiet", f"Ouvrir la fiche {device.code}")
        self._layout.addLayout(row(examine, sheet, None))
        self._layout.addWidget(self._deciding)
        self._deciding.hide()
        examine.setEnabled(not context.register.read_only)

    def _make_deciding(self, known: Sequence[tuple[str, str]]) -> QWidget:
        self._state = WordField("État", LifeState)
        self._state.set_value(self._device.state)
        self._nature = WordField("Nature", Nature)
        self._nature.set_value(self._device.nature)
        self._into = QComboBox()
        self._into.setAccessibleName("Dispositif de l’inventaire")
        self._into.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._into.setMinimumContentsLength(18)
        self._into.addItem("Choisir un dispositif…", "")
        for device_id, words in known:
            self._into.addItem(words, device_id)
        self._reason = LineField("Motif", "Pourquoi cet outil n’entre pas dans l’inventaire")
        deciding = QWidget()
        layout = QVBoxLayout(deciding)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(rule())
        layout.addLayout(labelled("État", self._state))
        layout.addLayout(labelled("Nature", self._nature))
        layout.addWidget(_in_flow(button("Garder dans l’inventaire", self._accept, "primary")))
        layout.addWidget(rule())
        layout.addLayout(labelled("C’est un dispositif déjà noté", self._into))
        layout.addWidget(_in_flow(button("Réunir à ce dispositif", self._merge)))
        layout.addWidget(rule())
        layout.addLayout(labelled("L’écarter, avec un motif", self._reason))
        layout.addWidget(_in_flow(button("Écarter la déclaration", self._dismiss)))
        return deciding

    def _examine(self) -> None:
        self._deciding.setVisible(self._deciding.isHidden())
        if not self._deciding.isHidden():
            self._state.setFocus()

    def _open(self) -> None:
        self._context.go(Route("dispositif", self._device.id))

    def _accept(self) -> None:
        state, nature = self._state.value(), self._nature.value()
        self._decide(
            lambda: self._context.save(
                services.accept, self._context.register, self._device.id, state, nature
            ),
            f"{self._device.code} est dans l’inventaire.",
        )

    def _merge(self) -> None:
        into = str(self._into.currentData() or "")
        self._decide(
            lambda: self._context.save(
                services.merge, self._context.register, self._device.id, into
            ),
            f"{self._device.code} est réuni à {self._into.currentText()}.",
        )

    def _dismiss(self) -> None:
        self._decide(
            lambda: self._context.save(
                services.dismiss, self._context.register, self._device.id, self._reason.value()
            ),
            f"{self._device.code} est écarté. Il reste 90 jours dans la Corbeille.",
        )

    def _decide(self, action: object, words: str) -> None:
        context = self._context

        def run() -> None:
            action()  # type: ignore[operator]
            context.events.devices_changed.emit()
            context.messages.done(words, ("Annuler", context.undo))

        context.tried(run)


def _in_flow(*buttons: QWidget) -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder)
    for one in buttons:
        flow.addWidget(one)
    return holder


def _told(device: Device) -> str:
    """Who declared it, where, since when, with what."""
    since = device.in_service_on
    parts = [
        f"Déclaré par {device.declared_by}, le {day(device.added_on or today())}",
        f"où{NBSP}: {', '.join(device.places)}" if device.places else "",
        f"utilisé depuis le {long_day(since)}" if since else "",
        f"IA{NBSP}: {device.uses_ai.label.lower()}" if device.uses_ai else "",
        f"données{NBSP}: {', '.join(k.label.lower() for k in device.input_data)}"
        if device.input_data
        else "",
    ]
    return f"{'. '.join(p[:1].upper() + p[1:] for p in parts if p)}."
