"""Guide d’aide au choix: the list of projects, and a new one from a need."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QStackedLayout, QVBoxLayout, QWidget

from dmn_desktop.core.records import today
from dmn_desktop.core.text import count, moment, shorten
from dmn_desktop.core.typing import override
from dmn_desktop.core.vocabulary import Decision
from dmn_desktop.services import projects as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.resuming import last_project, resume_words
from dmn_desktop.ui.routes import Command, Crumb, Route
from dmn_desktop.ui.widgets.badges import Badge
from dmn_desktop.ui.widgets.basics import PlainLabel, block, button, column, row
from dmn_desktop.ui.widgets.fields import LineField
from dmn_desktop.ui.widgets.record_table import Column, RecordTable, RecordTableModel

_TONES = {
    Decision.KEEP.label: Badge(Decision.KEEP.label, "ok", "circle-check"),
    Decision.REFUSE.label: Badge(Decision.REFUSE.label, "neu", "circle-x"),
    Decision.POSTPONE.label: Badge(Decision.POSTPONE.label, "warn", "clock"),
}

COLUMNS = (
    Column("N°", 64, muted=True, strong=True),
    Column("Besoin", 360, text=lambda need: shorten(need, 90), strong=True),
    Column("Candidats", 80, right=True),
    Column("Étape", 125, badge=_TONES.get),
    Column("Questions complètes", 145, right=True, sort=lambda t: int(t.split()[0])),
    Column("Demandées", 95, right=True, text=lambda n: str(n) if n else ""),
    Column("Dernière modification", 150, text=lambda at: moment(at) if at else ""),
    Column("État", 80),
)


class ProjectsPage(Page):
    """All projects, and the form of a new one."""

    def __init__(self, context: Context) -> None:
        """Build the table, the empty state and the form."""
        super().__init__(context)
        self._last_id = ""
        self._model = RecordTableModel(COLUMNS, "Projet")
        self._table = RecordTable(context.theme, self._model, "Projets")
        self._table.opened.connect(lambda values: self._open(values[-1].project.id))
        self._filter = LineField("Filtrer les projets", "Filtrer les projets…   Ctrl+F")
        self._filter.textChanged.connect(self._model.set_filter)
        self._count = PlainLabel(kind="help")
        self._model.counted.connect(self._show_count)
        self._sub = PlainLabel(kind="sub")
        self._form = self._make_form()
        self._stack = QStackedLayout()
        self._build()
        context.events.projects_changed.connect(self._if_visible)
        context.theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._filter.setMaximumWidth(self.context.theme.px(320))

    def _build(self) -> None:
        self._new = new = button("Nouveau projet", self.show_form, "primary")
        new.setIcon(self.context.theme.icon("plus", "onaccent"))
        self._resume = button("", lambda: self._open(self._last_id))
        self._resume.hide()
        title = PlainLabel("Guide d’aide au choix", kind="h1")
        head = row(title, self._sub, None, self._resume, new, spacing=12)
        listing = QWidget()
        listing.setLayout(column(self._filter, self._table, self._count))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 4, 20, 12)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self._form)
        layout.addLayout(self._stack, 1)
        # Once it is in the page: a stack without a parent shows its first page as a window.
        self._stack.addWidget(self._empty_state())
        self._stack.addWidget(listing)

    def _empty_state(self) -> QWidget:
        empty = QWidget()
        layout = QVBoxLayout(empty)
        layout.setContentsMargins(0, 24, 0, 0)
        layout.addWidget(PlainLabel("Aucun projet.", kind="h2"))
        layout.addWidget(
            PlainLabel("Un projet part d’un besoin, pas d’un produit.", kind="sub", wrap=True)
        )
        layout.addWidget(
            PlainLabel(
                "Le guide de la HAS (juin 2023) pose 45 questions avant de choisir un dispositif "
                "médical numérique à usage professionnel. Aucune n’est obligatoire, et on peut "
                "s’arrêter à tout moment sans rien perdre.",
                kind="text",
                wrap=True,
            )
        )
        layout.addStretch(1)
        return empty

    def _make_form(self) -> QWidget:
        frame, layout = block(spacing=10)
        self._need = LineField(
            "Besoin, en une phrase", "Repérer les fractures oubliées aux urgences la nuit"
        )
        self._need.returnPressed.connect(self._create)
        need = PlainLabel("Quel besoin, en une phrase ?".replace(" ?", "\u00a0?"), kind="field")
        need.setBuddy(self._need)
        self._models = QComboBox()
        self._models.setAccessibleName("Modèle de départ")
        self._models.addItem("Sans modèle", None)
        for model in self.context.library.models:
            self._models.addItem(model.title, model)
        self._models.activated.connect(self._propose_need)
        start = PlainLabel("Modèle de départ", kind="field")
        start.setBuddy(self._models)
        layout.addWidget(PlainLabel("Nouveau projet", kind="h2"))
        layout.addWidget(need)
        layout.addWidget(self._need)
        layout.addLayout(row(start, self._models, None))
        layout.addLayout(
            row(
                button("Créer le projet", self._create, "primary"),
                button("Annuler", self._leave_form),
                None,
            )
        )
        frame.hide()
        return frame

    def _propose_need(self) -> None:
        model = self._models.currentData()
        if model is not None:
            self._need.setPlaceholderText(model.need_example)

    # Page

    @override
    def show_route(self, route: Route) -> None:
        self._form.hide()
        self.reload()
        self._offer_to_resume()
        if self._can_write and (route.step == "nouveau" or not self._model.total):
            self.show_form()
        else:
            self._table.setFocus()

    @property
    def _can_write(self) -> bool:
        return not self.context.register.read_only

    @override
    def route(self) -> Route:
        return Route("guide")

    @override
    def crumbs(self) -> list[Crumb]:
        return [Crumb("Choisir"), Crumb("Guide d’aide au choix")]

    @override
    def help_topic(self) -> str:
        return "guide"

    @override
    def zones(self) -> list[QWidget]:
        asking: list[QWidget] = [self._form] * (not self._form.isHidden())
        return [*asking, self._filter, self._table]

    @override
    def commands(self) -> list[Command]:
        return [
            Command("Nouveau projet", self.show_form, "Ctrl+N", "plus", "Fichier", writes=True),
            Command("Filtrer la liste", self._filter.setFocus, "Ctrl+F", "filter", "Édition"),
            Command("Copier pour Excel", self._table.copy, "", "copy", "Édition"),
            Command("Ouvrir le projet", self._open_current, "", "list-details"),
            Command("Dupliquer le projet", self._duplicate, "", "copy", writes=True),
            Command("Archiver ou reprendre le projet", self._archive, "", "archive", writes=True),
            Command("Supprimer le projet", self._delete, "", "trash", writes=True),
        ]

    @override
    def reload(self) -> None:
        summaries = services.list_projects(self.context.register, self.context.library)
        self._model.set_rows(
            [
                (
                    s.project.code,
                    s.project.need,
                    s.candidates,
                    s.step,
                    f"{s.complete} sur {s.pages}",
                    s.asked,
                    s.changed,
                    _state(s),
                    s,
                )
                for s in summaries
            ]
        )
        self._sub.setText(count(len(summaries), "projet"))
        self._stack.setCurrentIndex(1 if summaries else 0)
        self._new.setEnabled(self._can_write)
        if not summaries and self._can_write:
            self._form.show()
        elif summaries and self._table.currentIndex().row() < 0:
            self._table.selectRow(0)

    def _offer_to_resume(self) -> None:
        """Show the way back to where one was, and put the keyboard on that project."""
        last, projects = last_project(self.context), [v[-1].project for v in self._model.rows]
        found = next((project for project in projects if project.id == last), None)
        self._resume.setVisible(found is not None)
        if found is None:
            return
        self._last_id = found.id
        self._resume.setText(resume_words(self.context, found.code, found.id))
        shown = [values[-1].project.id for values in self._model.shown_rows()]
        if last in shown:
            self._table.selectRow(shown.index(last))

    def _if_visible(self) -> None:
        if self.isVisible():
            self.reload()

    def _show_count(self, shown: int) -> None:
        total = self._model.total
        words = count(total, "ligne")
        if shown < total:
            words = f"{count(shown, 'ligne')} sur {total}, {total - shown} masquées par le filtre"
        self._count.setText(f"{words}.   Entrée : ouvrir le projet".replace(" :", "\u00a0:"))

    # Doing

    def show_form(self) -> None:
        """Show the form of a new project."""
        self._form.show()
        self._need.setFocus()

    def _leave_form(self) -> None:
        self._form.hide()
        self._table.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._form.isVisible():
            self._leave_form()
        else:
            super().keyPressEvent(event)

    def _create(self) -> None:
        typed = self._need.value() or self._model_need()

        def run() -> None:
            # Refused here, an empty need is no failed save: « Enregistré » stays true.
            need = services.said_need(typed)
            project = self.context.save(
                services.create,
                self.context.register,
                self.context.library,
                need,
                self._models.currentData(),
            )
            self._need.set_value("")
            self._form.hide()
            self._open(project.id, "besoin")

        self.context.tried(run)

    def _model_need(self) -> str:
        model = self._models.currentData()
        return model.need_example if model is not None else ""

    def _open(self, project_id: str, step: str = "") -> None:
        self.context.go(Route("projet", project_id, step))

    def _current(self) -> services.ProjectSummary | None:
        values = self._table.current_values()
        return values[-1] if values else None

    def _open_current(self) -> None:
        if summary := self._current():
            self._open(summary.project.id)

    def _duplicate(self) -> None:
        if summary := self._current():
            self._write(
                lambda: self.context.save(
                    services.duplicate,
                    self.context.register,
                    self.context.library,
                    summary.project.id,
                ),
                f"Projet {summary.project.code} dupliqué.",
            )

    def _archive(self) -> None:
        if summary := self._current():
            archived = not summary.project.archived
            self._write(
                lambda: self.context.save(
                    services.archive, self.context.register, summary.project, archived
                ),
                f"Projet {summary.project.code} {'archivé' if archived else 'repris'}.",
            )

    def _delete(self) -> None:
        if summary := self._current():
            self._write(
                lambda: self.context.save(services.delete, self.context.register, summary.project),
                f"Projet {summary.project.code} supprimé. Il reste 90 jours dans la Corbeille.",
            )

    def _write(self, action: object, words: str) -> None:
        def run() -> None:
            action()  # type: ignore[operator]
            self.reload()
            self.context.messages.done(words, ("Annuler", self.context.undo))

        self.context.tried(run)


def _state(summary: services.ProjectSummary) -> str:
    if summary.project.archived:
        return "Archivé"
    return (
        "Archiver ?".replace(" ?", "\u00a0?") if services.is_stale(summary.project, today()) else ""
    )
