"""A text of a template: changed in the practice's words, checked while typed, restored."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.text import NBSP, day
from dmn_desktop.services import patient_templates
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.forms.bound_fields import BoundFields, Check
from dmn_desktop.ui.widgets.basics import PlainLabel, button, row
from dmn_desktop.ui.widgets.template_field import TemplateField

_HOW = (
    "Taper « { » pour choisir un élément. « # » fait un titre, « ## » un intertitre, « - » une "
    "ligne de liste, « > » un cadre, « ~ » une note."
)


class TemplatePanel(QWidget):
    """The field, what is wrong beside it, and the way back to the shipped text.

    Attributes:
        typing: What the field holds, at every key.
    """

    typing = Signal(str)

    def __init__(self, context: Context, written: Callable[[], None]) -> None:
        """Make it empty.

        Args:
            context: Shared parts of the window.
            written: Called once a text was kept.
        """
        super().__init__()
        self._context, self._written = context, written
        self._key, self._part = "", "standard"
        names = patient_templates.names()
        self.field = TemplateField("Texte du modèle", names)
        self.field.textChanged.connect(self._typed)
        self.problem = PlainLabel(kind="error", wrap=True)
        self._use = PlainLabel(kind="help", wrap=True)
        self._source = PlainLabel(kind="help", wrap=True)
        self.restore = button("Restaurer l’original", self._restore, "small")
        self.restore.setIcon(context.theme.icon("restore", "ink2", 15))
        self._bound = BoundFields(context, self)
        check = Check(self._check, self.problem)
        self._bound.bind(self.field, self.stored, self._keep, check)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(row(self._use, self.restore))
        for part in (self.field, self.problem):
            layout.addWidget(part)
        layout.addWidget(
            PlainLabel(
                _HOW.replace("« ", f"«{NBSP}").replace(" »", f"{NBSP}»"), kind="help", wrap=True
            )
        )
        layout.addWidget(self._source)

    def show_text(self, key: str, part: str, use: str) -> None:
        """Show a text.

        Args:
            key: Of the template.
            part: « standard » or « simple ».
            use: What it serves.
        """
        if (key, part) != (self._key, self._part):
            self._bound.flush()
            self._key, self._part = key, part
            self._bound.restart()
        model = patient_templates.model_of(key)
        own = self.stored() != getattr(model, part).strip()
        self._use.setText(f"Texte de la structure. {use}" if own else f"Texte d’origine. {use}")
        self.restore.setEnabled(own and not self._context.register.read_only)
        self._source.setText(f"{model.source}. Vérifié le {day(model.checked_on)}.")
        self._bound.show()
        self._mark(self.field.value())

    def stored(self) -> str:
        """The text that is kept."""
        if not self._key:
            return ""
        return patient_templates.text_of(self._context.register, self._key, self._part).strip()

    @staticmethod
    def _check(text: str) -> str:
        wrong = patient_templates.problem(text)
        return f"{wrong} Le texte précédent reste en service." if wrong else ""

    def _typed(self) -> None:
        if self.field.hasFocus():
            text = self.field.value()
            problem = self._check(text)
            self.problem.setText(problem)
            self.problem.setVisible(bool(problem))
            self._mark(text)
            self.typing.emit(text)

    def _mark(self, text: str) -> None:
        """Underline the word that is wrong."""
        wrong = patient_templates.problem(text)
        colour = self._context.theme.colour("dang")
        line, word = (wrong.line, wrong.word or "{") if wrong else (1, "")
        self.field.mark(line, word, colour)

    def _keep(self, text: str, run: str) -> bool:
        if not text:
            return True
        return self._write(
            lambda: patient_templates.save_text(
                self._context.register, self._key, self._part, text + "\n", run
            )
        )

    def _write(self, action: Callable[[], None]) -> bool:
        try:
            self._context.save(action)
        except UserError:
            return False
        self._written()
        return True

    def _restore(self) -> None:
        register = self._context.register
        if self._write(lambda: patient_templates.restore(register, self._key, self._part)):
            self._bound.restart()
            self.field.set_value(self.stored())
            self._context.messages.done("Texte d’origine rétabli.", ("Annuler", self._context.undo))

    def flush(self) -> bool:
        """Keep what was typed; what cannot be used stays in the field."""
        return self._bound.flush()
