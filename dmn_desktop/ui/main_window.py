"""The window: frame, navigation, saving, undo. Pages are made when first shown."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.typing import override
from dmn_desktop.ui.changing import Changing
from dmn_desktop.ui.closing import Closing
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.focus import focus_in, holds
from dmn_desktop.ui.menus import Menus
from dmn_desktop.ui.opening import Opening
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.replaying import replay
from dmn_desktop.ui.rooms import PAGES, PageSpec
from dmn_desktop.ui.routes import Command, Crumb, Route
from dmn_desktop.ui.trail import Trail
from dmn_desktop.ui.widgets.bars import MessageBar, ProgressBar
from dmn_desktop.ui.widgets.basics import column, row, settle
from dmn_desktop.ui.widgets.frame import Breadcrumb, StatusBar
from dmn_desktop.ui.widgets.sidebar import Entry, Sidebar

if TYPE_CHECKING:
    from dmn_desktop.ui.widgets.large_editor import LargeEditor
    from dmn_desktop.ui.widgets.palette import Palette

NAMELESS = "Registre sans nom"


class MainWindow(QMainWindow):
    """The frame around the pages."""

    def __init__(self, context: Context) -> None:
        """Build the frame; no page is made yet."""
        super().__init__()
        self.context = context
        self._specs = {spec.key: spec for spec in PAGES}
        self._pages: dict[str, Page] = {}
        self._trail = Trail()
        self._unsaved = False
        context.lending.held = self._worked_in
        self._closing = Closing(context, lambda: QTimer.singleShot(0, self.close))
        self.changing = Changing(context, self._show_start)
        theme = context.theme
        entries = [
            Entry(s.key, s.text, s.icon, s.group, s.foot, s.needs_register) for s in PAGES if s.icon
        ]
        self.sidebar = Sidebar(theme, entries)
        self.breadcrumb = Breadcrumb(theme)
        self.failure = MessageBar(theme)
        self.result = MessageBar(theme)
        self.progress = ProgressBar(theme)
        self.pages = QStackedWidget()
        self.pages.setObjectName("pages")
        self._large: LargeEditor | None = None
        self.status = StatusBar(theme)
        self.menus = Menus(self)
        self._opening = Opening(context, self.failure, self.menus.save_copy)
        self._palette: Palette | None = None
        self._build()
        self._connect()
        self._restore()

    def _build(self) -> None:
        self.setWindowTitle("Registre DMN")
        self.setWindowIcon(self.context.theme.icon("registre-dmn", "ink", 64))
        self.setMinimumSize(640, 480)
        self.setMenuWidget(self.menus.top)
        right = self._right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for widget in (self.breadcrumb, self.failure):
            right.addWidget(widget)
        right.addWidget(self.pages, 1)
        right.addWidget(self.progress)
        right.addWidget(self.result)
        middle = row(self.sidebar, spacing=0)
        middle.addLayout(right, 1)
        central = QWidget()
        central.setObjectName("central")
        layout = column(spacing=0)
        layout.addLayout(middle, 1)
        layout.addWidget(self.status)
        central.setLayout(layout)
        self.setCentralWidget(central)

    def _connect(self) -> None:
        events = self.context.events
        events.route_asked.connect(self.go)
        events.undo_asked.connect(self.undo)
        events.file_asked.connect(self.open_file)
        events.new_asked.connect(self.changing.create)
        events.register_opened.connect(self._register_opened)
        events.structure_changed.connect(self._show_structure)
        events.saved.connect(self._saved)
        events.save_failed.connect(self._save_failed)
        events.backup_asked.connect(self.menus.back_up)
        events.backups_changed.connect(self.show_backup)
        events.replayed.connect(self._replayed)
        self.context.messages.said.connect(self._say)
        self.context.tasks.started.connect(self.progress.follow)
        self.context.theme.changed.connect(self._retheme)
        self.failure.dismissed.connect(self._opening.tell_next)
        self.sidebar.chosen.connect(lambda key: self.go(Route(key)))

    def _restore(self) -> None:
        settings = self.context.settings
        self.resize(1366, 720)
        if geometry := settings.get_bytes("fenetre"):
            self.restoreGeometry(QByteArray(geometry))
        self.sidebar.set_enabled_rooms(False)

    def _worked_in(self) -> list[QWidget]:
        """The parts where somebody could use the register."""
        bars = [self.menus.top, self.sidebar, self.breadcrumb, self.failure, self.result]
        return [*bars, self.pages, *([self._large] if self._large else [])]

    def widget(self) -> QMainWindow:
        """The window itself, for what needs a parent."""
        return self

    def rooms(self) -> list[tuple[str, str, str]]:
        """Key, words and icon of each entry of the sidebar."""
        return [(spec.key, spec.text, spec.icon) for spec in PAGES if spec.icon]

    @property
    def large(self) -> LargeEditor:
        """The page for one long text, made when first asked for."""
        if self._large is None:
            from dmn_desktop.ui.widgets.large_editor import LargeEditor

            self._large = LargeEditor(self.context.theme, self.pages)
            self._right.insertWidget(self._right.indexOf(self.pages) + 1, self._large, 1)
        return self._large

    def open_palette(self) -> None:
        """Show Ctrl+K; the overlay is made when first asked for."""
        if self._palette is None:
            from dmn_desktop.ui.widgets.palette import Palette

            self._palette = Palette(self.context.theme, self, self.menus.search)
        self._palette.open()

    # Navigation

    def go(self, route: Route, remember: bool = True) -> None:
        """Show a place; what was typed is kept first."""
        spec = self._specs[route.page]
        if spec.needs_register and not self.context.desk.is_open:
            spec, route = self._specs["debut"], Route("debut")
        current = self.page
        if current is not None and not current.flush():
            return
        if current is not None and remember:
            self._trail.leave(current.route())
        page = self._page(spec)
        with self._told():
            page.show_route(route)
            self.pages.setCurrentWidget(page)
            self._place_changed()
            # Qt gives the keyboard to the first button of a page that it shows.
            if not any(holds(zone, self.focusWidget()) for zone in (self.sidebar, *page.zones())):
                focus_in(page.zones()[0])
            settle(page)

    def _page(self, spec: PageSpec) -> Page:
        if spec.key not in self._pages:
            page = spec.make(self.context)
            page.place_changed.connect(self._place_changed)
            self._pages[spec.key] = page
            self.pages.addWidget(page)
        return self._pages[spec.key]

    @property
    def page(self) -> Page | None:
        """The page shown."""
        page = self.pages.currentWidget()
        return page if isinstance(page, Page) else None

    def go_back(self) -> None:
        """Show the place before this one."""
        self._follow(self._trail.back)

    def go_forward(self) -> None:
        """Show the place left by going back."""
        self._follow(self._trail.forward)

    def _follow(self, step: Callable[[Route], Route | None]) -> None:
        route = step(self.page.route()) if self.page is not None else None
        if route is not None:
            self.go(route, remember=False)

    def _place_changed(self) -> None:
        page = self.page
        if page is None:
            return
        spec = self._specs[page.route().page]
        self.sidebar.set_current(spec.room or spec.key)
        self._fit_sidebar()
        self.breadcrumb.show_parts([(c.text, self._crumb_action(c)) for c in page.crumbs()])
        self.menus.rebuild(self._within_reach(page.commands()))
        self.menus.finding.visit(page.route())
        if self._large:
            self._large.follow(page.route())

    def _within_reach(self, commands: list[Command]) -> list[Command]:
        """The commands of a page; those that write are out of reach in a register to read."""
        may = self.may_write or not self.context.desk.is_open
        return [one._replace(enabled=one.enabled and (may or not one.writes)) for one in commands]

    @property
    def may_write(self) -> bool:
        """Whether a register is open, and not only to be read."""
        desk = self.context.desk
        return desk.is_open and not desk.register.read_only

    def _crumb_action(self, crumb: Crumb) -> Callable[[], object] | None:
        route = crumb.route
        return None if route is None else lambda: self.go(route)

    def next_zone(self, back: bool = False) -> None:
        """Put the keyboard on the next part of the window (F6)."""
        zones: list[QWidget] = [self.sidebar, *(self.page.zones() if self.page else [])]
        zones += [bar for bar in (self.failure, self.result) if bar.isVisible()]
        zones = [zone for zone in zones if zone.isVisible()]
        focus = self.focusWidget()
        index = next((i for i, z in enumerate(zones) if focus and holds(z, focus)), -1)
        focus_in(zones[(index + (-1 if back else 1)) % len(zones)])

    # The register

    def open_file(self, path: Path) -> None:
        """Open a register instead of the present one, whose last words are kept first."""
        if self.page is None or self.page.flush():
            self.changing.open(path)

    def open_copy(self, path: Path) -> None:
        """Open a private copy of a register, to read only."""
        if self.page is None or self.page.flush():
            self.changing.open_copy(path)

    def go_on_in(self, path: Path) -> None:
        """Work on in a copy of the register, with what could not be saved in the register."""
        page = self.page
        self.changing.go_on_in(path, lambda: page is None or page.flush())

    def _show_start(self) -> None:
        if not self.context.desk.is_open:
            self.sidebar.set_structure("", "")
            self.go(Route("debut"), remember=False)

    def _register_opened(self) -> None:
        while (page := self.pages.widget(0)) is not None:
            self.pages.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._trail = Trail()
        is_open = self.context.desk.is_open
        self.sidebar.set_enabled_rooms(is_open)
        self.failure.hide()
        self.result.hide()
        self._show_structure()
        self.go(Route("guide" if is_open else "debut"), remember=False)
        if is_open:
            self._show_state()

    def _show_structure(self) -> None:
        if not self.context.desk.is_open:
            return
        self.context.desk.reload_structure()
        structure = self.context.desk.structure
        name = structure.name or NAMELESS
        self.sidebar.set_structure(name, structure.structure_kind.label)
        self.setWindowTitle(f"{name} – Registre DMN")

    def _show_state(self) -> None:
        if self.context.register.read_only:
            self.status.show_read_only()
        else:
            self.status.show_saved(None)
        QTimer.singleShot(0, self, self._opening.tell)  # the page first
        self.show_backup()
        self._show_undo()

    def show_backup(self) -> None:
        """Tell when this register was last backed up."""
        if self.context.desk.is_open:
            self.status.show_backup(self.context.desk.backup_words)

    # Saving and undo

    def _saved(self) -> None:
        self.status.show_saved(datetime.now())
        if self._unsaved or self._closing.asking:
            self._unsaved = self._closing.asking = False
            self.failure.hide()
        self._show_undo()

    def _save_failed(self, text: str) -> None:
        self.status.show_failed()
        self._unsaved = True
        if self._closing.asking:
            return
        self.failure.show_message(
            text, "dang", ("Enregistrer une copie…", self.menus.save_copy), stays=True
        )

    def _show_undo(self) -> None:
        if not self.context.desk.is_open or self.context.register.read_only:
            self.status.show_undo("")
            return
        from dmn_desktop.services import register as services

        undo = services.next_undo(self.context.register)
        self.status.show_undo(undo)
        self.menus.show_undo(undo, services.next_redo(self.context.register))

    def undo(self) -> None:
        """Take back the last thing done today."""
        self._replay(again=False)

    def redo(self) -> None:
        """Do again the last thing taken back."""
        self._replay(again=True)

    def _replay(self, again: bool) -> None:
        if self.context.desk.is_open and (self.page is None or self.page.flush()):
            with self._told():
                replay(self.context, again)

    def _replayed(self) -> None:
        self.context.events.structure_changed.emit()
        if self.page is not None:
            self.page.reload()
            self._place_changed()
            if self._large:
                self._large.look_again()

    # Frame

    def _say(self, text: str, tone: str, action: object, stays: bool) -> None:
        bar = self.failure if stays else self.result
        bar.show_message(text, tone, action, stays)  # type: ignore[arg-type]

    def _retheme(self) -> None:
        self._fit_sidebar()
        self._place_changed()

    def _fit_sidebar(self) -> None:
        page, settings = self.page, self.context.settings
        narrow = page is not None and page.narrow_sidebar
        tight = self.context.theme.scale >= 130 or self.width() < 1100
        self.sidebar.set_reduced(narrow or tight or bool(settings.get("menu_reduit")))
        self.menus.fit()
        self.status.fit(self.width())

    def toggle_sidebar(self) -> None:
        """Reduce the sidebar, or show its words again."""
        reduced = not self.sidebar.is_reduced
        self.context.settings.set("menu_reduit", reduced)
        self.sidebar.set_reduced(reduced)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except UserError as error:
            self.context.messages.failed(error)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_sidebar()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what was typed, back up, let the file go; what would be lost holds the window."""
        try:
            if not self._closing.may_close(self.page):
                event.ignore()
                return
            self.context.tasks.wait()
            self.context.settings.set_bytes("fenetre", bytes(self.saveGeometry().data()))
            self.context.settings.write()
            self.context.desk.close()
        except UserError as error:
            self.context.messages.failed(error)
            event.ignore()
            return
        super().closeEvent(event)
