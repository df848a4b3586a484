"""Views kept of a table: filter, sort, columns and widths under a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import SavedView
from dmn_desktop.core.text import fold, shorten
from dmn_desktop.services.register import Register, refuse_read_only
from dmn_desktop.store.transaction import Reader

NAME_LIMIT = 60


def views_of(register: Register, table: str) -> list[SavedView]:
    """The views of a table, in the order of their tabs."""
    with register.reading() as reader:
        return reader.find(SavedView, order="position", table=table)


def keep(register: Register, table: str, name: str, content: Mapping[str, Any]) -> SavedView:
    """Keep a new view.

    Raises:
        UserError: The name is empty, or another view has it.
    """
    refuse_read_only(register)
    with register.transaction(f"vue {shorten(name.strip(), 40)}") as tx:
        name = _free_name(tx, table, name)
        known = tx.find(SavedView, order="position", table=table)
        position = known[-1].position + 1 if known else 1
        view = SavedView(table=table, position=position, name=name, content=dict(content))
        tx.put(view)
    return view


def change(register: Register, view: SavedView, content: Mapping[str, Any]) -> SavedView:
    """Give a view what its table shows now."""
    refuse_read_only(register)
    changed = view.but(content=dict(content))
    with register.transaction(f"réglages de la vue {shorten(view.name, 40)}") as tx:
        tx.put(changed)
    return changed


def rename(register: Register, view: SavedView, name: str) -> SavedView:
    """Give a view another name.

    Raises:
        UserError: The name is empty, or another view has it.
    """
    refuse_read_only(register)
    with register.transaction(f"nom de la vue {shorten(view.name, 40)}") as tx:
        changed = view.but(name=_free_name(tx, view.table, name, view.id))
        tx.put(changed)
    return changed


def remove(register: Register, view: SavedView) -> None:
    """Move a view to the Corbeille."""
    refuse_read_only(register)
    with register.transaction(f"suppression de la vue {shorten(view.name, 40)}") as tx:
        tx.remove(view)


def _free_name(reader: Reader, table: str, name: str, but: str = "") -> str:
    name = name.strip()[:NAME_LIMIT]
    if not name:
        raise UserError("Le nom de la vue est vide.", "", "Écrire quelques mots.")
    for other in reader.find(SavedView, table=table):
        if other.id != but and fold(other.name) == fold(name):
            raise UserError(
                f"Une vue s’appelle déjà «\u00a0{other.name}\u00a0».",
                "Elle n’a pas été modifiée.",
                "Choisir un autre nom.",
            )
    return name
