"""The tabs of views over the table: the program's, one's own, and what is done with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QTabBar, QVBoxLayout, QWidget

from dmn_desktop.core.text import shorten
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.widgets.basics import button, plain_tooltip, row, rule
from dmn_desktop.ui.widgets.fields import LineField

VISIBLE = 6
"""Tabs shown; the others are in « Autres vues »."""

_NAME = 24


@dataclass(frozen=True)
class Tab:
    """One view.

    Attributes:
        number: How many rows it shows, None where counting would take too long.
        own: Whether somebody made it, so that it can be renamed and deleted.
    """

    key: str
    title: str
    number: int | None
    own: bool = False

    @property
    def words(self) -> str:
        """« Avec IA  11 »."""
        number = "" if self.number is None else f"  {self.number}"
        return f"{shorten(self.title, _NAME)}{number}"


class ViewBar(QWidget):
    """Shows the views; the page keeps them.

    Attributes:
        chosen: The key of a view.
        kept: « Enregistrer » for the view in use.
        named: A name for what is shown, as a new view.
        renamed: Another name for the view in use.
        removed: « Supprimer la vue ».
    """

    chosen = Signal(str)
    kept = Signal()
    named = Signal(str)
    renamed = Signal(str)
    removed = Signal()

    def __init__(self, context: Context, name: str) -> None:
        """Make a bar without views; `name` is its accessible name."""
        super().__init__()
        self._tabs: list[Tab] = []
        self._all: Sequence[Tab] = ()
        self._renaming = False
        self._bar = QTabBar()
        self._bar.setAccessibleName(name)
        self._bar.setExpanding(False)
        self._bar.setElideMode(Qt.TextElideMode.ElideNone)
        self._bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._bar.currentChanged.connect(self._changed)
        self._others = button("Autres vues", kind="quiet")
        self._menu = QMenu(self._others)
        self._others.setMenu(self._menu)
        self._save = button("Enregistrer", self.kept.emit, "quiet")
        self._save.setIcon(context.theme.icon("device-floppy", "accent"))
        self._more = button("Enregistrer cette vue", self.ask_name, "quiet")
        self._more.setIcon(context.theme.icon("plus", "accent"))
        self._own = button("Vue", kind="quiet", name="Renommer ou supprimer cette vue")
        self._own_menu = QMenu(self._own)
        self._own_menu.addAction("Renommer", self.ask_rename)
        self._own_menu.addAction("Supprimer la vue", self.removed.emit)
        self._own.setMenu(self._own_menu)
        self._form = self._make_form()
        line = row(self._bar, self._others, self._save, self._more, self._own, spacing=4)
        line.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(rule())
        layout.addWidget(self._form)

    def _make_form(self) -> QWidget:
        form = QWidget()
        self._name = LineField("Nom de la vue", "Nom de la vue")
        self._name.returnPressed.connect(self._give_name)
        self._give = button("Enregistrer la vue", self._give_name, "primary")
        line = row(self._name, self._give, button("Annuler", form.hide), None)
        line.setContentsMargins(0, 6, 0, 6)
        form.setLayout(line)
        form.hide()
        return form

    @property
    def bar(self) -> QTabBar:
        """The tabs themselves, for the order of F6."""
        return self._bar

    def show_views(self, tabs: Sequence[Tab], current: str, changed: bool) -> None:
        """Show views without telling anyone.

        Args:
            tabs: All of them, in order.
            current: The key of the one in use; it is always among the visible ones.
            changed: Whether what is shown differs from it.
        """
        self._all = tabs
        shown, hidden = list(tabs[:VISIBLE]), list(tabs[VISIBLE:])
        if (out := next((t for t in hidden if t.key == current), None)) is not None:
            hidden[hidden.index(out)] = shown[-1]
            shown[-1] = out
        self._tabs = shown
        self._bar.blockSignals(True)
        while self._bar.count() > len(shown):
            self._bar.removeTab(self._bar.count() - 1)
        while self._bar.count() < len(shown):
            self._bar.addTab("")
        for place, tab in enumerate(shown):
            here = tab.key == current
            dot = " •" if here and changed else ""
            self._bar.setTabText(place, f"{tab.words}{dot}".replace("&", "&&"))
            self._bar.setTabToolTip(place, plain_tooltip(tab.title))
            said = ", modifiée" if dot else ""
            self._bar.setAccessibleTabName(place, f"{tab.title}, {tab.number or 0}{said}")
            if here:
                self._bar.setCurrentIndex(place)
        self._bar.blockSignals(False)
        self._fill_menu(hidden)
        own = any(t.own and t.key == current for t in shown)
        self._save.setVisible(own and changed)
        self._more.setVisible(changed)
        self._more.setText("Enregistrer sous un autre nom" if own else "Enregistrer cette vue")
        self._own.setVisible(own)

    def _fill_menu(self, hidden: Sequence[Tab]) -> None:
        self._menu.clear()
        for tab in hidden:
            self._menu.addAction(
                tab.words.replace("&", "&&"), lambda key=tab.key: self.chosen.emit(key)
            )
        self._others.setVisible(bool(hidden))

    def _changed(self, place: int) -> None:
        if 0 <= place < len(self._tabs):
            self._form.hide()
            self.chosen.emit(self._tabs[place].key)

    def step(self, way: int) -> None:
        """Go to the next view, or the one before, round and round."""
        if self._bar.count():
            self._bar.setCurrentIndex((self._bar.currentIndex() + way) % self._bar.count())

    def ask_name(self) -> None:
        """Ask for the name of a new view."""
        self._ask("", renaming=False)

    def ask_rename(self) -> None:
        """Ask for another name of the view in use."""
        place = self._bar.currentIndex()
        if 0 <= place < len(self._tabs) and self._tabs[place].own:
            self._ask(self._tabs[place].title, renaming=True)

    def _ask(self, name: str, renaming: bool) -> None:
        self._renaming = renaming
        self._give.setText("Renommer la vue" if renaming else "Enregistrer la vue")
        self._name.set_value(name)
        self._form.show()
        self._name.setFocus()
        self._name.selectAll()

    def _give_name(self) -> None:
        name = self._name.value()
        (self.renamed if self._renaming else self.named).emit(name)

    def close_form(self) -> None:
        """The name was taken."""
        self._form.hide()
