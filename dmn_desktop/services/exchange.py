"""A whole register out and in: JSON without loss, or a spreadsheet to read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.forms import Library
from dmn_desktop.core.records import Project, Record, today
from dmn_desktop.services.projects import load
from dmn_desktop.services.register import Register, structure_of, with_suffix
from dmn_desktop.store.database import Everything, create_from
from dmn_desktop.store.tables import SCHEMA


def export_json(register: Register, path: Path) -> Path:
    """Write the whole register as JSON: records, journal, and contents of documents.

    Raises:
        UserError: It could not be written; the former file is intact.
    """
    from dmn_desktop.exports.json_exchange import Change, Exchange, Step, write_exchange

    with register.reading() as reader:
        found = reader.everything()
    exchange = Exchange(
        schema=SCHEMA,
        made_on=today(),
        records=found.records,
        steps=tuple(Step.model_validate(row) for row in found.steps),
        changes=tuple(Change.model_validate(row) for row in found.changes),
        contents=found.contents,
    )
    return write_exchange(exchange, path)


def import_json(path: Path, target: Path) -> str:
    """Make a new register of what an export holds; all of it, or nothing.

    Args:
        path: The export.
        target: The register to create; refused when it exists.

    Returns:
        What was read, « 2 projets, 40 réponses, 6 pièces ».

    Raises:
        UserError: The export is damaged, newer, or a record does not hold together; or the
            register cannot be created.
    """
    from dmn_desktop.exports.json_exchange import read_exchange

    target = with_suffix(target)
    if target.exists():
        raise UserError(
            f"Un fichier {target.name} existe déjà dans ce dossier.",
            "Il n’a pas été modifié.",
            "Choisir un autre nom pour le nouveau registre.",
        )
    exchange = read_exchange(path, SCHEMA)
    everything = Everything(
        records=exchange.records,
        steps=tuple(step.model_dump() for step in exchange.steps),
        changes=tuple(change.model_dump() for change in exchange.changes),
        contents=exchange.contents,
    )
    create_from(target, everything).close()
    return exchange.summary()


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the exchange format."""
    from dmn_desktop.exports.json_exchange import json_schema as made

    return made()


def export_xlsx(register: Register, library: Library, path: Path) -> Path:
    """Write the whole register as a spreadsheet: projects, devices, risks and all the rest.

    Raises:
        UserError: It could not be written; the former file is intact.
    """
    from dmn_desktop.exports.xlsx.register import OTHERS, Content, write_register

    structure = structure_of(register)
    with register.reading() as reader:
        projects = reader.find(Project, order="number")
        others = {record: reader.find(record, order=_order(record)) for record in OTHERS}
    dossiers = tuple(load(register, library, project.id) for project in projects)
    return write_register(Content(structure, dossiers, others), path)


def _order(record: type[Record]) -> str:
    """The field that a list is sorted by."""
    known = ("number", "position", "since", "opened_on", "added_on")
    return next((name for name in known if name in record.model_fields), "")
