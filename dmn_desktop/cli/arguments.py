"""The words of each command: what it takes, and what its help says."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dmn_desktop import __version__
from dmn_desktop.cli.answering import table
from dmn_desktop.cli.incidents import INCIDENT_DOCUMENTS
from dmn_desktop.cli.patients import PATIENT_DOCUMENTS
from dmn_desktop.core.command_line import (
    FrenchParser,
    french_day,
    object_number,
    path_ending,
    project_number,
)
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.vocabulary import SheetVariant
from dmn_desktop.services.documents import DOCUMENTS

_PRINTED = (*DOCUMENTS, *INCIDENT_DOCUMENTS, *PATIENT_DOCUMENTS)

Add = Callable[[str, str], argparse.ArgumentParser]
"""Adds a command, from its name and what it does."""

_EPILOG = (
    f"«{NBSP}dmn COMMANDE --help{NBSP}» décrit une commande.\n"
    f"Code de sortie{NBSP}: 0 quand c’est fait, 1 quand c’est impossible (un message dit\n"
    "pourquoi), 2 quand la commande est mal écrite.\n"
    "La fenêtre s’ouvre par registre-dmn."
)


def make_parser(runs: Mapping[str, Callable[[argparse.Namespace], None]]) -> FrenchParser:
    """The parser of the command line.

    Args:
        runs: What to do for each command; its options come back with it as `run`.
    """
    parser = FrenchParser(
        prog="dmn", description="Registre DMN en ligne de commande.", epilog=_EPILOG
    )
    version = f"Registre DMN {__version__}"
    parser.add_argument("--version", action="version", version=version, help="dire la version")
    commands = parser.add_subparsers(
        title=f"commandes{NBSP}", metavar="COMMANDE", dest="command", required=True
    )

    def add(name: str, words: str) -> argparse.ArgumentParser:
        sentence = f"{words[0].upper()}{words[1:]}."
        command = commands.add_parser(name, help=words, description=sentence)
        command.set_defaults(run=runs[name])
        return command

    _add_register_commands(add)
    _add_document_commands(add)
    _add_exchange_commands(add)
    _add_triage(add)
    _add_questionnaire(add)
    return parser


def _add_register_commands(add: Add) -> None:
    new = add("new", "créer un registre")
    _takes_register(new, "registre à créer (.dmn)")
    new.add_argument("--structure", metavar="NOM", default="", help="nom de la structure")
    kinds = ("cabinet", "centre", "etablissement")
    words = "cabinet, centre ou cabinet de groupe, ou etablissement"
    new.add_argument("--type", choices=kinds, default=kinds[0], help=words)
    new.add_argument("--example", action="store_true", help="avec un projet d’exemple fictif")
    _takes_json(new)
    listed = add("list", "lister les projets d’un registre")
    _takes_register(listed)
    _takes_json(listed)
    check = add("check", "vérifier un registre en entier et compter ce qu’il contient")
    _takes_register(check)
    _takes_json(check)
    backup = add("backup", "enregistrer une sauvegarde datée et vérifiée")
    _takes_register(backup)
    backup.add_argument("folder", metavar="DOSSIER", type=Path, help="dossier des sauvegardes")
    _takes_json(backup)


def _add_document_commands(add: Add) -> None:
    document = add("print", "enregistrer un document")
    _takes_register(document)
    rows = [(f"  {key}", d.title, d.suffix) for key, d in DOCUMENTS.items()]
    rows += [(f"  {key}", *said) for key, said in INCIDENT_DOCUMENTS.items()]
    rows += [(f"  {key}", title, ".pdf") for key, title in PATIENT_DOCUMENTS.items()]
    document.epilog = "\n".join([f"documents{NBSP}:", *table(rows)])
    words = "ce qu’il faut enregistrer, voir plus bas"
    document.add_argument("document", metavar="DOCUMENT", choices=_PRINTED, help=words)
    words = (
        "numéro du projet (P-03 ou 3), du dispositif (DMN-07), de la fiche (IP-07) ou de la "
        f"revue{NBSP}; inutile quand il n’y en a qu’un"
    )
    document.add_argument("number", metavar="NUMERO", type=object_number, nargs="?", help=words)
    words = "présentation d’une fiche d’information"
    variants = [variant.value for variant in SheetVariant]
    document.add_argument("--version", choices=variants, default=variants[0], help=words)
    words = "fichier à écrire, ou dossier où lui donner son nom habituel"
    document.add_argument("--out", metavar="FICHIER", type=Path, required=True, help=words)
    _takes_json(document)


def _add_exchange_commands(add: Add) -> None:
    export = add("export", "enregistrer tout un registre en tableur, ou en JSON sans perte")
    _takes_register(export)
    words = "fichier à écrire, .xlsx ou .json"
    export.add_argument("out", metavar="SORTIE", type=path_ending(".xlsx", ".json"), help=words)
    _takes_json(export)
    taken = add("import", "créer un registre avec le contenu d’un export JSON")
    _takes_register(taken, "registre à créer (.dmn)")
    words = "export à lire"
    taken.add_argument("source", metavar="EXPORT", type=path_ending(".json"), help=words)
    _takes_json(taken)
    _add_inventory_import(add)
    add("schema", "montrer le schéma (JSON Schema) de l’export JSON")


def _add_triage(add: Add) -> None:
    triage = add("triage", "dire qui prévenir d’un incident, et avant quand")
    words = "faits de l’incident (JSON), ou - pour les recevoir d’un autre programme"
    triage.add_argument("--facts", metavar="FAITS", type=Path, required=True, help=words)
    words = "règles à suivre à la place de celles du programme (TOML)"
    triage.add_argument("--rules", metavar="REGLES", type=Path, help=words)
    _takes_json(triage)


def _add_inventory_import(add: Add) -> None:
    taken = add("import-inventory", "importer l’inventaire que vous tenez dans un tableur")
    _takes_register(taken)
    taken.add_argument("source", metavar="TABLEAU", type=Path, help=".xlsx, .xls, .ods ou .csv")
    words = "montrer ce qui serait importé, sans rien écrire"
    taken.add_argument("--dry-run", action="store_true", help=words)
    words = "correspondance des colonnes et des mots (.toml)"
    taken.add_argument("--mapping", metavar="FICHIER", type=path_ending(".toml"), help=words)
    taken.add_argument("--sheet", metavar="FEUILLE", default="", help="feuille du classeur à lire")
    words = "ce qui est fait d’un dispositif déjà présent (ignorer par défaut)"
    kinds = ("ignorer", "completer", "ajouter")
    taken.add_argument("--duplicates", choices=kinds, default=kinds[0], help=words)
    _takes_json(taken)


def _add_questionnaire(add: Add) -> None:
    words = "envoyer les questions à demander à un éditeur, ou lire ses réponses"
    actions: Any = add("questionnaire", words).add_subparsers(
        title=f"actions{NBSP}", metavar="ACTION", dest="action", required=True
    )
    words = "enregistrer les questions à demander, et les noter demandées"
    send = actions.add_parser("export", help=words, description=f"{words.capitalize()}.")
    _takes_candidate(send)
    xlsx = path_ending(".xlsx")
    send.add_argument("--out", metavar="FICHIER", type=xlsx, required=True, help="tableur à écrire")
    words = "PDF à écrire, avec la lettre et des lignes"
    send.add_argument("--pdf", metavar="FICHIER", type=path_ending(".pdf"), help=words)
    words = "date où la réponse est attendue"
    send.add_argument("--due", metavar="JJ/MM/AAAA", type=french_day, help=words)
    _takes_json(send)
    words = "montrer les réponses d’un éditeur à côté de celles du registre"
    back = actions.add_parser("import", help=words, description=f"{words.capitalize()}.")
    _takes_candidate(back)
    back.add_argument("source", metavar="RETOUR", type=xlsx, help="fichier renvoyé (.xlsx)")
    words = "garder les réponses nouvelles dans le registre"
    back.add_argument("--accept", action="store_true", help=words)
    words = "avec --accept, garder aussi les réponses qui remplacent votre texte"
    back.add_argument("--replace", action="store_true", help=words)
    _takes_json(back)


def _takes_register(command: argparse.ArgumentParser, words: str = "registre (.dmn)") -> None:
    command.add_argument("file", metavar="REGISTRE", type=Path, help=words)


def _takes_candidate(command: argparse.ArgumentParser) -> None:
    _takes_register(command)
    words = "numéro du projet, P-03 ou 3"
    command.add_argument("number", metavar="PROJET", type=project_number, help=words)
    words = "lettre du candidat, ou nom du dispositif"
    command.add_argument("candidate", metavar="CANDIDAT", help=words)


def _takes_json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="répondre en JSON, pour un programme")
