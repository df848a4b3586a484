"""Menus and Ctrl+K: every command of the program, with its shortcut."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QMenuBar,
    QWidget,
)

from dmn_desktop.core.paths import default_documents_dir
from dmn_desktop.core.text import NBSP
from dmn_desktop.ui.backing_up import back_up
from dmn_desktop.ui.finding import Finding
from dmn_desktop.ui.lending import told
from dmn_desktop.ui.rooms import PAGES
from dmn_desktop.ui.routes import Command, Route
from dmn_desktop.ui.theme import SCALES, Mode
from dmn_desktop.ui.widgets.key_button import KeyButton

if TYPE_CHECKING:
    from dmn_desktop.ui.context import Context
    from dmn_desktop.ui.page import Page
    from dmn_desktop.ui.widgets.large_editor import LargeEditor
    from dmn_desktop.ui.widgets.palette import Hit

FILTER = "Registre DMN (*.dmn)"
_SEARCH = "Rechercher un DMN, une question, une action…"
_NAMES = ("Fichier", "Édition", "Affichage", "Aller", "Outils", "Aide")
_MODES = {
    Mode.SYSTEM: "Comme le système",
    Mode.LIGHT: "Clair",
    Mode.DARK: "Sombre",
    Mode.CONTRAST: "Contraste élevé",
}


class _Frame(Protocol):
    """What the menus need of the window."""

    context: Context

    @property
    def large(self) -> LargeEditor: ...
    @property
    def page(self) -> Page | None: ...
    @property
    def may_write(self) -> bool: ...

    def rooms(self) -> list[tuple[str, str, str]]: ...
    def go(self, route: Route) -> None: ...
    def go_back(self) -> None: ...
    def go_forward(self) -> None: ...
    def next_zone(self, back: bool = False) -> None: ...
    def open_file(self, path: Path) -> None: ...
    def go_on_in(self, path: Path) -> None: ...
    def open_palette(self) -> None: ...
    def undo(self) -> None: ...
    def redo(self) -> None: ...
    def toggle_sidebar(self) -> None: ...
    def widget(self) -> QMainWindow: ...


class Menus:
    """The row at the top of the window.

    Attributes:
        top: The widget: menu bar and search field.
        finding: What Ctrl+K finds.
    """

    def __init__(self, window: _Frame) -> None:
        """Build the row; the menus are empty until `furnish`."""
        self._window = window
        self._context = window.context
        self._page_actions: list[tuple[QMenu, QAction]] = []
        self._page_commands: Sequence[Command] = ()
        self._shown: object = None
        self._lasting: list[Command] = []
        self._writing: list[QAction] = []
        self.finding = Finding(window)
        self._bar = QMenuBar()
        self._bar.setNativeMenuBar(False)
        self.menus = {name: self._bar.addMenu(f"&{name}") for name in _NAMES}
        self.menus["Aide"].setTitle("Aid&e")
        self.menus["Édition"].setTitle("É&dition")
        self.top = self._make_top()

    def _make_top(self) -> QWidget:
        theme, top = self._context.theme, QWidget()
        top.setObjectName("top")
        top.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._search = KeyButton(theme, _SEARCH, "Ctrl+K", self.open_search, "search")
        self._search.setProperty("kind", "search")
        layout = QHBoxLayout(top)
        layout.setContentsMargins(4, 4, 12, 4)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self._search)
        return top

    def fit(self) -> None:
        """Shorten the search button when the text is large or the window narrow."""
        roomy = self._window.widget().width() > self._context.theme.px(1000)
        self._search.show_words(_SEARCH if roomy else "Rechercher")
        self._search.setAccessibleName("Rechercher, agir")

    # Lasting commands

    def furnish(self) -> None:
        """Fill the menus, once: the first paint of the window only needs their titles."""
        if not self._lasting:
            self._make_lasting()

    def _make_lasting(self) -> None:
        window = self._window
        self._add(Command("Nouveau registre…", self.new_register, menu="Fichier", icon="file-plus"))
        self._add(
            Command("Ouvrir un registre…", self.open_register, "Ctrl+O", "folder-open", "Fichier")
        )
        self._recent = self.menus["Fichier"].addMenu("Registres récents")
        self._recent.aboutToShow.connect(self._fill_recent)
        self._add(Command("Enregistrer une copie…", self.save_copy, "", "copy", "Fichier"))
        self._add(Command("Sauvegarder maintenant", self.back_up, "", "device-floppy", "Fichier"))
        self._file_end = self.menus["Fichier"].addSeparator()
        self._add(Command("Quitter", window.widget().close, "Ctrl+Q", "", "Fichier"))
        self._undo = self._add(
            Command("Annuler", window.undo, "Ctrl+Z", "arrow-back-up", "Édition")
        )
        self._redo = self._add(
            Command("Rétablir", window.redo, "Ctrl+Y", "arrow-forward-up", "Édition")
        )
        # Here, and the dialogs where they open: what these are made of takes 3 ms of the start.
        from PySide6.QtGui import QKeySequence

        self._redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self._add(Command("Écrire en grand", self.enlarge, "Shift+F2", "text-size", "Édition"))
        self._add(Command("Historique", lambda: self._go("historique"), "", "history", "Édition"))
        self.menus["Édition"].addSeparator()
        self._make_view()
        self._make_go()
        self._add(Command("Aide de cet écran", self.open_help, "F1", "help-circle", "Aide"))
        self._add(
            Command("Raccourcis du clavier", lambda: self._go("aide", "clavier"), "", "", "Aide")
        )
        self._add(
            Command(
                "À propos de Registre DMN", lambda: self._go("aide", "a_propos"), "", "", "Aide"
            )
        )

    def _make_view(self) -> None:
        view = self.menus["Affichage"]
        theme = self._context.theme
        group = QActionGroup(self._window.widget())
        for mode, words in _MODES.items():
            action = view.addAction(words)
            action.setCheckable(True)
            action.setChecked(theme.mode is mode)
            action.triggered.connect(lambda _=False, mode=mode: self.set_mode(mode))
            group.addAction(action)
            self._lasting.append(
                Command(
                    f"Affichage\u00a0: {words.lower()}", lambda m=mode: self.set_mode(m), icon="sun"
                )
            )
        view.addSeparator()
        self._add(Command("Texte plus grand", lambda: self.zoom(1), "Ctrl++", "", "Affichage"))
        self._add(Command("Texte plus petit", lambda: self.zoom(-1), "Ctrl+-", "", "Affichage"))
        self._add(Command("Taille normale", lambda: self.zoom(0), "Ctrl+0", "", "Affichage"))
        view.addSeparator()
        self._add(
            Command(
                "Réduire le menu latéral", self._window.toggle_sidebar, "Ctrl+B", "", "Affichage"
            )
        )

    def _make_go(self) -> None:
        window = self._window
        self._add(Command("Rechercher, agir", self.open_search, "Ctrl+K", "search", "Aller"))
        self._add(Command("Aller au numéro", self.open_search, "Ctrl+G", "search", "Aller"))
        self._add(Command("Précédent", window.go_back, "Alt+Left", "arrow-left", "Aller"))
        self._add(Command("Suivant", window.go_forward, "Alt+Right", "arrow-right", "Aller"))
        self._add(Command("Zone suivante", window.next_zone, "F6", "", "Aller"))
        self._add(
            Command("Zone précédente", lambda: window.next_zone(True), "Shift+F6", "", "Aller")
        )
        self.menus["Aller"].addSeparator()
        for number, (key, text, icon) in enumerate(window.rooms(), start=1):
            go = partial(self._go, key)
            self._add(Command(text, go, f"Alt+{number}", icon, "Aller"))
        self._add(
            Command("Signaler un incident", self.note_incident, "Ctrl+I", "flag-question", "Aller")
        )
        for spec in PAGES:
            if spec.action:
                self._add(Command(spec.action, partial(self._go, spec.key), "", "", "Aller"))
            if spec.new:
                go = partial(self._go, spec.key, "nouveau")
                new = Command(spec.new, go, "", "plus", "Aller", writes=True)
                self._writing.append(self._add(new))

    def _add(self, command: Command) -> QAction:
        action = self._action(command)
        self.menus[command.menu].addAction(action)
        self._lasting.append(command)
        return action

    def _action(self, command: Command) -> QAction:
        action = QAction(command.text.replace("&", "&&"), self._window.widget())
        if command.shortcut:
            action.setShortcut(command.shortcut)
        action.setEnabled(command.enabled)
        action.triggered.connect(lambda _=False: command.run())
        return action

    def _go(self, page: str, step: str = "") -> None:
        self._window.go(Route(page, step=step))

    # Commands of the page

    def rebuild(self, commands: Sequence[Command]) -> None:
        """Replace the commands of the page; nothing is touched when they read the same."""
        self.furnish()
        for action in self._writing:
            action.setEnabled(self._window.may_write)
        page = self._window.page
        key = (page, page.route().item if page else "", [(c.text, c.enabled) for c in commands])
        if key == self._shown:
            return
        self._shown = key
        for menu, action in self._page_actions:
            menu.removeAction(action)
            action.deleteLater()
        self._page_actions.clear()
        self._page_commands = commands
        for command in commands:
            menu, action = self.menus[command.menu], self._action(command)
            if command.menu == "Fichier":
                menu.insertAction(self._file_end, action)
            else:
                menu.addAction(action)
            self._page_actions.append((menu, action))
        self.menus["Outils"].menuAction().setVisible(not self.menus["Outils"].isEmpty())

    def show_undo(self, undo: str, redo: str) -> None:
        """Put in the menu what undo and redo would do."""
        self._undo.setText(f"Annuler\u00a0: {undo}" if undo else "Annuler")
        self._redo.setText(f"Rétablir\u00a0: {redo}" if redo else "Rétablir")
        self._undo.setEnabled(bool(undo))
        self._redo.setEnabled(bool(redo))

    def enlarge(self) -> None:
        """Give a whole page to the text field that has the keyboard."""
        page = self._window.page
        place = page.route() if page else None
        if not self._window.large.open_for(self._window.widget().focusWidget(), place):
            self._context.messages.done("Mettre d’abord le curseur dans un champ de texte.")

    # Ctrl+K

    def open_search(self) -> None:
        """Show the overlay."""
        self._window.open_palette()

    def search(self, text: str) -> list[Hit]:
        """What Ctrl+K shows for a text."""
        here = {command.text for command in self._page_commands}
        lasting = [
            command
            for command in self._lasting
            if command.text not in here and (self._window.may_write or not command.writes)
        ]
        return self.finding.search(text, [*self._page_commands, *lasting])

    # Files

    def new_register(self) -> None:
        """Ask for a new register on the first screen."""
        self._window.go(Route("debut", step="nouveau"))

    def open_register(self) -> None:
        """Pick a register and open it."""
        from PySide6.QtWidgets import QFileDialog

        text, _ = QFileDialog.getOpenFileName(
            self._window.widget(), "Ouvrir un registre", str(self._folder()), FILTER
        )
        if text:
            self._window.open_file(Path(text))

    def _folder(self) -> Path:
        recent = self._context.settings.recent
        return recent[0].parent if recent else default_documents_dir()

    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in self._context.settings.recent:
            action = self._recent.addAction(str(path).replace("&", "&&"))
            action.triggered.connect(lambda _=False, p=path: self._window.open_file(p))
        if not self._context.settings.recent:
            self._recent.addAction("Aucun registre récent").setEnabled(False)

    def note_incident(self) -> None:
        """Note an incident; on the sheet of a device, with that device."""
        page = self._window.page
        here = page.route() if page else Route("")
        device = here.item if here.page == "dispositif" else ""
        self._window.go(Route("incident", step="nouveau", question=device))

    def save_copy(self) -> None:
        """Write a verified copy where the user chooses.

        When the register refuses what was typed, work goes on in the copy, which gets it.
        """
        if not self._context.desk.is_open:
            return
        kept = self._ready()
        from dmn_desktop.services import register as services

        context, register = self._context, self._context.register
        name = register.path.with_name(f"{register.path.stem} - copie.dmn")
        from PySide6.QtWidgets import QFileDialog

        text, _ = QFileDialog.getSaveFileName(
            self._window.widget(), "Enregistrer une copie", str(name), FILTER
        )
        if text:
            context.lending.run(
                "Copie du registre…",
                lambda watch: services.save_copy(register, Path(text), watch),
                self._copied if kept else self._window.go_on_in,
                told(
                    context.tasks,
                    lambda: context.messages.done("Copie arrêtée. Rien n’a été écrit."),
                    context.messages.failed,
                ),
            )

    def _copied(self, path: Path) -> None:
        self._context.messages.done(f"Copie enregistrée et vérifiée{NBSP}: {path}.")

    def back_up(self) -> None:
        """Write a dated backup in the chosen folder, or ask for the folder first."""
        if not self._ready():
            return
        desk = self._context.desk
        folder = desk.backup_folder
        if folder is None:
            from PySide6.QtWidgets import QFileDialog

            text = QFileDialog.getExistingDirectory(
                self._window.widget(), "Choisir le dossier des sauvegardes", str(self._folder())
            )
            if not text:
                return
            self._context.settings.set("dossier_sauvegardes", text)
            self._context.events.backups_changed.emit()
        stopped = "Sauvegarde arrêtée. Les précédentes sont intactes."
        failed = told(
            self._context.tasks,
            lambda: self._context.messages.done(stopped),
            self._context.messages.failed,
        )
        back_up(self._context, "Arrêter", self._backed_up, failed)

    def _backed_up(self, path: Path) -> None:
        self._context.messages.done(f"Sauvegarde faite et vérifiée\u00a0: {path.name}.")

    def _ready(self) -> bool:
        page = self._window.page
        return self._context.desk.is_open and (page is None or page.flush())

    # View and help

    def set_mode(self, mode: Mode) -> None:
        """Change the colours."""
        self._context.settings.set("affichage", mode.value)
        self._context.theme.apply(mode=mode)

    def zoom(self, way: int) -> None:
        """Make the text larger (1), smaller (-1) or normal (0)."""
        scale = self._context.theme.scale
        index = SCALES.index(scale) if scale in SCALES else 0
        target = 100 if way == 0 else SCALES[min(max(index + way, 0), len(SCALES) - 1)]
        self._context.settings.set("taille_texte", target)
        self._context.theme.apply(scale=target)

    def open_help(self) -> None:
        """Show the help of the present screen."""
        page = self._window.page
        self._go("aide", page.help_topic() if page else "")
