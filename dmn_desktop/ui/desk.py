"""The register on the desk: opened, replaced, backed up and closed here."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.text import NBSP
from dmn_desktop.ui.events import Events
from dmn_desktop.ui.settings import Settings

if TYPE_CHECKING:
    from dmn_desktop.core.records import Structure
    from dmn_desktop.services.register import Register, Watch


class Desk:
    """Holds the one open register.

    Services are imported when first needed, so that the window appears before they load.
    """

    def __init__(self, settings: Settings, events: Events) -> None:
        """Start with an empty desk."""
        self._settings = settings
        self._events = events
        self._register: Register | None = None
        self._structure: Structure | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is a register."""
        return self._register is not None

    @property
    def register(self) -> Register:
        """The open register.

        Raises:
            LookupError: There is none; a bug of the caller.
        """
        if self._register is None:
            raise LookupError("no register is open")
        return self._register

    @property
    def structure(self) -> Structure:
        """The structure of the open register."""
        if self._structure is None:
            self.reload_structure()
        assert self._structure is not None
        return self._structure

    def reload_structure(self) -> None:
        """Read the structure again."""
        from dmn_desktop.services import register as services

        self._structure = services.structure_of(self.register)

    def holds(self, path: Path) -> bool:
        """Whether this very file is on the desk."""
        there = self._register is not None and path.exists()
        return there and path.samefile(self.register.path)

    def create(self, path: Path, structure: Structure, example: bool = False) -> None:
        """Create a register, with the example of its type or empty, and open it."""
        self.put(made(path, structure, example))

    def put(self, register: Register, known: bool = True) -> None:
        """Put a register on the desk instead of the present one, which is closed.

        Args:
            register: Open, and nobody else's.
            known: List it with the recent ones.
        """
        self.close()
        self._register = register
        register.who = self._settings.get("role", "") or "utilisateur du poste"
        self._structure = None
        if known:
            self._settings.add_recent(register.path.resolve())
        self._events.register_opened.emit()

    def go_on_in(self, copy: Register) -> None:
        """Work on in a copy of the register on the desk; pages stay as they are."""
        self.close()
        self._register = copy
        copy.who = self._settings.get("role", "") or "utilisateur du poste"
        self._settings.add_recent(copy.path.resolve())
        self._events.backups_changed.emit()

    def close(self) -> None:
        """Let the file go."""
        if self._register is not None:
            register, self._register = self._register, None
            register.close()

    @property
    def backup_due(self) -> bool:
        """Whether something changed since the last backup, and a folder is chosen."""
        from dmn_desktop.services import register as services

        if self._register is None:
            return False
        register = self._register
        last = self._settings.get(f"sauvegarde:{register.path}", {})
        return (
            self.backup_folder is not None
            and not register.read_only
            and last.get("marque") != services.change_mark(register)
        )

    def back_up(self, watch: Watch | None = None) -> Path:
        """Write a backup in the chosen folder; call `backup_made` afterwards.

        It may run aside, if nobody uses the register meanwhile.

        Raises:
            UserError: The backup could not be made; the register is intact.
        """
        from dmn_desktop.services import register as services

        if self.backup_folder is None:
            raise UserError(
                "Aucun dossier de sauvegarde n’est choisi.", "", "Le choisir dans Paramètres."
            )
        return services.back_up(self.register, self.backup_folder, watch)

    def backup_made(self) -> None:
        """Remember that the register as it is now was backed up."""
        from dmn_desktop.services import register as services

        made = {
            "marque": services.change_mark(self.register),
            "le": datetime.now().astimezone().isoformat(),
        }
        self._settings.set(f"sauvegarde:{self.register.path}", made)
        self._events.backups_changed.emit()

    @property
    def backup_folder(self) -> Path | None:
        """Where backups go, None until the user chose."""
        text = self._settings.get("dossier_sauvegardes", "")
        return Path(text) if text else None

    @property
    def last_backup(self) -> datetime | None:
        """When this register was last backed up from this workstation."""
        last = self._settings.get(f"sauvegarde:{self.register.path}", {})
        try:
            return datetime.fromisoformat(last["le"])
        except (KeyError, ValueError, TypeError):
            return None

    @property
    def backup_words(self) -> str:
        """What the status bar says of the backups of this register."""
        last = self.last_backup
        if self.backup_folder is None:
            return "Aucun dossier de sauvegarde choisi"
        return f"Sauvegarde{NBSP}: {_when(last) if last else 'à la fermeture'}"


def made(path: Path, structure: Structure, example: bool = False) -> Register:
    """A new register, with the example of its type or empty; it may be made aside.

    A failure leaves no half-made file.
    """
    from dmn_desktop.core.forms import library
    from dmn_desktop.services import register as services
    from dmn_desktop.services.examples import fill_with_example

    register = services.create(path, structure)
    if example:
        try:
            fill_with_example(register, library(), structure.structure_kind)
        except BaseException:
            register.close()
            register.path.unlink(missing_ok=True)
            raise
    return register


def _when(moment: datetime) -> str:
    local = moment.astimezone()
    days = (datetime.now().astimezone().date() - local.date()).days
    name = {0: "aujourd’hui", 1: "hier"}.get(days, f"le {local:%d/%m/%Y}")
    return f"{name} à {local:%H:%M}"
