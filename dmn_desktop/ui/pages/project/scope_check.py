"""« Ce projet entre-t-il dans le guide ? »: the check that opens a project."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from dmn_desktop.core.forms import Exclusion, ScopeRules
from dmn_desktop.core.records import Project
from dmn_desktop.core.text import NBSP, long_day
from dmn_desktop.core.vocabulary import Nature
from dmn_desktop.ui.forms.bound_fields import labelled, title_of
from dmn_desktop.ui.theme import Theme
from dmn_desktop.ui.widgets.bars import announce
from dmn_desktop.ui.widgets.basics import PlainLabel, button, column, restyle, row
from dmn_desktop.ui.widgets.choice_list import Choice, ChoiceList
from dmn_desktop.ui.widgets.fields import TextField

_NATURES = (
    Choice(
        Nature.DEVICE,
        Nature.DEVICE.label,
        "Dispositif médical marqué CE, utilisé par un professionnel de santé, et sans évaluation "
        "nationale qui lui soit réservée.",
    ),
    Choice(
        Nature.TOOL,
        Nature.TOOL.label,
        "Aide à rédiger, à tenir le dossier ou à trier les patients. Le guide est écrit pour les "
        "DMN, ses questions peuvent aussi servir ici.",
    ),
    Choice(
        Nature.OUT, Nature.OUT.label, "Le projet reste utilisable : rien n’est bloqué ni perdu."
    ),
)


def exclusion_of(project: Project, rules: ScopeRules) -> Exclusion | None:
    """The exclusion that a project names."""
    return next((e for e in rules.exclusions if e.id == project.exclusion), None)


def is_settled(project: Project, rules: ScopeRules) -> bool:
    """Whether the check says enough to be folded to one line."""
    if project.nature is Nature.DEVICE:
        return bool(project.functions)
    if project.nature is Nature.OUT:
        return exclusion_of(project, rules) is not None
    return project.nature is Nature.TOOL


def verdict(project: Project, rules: ScopeRules) -> str:
    """The result in one sentence."""
    if project.nature is Nature.DEVICE:
        words = [_lower(f.text) for f in rules.functions if f.id in project.functions]
        if not words:
            return "Dans le périmètre, mais l’aide attendue reste à préciser."
        return f"Dans le périmètre{NBSP}: {_joined(words)}."
    if project.nature is Nature.TOOL:
        return f"{project.nature.label}{NBSP}: les questions du guide servent de repère."
    if project.nature is Nature.OUT:
        exclusion = exclusion_of(project, rules)
        if exclusion is None:
            return "Hors du périmètre, mais le motif reste à choisir."
        return f"Hors du périmètre{NBSP}: {_lower(exclusion.text)}. {exclusion.reason}"
    return "Périmètre à vérifier."


def _lower(text: str) -> str:
    return f"{text[0].lower()}{text[1:]}"


def _joined(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} et {words[-1]}" if len(words) > 1 else words[0]


class ScopeCheck(QFrame):
    """The check: open while it is being answered, one line once settled.

    Attributes:
        changed: The user chose something; carries the project to write, and words for undo.
        note: The field of the justification; whoever holds the check keeps what is typed there.
    """

    changed = Signal(object, str)

    def __init__(self, theme: Theme, rules: ScopeRules) -> None:
        """Build both looks."""
        super().__init__()
        self._theme = theme
        self._rules = rules
        self._project: Project | None = None
        self._open = True
        self.note = TextField("Justification du périmètre", "Une phrase suffit.", (1, 4))
        self._line, self._form = self._make_line(), self._make_form()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.addWidget(self._line)
        layout.addWidget(self._form)
        theme.changed.connect(self._show_result)

    def _make_line(self) -> QWidget:
        self._icon = QLabel()
        self._sentence = PlainLabel(kind="strong", wrap=True)
        self._edit = button("Modifier", self.open, name="Modifier le périmètre")
        line = row(self._icon, self._sentence, self._edit, spacing=10)
        line.setStretch(1, 1)
        for label in (self._icon, self._sentence):
            label.setContentsMargins(0, 5, 0, 0)  # level with the words of the button
        line.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        line.setAlignment(self._edit, Qt.AlignmentFlag.AlignTop)
        self._details = PlainLabel(kind="small", wrap=True)
        holder = QWidget()
        layout = column(spacing=4)
        layout.addLayout(line)
        layout.addWidget(self._details)
        holder.setLayout(layout)
        return holder

    def _make_form(self) -> QWidget:
        self._natures = ChoiceList("Périmètre", _NATURES)
        self._natures.chosen.connect(self._nature_chosen)
        self._functions = ChoiceList(
            "Aide attendue",
            [Choice(f.id, f.text, f.example) for f in self._rules.functions],
            several=True,
        )
        self._functions.chosen.connect(self._functions_chosen)
        self._exclusions = ChoiceList(
            "Motif hors périmètre", [Choice(e.id, e.text) for e in self._rules.exclusions]
        )
        self._exclusions.chosen.connect(self._exclusion_chosen)
        self._result = PlainLabel(kind="strong", wrap=True)
        self._instead = PlainLabel(kind="small", wrap=True)
        self._missing = PlainLabel(
            f"Justification à compléter{NBSP}: le motif choisi ne dit pas pourquoi.",
            kind="warning",
            wrap=True,
        )
        self._fold = button("Replier", self.fold, name="Replier la vérification du périmètre")
        form = QWidget()
        form.setLayout(self._form_layout())
        return form

    def _form_layout(self) -> QVBoxLayout:
        layout = column(
            PlainLabel(f"Ce projet entre-t-il dans le guide{NBSP}?", kind="h2"),
            PlainLabel("De quoi s’agit-il ?".replace(" ?", f"{NBSP}?"), kind="field"),
            self._natures,
            spacing=8,
        )
        self._function_part = _part(
            "À quoi doit-il aider ? Plusieurs réponses possibles.".replace(" ?", f"{NBSP}?"),
            self._functions,
        )
        self._exclusion_part = _part(
            "Pour quelle raison ?".replace(" ?", f"{NBSP}?"), self._exclusions
        )
        layout.addWidget(self._function_part)
        layout.addWidget(self._exclusion_part)
        self._note_part = QWidget()
        self._note_part.setLayout(
            labelled(title_of(Project, "scope_note"), self.note, self._missing)
        )
        layout.addWidget(self._note_part)
        result = row(column_holder(self._result, self._instead), self._fold, spacing=10)
        result.setStretch(0, 1)
        result.setAlignment(self._fold, Qt.AlignmentFlag.AlignBottom)
        layout.addLayout(result)
        return layout

    # Showing

    def show_project(self, project: Project, read_only: bool) -> None:
        """Show what the project says; another project is folded when it is settled."""
        if self._project is None or self._project.id != project.id:
            self._open = not is_settled(project, self._rules)
        self._project = project
        self._natures.set_value({project.nature})
        self._functions.set_value(project.functions)
        self._exclusions.set_value({project.exclusion})
        for choices in (self._natures, self._functions, self._exclusions):
            choices.set_enabled(not read_only)
        self._show_result()

    def _show_result(self) -> None:
        project = self._project
        if project is None:
            return
        settled = is_settled(project, self._rules)
        sentence, details = verdict(project, self._rules), self._details_of(project)
        folded = settled and not self._open
        self._line.setVisible(folded)
        self._form.setVisible(not folded)
        self._function_part.setVisible(project.nature is Nature.DEVICE)
        self._exclusion_part.setVisible(project.nature is Nature.OUT)
        self._note_part.setVisible(project.nature is not Nature.UNKNOWN)
        self._missing.setVisible(project.exclusion == "autre" and not project.scope_note)
        self._fold.setVisible(settled)
        self._result.setVisible(project.nature is not Nature.UNKNOWN)
        self._result.setText(sentence)
        self._sentence.setText(sentence)
        self._instead.setText(details)
        self._instead.setVisible(bool(details))
        note = f"Justification{NBSP}: {project.scope_note}" if project.scope_note else ""
        told = "\n".join(part for part in (details, note) if part)
        self._details.setText(told)
        self._details.setVisible(bool(told))
        self._show_tone(project, folded)

    def _show_tone(self, project: Project, folded: bool) -> None:
        out = project.nature is Nature.OUT
        icon, tone = ("alert-triangle", "warn") if out else ("circle-check", "ok")
        self._icon.setPixmap(self._theme.pixmap(icon, tone, 20))
        self.setProperty("kind", "bar" if folded and out else "block")
        self.setProperty("tone", tone if folded and out else "")
        restyle(self)

    def _details_of(self, project: Project) -> str:
        exclusion = exclusion_of(project, self._rules)
        if project.nature is not Nature.OUT or exclusion is None:
            return ""
        return (
            (
                f"À la place{NBSP}: {exclusion.instead}\n"
                f"Source{NBSP}: {exclusion.source}. Vérifié le {long_day(exclusion.checked_on)}.\n"
                "Vous pouvez continuer ce projet : rien n’est bloqué, rien n’est perdu."
            )
            .replace(" : ", f"{NBSP}: ")
            .replace(" ;", f"{NBSP};")
        )

    # Doing

    def open(self) -> None:
        """Show the whole check."""
        self._open = True
        self._show_result()
        self._natures.focus()

    def fold(self) -> None:
        """Show the result alone."""
        self._open = False
        self._show_result()
        self._edit.setFocus()

    def _nature_chosen(self, keys: tuple[str, ...]) -> None:
        nature = Nature(keys[0])
        kept = self._project.exclusion if nature is Nature.OUT else ""  # type: ignore[union-attr]
        self._tell("périmètre", nature=nature, exclusion=kept)

    def _functions_chosen(self, keys: tuple[str, ...]) -> None:
        self._tell("aide attendue", functions=keys)

    def _exclusion_chosen(self, keys: tuple[str, ...]) -> None:
        self._tell("motif hors périmètre", exclusion=keys[0])

    def _tell(self, label: str, **changes: object) -> None:
        assert self._project is not None
        self._open = True
        changed = self._project.but(**changes)
        self.changed.emit(changed, label)
        announce(self, verdict(changed, self._rules))


def column_holder(*widgets: QWidget) -> QWidget:
    """Widgets one under the other, as one widget."""
    holder = QWidget()
    holder.setLayout(column(*widgets, spacing=3))
    return holder


def _part(words: str, choices: ChoiceList) -> QWidget:
    part = QWidget()
    part.setLayout(column(PlainLabel(words, kind="field", wrap=True), choices, spacing=4))
    return part
