"""Questionnaire éditeur: what is to be asked goes out as a file, what comes back is reviewed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dmn_desktop.core.records import Answer, Candidate, Questionnaire
from dmn_desktop.core.text import count, day, parse_day
from dmn_desktop.core.typing import override
from dmn_desktop.core.vendor_return import LineStatus, ReviewLine
from dmn_desktop.core.vocabulary import AnswerState
from dmn_desktop.core.wording import answer_words, source_words
from dmn_desktop.services import questionnaire as services
from dmn_desktop.services.answers import to_ask
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.file_choice import ask_file, ask_target
from dmn_desktop.ui.focus import focus_in
from dmn_desktop.ui.pages.project.step import Detail
from dmn_desktop.ui.papers import KINDS
from dmn_desktop.ui.routes import Route
from dmn_desktop.ui.tasks import Job
from dmn_desktop.ui.widgets.basics import (
    PlainLabel,
    block,
    button,
    clear,
    column,
    icon_button,
    row,
    rule,
)
from dmn_desktop.ui.widgets.fields import LineField
from dmn_desktop.ui.widgets.flow import FlowLayout
from dmn_desktop.ui.widgets.name_tabs import NameTabs

XLSX = "Classeur Excel (*.xlsx)"

_HELP = (
    "Les cases «\u00a0à demander\u00a0» partent dans un fichier, sans compte ni envoi automatique. "
    "Le fichier rendu est relu ligne par ligne, et gardé comme preuve."
)


class VendorDetail(Detail):
    """One candidate's questionnaire: to send, sent, and back."""

    def __init__(self, context: Context) -> None:
        """Build the frame."""
        super().__init__(context)
        self._candidate = ""
        self._review: services.Review | None = None
        self._ticks: dict[str, QCheckBox] = {}
        back = button("Retour aux réponses", self.closed.emit)
        back.setIcon(context.theme.icon("arrow-left"))
        self._tabs = NameTabs("Candidats")
        self._tabs.currentChanged.connect(self._tab_chosen)
        self._due_on = ""
        content = QWidget()
        content.setObjectName("page")
        self._body = QVBoxLayout(content)
        self._body.setContentsMargins(0, 0, 8, 0)
        self._body.setSpacing(12)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(content)
        layout = column(self._tabs)
        layout.insertLayout(
            0, row(PlainLabel("Questionnaire éditeur", kind="question"), None, back)
        )
        layout.addWidget(scroll, 1)
        layout.setContentsMargins(18, 10, 18, 10)
        self.setLayout(layout)

    # Showing

    @property
    def candidate(self) -> Candidate | None:
        """The candidate whose vendor is asked; at first, one who has something to be asked."""
        compared = self.dossier.compared
        chosen = [c for c in compared if c.id == self._candidate]
        asked = [c for c in compared if to_ask(self.dossier, c.id)]
        return next(iter((*chosen, *asked, *compared)), None)

    @override
    def refresh(self) -> None:
        self._show_tabs()
        clear(self._body)
        self._ticks = {}
        self._body.addWidget(PlainLabel(_HELP, kind="help", wrap=True))
        candidate = self.candidate
        self._candidate = candidate.id if candidate else ""
        if candidate is None:
            self._body.addWidget(PlainLabel("Aucun candidat retenu pour l’analyse.", kind="text"))
        elif self._review is not None and self._review.candidate.id == candidate.id:
            self._body.addWidget(self._review_block(self._review))
        else:
            self._body.addWidget(self._send_block(candidate))
            self._body.addWidget(self._sent_block(candidate))
        self._body.addStretch(1)

    def _show_tabs(self) -> None:
        names = [
            (
                self.dossier.letter(candidate),
                candidate.name,
                len(to_ask(self.dossier, candidate.id)),
            )
            for candidate in self.dossier.compared
        ]
        shown = self.candidate
        self._tabs.show_names(names, self.dossier.compared.index(shown) if shown else -1)

    def _tab_chosen(self, place: int) -> None:
        if 0 <= place < len(self.dossier.compared):
            self._candidate = self.dossier.compared[place].id
            self.refresh()

    def _send_block(self, candidate: Candidate) -> QFrame:
        frame, layout = block()
        cells = to_ask(self.dossier, candidate.id)
        layout.addWidget(
            PlainLabel(f"À demander à {candidate.vendor or candidate.name}", "h2", wrap=True)
        )
        for cell in cells:
            number = self.dossier.guide.label(cell.id)
            layout.addWidget(PlainLabel(f"{number}  {cell.text}", kind="text", wrap=True))
        if not cells:
            layout.addWidget(
                PlainLabel(
                    "Rien à demander. Dans une case, la touche D ou «\u00a0Demander\u00a0» "
                    "l’ajoute ici.",
                    kind="text",
                    wrap=True,
                )
            )
            return frame
        send = button("Préparer le fichier Excel…", self._send, "primary")
        send.setIcon(self.context.theme.icon("send", "onaccent"))
        paper = button("Préparer le papier (PDF)…", lambda: self._send(paper=True))
        layout.addLayout(self._due_row())
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for made in (send, paper):
            flow.addWidget(made)
        layout.addWidget(buttons)
        return frame

    def _due_row(self) -> QHBoxLayout:
        label = PlainLabel("Réponse attendue le", kind="field")
        field = LineField("Réponse attendue le", "jj/mm/aaaa")
        self.context.theme.hold(field, most=130)
        field.set_value(self._due_on)
        field.textChanged.connect(self._due_typed)
        label.setBuddy(field)
        return row(label, field, None)

    def _due_typed(self, text: str) -> None:
        self._due_on = text.strip()

    def _sent_block(self, candidate: Candidate) -> QFrame:
        frame, layout = block()
        layout.addWidget(PlainLabel("Revenu de l’éditeur", kind="h2"))
        sent = [q for q in self.dossier.questionnaires if q.candidate_id == candidate.id]
        for questionnaire in sent:
            layout.addLayout(self._sent_line(questionnaire))
        if not sent:
            layout.addWidget(PlainLabel("Aucun questionnaire préparé.", kind="text"))
        received = list(self.dossier.cells_in_state(candidate.id, AnswerState.RECEIVED))
        for cell in received:
            words = f"{self.dossier.guide.label(cell.id)}  {cell.text}"
            go = button("Relire", partial(self._go, cell.question, cell.id), "small")
            go.setAccessibleName(f"Relire {words}")
            line = row(PlainLabel(words, kind="text", wrap=True), go)
            line.setStretch(0, 1)
            layout.addLayout(line)
        read = button("Lire un fichier rendu…", self._read)
        read.setIcon(self.context.theme.icon("upload"))
        layout.addLayout(row(read, None))
        return frame

    def _sent_line(self, sent: Questionnaire) -> QVBoxLayout:
        words = f"Préparé le {day(sent.made_on)}, {count(len(sent.cells), 'question')}"
        if sent.due_on:
            words += f", attendu le {day(sent.due_on)}"
        state = f"revenu le {day(sent.returned_on)}" if sent.returned_on else "pas encore revenu"
        again = button("Refaire le fichier…", partial(self._write_again, sent), "small")
        made = column()
        line = row(PlainLabel(f"{words}, {state}.", kind="text", wrap=True), again)
        line.setStretch(0, 1)
        made.addLayout(line)
        return made

    # Sending

    def _send(self, paper: bool = False) -> None:
        candidate = self.candidate
        text = self._due_on
        due_on = parse_day(text) if text else None
        if text and due_on is None:
            self.context.messages.warn(
                f"«\u00a0{text}\u00a0» n’est pas une date. Écrire jj/mm/aaaa."
            )
            return
        path = self._ask_path(paper)
        if candidate is None or path is None:
            return
        files = services.Files(pdf=path) if paper else services.Files(xlsx=path)

        def run() -> None:
            self.context.save(
                services.prepare, self.context.register, self.dossier, candidate, due_on, files
            )
            self.dossier_changed.emit()
            self.context.messages.done(
                f"Questionnaire écrit et relu\u00a0: {path}. À transmettre vous-même à l’éditeur.",
                ("Annuler", self.context.undo),
            )

        self.context.tried(run)

    def _write_again(self, sent: Questionnaire) -> None:
        path = self._ask_path(paper=False)
        if path is None:
            return
        files = services.Files(xlsx=path)
        if self.context.tried(lambda: services.write_files(self.dossier, sent, files)):
            self.context.messages.done(f"Questionnaire écrit et relu\u00a0: {path}.")

    def _ask_path(self, paper: bool) -> Path | None:
        suffix = ".pdf" if paper else ".xlsx"
        candidate = self.candidate
        name = candidate.name if candidate else ""
        stem = f"{self.dossier.project.code} Questionnaire {name}"
        safe = "".join(c for c in stem if c not in '\\/:*?"<>|')[:100]
        title = "Enregistrer le questionnaire"
        return ask_target(self.context, self, title, f"{safe}{suffix}", KINDS[suffix])

    # Reading back

    def _read(self) -> None:
        path = ask_file(self.context, self, "Lire un fichier rendu", XLSX)
        if path:
            self.read_file(path)

    def read_file(self, path: Path) -> Job:
        """Read a returned file aside, then show it line by line."""
        dossier, candidate = self.dossier, self.candidate
        return self.context.tasks.run(
            "Lecture du fichier rendu…",
            lambda job: services.review(dossier, path, candidate),
            self._show_review,
        )

    def _show_review(self, review: services.Review) -> None:
        self._review = review
        self.refresh()

    def _review_block(self, review: services.Review) -> QFrame:
        frame, layout = block()
        close = icon_button(self.context.theme, "x", "Fermer la relecture", self._close_review)
        title = PlainLabel(f"{review.copy.name}\u00a0: à relire ligne par ligne", "h2", wrap=True)
        head = row(title, close)
        head.setStretch(0, 1)
        layout.addLayout(head)
        words = count(len(review.lines), "réponse")
        if review.unanswered:
            words += f", sans réponse\u00a0: {', '.join(review.unanswered)}"
        layout.addWidget(PlainLabel(f"{words}.", kind="help", wrap=True))
        for line in review.lines:
            layout.addWidget(rule())
            layout.addLayout(self._review_line(line))
        keep = button("Garder les lignes cochées", self._accept, "primary")
        keep.setEnabled(bool(self._ticks))
        layout.addLayout(row(keep, button("Ne rien garder", self._close_review), None))
        return frame

    def _review_line(self, line: ReviewLine) -> QVBoxLayout:
        made = column(spacing=2)
        tick = QCheckBox(f"{line.label}  {line.status.label}")
        tick.setEnabled(line.can_be_accepted)
        tick.setChecked(line.status is LineStatus.NEW)
        if line.can_be_accepted:
            self._ticks[line.read.cell] = tick
        made.addWidget(tick, alignment=Qt.AlignmentFlag.AlignLeft)
        made.addWidget(PlainLabel(line.read.question, kind="help", wrap=True))
        if line.status is LineStatus.REPLACES and line.before is not None:
            words = self._words(line.read.cell, line.before)
            made.addWidget(PlainLabel(f"Votre texte\u00a0: {words}", "text", True))
        made.addWidget(PlainLabel(f"Texte reçu\u00a0: {self._received(line)}", "text", True))
        for warning in line.warnings:
            made.addWidget(PlainLabel(warning, kind="warning", wrap=True))
        return made

    def _received(self, line: ReviewLine) -> str:
        if line.after is None:
            return " ".join(part for part in (line.read.reply, line.read.details) if part)
        source = source_words(line.after)
        words = self._words(line.read.cell, line.after)
        return f"{words}\nSource\u00a0: {source}" if source else words

    def _words(self, cell: str, answer: Answer) -> str:
        return answer_words(self.dossier.guide.cells[cell], answer)

    def _accept(self) -> None:
        review = self._review
        chosen = [cell for cell, tick in self._ticks.items() if tick.isChecked()]

        def run() -> None:
            assert review is not None
            self.context.save(services.accept, self.context.register, self.dossier, review, chosen)
            self._review = None
            self.dossier_changed.emit()
            focus_in(self)
            self.context.messages.done(
                f"{count(len(chosen), 'réponse')} à relire. Le fichier est gardé dans les pièces.",
                ("Annuler", self.context.undo),
            )

        self.context.tried(run)

    def _close_review(self) -> None:
        self._review = None
        self.refresh()
        focus_in(self)

    def _go(self, question: str, cell: str) -> None:
        candidate = self.candidate
        self.closed.emit()
        if candidate is not None:
            self.context.go(
                Route("projet", self.dossier.project.id, "reponses", question, candidate.id, cell)
            )
