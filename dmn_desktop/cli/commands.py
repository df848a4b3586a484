"""Commands on a register and its documents."""

from __future__ import annotations

import argparse
import contextlib
from typing import TYPE_CHECKING, Any

from dmn_desktop.cli.answering import answer, as_json, table
from dmn_desktop.cli.choosing import device_of, dossier_of, opened, review_of
from dmn_desktop.cli.incidents import INCIDENT_DOCUMENTS, print_incidents
from dmn_desktop.cli.patients import PATIENT_DOCUMENTS, print_paper
from dmn_desktop.core.text import NBSP, count, moment, shorten
from dmn_desktop.services.documents import DOCUMENTS

if TYPE_CHECKING:
    from dmn_desktop.core.command_line import ObjectNumber
    from dmn_desktop.core.vocabulary import StructureKind
    from dmn_desktop.services.documents import Subject
    from dmn_desktop.services.projects import ProjectSummary
    from dmn_desktop.services.register import Register


def new(options: argparse.Namespace) -> None:
    """Create a register, empty or with the example of its type."""
    from dmn_desktop.core.records import Structure
    from dmn_desktop.core.vocabulary import StructureKind
    from dmn_desktop.services.register import create

    kind = StructureKind(options.type)
    structure = Structure(name=options.structure, structure_kind=kind)
    register = create(options.file, structure)
    try:
        with contextlib.closing(register):
            if options.example:
                _fill(register, kind, options.structure)
    except BaseException:
        register.path.unlink()
        raise
    made = str(register.path)
    answer(options, {"file": made}, f"Registre créé{NBSP}: {made}")


def _fill(register: Register, kind: StructureKind, name: str) -> None:
    from dmn_desktop.core.forms import library
    from dmn_desktop.services.examples import fill_with_example

    fill_with_example(register, library(), kind, name)


def check(options: argparse.Namespace) -> None:
    """Check a whole register and count what it holds."""
    from dmn_desktop.core.records import KINDS
    from dmn_desktop.services.register import check as check_register

    with opened(options.file) as register:
        counts = check_register(register)
    lines = [f"Registre vérifié, aucun défaut{NBSP}: {options.file}"]
    lines += [f"  {KINDS[kind].title}{NBSP}: {n}" for kind, n in counts.items() if n]
    answer(options, {"file": str(options.file), "records": counts}, *lines)


def back_up(options: argparse.Namespace) -> None:
    """Write a dated and verified backup in a folder."""
    from dmn_desktop.services.register import back_up as back_up_register

    with opened(options.file) as register:
        made = str(back_up_register(register, options.folder))
    answer(options, {"file": made}, f"Sauvegarde enregistrée et vérifiée{NBSP}: {made}")


def export(options: argparse.Namespace) -> None:
    """Write a whole register as a spreadsheet, or as JSON without loss."""
    from dmn_desktop.core.forms import library
    from dmn_desktop.services.exchange import export_json, export_xlsx

    with opened(options.file) as register:
        if options.out.suffix.lower() == ".json":
            export_json(register, options.out)
        else:
            export_xlsx(register, library(), options.out)
    made = str(options.out)
    answer(options, {"file": made}, f"Export enregistré et relu{NBSP}: {made}")


def import_json(options: argparse.Namespace) -> None:
    """Make a new register of what an export holds."""
    from dmn_desktop.services.exchange import import_json as import_register
    from dmn_desktop.services.register import with_suffix

    read = import_register(options.source, options.file)
    made = str(with_suffix(options.file))
    lines = (f"Registre créé{NBSP}: {made}", f"Lu dans {options.source.name}{NBSP}: {read}.")
    answer(options, {"file": made, "read": read}, *lines)


def schema(options: argparse.Namespace) -> None:
    """Show the JSON Schema of the exchange format."""
    from dmn_desktop.services.exchange import json_schema

    print(as_json(json_schema()))


def print_document(options: argparse.Namespace) -> None:
    """Write a document."""
    from dmn_desktop.services.documents import default_name, write

    if options.document in INCIDENT_DOCUMENTS:
        print_incidents(options)
        return
    if options.document in PATIENT_DOCUMENTS:
        print_paper(options)
        return
    with opened(options.file) as register:
        subject = _subject(register, options.document, options.number)
    out = options.out
    if out.is_dir():
        out = out / default_name(subject, options.document)
    write(subject, options.document, out)
    answer(options, {"file": str(out)}, f"Document enregistré et relu{NBSP}: {out}")


def _subject(register: Register, document: str, given: ObjectNumber | None) -> Subject:
    from dmn_desktop.core.forms import library
    from dmn_desktop.services.documents import About, blank

    about = DOCUMENTS[document].about
    series = {About.REVIEW: "RA", About.DEVICE: "DMN"}.get(about, "P")
    number = None if given is None else given.within(series)
    if about is About.REVIEW:
        return review_of(register, number)
    if about is About.DEVICE:
        return device_of(register, number)
    if about is About.RISKS:
        from dmn_desktop.services.risks import for_paper

        return for_paper(register)
    if about is About.NOTHING and (number is None or document != "formulaire"):
        return blank(register, library())
    return dossier_of(register, number)


def list_projects(options: argparse.Namespace) -> None:
    """List the projects of a register."""
    from dmn_desktop.core.forms import library
    from dmn_desktop.services.projects import list_projects as list_register
    from dmn_desktop.services.register import structure_of

    with opened(options.file) as register:
        name = structure_of(register).name
        found = sorted(list_register(register, library()), key=lambda s: s.project.number)
    data = {"structure": name, "projects": [_project_data(summary) for summary in found]}
    head = f"{name or 'Structure sans nom'}, {count(len(found), 'projet')}"
    titles = ("N°", "Étape", "Candidats", "Complètes", "Demandées", "Modifié le", "Besoin")
    rows = [titles, *map(_project_row, found)] if found else []
    answer(options, data, head, *table(rows))


def _project_row(summary: ProjectSummary) -> tuple[str, ...]:
    project = summary.project
    return (
        project.code,
        f"{summary.step}, archivé" if project.archived else summary.step,
        str(summary.candidates),
        f"{summary.complete}/{summary.pages}",
        str(summary.asked),
        moment(summary.changed) if summary.changed else "–",
        shorten(project.need, 60),
    )


def _project_data(summary: ProjectSummary) -> dict[str, Any]:
    project = summary.project
    return {
        "code": project.code,
        "number": project.number,
        "need": project.need,
        "step": summary.step,
        "archived": project.archived,
        "candidates": summary.candidates,
        "complete": summary.complete,
        "pages": summary.pages,
        "asked": summary.asked,
        "changed": summary.changed.isoformat() if summary.changed else None,
    }
