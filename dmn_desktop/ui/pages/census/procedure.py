"""The procedure of the review: read, adapted by the practice, given back its shipped words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from dmn_desktop.core.own_texts import CENSUS_PROCEDURE, placeholders
from dmn_desktop.core.text import NBSP, long_day
from dmn_desktop.services import own_texts as services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.forms.bound_fields import BoundFields
from dmn_desktop.ui.widgets.basics import PlainLabel, button, column
from dmn_desktop.ui.widgets.fields import TextField
from dmn_desktop.ui.widgets.flow import FlowLayout


class ProcedureView(QWidget):
    """A text to adapt.

    Attributes:
        left: The user goes back to the review.
    """

    left = Signal()

    def __init__(self, context: Context) -> None:
        """Build the text field and its buttons."""
        super().__init__()
        self._context = context
        self._bound = BoundFields(context, self)
        self._text = TextField("Texte de la procédure", "", (14, 200))
        self._bound.bind(self._text, self._read, self._keep)
        self._source = PlainLabel(kind="help", wrap=True)
        self._own = PlainLabel(kind="help", wrap=True)
        self._restore = button("Rétablir le texte d’origine", self.restore)
        holder = QWidget()
        flow = FlowLayout(holder)
        for part in (
            self._restore,
            button("Revenir à la revue", self.left.emit),
        ):
            flow.addWidget(part)
        inside = QWidget()
        inside.setObjectName("page")
        inside.setLayout(column(self._own, self._text, self._source, None))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(holder)
        layout.addWidget(scroll, 1)

    def reload(self) -> None:
        """Show the text of the practice, or the shipped one."""
        self._bound.show()
        template = services.template_of(CENSUS_PROCEDURE)
        words = ", ".join(f"{{{word}}}" for word in placeholders(template.text))
        self._source.setText(
            f"Une ligne qui commence par # est un titre, par - un point d’une liste. Remplis à "
            f"l’impression{NBSP}: {words}. Source{NBSP}: {template.source}, comparée le "
            f"{long_day(template.checked_on)}."
        )
        own = services.is_own(self._context.register, CENSUS_PROCEDURE)
        self._own.setText(
            "Texte adapté par la structure." if own else "Texte d’origine, à adapter."
        )
        self._restore.setEnabled(own and not self._context.register.read_only)

    def _read(self) -> str:
        return services.text_of(self._context.register, CENSUS_PROCEDURE)

    def _keep(self, text: str, run: str) -> bool:
        def write() -> None:
            self._context.save(services.change, self._context.register, CENSUS_PROCEDURE, text, run)
            self.reload()

        return self._context.tried(write)

    def restore(self) -> None:
        """Give back the shipped text."""

        def run() -> None:
            self._context.save(services.restore, self._context.register, CENSUS_PROCEDURE)
            self.reload()
            words = "Texte d’origine rétabli."
            self._context.messages.done(words, ("Annuler", self._context.undo))

        self._context.tried(run)

    def flush(self) -> bool:
        """Keep what was typed; False when it could not be kept."""
        return self._bound.flush()

    def start(self) -> None:
        """Put the keyboard in the text."""
        self._text.setFocus()

    def zones(self) -> list[QWidget]:
        """The parts that F6 goes through."""
        return [self._text]
