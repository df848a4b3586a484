"""The base of the seven steps of a project."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import Record
from dmn_desktop.services import projects
from dmn_desktop.services import register as register_services
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.routes import Command, Route
from dmn_desktop.ui.widgets.basics import fill


class Step(QWidget):
    """One step: it shows the dossier, and writes to it through services.

    Attributes:
        key: Name of the step in routes.
        title: Words of its tab.
        extra: A button shown at the right of the tabs while the step is.
        dossier_changed: The step wrote something; the page reads the project again and shows it.
        dossier_replaced: The step wrote something and knows the dossier that follows from it.
        place_changed: Another question or cell is in focus.
        document_asked: Save a document; carries its key.
    """

    key = ""
    title = ""
    dossier_changed = Signal()
    dossier_replaced = Signal(object)
    place_changed = Signal()
    document_asked = Signal(str)

    def __init__(self, context: Context) -> None:
        """Build the step without data."""
        super().__init__()
        self.setObjectName("page")
        self.context = context
        self.extra: QWidget | None = None
        self._dossier: Dossier | None = None

    @property
    def dossier(self) -> Dossier:
        """The project shown."""
        assert self._dossier is not None
        return self._dossier

    def show_dossier(self, dossier: Dossier) -> None:
        """Show a project; called on arrival, after undo, and after every change elsewhere."""
        self._dossier = dossier
        self.refresh()

    def refresh(self) -> None:
        """Put what the dossier says on screen; fields being typed in keep their caret."""

    def show_route(self, route: Route) -> None:
        """Put a question or a cell in focus."""

    def route(self) -> Route:
        """The place shown inside the step."""
        return Route("projet", self.dossier.project.id if self._dossier else "", self.key)

    @staticmethod
    def is_complete(dossier: Dossier) -> bool:
        """Whether the tab of this step bears a tick; asked before the step is made."""
        return False

    def commands(self) -> list[Command]:
        """What can be done here."""
        return []

    def zones(self) -> list[QWidget]:
        """The parts that F6 goes through."""
        return [self]

    def flush(self) -> bool:
        """Keep what was typed; False when it could not be kept."""
        return True

    # Writing

    def save(self, record: Record, label: str, run: str = "") -> bool:
        """Write one record and show the project again.

        Args:
            record: What to add or replace.
            label: What the user did, in French, for undo and history.
            run: Joins the saves of one stretch of typing into one undo.

        Returns:
            Whether it was written; when not, the sentence is on screen.
        """
        return self.write(register_services.save, self.context.register, record, label, run)

    def delete(self, record: Record, label: str) -> bool:
        """Move a record to the Corbeille, with « Annuler » in the bar."""
        done = self.write(register_services.delete, self.context.register, record, label)
        if done:
            sentence = f"{label[0].upper()}{label[1:]}. Reste 90 jours dans la Corbeille."
            self.context.messages.done(sentence, ("Annuler", self.context.undo))
        return done

    def write(self, action: Callable[..., Any], *args: Any) -> bool:
        """Run a service that writes, and show the project again."""
        try:
            self.context.save(action, *args)
        except UserError:
            return False
        self.dossier_changed.emit()
        return True

    def reread(self) -> Dossier:
        """The project as the register holds it now."""
        return projects.load(self.context.register, self.context.library, self.dossier.project.id)


class Detail(Step):
    """A screen laid over a step for a while: evidence sheets, costs, vendor questionnaire.

    Attributes:
        closed: The user goes back to the step.
    """

    closed = Signal()


def footer(*parts: QWidget | int | None) -> QFrame:
    """The pinned row of buttons at the foot of a step."""
    frame = QFrame()
    frame.setProperty("kind", "footer")
    layout = QHBoxLayout(frame)
    fill(layout, parts, 10)
    layout.setContentsMargins(20, 10, 20, 10)
    return frame
