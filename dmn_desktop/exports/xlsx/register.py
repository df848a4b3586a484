"""A whole register as a spreadsheet: all projects in the same lists, then every other record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.object_name import object_name
from dmn_desktop.core.records import (
    RECORDS,
    Answer,
    Assessment,
    Attachment,
    Candidate,
    CostLine,
    Counter,
    GuardSwitch,
    Hypothesis,
    Indicator,
    Note,
    OwnQuestion,
    Project,
    QuestionMark,
    Questionnaire,
    Record,
    RiskScale,
    Structure,
    Study,
    references_of,
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

_IN_PROJECTS = (
    Structure,
    Counter,
    Project,
    Candidate,
    Answer,
    QuestionMark,
    Note,
    Attachment,
    Study,
    CostLine,
    Assessment,
    Hypothesis,
    Indicator,
    Questionnaire,
)
OTHERS = tuple(record for record in RECORDS if record not in _IN_PROJECTS)
"""Kinds that stand on their own: a new kind of record follows by itself."""

_TITLES = {
    OwnQuestion: "Mes questions",
    RiskScale: "Échelle des risques",
    GuardSwitch: "Repérage d’identité",
}
"""Sheets that are not named after several records of their kind."""

_LINKS = ("de", "des", "du", "en", "sur", "à", "au")
"""What follows these words keeps its number: « points à traiter »."""


@dataclass(frozen=True)
class Content:
    """What a register holds, as the spreadsheet shows it.

    Attributes:
        others: Records of each kind of `OTHERS`.
    """

    structure: Structure
    dossiers: Sequence[Dossier]
    others: Mapping[type[Record], Sequence[Record]]


def write_register(content: Content, path: Path) -> Path:
    """Write all projects, then all devices, risks and whatever else there is.

    Raises:
        UserError: It could not be written; the former file is intact.
    """
    names = _names(content)
    with Book(f"Registre DMN {content.structure.name}") as book:
        add_pairs(book, "Structure", structure_pairs(content.structure))
        book.table("Projets", _project_columns(), _project_rows(content.dossiers), frozen=1)
        add_project_lists(book, content.dossiers)
        add_list(book, "Pièces", Attachment, content.dossiers, lambda d: d.attachments)
        for record in OTHERS:
            _add_records(book, record, content.others.get(record, ()), names)
        return book.write(path)


def sheet_title(record: type[Record]) -> str:
    """The title of the sheet of a kind: « Points à traiter »."""
    return _TITLES.get(record) or _plural(f"{record.title[:1].upper()}{record.title[1:]}")


def _plural(title: str) -> str:
    words = title.split(" ")
    ends = [n for n, word in enumerate(words) if word in _LINKS or word.startswith("d’")]
    end = ends[0] if ends else len(words)
    named = [word if word.endswith(("s", "x", "z")) else f"{word}s" for word in words[:end]]
    return " ".join([*named, *words[end:]])


def _names(content: Content) -> dict[str, str]:
    """What records are called where others belong to them: a number where there is one."""
    found = {d.project.id: d.project.code for d in content.dossiers}
    for records in content.others.values():
        for record in records:
            code = getattr(record, "code", "")
            found[record.id] = code if isinstance(code, str) and code else object_name(record)
    return found


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
    book: Book, record: type[Record], records: Sequence[Record], names: Mapping[str, str]
) -> None:
    """Add a list of records that stand on their own, with the name of what they belong to."""
    references = list(references_of(record))
    fields = sorted(shown_fields(record), key=lambda name: name != "number")
    first = fields[:1] if fields[0] == "number" else []
    rest = fields[len(first) :]
    owner = _owner_title(references[0]) if references else ""
    head = [column_of(record, name) for name in first] + ([Column(owner, 12)] if owner else [])
    columns = [*head, *(column_of(record, name) for name in rest), *hidden_ids(record)]

    def rows() -> Iterator[list[Value]]:
        for item in records:
            belongs = [names.get(str(getattr(item, references[0])), "")] if owner else []
            said = [value_of(item, name) for name in rest]
            yield [*(value_of(item, name) for name in first), *belongs, *said, *ids_of(item)]

    book.table(sheet_title(record), columns, rows(), frozen=len(head))


_OWNERS = {"project_id": "Projet", "device_id": "Dispositif"}


def _owner_title(reference: str) -> str:
    return _OWNERS.get(reference, "Rattaché à")
