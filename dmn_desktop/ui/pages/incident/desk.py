"""What the steps of an incident share: its file as it is now, and how to write to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.guided_triage import Guided
from dmn_desktop.core.incident_dossier import IncidentFile
from dmn_desktop.core.records import Incident, Record, Structure, now
from dmn_desktop.services import incident_orientation, incidents
from dmn_desktop.ui.context import Context
from dmn_desktop.ui.routes import Route

RECEIPT = "recepisse"
"""The part of a route that opens the form where the sending of a declaration is noted."""

UNNAMED = "Incident à décrire"
"""The name of an incident that somebody began to note without saying what happened."""


class IncidentDesk(QObject):
    """The incident on the desk; one that is being noted is not in the register yet.

    Attributes:
        changed: The file was read again.
        noted: What was being noted is now in the register.
        is_writing: Others are being told of what was written from here: it is shown already.
        chosen: The declaration to show first.
    """

    changed = Signal()
    noted = Signal()

    def __init__(self, context: Context, owner: QObject) -> None:
        """Start without an incident."""
        super().__init__(owner)
        self.context = context
        self._file: IncidentFile | None = None
        self._guided: Guided | None = None
        self.is_draft = False
        self.is_writing = False
        self.chosen = ""

    @property
    def file(self) -> IncidentFile:
        """The file shown."""
        assert self._file is not None
        return self._file

    @property
    def incident(self) -> Incident:
        """The incident shown."""
        return self.file.incident

    @property
    def has_file(self) -> bool:
        """Whether an incident is shown."""
        return self._file is not None

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self.context.register.read_only

    @property
    def present(self) -> datetime:
        """The instant, in the time of the practice; a clock set back gives no time back."""
        return self.incident.here(incidents.present(self.context.register))

    @property
    def guided(self) -> Guided:
        """The orientation, read once for each change."""
        if self._guided is None:
            register = self.context.register
            self._guided = incident_orientation.orientation(register, self.incident)
        return self._guided

    # Reading

    def start(self, device_id: str = "") -> None:
        """Begin to note an incident; nothing is written yet."""
        draft = Incident(year=now().year, number=1, name="", device_id=device_id or None)
        if device_id:
            draft = incidents.drafted(self.context.register, draft)
        self._file, self._guided = IncidentFile(draft, Structure()), None
        self.is_draft = True
        self.changed.emit()

    def load(self, incident_id: str) -> None:
        """Read an incident with what belongs to it.

        Raises:
            UserError: It is no longer there.
        """
        self._file = incidents.sheet(self.context.register, incident_id)
        self._guided = None
        self.is_draft = False
        self.changed.emit()

    def reread(self) -> None:
        """Read the same incident again."""
        if not self.is_draft:
            self.load(self.incident.id)

    def renew(self) -> None:
        """Count the deadlines of the orientation again."""
        self._guided = None

    def forget(self) -> None:
        """Show no incident any more."""
        self._file, self.is_draft = None, False

    # Writing

    def write(self, action: Callable[..., Any], *args: Any, **values: Any) -> Any:
        """Run a service that writes, and show the file again.

        Returns:
            What the service returns; False when it refused.
        """
        try:
            made = self.context.save(action, self.context.register, *args, **values)
        except UserError:
            return False
        self.reread()
        self.tell()
        return True if made is None else made

    def tell(self) -> None:
        """Tell other parts of the window that incidents changed."""
        self.is_writing = True
        self.context.events.incidents_changed.emit()
        self.is_writing = False

    def keep(self, changed: Record, _label: str = "", run: str = "") -> bool:
        """Write what differs in a changed incident."""
        before, after = self.incident.model_dump(), changed.model_dump()
        changes = {name: value for name, value in after.items() if value != before[name]}
        return not changes or self.change(changes, run)

    def change(self, changes: dict[str, Any], run: str = "") -> bool:
        """Write some fields; an incident that is being noted enters the register with them."""
        if changes.get("name") == "":
            changes = {**changes, "name": UNNAMED}
        if self.is_draft:
            return self._change_draft(changes)
        done = self.write(incidents.update, self.incident, changes, run)
        if isinstance(done, incidents.Changed):
            for words in done.said:
                self.context.messages.warn(words)
        return bool(done)

    def _change_draft(self, changes: dict[str, Any]) -> bool:
        draft = self.incident.but(**changes)
        if "device_id" in changes:
            draft = incidents.drafted(self.context.register, draft)
        self._file = IncidentFile(draft, Structure())
        return self.note()

    def note(self) -> bool:
        """Put the draft in the register."""
        draft = self.incident
        values = draft.model_dump(exclude={"id", "year", "number", "name", "known_at"})
        try:
            made = self.context.save(
                incidents.note,
                self.context.register,
                draft.name or UNNAMED,
                draft.known_at,
                **values,
            )
        except UserError:
            return False
        self.load(made.id)
        self.tell()
        self.noted.emit()
        return True

    # Going

    def go(self, step: str, part: str = "") -> None:
        """Show a step of this incident, or a part of it."""
        chosen = self.chosen if part else ""
        self.context.go(Route("incident", self.incident.id, step, chosen, cell=part))
