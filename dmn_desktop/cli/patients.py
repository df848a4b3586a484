"""Commands that write what patients are told, and the letters made from the register."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from dmn_desktop.cli.answering import answer
from dmn_desktop.cli.choosing import opened
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.text import NBSP, count
from dmn_desktop.core.vocabulary import SheetVariant

if TYPE_CHECKING:
    from dmn_desktop.services.register import Register

SHEET, ALL_SHEETS = "information", "all-information"

# Said here so that help reads no template; a test compares it with them.
PATIENT_DOCUMENTS = {
    SHEET: "Fiche d’information patient, IP-07",
    ALL_SHEETS: "Toutes les fiches validées, dans un dossier",
    "affiche": "Affiche de salle d’attente",
    "mention-compte-rendu": "Mention pour le compte rendu",
    "satisfaction": "Questionnaire de satisfaction",
    "lettre-assureur": "Lettre à l’assureur",
    "lettre-editeur-reemploi": "Lettre à l’éditeur\u00a0: réutilisation des données",
    "lettre-editeur-clauses": "Lettre à l’éditeur\u00a0: clauses à négocier",
    "premiere-alerte": "Première alerte interne",
    "carte-continuite": "Carte de continuité",
    "emargement": "Feuille d’émargement d’une formation",
}
"""Documents by the word that the console gives; all are PDF."""

_NOTHING = "Rien n’a été écrit."


def print_paper(options: argparse.Namespace) -> None:
    """Write one of these documents, or all sheets."""
    variant = SheetVariant(options.version)
    with opened(options.file) as register:
        if options.document == ALL_SHEETS:
            _all(register, variant, options)
        elif options.document == SHEET:
            _one(register, variant, options)
        else:
            _paper(register, variant, options)


def _all(register: Register, variant: SheetVariant, options: argparse.Namespace) -> None:
    from dmn_desktop.services.patient_sheet_files import write_all
    from dmn_desktop.services.patient_summaries import summaries

    _refuse_number(options)
    made = [str(path) for path in write_all(register, variant, options.out)]
    known = sorted(summaries(register), key=lambda s: s.sheet.number)
    drafts = [s.sheet.code for s in known if not s.version]
    lines = [f"{count(len(made), 'document enregistré', 'documents enregistrés')}{NBSP}:", *made]
    if drafts:
        lines.append(f"Brouillons, non enregistrés{NBSP}: {', '.join(drafts)}")
    answer(options, {"files": made, "drafts": drafts}, *lines)


def _one(register: Register, variant: SheetVariant, options: argparse.Namespace) -> None:
    from dmn_desktop.services.patient_papers import sheet_name, write_sheet
    from dmn_desktop.services.patient_sheets import find, open_sheet
    from dmn_desktop.services.patient_summaries import summaries

    known = summaries(register)
    number = options.number and options.number.within("IP")
    sheet = None if number is None else find(register, number)
    if sheet is None and number is None and len(known) == 1:
        sheet = known[0].sheet
    if sheet is None:
        codes = [s.sheet.code for s in sorted(known, key=lambda s: s.sheet.number)]
        listed = f"Choisir parmi{NBSP}: {', '.join(codes)}." if codes else "En créer une."
        raise UserError("Cette fiche d’information n’existe pas.", _NOTHING, listed)
    desk = open_sheet(register, sheet.id)
    out = options.out / sheet_name(desk, variant) if options.out.is_dir() else options.out
    _refuse_other_ending(out.suffix)
    write_sheet(desk, variant, out)
    state = "brouillon" if desk.last is None else f"version {desk.last.position}"
    data = {"file": str(out), "version": desk.last.position if desk.last else None}
    answer(options, data, f"Fiche {sheet.code} enregistrée et relue, {state}{NBSP}: {out}")


def _paper(register: Register, variant: SheetVariant, options: argparse.Namespace) -> None:
    from dmn_desktop.services.inventory import find
    from dmn_desktop.services.patient_papers import (
        has_variants,
        paper,
        paper_name,
        write_paper,
    )

    number = options.number and options.number.within("DMN")
    device = None if number is None else find(register, number)
    if number is not None and device is None:
        raise UserError(
            f"L’inventaire n’a pas de DMN-{number:02d}.",
            _NOTHING,
            "Donner un autre numéro.",
        )
    desk = paper(register, options.document.replace("-", "_"), device.id if device else None)
    if desk.model.about == "structure":
        _refuse_number(options)
    if not has_variants(desk.model):
        variant = SheetVariant.STANDARD
    out = options.out / paper_name(desk, variant) if options.out.is_dir() else options.out
    _refuse_other_ending(out.suffix)
    write_paper(desk, out, variant=variant)
    answer(options, {"file": str(out)}, f"Document enregistré et relu{NBSP}: {out}")


def _refuse_number(options: argparse.Namespace) -> None:
    if options.number is not None:
        raise UserError("Ce document n’attend pas de numéro.", _NOTHING, "L’enlever.")


def _refuse_other_ending(suffix: str) -> None:
    if suffix.lower() != ".pdf":
        raise UserError("Ce document est un fichier .pdf.", _NOTHING, "Finir le nom par .pdf.")
