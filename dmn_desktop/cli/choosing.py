"""What a command is about: the register, the project and the candidate that its words name."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.text import NBSP, count, fold

if TYPE_CHECKING:
    from dmn_desktop.core.device_dossier import DeviceDossier
    from dmn_desktop.core.dossier import Dossier
    from dmn_desktop.core.records import Candidate, Project
    from dmn_desktop.services.census import Review
    from dmn_desktop.services.register import Register

_NOTHING_DONE = "Rien n’a été écrit."


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Register]:
    """Open a register for the time of a command.

    Raises:
        UserError: Somebody holds it, or it cannot be opened.
    """
    from dmn_desktop.services.register import HeldError, open_file

    try:
        register = open_file(path)
    except HeldError as error:
        raise UserError(
            error.happened, error.kept, "Le fermer là-bas, puis relancer la commande."
        ) from error
    register.who = "ligne de commande"
    with contextlib.closing(register):
        yield register


def dossier_of(register: Register, number: int | None) -> Dossier:
    """The project with a number, or the only one there is.

    Raises:
        UserError: There is none, or several; the message lists them.
    """
    from dmn_desktop.core.forms import library
    from dmn_desktop.services.projects import find, list_projects, load

    project = None if number is None else find(register, number)
    if project is None:
        project = _only(number, [s.project for s in list_projects(register, library())])
    return load(register, library(), project.id)


def _only(number: int | None, projects: Sequence[Project]) -> Project:
    if number is None and len(projects) == 1:
        return projects[0]
    if not projects:
        raise UserError("Ce registre n’a aucun projet.", _NOTHING_DONE, "Y créer un projet.")
    happened = f"Ce registre a {count(len(projects), 'projet')}."
    if number is not None:
        happened = f"Ce registre n’a pas de projet P-{number:02d}."
    known = ", ".join(p.code for p in sorted(projects, key=lambda p: p.number))
    raise UserError(happened, _NOTHING_DONE, f"Choisir parmi{NBSP}: {known}.")


def review_of(register: Register, number: int | None) -> Review:
    """The yearly review with a number, or the one under way, or the one closed last.

    Raises:
        UserError: There is none; the message lists them.
    """
    from dmn_desktop.core.census import title
    from dmn_desktop.services import census as services

    under_way = services.current(register)
    known = [under_way] * bool(under_way) + services.past(register)
    found = [census for census in known if census and number in (None, census.number)]
    if not found:
        listed = ", ".join(f"{census.number} ({title(census)})" for census in known if census)
        raise UserError(
            "Ce registre n’a pas cette revue annuelle." if known else "Aucune revue annuelle.",
            _NOTHING_DONE,
            f"Choisir parmi{NBSP}: {listed}." if known else "En mener une dans l’inventaire.",
        )
    return services.load(register, found[0].id)


def device_of(register: Register, number: int | None) -> DeviceDossier:
    """The device with a number, or the only one there is.

    Raises:
        UserError: There is none, or several; the message says how many.
    """
    from dmn_desktop.services import device_papers, inventory

    rows = inventory.rows(register, ("number",))
    found = [key for key, known in rows if number in (None, known)]
    if len(found) != 1:
        happened = f"L’inventaire a {count(len(rows), 'dispositif')}."
        if number is not None:
            happened = f"L’inventaire n’a pas de DMN-{number:02d}."
        raise UserError(happened, _NOTHING_DONE, "Donner le numéro de l’un d’eux, DMN-07 ou 7.")
    return device_papers.load(register, found[0])


def candidate_of(dossier: Dossier, wanted: str) -> Candidate:
    """The candidate with this letter or this name.

    Raises:
        UserError: There is none; the message lists them.
    """
    for candidate in dossier.candidates:
        names = [candidate.name] + [dossier.letter(candidate)] * (candidate in dossier.compared)
        if fold(wanted.strip()) in map(fold, names):
            return candidate
    listed = [f"{dossier.letter(c)} {c.name}" for c in dossier.candidates]
    raise UserError(
        f"Le projet {dossier.project.code} n’a pas de candidat «{NBSP}{wanted}{NBSP}».",
        _NOTHING_DONE,
        f"Choisir parmi{NBSP}: {', '.join(listed)}." if listed else "Y ajouter un candidat.",
    )
