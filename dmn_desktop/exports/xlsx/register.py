"""A whole register as a spreadsheet: all projects in the same lists, then devices and risks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.records import (
    Attachment,
    Device,
    OwnQuestion,
    Project,
    Record,
    Risk,
    Structure,
)
from dmn_desktop.exports.xlsx.answers import (
    add_list,
    add_pairs,
    add_project_lists,
    chosen_words,
    structure_pairs,
)
from dmn_desktop.exports.xlsx.book import Book, Column
from dmn_desktop.exports.xlsx.fields import (
    column_of,
    hidden_ids,
    ids_of,
    shown_fields,
    value_of,
)
from dmn_desktop.exports.xlsx.rows import Value


@dataclass(frozen=True)
class Content:
    """What a register holds, as the spreadsheet shows it."""

    structure: Structure
    dossiers: Sequence[Dossier]
    devices: Sequence[Device]
    risks: Sequence[Risk]
    own_questions: Sequence[OwnQuestion]


def write_register(content: Content, path: Path) -> Path:
    """Write all projects, devices and risks.

    Raises:
        UserError: It could not be written; the former file is intact.
    """
    devices = {device.id: device.code for device in content.devices}
    codes = {dossier.project.id: dossier.project.code for dossier in content.dossiers}
    with Book(f"Registre DMN {content.structure.name}") as book:
        add_pairs(book, "Structure", structure_pairs(content.structure))
        book.table("Projets", _project_columns(), _project_rows(content.dossiers), frozen=1)
        add_project_lists(book, content.dossiers)
        add_list(book, "Pièces", Attachment, content.dossiers, lambda d: d.attachments)
        _add_records(book, "Dispositifs", Device, content.devices, ("Projet", codes))
        _add_records(book, "Risques", Risk, content.risks, ("Dispositif", devices))
        _add_records(book, "Mes questions", OwnQuestion, content.own_questions, ("", {}))
        return book.write(path)


_PROJECT_FIELDS = [name for name in shown_fields(Project) if name != "number"]


def _project_columns() -> list[Column]:
    columns = [column_of(Project, name) for name in _PROJECT_FIELDS]
    more = [Column("Candidat retenu", 24), Column("Questions déclarées complètes", 24)]
    return [Column("Projet", 9), *columns, *more, *hidden_ids(Project)]


def _project_rows(dossiers: Sequence[Dossier]) -> Iterator[list[Value]]:
    for dossier in dossiers:
        project = dossier.project
        values = [value_of(project, name) for name in _PROJECT_FIELDS]
        marked = ", ".join(q.number for q in dossier.guide.questions if q.id in dossier.marks)
        yield [project.code, *values, chosen_words(dossier), marked, *ids_of(project)]


def _add_records(
    book: Book,
    title: str,
    record: type[Record],
    records: Sequence[Record],
    of: tuple[str, dict[str, str]],
) -> None:
    """Add a list of records that stand on their own, with the number of what they belong to."""
    names = shown_fields(record)
    owner, codes = of
    head = [Column(owner, 12)] if owner else []
    columns = [*head, *(column_of(record, name) for name in names), *hidden_ids(record)]

    def rows() -> Iterator[list[Value]]:
        for item in records:
            belongs = [codes.get(str(i), "") for i in ids_of(item)[1:2]] if owner else []
            yield [*belongs, *(value_of(item, name) for name in names), *ids_of(item)]

    book.table(title, columns, rows(), frozen=len(head))
