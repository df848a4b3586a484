"""The form by which anyone declares a tool that they use: one page, to print and pin up."""

from __future__ import annotations

from pathlib import Path

from dmn_desktop.core.device_vocabulary import InputData
from dmn_desktop.core.records import Structure
from dmn_desktop.core.text import NBSP
from dmn_desktop.exports.pdf.handwriting import labelled_line, writing_lines
from dmn_desktop.exports.pdf.paper import Identity, Paper
from dmn_desktop.exports.pdf.saving import save
from dmn_desktop.exports.pdf.setting import ASIDE, STRONG, TITLE, Piece
from dmn_desktop.exports.pdf.typeface import BOX

NAME = "Déclarer un outil numérique"

_WHY = (
    "Vous utilisez avec des patients un logiciel, une application ou un appareil connecté qui "
    "donne un avis, une mesure ou un texte, et il n’est peut-être pas dans notre registre\u00a0? "
    "Deux minutes suffisent pour le dire. Déclarer n’est pas demander une autorisation, et "
    "personne n’est en faute\u00a0: il s’agit de savoir ce qui sert, pour le suivre."
)
_NO_PATIENT = "N’écrire ni nom ni numéro de patient."


def write_declaration(structure: Structure, path: Path) -> Path:
    """Write the form.

    Raises:
        UserError: The file could not be written; an older one is intact.
    """
    paper = Paper(Identity(structure.name, NAME))
    paper.y += 2
    paper.flow(Piece(NAME, TITLE))
    paper.y += 2
    paper.flow(Piece(_WHY), Piece(_NO_PATIENT, STRONG, before=2))
    paper.y += 4
    _ask(paper, "L’outil", ("Nom", "Éditeur, version (s’ils se voient)", "À quoi il sert", ""))
    _ask(
        paper, "Son usage", ("Qui l’utilise (fonction et initiales)", "Service, salle", "Depuis le")
    )
    _tick(
        paper,
        "Y entre-t-on des données de patients ?",
        ("Non", "Oui"),
        tuple(kind.label for kind in InputData),
    )
    _tick(paper, "Avec intelligence artificielle ?", ("Oui", "Non", "Je ne sais pas"))
    _tick(paper, "Qui l’a installé ?", ("L’informatique", "L’éditeur", "Moi", "Il est en ligne"))
    paper.gap(2)
    paper.flow(Piece("Une remarque, une inquiétude, un incident évité", STRONG))
    writing_lines(paper, 2, 0, 0)
    _print_return(paper, structure)
    return save(paper, NAME, path)


def _ask(paper: Paper, title: str, labels: tuple[str, ...]) -> None:
    paper.flow(Piece(title, STRONG))
    for label in labels:
        labelled_line(paper, label)
    paper.y += 3.5


def _tick(
    paper: Paper, question: str, answers: tuple[str, ...], which: tuple[str, ...] = ()
) -> None:
    paper.flow(Piece(question.replace(" ?", f"{NBSP}?"), STRONG))
    paper.flow(Piece(_boxes(answers), before=1))
    if which:
        paper.flow(Piece(f"Si oui{NBSP}: {_boxes(which)}", before=1))
    paper.y += 3.5


def _boxes(words: tuple[str, ...]) -> str:
    return "     ".join(f"{BOX}{NBSP}{word.replace(' ', NBSP)}" for word in words)


def _print_return(paper: Paper, structure: Structure) -> None:
    paper.gap(4)
    manager = structure.manager or "la personne qui tient le registre"
    paper.flow(
        Piece(f"À remettre à{NBSP}: {manager}. Réponse sous 15 jours.", STRONG),
        Piece(
            "Les mêmes questions se remplissent dans le programme, menu Aller, «\u00a0Déclarer un "
            "outil\u00a0».",
            ASIDE,
            before=1,
        ),
    )
    paper.y += 1
    labelled_line(paper, f"Reçu le, par, noté sous le numéro{NBSP}: DMN-")
