"""Corbeille: what was deleted in the last 90 days, and back to its place."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from dmn_desktop.core.records import (
    Attachment,
    Candidate,
    CostLine,
    Hypothesis,
    Indicator,
    OwnQuestion,
    Project,
    Record,
    Study,
)
from dmn_desktop.core.text import moment, shorten
from dmn_desktop.services import register as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.routes import Crumb, Route
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, clear, row, rule


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
    def reload(self) -> None:
        clear(self._lines)
        found = services.trash(self.context.register)
        self._lines.addWidget(PlainLabel("Corbeille", kind="h1"))
        self._lines.addWidget(
            PlainLabel(
                "Ce qui est supprimé reste ici 90 jours et peut revenir à sa place.",
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
        name = name_of(deleted.record)
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
            self.context.messages.done(f"Restauré\u00a0: {name_of(deleted.record)}.")
            self.context.events.projects_changed.emit()
            self.reload()

        self.context.tried(run)


def _sentence(label: str) -> str:
    return f"{label[:1].upper()}{label[1:]}"


def name_of(record: Record) -> str:
    """The words by which people know a deleted object."""
    words = {
        Project: lambda r: f"Projet {r.code}, {r.need}",
        Candidate: lambda r: f"Candidat {r.name}",
        Study: lambda r: f"Étude {shorten(r.citation, 80)}",
        Attachment: lambda r: f"Pièce {r.name}",
        OwnQuestion: lambda r: f"Question {shorten(r.text, 80)}",
        CostLine: lambda r: f"Ligne de coût {r.label}",
        Hypothesis: lambda r: f"Hypothèse {shorten(r.hypothesis, 80)}",
        Indicator: lambda r: f"Indicateur {shorten(r.name, 80)}",
    }
    named = words.get(type(record))
    return named(record) if named else record.title
