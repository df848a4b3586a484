"""Revue annuelle: begin one, walk through the devices, close it, read the past ones."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from dmn_desktop.core.census import title
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.typing import override
from dmn_desktop.services import census as services
from dmn_desktop.services import documents
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.pages.census.ending import Ending
from dmn_desktop.ui.pages.census.opening import Opening
from dmn_desktop.ui.pages.census.procedure import ProcedureView
from dmn_desktop.ui.pages.census.walk import Walk
from dmn_desktop.ui.papers import Papers, documents_of
from dmn_desktop.ui.routes import Command, Crumb, Route
from dmn_desktop.ui.widgets.basics import PlainLabel, button, row

ROOMY = 620
"""Width, at 100 %, from which « Imprimer » has a button beside its keys and its menu."""

END = "fin"
PROCEDURE = "procedure"


class CensusPage(Page):
    """The yearly review."""

    def __init__(self, context: Context) -> None:
        """Build the four views."""
        super().__init__(context)
        self._review: services.Review | None = None
        self._step = ""
        self._heading = PlainLabel("Revue annuelle", kind="h1")
        self._sub = PlainLabel(kind="sub")
        self.opening, self.walk = Opening(context), Walk(context)
        self.ending, self.procedure = Ending(context), ProcedureView(context)
        self._papers = Papers(context, self, documents_of(self._subject))
        self._blank = Papers(
            context,
            self,
            documents_of(lambda: documents.blank(context.register, context.library)),
        )
        self._print = button("Imprimer", self.print_)
        self._print.setIcon(context.theme.icon("printer"))
        self._finish = button("Finir la revue", self.walk.ended.emit)
        self._stack = QStackedLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 4, 20, 12)
        layout.setSpacing(10)
        head = row(self._heading, self._sub, None, self._finish, self._print, spacing=12)
        layout.addLayout(head)
        layout.addLayout(self._stack, 1)
        for view in (self.opening, self.walk, self.ending, self.procedure):
            self._stack.addWidget(view)
        self._connect()

    def _connect(self) -> None:
        self.opening.started.connect(self._go)
        self.opening.asked.connect(self._go)
        self.opening.procedure_asked.connect(lambda: self._go("", PROCEDURE))
        self.walk.ended.connect(lambda: self._go(self._census_id, END))
        self.walk.moved.connect(self._show_words)
        self.ending.closed.connect(self._go)
        self.ending.resumed.connect(self._resume)
        self.procedure.left.connect(lambda: self._go(""))
        for signal in (self.context.events.devices_changed, self.context.events.replayed):
            signal.connect(self._if_visible)

    def _go(self, census_id: str, step: str = "") -> None:
        self.context.go(Route("revue", census_id, step))

    def _resume(self, device_id: str) -> None:
        if self._review is not None and self._review.is_open:
            self.context.go(Route("revue", self._census_id, question=device_id))
        elif device_id:
            self.context.go(Route("dispositif", device_id))

    # Page

    @override
    def show_route(self, route: Route) -> None:
        self._step = route.step
        self._review = self._wanted(route.item)
        self._show(route.question)
        view = self._view
        if isinstance(view, Opening | Walk | Ending | ProcedureView):
            view.start()

    def _wanted(self, census_id: str) -> services.Review | None:
        """The review asked for, or the one under way."""
        register = self.context.register
        if not census_id:
            current = services.current(register)
            return services.load(register, current.id) if current else None
        try:
            return services.load(register, census_id)
        except UserError:
            return self._wanted("")

    def _show(self, device_id: str = "") -> None:
        review = self._review
        if self._step == PROCEDURE:
            self.procedure.reload()
            self._stack.setCurrentWidget(self.procedure)
        elif review is None:
            self.opening.reload()
            self._stack.setCurrentWidget(self.opening)
        elif review.is_open and self._step != END:
            self.walk.show_review(review, device_id)
            self._stack.setCurrentWidget(self.walk)
        else:
            self.ending.show_review(review)
            self._stack.setCurrentWidget(self.ending)
        self._show_words()

    def _show_words(self) -> None:
        review = self._review
        procedure = self._step == PROCEDURE
        words = "Procédure de recensement" if procedure else "Revue annuelle"
        if review is not None and not procedure:
            words = title(review.census)
        self._heading.setText(words)
        self._sub.setText(self.walk.words if self._view is self.walk else "")
        self._finish.setVisible(self._view is self.walk)
        roomy = self.width() >= self.context.theme.px(ROOMY)
        self._print.setVisible((review is not None or procedure) and roomy)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_words()

    @property
    def _view(self) -> QWidget | None:
        return self._stack.currentWidget()

    @property
    def _census_id(self) -> str:
        return self._review.census.id if self._review else ""

    @override
    def route(self) -> Route:
        return Route("revue", self._census_id, self._step)

    @override
    def crumbs(self) -> list[Crumb]:
        found = [Crumb("Utiliser"), Crumb("Inventaire", Route("inventaire"))]
        if self._step == PROCEDURE:
            return [*found, Crumb("Revue annuelle", Route("revue")), Crumb("Procédure")]
        if self._review is None:
            return [*found, Crumb("Revue annuelle")]
        name = title(self._review.census)
        if self._step == END and self._review.is_open:
            return [*found, Crumb(name, Route("revue", self._census_id)), Crumb("Clôture")]
        return [*found, Crumb(name)]

    @override
    def commands(self) -> list[Command]:
        walking, review = self._view is self.walk, self._review
        made = []
        if walking:
            made += [
                Command("Confirmer et suivant", self.walk.confirm, "Ctrl+Return", "check"),
                Command("Passer au dispositif suivant", self.walk.skip, "Ctrl+Down", "arrow-down"),
                Command("Dispositif précédent", self.walk.previous, "Ctrl+Up", "arrow-up"),
                Command("Rien n’a changé", self.walk.answer_rest, "Ctrl+R", "circle-check"),
                Command("Filtrer la liste", self.walk.start_filter, "Ctrl+F", "filter", "Édition"),
                Command("Finir la revue", self.walk.ended.emit, "", "list-check"),
                Command("Abandonner la revue", self._abandon, "", "trash"),
            ]
        if review is not None:
            save = lambda: self._papers.save("revue")  # noqa: E731
            made += [
                Command("Imprimer le compte rendu…", self.print_, "Ctrl+P", "printer", "Fichier"),
                Command(
                    "Enregistrer le compte rendu en PDF…",
                    save,
                    "Ctrl+Shift+P",
                    "file-type-pdf",
                    "Fichier",
                ),
            ]
        made.append(Command("Lire ou adapter la procédure", lambda: self._go("", PROCEDURE)))
        for key in ("procedure-revue", "declaration"):
            words = f"{documents.DOCUMENTS[key].title}…"
            write = lambda key=key: self._blank.save(key)  # noqa: E731
            made.append(Command(words, write, "", "file-text"))
        return made

    @override
    def help_topic(self) -> str:
        return "inventaire"

    @override
    def zones(self) -> list[QWidget]:
        view = self._view
        if isinstance(view, Opening | Walk | Ending | ProcedureView):
            return view.zones()
        return [self]

    @override
    def reload(self) -> None:
        self._review = self._wanted(self._census_id)
        self._show()
        self.place_changed.emit()

    @override
    def flush(self) -> bool:
        if self._view is self.walk:
            self.walk.flush()
        return self.procedure.flush() if self._view is self.procedure else True

    def _if_visible(self) -> None:
        if self.isVisible():
            self.reload()

    # Doing

    def _subject(self) -> services.Review:
        return services.load(self.context.register, self._census_id)

    @override
    def print_(self) -> None:
        if self._step == PROCEDURE:
            self._blank.print_("procedure-revue")
        elif self._review is not None:
            self._papers.print_("revue")

    def _abandon(self) -> None:
        def run() -> None:
            self.context.save(services.abandon, self.context.register, self._census_id)
            self._go("")
            words = "Revue abandonnée. Elle reste 90 jours dans la Corbeille."
            self.context.messages.done(words, ("Annuler", self.context.undo))

        self.context.tried(run)
