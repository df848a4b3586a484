"""Import of a practice's own table, in four steps; nothing is written before the last."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from dmn_desktop.core.inventory_import.choices import NO_CHOICE, Choices, read_choices
from dmn_desktop.core.inventory_import.plan import Plan, Question
from dmn_desktop.core.inventory_import.source import Source
from dmn_desktop.core.text import NBSP, count
from dmn_desktop.core.typing import override
from dmn_desktop.services import inventory_import as services
from dmn_desktop.services.register import Watch
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.file_choice import ask_target
from dmn_desktop.ui.lending import told
from dmn_desktop.ui.page import Page
from dmn_desktop.ui.pages.import_inventory.columns_step import ColumnsStep
from dmn_desktop.ui.pages.import_inventory.file_step import FileStep, QuestionStep
from dmn_desktop.ui.pages.import_inventory.preview_step import PreviewStep
from dmn_desktop.ui.pages.import_inventory.words_step import WordsStep
from dmn_desktop.ui.routes import Crumb, Route
from dmn_desktop.ui.tasks import Job
from dmn_desktop.ui.widgets.basics import PlainLabel, button, row, scrolling

FILE, QUESTION, COLUMNS, WORDS, PREVIEW = range(5)
_TITLES = (
    f"Importer un tableau{NBSP}: le fichier",
    f"Importer un tableau{NBSP}: une précision",
    f"Importer un tableau{NBSP}: les colonnes",
    f"Importer un tableau{NBSP}: les mots à préciser",
    f"Importer un tableau{NBSP}: relire avant d’importer",
)


class ImportPage(Page):
    """One step at a time, with « Retour » and « Continuer »."""

    def __init__(self, context: Context) -> None:
        """Build the steps."""
        super().__init__(context)
        self._path: Path | None = None
        self._source: Source | None = None
        self._choices: Choices = NO_CHOICE
        self._plan: Plan | None = None
        self._kept = NO_CHOICE
        self._trail: list[int] = []
        self.file_step = FileStep(context)
        self.question_step = QuestionStep()
        self.columns_step = ColumnsStep()
        self.words_step = WordsStep()
        self.preview_step = PreviewStep()
        self._title = PlainLabel(kind="h1", wrap=True)
        self._words = PlainLabel(kind="sub", wrap=True)
        self._steps = QStackedWidget()
        for step in self._all_steps():
            self._steps.addWidget(_scrolled(step))
        self._back = button("Retour", self.back)
        self._leave = button("Abandonner l’import", self.leave)
        self._next = button("Continuer", self.go_on, "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 4, 20, 12)
        layout.setSpacing(10)
        for part in (self._title, self._words):
            layout.addWidget(part)
        layout.addWidget(self._steps, 1)
        layout.addLayout(row(self._back, None, self._leave, self._next))
        self._connect()
        self._show(FILE)

    def _all_steps(self) -> tuple[QWidget, ...]:
        return (
            self.file_step,
            self.question_step,
            self.columns_step,
            self.words_step,
            self.preview_step,
        )

    def _connect(self) -> None:
        self.file_step.picked.connect(self.read)
        self.file_step.mapping_picked.connect(self._take_mapping)
        self.columns_step.changed.connect(self._light)
        self.preview_step.changed.connect(self._light)
        self.preview_step.rows_wanted.connect(self._save_rows)
        self.preview_step.mapping_wanted.connect(self._save_mapping)

    # --- place -----------------------------------------------------------------------------

    @override
    def show_route(self, route: Route) -> None:
        self._start_again()

    @override
    def route(self) -> Route:
        return Route("import_inventaire")

    @override
    def crumbs(self) -> list[Crumb]:
        return [Crumb("Utiliser"), Crumb("Inventaire", Route("inventaire")), Crumb("Importer")]

    @override
    def help_topic(self) -> str:
        return "inventaire"

    @override
    def zones(self) -> list[QWidget]:
        return [self._steps, self._next if self._next.isEnabled() else self._leave]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back() if self._trail else self.leave()
        else:
            super().keyPressEvent(event)

    def _start_again(self) -> None:
        self._path = self._source = self._plan = None
        self._choices = self._kept = NO_CHOICE
        self._trail = []
        self.file_step.mapping_words.setText("")
        self._show(FILE)

    # --- reading ---------------------------------------------------------------------------

    def read(self, path: Path) -> Job:
        """Read a file aside; nothing is written."""
        self._path, self._trail = path, []
        self._choices = self._kept
        return self._read_again()

    def _read_again(self) -> Job:
        path, encoding = self._path, self._choices.encoding
        assert path is not None
        job = self.context.tasks.run(
            f"Lecture de {path.name}…",
            lambda job: services.read_file(path, encoding, Watch(job.report, job.cancelled)),
            lambda source: self._has_read(job, source),
            self._failed,
        )
        self._next.setEnabled(False)
        return job

    def _has_read(self, job: Job, source: Source) -> None:
        if not self.context.desk.is_open:
            return
        if job.cancelled():
            self._stopped()
            return
        self._source = source
        self._understand()

    def _understand(self) -> Job:
        """Understand the file with what was decided, aside."""
        source, choices = self._source, self._choices
        assert source is not None
        known = services.known_devices(self.context.register)
        self._next.setEnabled(False)
        job = self.context.tasks.run(
            "Lecture du tableau…",
            lambda job: services.propose(source, choices, known),
            lambda found: self._understood(job, found),
            self._failed,
        )
        return job

    def _failed(self, error: BaseException) -> None:
        self._light()
        told(self.context.tasks, self._stopped, self.context.messages.failed)(error)

    def _stopped(self) -> None:
        self._light()
        self.context.messages.done("Arrêté. Rien n’a été importé.")

    def _understood(self, job: Job, found: Plan | Question) -> None:
        if job.cancelled():
            self._stopped()
            return
        step = self._steps.currentIndex()
        if isinstance(found, Question):
            self._ask(found)
            return
        self._plan = found
        if step in (FILE, QUESTION):
            self.columns_step.show_columns(found.columns)
            self._advance(COLUMNS)
        elif step == COLUMNS and found.unsettled:
            self.words_step.show_words(found.unsettled)
            self._advance(WORDS)
        else:
            self.preview_step.show_plan(found)
            self._advance(PREVIEW)

    def _ask(self, question: Question) -> None:
        if question.about == "colonnes":
            self.columns_step.show_columns(question.columns)
            self._advance(COLUMNS)
            return
        self.question_step.show_question(question)
        self._advance(QUESTION)

    # --- steps -----------------------------------------------------------------------------

    def go_on(self) -> None:
        """Take what was decided on this step and go on."""
        step = self._steps.currentIndex()
        if step == QUESTION:
            self._answer(*self.question_step.answer())
        elif step == COLUMNS and self.columns_step.is_right():
            columns = {**self._choices.columns, **self.columns_step.chosen()}
            self._choices = self._choices.but(columns=columns)
            self._understand()
        elif step == WORDS:
            words = {**self._choices.words}
            for exchange, chosen in self.words_step.chosen().items():
                words[exchange] = {**words.get(exchange, {}), **chosen}
            self._choices = self._choices.but(words=words)
            self._understand()
        elif step == PREVIEW:
            self.import_()

    def _answer(self, about: str, answer: str) -> None:
        if about == "encodage":
            self._choices = self._choices.but(encoding=answer)
            self._read_again()
            return
        names: dict[str, dict[str, Any]] = {
            "feuille": {"sheet": answer},
            "orientation": {"orientation": answer},
            "titres": {"header_row": int(answer) if answer.isdigit() else None},
        }
        self._choices = self._choices.but(**names[about])
        self._understand()

    def back(self) -> None:
        """Come back to the step before."""
        if self._trail:
            self._show(self._trail.pop())

    def leave(self) -> None:
        """Go back to the inventory; nothing was written."""
        self._start_again()
        self.context.go(Route("inventaire"))

    def _advance(self, step: int) -> None:
        here = self._steps.currentIndex()
        if here != step:
            self._trail.append(here)
        self._show(step)

    def _show(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        self._title.setText(_TITLES[step])
        self._words.setText(self._step_words(step))
        self._words.setVisible(bool(self._words.text()))
        self._light()
        if self.isVisible():
            # After the event under way: what was clicked keeps the keyboard until then.
            QTimer.singleShot(0, self, self._focus)

    def _focus(self) -> None:
        step = self._steps.currentIndex()
        if step == FILE:
            self.file_step.setFocus()
        elif step == PREVIEW:
            self._next.setFocus()
        else:
            for place, part in enumerate(self._all_steps()):
                if place == step:
                    part.focus()  # type: ignore[attr-defined]

    def _step_words(self, step: int) -> str:
        name = self._path.name if self._path else ""
        if step == COLUMNS:
            sheet = self._plan.sheet if self._plan else ""
            where = f", feuille «{NBSP}{sheet}{NBSP}»" if sheet else ""
            return (
                f"{name}{where}. Une colonne sans champ n’est pas perdue : ".replace(
                    " :", f"{NBSP}:"
                )
                + "son contenu est gardé sur la fiche, dans les points à traiter."
            )
        if step == WORDS:
            return "Chaque mot est réglé une fois, pour tout le fichier."
        return name if step else ""

    def _light(self) -> None:
        """Show the buttons that this step has, and whether one can go on."""
        step = self._steps.currentIndex()
        self._back.setVisible(bool(self._trail))
        self._next.setVisible(step != FILE)
        self._next.setEnabled(step != COLUMNS or self.columns_step.is_right())
        self._next.setText("Continuer")
        if step == PREVIEW and self._plan is not None:
            written = self.preview_step.written()
            self._next.setText(
                f"Importer {count(written, 'dispositif')}" if written else "Rien à importer"
            )
            self._next.setEnabled(written > 0 and not self.context.register.read_only)

    # --- writing ---------------------------------------------------------------------------

    def import_(self) -> None:
        """Write what was reviewed aside, as one step that « Annuler » takes back."""
        plan, chosen = self._plan, self.preview_step.chosen()
        assert plan is not None
        register = self.context.register
        number = count(self.preview_step.written(), "dispositif")
        self.context.save_aside(
            f"Import de {number}…",
            lambda watch: services.apply(register, plan, chosen, watch),
            self._imported,
            self._stopped,
        )

    def _imported(self, done: services.Imported) -> None:
        parts = []
        if done.added:
            parts.append(count(len(done.added), "dispositif importé", "dispositifs importés"))
        if done.completed:
            parts.append(count(len(done.completed), "fiche complétée", "fiches complétées"))
        self.context.events.devices_changed.emit()
        self.leave()
        self.context.messages.done(f"{', '.join(parts)}.", ("Annuler", self.context.undo))

    # --- files beside ----------------------------------------------------------------------

    def _take_mapping(self, path: Path) -> None:
        def take() -> None:
            self._kept = read_choices(path)

        if self.context.tried(take):
            self.file_step.mapping_words.setText(f"Correspondance reprise{NBSP}: {path.name}")

    def _save_mapping(self) -> None:
        self._save("correspondance.toml", {".toml": "Correspondance"}, services.save_choices)

    def _save_rows(self) -> None:
        self._save("lignes écartées.xlsx", {".xlsx": "Classeur Excel"}, services.save_refused)

    def _save(self, name: str, kinds: Mapping[str, str], write: Any) -> None:
        plan = self._plan
        path = ask_target(self.context, self, "Enregistrer", name, kinds) if plan else None
        if path is not None and self.context.tried(lambda: write(plan, path)):
            self.context.messages.done(f"Enregistré{NBSP}: {path.name}")


def _scrolled(step: QWidget) -> QScrollArea:
    step.setObjectName("page")
    scroll = scrolling(step)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    return scroll
