"""What happened, in the past tense; every page that shows it reloads when visible."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Events(QObject):
    """Signals between rooms of the window.

    Attributes:
        register_opened: A register is there, or another one, or none.
        project_changed: Something of the project with this identifier changed.
        projects_changed: The list of projects changed.
        devices_changed: A device, or what belongs to it (risk, point, document), changed.
        incidents_changed: An incident, or what belongs to it, or a corrective action changed.
        structure_changed: The structure's name or type changed.
        saved: Something was written to the file.
        save_failed: Something was not written; carries the sentence.
        backup_asked: A page asks for a backup now.
        backups_changed: A backup was made, or their folder chosen.
        replayed: Undo, redo or a restoration changed anything.
        route_asked: A page asks to go somewhere.
        undo_asked: « Annuler » was pressed in a bar.
        file_asked: A page asks to open the register at this path.
        new_asked: A page asks for the creation of a register; carries `ui.changing.NewRegister`.
    """

    register_opened = Signal()
    project_changed = Signal(str)
    projects_changed = Signal()
    devices_changed = Signal()
    incidents_changed = Signal()
    structure_changed = Signal()
    saved = Signal()
    save_failed = Signal(str)
    backup_asked = Signal()
    backups_changed = Signal()
    replayed = Signal()
    route_asked = Signal(object)
    undo_asked = Signal()
    file_asked = Signal(object)
    new_asked = Signal(object)
