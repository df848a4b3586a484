"""Corbeille: what was deleted in the last 90 days, and back to its place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from dmn_desktop.core.object_name import object_name
from dmn_desktop.core.text import NBSP, count, moment
from dmn_desktop.core.typing import override
from dmn_desktop.services import register as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.routes import Command, Crumb, Route
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, clear, row, rule
from dmn_desktop.ui.widgets.confirmation import Confirmation


class TrashPage(Page):
    """The list of deleted objects, newest first."""

    def __init__(self, context: Context) -> None:
        """Build an empty list."""
        super().__init__(context)
        self._content = QWidget()
        self._content.setObjectName("page")
        self._lines = QVBoxLayout(self._content)
        self._lines.setContentsMargins(20, 4, 20, 20)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    @override
    def show_route(self, route: Route) -> None:
        self.reload()

    @override
    def route(self) -> Route:
        return Route("corbeille")

    @override
    def crumbs(self) -> list[Crumb]:
        return [Crumb("Corbeille")]

    @override
    def help_topic(self) -> str:
        return "securite"

    @override
    def commands(self) -> list[Command]:
        can = self._can_empty(services.trash(self.context.register))
        return [Command("Vider la Corbeille…", self.ask_to_empty, icon="trash", enabled=can)]

    def _can_empty(self, found: Sequence[services.Deleted]) -> bool:
        return bool(found) and not self.context.register.read_only

    @override
    def reload(self) -> None:
        clear(self._lines)
        found = services.trash(self.context.register)
        head = row(PlainLabel("Corbeille", kind="h1"), None)
        if self._can_empty(found):
            head.addWidget(button("Vider la Corbeille…", self.ask_to_empty))
        self._lines.addLayout(head)
        self._lines.addWidget(
            PlainLabel(
                "Ce qui est supprimé reste ici 90 jours, et peut revenir à sa place.",
                kind="sub",
                wrap=True,
            )
        )
        if not found:
            self._lines.addWidget(PlainLabel("La corbeille est vide.", kind="text"))
        else:
            frame, inner = block(spacing=6)
            for index, deleted in enumerate(found):
                if index:
                    inner.addWidget(rule())
                inner.addLayout(self._line(deleted))
            self._lines.addWidget(frame)
        self._lines.addStretch(1)

    def _line(self, deleted: services.Deleted) -> QHBoxLayout:
        name = object_name(deleted.record)
        words = QWidget()
        layout = QVBoxLayout(words)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(PlainLabel(name, kind="strong", wrap=True))
        layout.addWidget(
            PlainLabel(f"{_sentence(deleted.label)}, le {moment(deleted.at)}", "help", wrap=True)
        )
        restore = button("Restaurer", lambda: self._restore(deleted), name=f"Restaurer {name}")
        line = row(words, restore)
        line.setStretch(0, 1)
        return line

    def _restore(self, deleted: services.Deleted) -> None:
        def run() -> None:
            self.context.save(services.restore, self.context.register, deleted)
            self.context.messages.done(f"Restauré\u00a0: {object_name(deleted.record)}.")
            self.context.events.projects_changed.emit()
            self.context.events.devices_changed.emit()
            self.reload()

        self.context.tried(run)

    # Emptying: one of the three boxes of the program, since nothing can bring this back.

    def ask_to_empty(self) -> None:
        """Say what would be lost, and ask."""
        found = services.trash(self.context.register)
        box = Confirmation(
            self,
            f"Vider la Corbeille{NBSP}?",
            _loss(found),
            [object_name(one.record) for one in found],
        )
        box.set_verbs("Vider la Corbeille", "Garder")
        box.accepted.connect(self._empty)
        box.open()

    def _empty(self) -> None:
        def run() -> None:
            number = self.context.save(services.empty_trash, self.context.register)
            gone = count(number, "élément effacé", "éléments effacés")
            self.context.messages.done(f"Corbeille vidée{NBSP}: {gone}.")
            self.reload()
            self.place_changed.emit()

        self.context.tried(run)


def _loss(found: Sequence[services.Deleted]) -> str:
    """What emptying would lose, and what it would not."""
    what = count(len(found), "élément", "éléments")
    verb = "sera effacé" if len(found) < 2 else "seront effacés"
    return (
        f"{what} et tout ce qui en dépend (réponses, notes, pièces jointes) {verb} de ce "
        "registre. Cela ne peut pas être annulé, et ce qui a été fait avant ne pourra plus l’être "
        "non plus. L’historique garde qui a fait quoi et quand, sans le contenu. Les sauvegardes "
        "déjà faites ne changent pas."
    )


def _sentence(label: str) -> str:
    return f"{label[:1].upper()}{label[1:]}"
