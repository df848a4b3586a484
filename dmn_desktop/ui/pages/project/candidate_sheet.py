"""One candidate: who makes it, how it became known, and whether it is kept for the analysis."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLayout, QPushButton, QWidget

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.records import Candidate
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.vocabulary import FoundThrough, Kept
from dmn_desktop.services import candidates as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.forms.bound_fields import BoundFields, labelled, title_of
from dmn_desktop.ui.widgets.basics import PlainLabel, Segments, column, icon_button, row
from dmn_desktop.ui.widgets.fields import LineField, TextField, WordField

Write = Callable[[Candidate, str, str], bool]

_PLACEHOLDERS = {
    "name": "Nom commercial",
    "vendor": "Société qui l’édite ou le fabrique",
    "version": "Version proposée",
    "contact": "Nom, téléphone ou adresse",
    "found_detail": "Revue, congrès, confrère…",
    "interests": "Qui l’a conseillé, avec quels liens ? « Aucun connu » se note aussi.",
    "refusal": "Une phrase, pour s’en souvenir dans un an.",
}


class CandidateSheet(QFrame):
    """The fields of one candidate.

    Attributes:
        kept_asked: The user chose whether it is kept.
        move_asked: The user moves it up (-1) or down (1).
        removal_asked: The user deletes it.
    """

    kept_asked = Signal(object)
    move_asked = Signal(int)
    removal_asked = Signal()

    def __init__(self, context: Context, write: Write) -> None:
        """Build empty fields.

        Args:
            context: The shared parts of the window.
            write: Keeps a changed candidate; gets also what changed, in words, and the run of
                typing; tells whether it was kept.
        """
        super().__init__()
        self.setProperty("kind", "block")
        self._context = context
        self._write = write
        self._candidate: Candidate | None = None
        self._limit_hit = ""
        self.fields = BoundFields(context, self)
        self._name = self._line("name")
        self._vendor = self._line("vendor")
        self._version = self._line("version")
        self._contact = self._line("contact")
        self._found_detail = self._line("found_detail")
        self._interests = self._text("interests")
        self._name_hint = PlainLabel(kind="warning", wrap=True)
        self._found = WordField(title_of(Candidate, "found_through"), FoundThrough)
        self._found.chosen.connect(lambda word: self._tell("found_through", word))
        self._kept = Segments(title_of(Candidate, "kept"), [(w.value, w.label) for w in Kept])
        self._kept.chosen.connect(lambda key: self.kept_asked.emit(Kept(key)))
        self._kept_hint = PlainLabel(kind="warning", wrap=True)
        self._refusal = self._text("refusal")
        self._refusal_hint = PlainLabel(
            f"Motif à compléter{NBSP}: le guide demande de garder la raison.", "warning", True
        )
        self._in_service = QCheckBox("Déjà en service chez nous")
        self._in_service.setAccessibleName(self._in_service.text())
        self._in_service.clicked.connect(lambda on: self._tell("in_service", on))
        self._build()

    # Building

    def _build(self) -> None:
        self._refusal_part = _holder(
            labelled(title_of(Candidate, "refusal"), self._refusal, self._refusal_hint)
        )
        kept = labelled(title_of(Candidate, "kept"), self._kept, self._kept_hint)
        kept.setAlignment(self._kept, Qt.AlignmentFlag.AlignLeft)
        layout = column(spacing=8)
        layout.addLayout(self._make_head())
        layout.addLayout(
            _pair(
                labelled(title_of(Candidate, "name"), self._name, self._name_hint),
                labelled(title_of(Candidate, "vendor"), self._vendor),
            )
        )
        layout.addLayout(kept)
        layout.addWidget(self._refusal_part)
        layout.addLayout(
            _pair(
                labelled(title_of(Candidate, "version"), self._version),
                labelled(title_of(Candidate, "contact"), self._contact),
            )
        )
        layout.addLayout(
            _pair(
                labelled(title_of(Candidate, "found_through"), self._found),
                labelled(title_of(Candidate, "found_detail"), self._found_detail),
            )
        )
        layout.addLayout(labelled(title_of(Candidate, "interests"), self._interests))
        layout.addWidget(self._in_service)
        self._form = _holder(layout)
        self._empty = _empty_state()
        outer = column(self._form, self._empty, None, spacing=0)
        outer.setContentsMargins(14, 10, 14, 14)
        self.setLayout(outer)

    def _make_head(self) -> QHBoxLayout:
        theme = self._context.theme
        self._letter = PlainLabel(kind="key")
        self._title = PlainLabel(kind="h2", wrap=True)
        self._buttons = {
            "arrow-up": icon_button(theme, "arrow-up", "", lambda: self.move_asked.emit(-1)),
            "arrow-down": icon_button(theme, "arrow-down", "", lambda: self.move_asked.emit(1)),
            "trash": icon_button(theme, "trash", "", self.removal_asked.emit),
        }
        head = row(self._letter, self._title, *self._buttons.values(), spacing=6)
        head.setStretch(1, 1)
        for made in self._buttons.values():
            head.setAlignment(made, Qt.AlignmentFlag.AlignTop)
        return head

    def tab_order(self) -> list[QWidget]:
        """What the Tab key goes through, as read on screen."""
        return [
            *self._buttons.values(),
            self._name,
            self._vendor,
            *self._kept.findChildren(QPushButton),
            self._refusal,
            self._version,
            self._contact,
            self._found,
            self._found_detail,
            self._interests,
            self._in_service,
        ]

    def _line(self, name: str) -> LineField:
        field = LineField(title_of(Candidate, name), _PLACEHOLDERS[name])
        self._bind(field, name)
        return field

    def _text(self, name: str) -> TextField:
        words = _PLACEHOLDERS[name].replace(" ?", f"{NBSP}?")
        words = words.replace("« ", f"«{NBSP}").replace(" »", f"{NBSP}»")
        field = TextField(title_of(Candidate, name), words, (2, 5))
        self._bind(field, name)
        return field

    def _bind(self, field: LineField | TextField, name: str) -> None:
        self.fields.bind(
            field,
            lambda: getattr(self._candidate, name) if self._candidate else "",
            lambda text, run: self._keep(name, text, run),
        )

    # Showing

    def show_candidate(self, dossier: Dossier, candidate: Candidate | None) -> None:
        """Show a candidate, or what to do when there is none; leaves alone what is typed in."""
        self._form.setVisible(candidate is not None)
        self._empty.setVisible(candidate is None)
        if candidate is None:
            self._candidate = None
            return
        if self._candidate is None or self._candidate.id != candidate.id:
            self.fields.restart()
            self._limit_hit = ""
        self._candidate = candidate
        letter = dossier.letter(candidate)
        self._title.setText(candidate.name)
        self._letter.setText(letter)
        self._letter.setVisible(letter != "–")
        self.fields.show()
        self._found.set_value(candidate.found_through)
        self._kept.set_value(candidate.kept.value)
        self._in_service.setChecked(candidate.in_service)
        self._show_hints(dossier, candidate)
        self._show_buttons(dossier, candidate)

    def _show_hints(self, dossier: Dossier, candidate: Candidate) -> None:
        _say(self._name_hint, _namesake_words(dossier, candidate))
        beyond = candidate.kept is Kept.YES and candidate not in dossier.compared
        if services.may_keep(dossier, candidate):
            self._limit_hit = ""
        limit = self._limit_hit or (str(services.refusal_to_keep(candidate)) if beyond else "")
        _say(self._kept_hint, limit)
        refused = candidate.kept is Kept.NO
        self._refusal_part.setVisible(refused or bool(candidate.refusal))
        self._refusal_hint.setVisible(services.lacks_reason(candidate))

    def _show_buttons(self, dossier: Dossier, candidate: Candidate) -> None:
        read_only = self._context.register.read_only
        order = [c.id for c in dossier.candidates]
        place = order.index(candidate.id)
        able = {"arrow-up": place > 0, "arrow-down": place < len(order) - 1, "trash": True}
        verbs = {"arrow-up": "Monter", "arrow-down": "Descendre", "trash": "Supprimer"}
        for icon, made in self._buttons.items():
            made.setEnabled(able[icon] and not read_only)
            made.setAccessibleName(f"{verbs[icon]} {candidate.name}")
            made.setToolTip(verbs[icon])
        for widget in (self._found, self._kept, self._in_service):
            widget.setEnabled(not read_only)

    def tell_limit(self, words: str) -> None:
        """Say beside the choice why a seventh candidate is not kept."""
        self._limit_hit = words
        if self._candidate is not None:
            self._kept.set_value(self._candidate.kept.value)
        _say(self._kept_hint, words)

    def ask_reason(self) -> None:
        """Put the keyboard where the reason is written."""
        self._refusal.setFocus()

    def focus_after_name(self) -> None:
        """Put the keyboard on what follows the name."""
        self._vendor.setFocus()

    # Writing

    def _keep(self, name: str, text: str, run: str) -> bool:
        if self._candidate is None:
            return True
        if name == "name" and not text:
            words = f"Un nom est nécessaire : « {self._candidate.name} » est gardé."
            words = words.replace(" :", f"{NBSP}:").replace("« ", f"«{NBSP}")
            _say(self._name_hint, words.replace(" »", f"{NBSP}»"))
            return True
        return self._tell(name, text, run)

    def _tell(self, name: str, value: object, run: str = "") -> bool:
        assert self._candidate is not None
        changed = self._candidate.but(**{name: value})
        return self._write(changed, title_of(Candidate, name), run)


def _namesake_words(dossier: Dossier, candidate: Candidate) -> str:
    others = services.namesakes(dossier, candidate)
    if not others:
        return ""
    versions = ", ".join(f"version {c.version}" for c in others if c.version)
    told = f" ({versions})" if versions else ""
    return (
        f"Un autre candidat porte ce nom{told}. Préciser les versions, ou supprimer l’un des deux."
    )


def _say(label: PlainLabel, words: str) -> None:
    label.setText(words)
    label.setVisible(bool(words))


def _pair(first: QLayout, second: QLayout) -> QHBoxLayout:
    """Two fields on a line, of the same width."""
    line = QHBoxLayout()
    line.setSpacing(14)
    for layout in (first, second):
        line.addLayout(layout, 1)
        line.setAlignment(layout, Qt.AlignmentFlag.AlignTop)
    return line


def _holder(layout: QLayout) -> QWidget:
    holder = QWidget()
    holder.setLayout(layout)
    return holder


def _empty_state() -> QWidget:
    words = (
        "Noter le nom de chaque dispositif repéré, un par ligne, même ceux que vous pensez "
        "écarter. Une liste copiée d’un tableau ou d’un courriel se colle telle quelle.",
        "Six candidats au plus sont comparés en détail. Les autres restent ici, avec le motif "
        f"pour les écarter{NBSP}: c’est la cartographie de l’offre.",
        f"Où chercher{NBSP}: publications, presse de votre spécialité, confrères équipés, "
        "organisations professionnelles. Noter aussi le dispositif déjà en service, pour comparer.",
    )
    texts = [PlainLabel(text, kind="text", wrap=True) for text in words]
    holder = QWidget()
    holder.setLayout(column(PlainLabel("Aucun candidat.", kind="h2"), *texts, spacing=8))
    return holder
