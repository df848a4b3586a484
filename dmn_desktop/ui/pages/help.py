"""Aide: one short page per screen, the glossary, the keyboard, the sources."""

from __future__ import annotations

import platform
import sqlite3
from functools import cache
from typing import Any

import rtoml
from PySide6 import __version__ as qt_version
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from dmn_desktop import __version__
from dmn_desktop.core.paths import resources_dir
from dmn_desktop.core.text import day
from dmn_desktop.core.typing import override
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.routes import Crumb, Route
from dmn_desktop.ui.widgets.basics import PlainLabel, row
from dmn_desktop.ui.widgets.reading import ReadingPane


@cache
def topics() -> dict[str, dict[str, Any]]:
    """The help pages, by key: title and paragraphs."""
    path = resources_dir() / "aide" / "aide.toml"
    pages = rtoml.loads(path.read_text(encoding="utf-8"))["page"]
    return {page["id"]: page for page in pages}


class HelpPage(Page):
    """The list of pages at the left, the text at the right."""

    def __init__(self, context: Context) -> None:
        """Build the list and an empty text."""
        super().__init__(context)
        self._topic = "depart"
        self._list = QListWidget()
        self._list.setAccessibleName("Pages d’aide")
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        extra = {"glossaire": "Glossaire", "sources": "Textes et sources", "a_propos": "À propos"}
        titles = {key: page["titre"] for key, page in topics().items()} | extra
        for key, title in titles.items():
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, key)
            self._list.addItem(item)
        self._list.currentItemChanged.connect(self._chosen)
        self._text = ReadingPane(context.theme, "Aide")
        body = row(self._list, self._text, None, spacing=12)
        body.setStretch(1, 20)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 4, 20, 16)
        layout.addWidget(PlainLabel("Aide", kind="h1"))
        layout.addLayout(body, 1)
        context.theme.changed.connect(self._fit)
        context.theme.changed.connect(lambda: self._list.scrollToItem(self._list.currentItem()))
        self._fit()

    def _fit(self) -> None:
        """Leave the text most of the room."""
        px = self.context.theme.px
        self._list.setFixedWidth(min(px(240), round(self.width() * 0.36)))
        self._text.setMaximumWidth(px(760))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def zones(self) -> list[QWidget]:
        return [self._list, self._text]

    @override
    def show_route(self, route: Route) -> None:
        self._show(route.step or self._topic)

    @override
    def route(self) -> Route:
        return Route("aide", step=self._topic)

    @override
    def crumbs(self) -> list[Crumb]:
        return [Crumb("Aide")]

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._show(item.data(Qt.ItemDataRole.UserRole))

    def _show(self, topic: str) -> None:
        known = [self._list.item(i) for i in range(self._list.count())]
        found = next((i for i in known if i.data(Qt.ItemDataRole.UserRole) == topic), known[0])
        self._topic = found.data(Qt.ItemDataRole.UserRole)
        self._list.blockSignals(True)
        self._list.setCurrentItem(found)
        self._list.blockSignals(False)
        self._text.begin()
        special = {
            "glossaire": self._glossary,
            "sources": self._sources,
            "a_propos": self._about,
        }
        special.get(self._topic, self._page)()
        self._text.end()

    def _page(self) -> None:
        page = topics()[self._topic]
        self._text.heading(page["titre"])
        for part in page["partie"]:
            if part.get("titre"):
                self._text.heading(part["titre"])
            for text in part.get("texte", []):
                self._text.paragraph(text)
            for keys, words in part.get("touches", []):
                self._text.paragraph(words, f"{keys}\u00a0: ")

    def _glossary(self) -> None:
        self._text.heading("Glossaire")
        for term in sorted(self.context.library.commons.terms, key=lambda t: t.word.casefold()):
            self._text.paragraph(term.meaning, f"{term.word}\u00a0: ")

    def _sources(self) -> None:
        commons = self.context.library.commons
        self._text.heading("Textes et sources")
        self._text.paragraph(
            "Les phrases du programme reformulent le guide de la HAS (juin 2023)\u00a0; le numéro "
            "et la page renvoient à l’original. Ce programme n’émane pas de la HAS et ne remplace "
            "pas un conseil juridique."
        )
        for reference in commons.references:
            self._text.paragraph(reference.subject, f"{reference.title}. ")
            if reference.since:
                self._text.paragraph(reference.since, "Depuis le guide\u00a0: ")
            origin = f"{reference.source}. Vérifié le {day(reference.checked_on)}."
            self._text.paragraph(origin, muted=True)

    def _about(self) -> None:
        self._text.heading("À propos")
        self._text.paragraph(f"Registre DMN {__version__}. Licence EUPL-1.2.")
        self._text.paragraph(
            "Rien ne quitte ce poste\u00a0: le programme n’ouvre aucune connexion réseau."
        )
        self._text.paragraph(
            f"Python {platform.python_version()}, Qt {qt_version}, "
            f"SQLite {sqlite3.sqlite_version}, {platform.system()} {platform.release()}.",
            muted=True,
        )
        if self.context.desk.is_open:
            path = self.context.register.path
            self._text.paragraph(str(path), "Registre ouvert\u00a0: ")
        folder = str(self.context.settings.folder)
        self._text.paragraph(folder, "Réglages et journal technique\u00a0: ")
