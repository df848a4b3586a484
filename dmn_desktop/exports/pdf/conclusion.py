"""The last sections of a project's dossier: trial, indicators, decision, documents."""

from __future__ import annotations

import re

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.records import Attachment, Questionnaire
from dmn_desktop.core.text import NBSP, count, day, long_day
from dmn_desktop.core.vocabulary import Consulted
from dmn_desktop.exports.pdf.answers import print_question
from dmn_desktop.exports.pdf.grid import Grid, Layout
from dmn_desktop.exports.pdf.paper import Paper
from dmn_desktop.exports.pdf.parts import facts, name_of, nothing
from dmn_desktop.exports.pdf.setting import (
    ASIDE,
    SMALL,
    SMALL_STRONG,
    SUBSECTION,
    Piece,
    badge,
)

_SIGNATURE = 19.0
"""Height of the space for one signature, in millimetres."""


def print_trial(paper: Paper, dossier: Dossier) -> None:
    """Whether a trial comes first, its answers and hypotheses (9)."""
    project = dossier.project
    facts(
        paper,
        [
            ("Essai avant achat", project.trial.label),
            ("Motif", project.trial_reason),
            ("Début de l’essai", day(project.trial_start)),
            ("Fin de l’essai", day(project.trial_end)),
            ("Conclusion de l’essai", project.trial_conclusion),
        ],
    )
    paper.gap(5)
    print_question(paper, dossier, dossier.guide.by_id["q9"])
    paper.need(35)
    paper.gap(3)
    paper.flow(Piece("Hypothèses", SUBSECTION))
    paper.y += 1
    if not dossier.hypotheses:
        nothing(paper, "Aucune hypothèse notée.")
        return
    heads = ("Hypothèse", "Condition de validation", "Mesure", "Résultat", "Conclusion")
    grid = Grid(paper, Layout((42.0, 38.0, 34.0, 34.0, paper.width - 148), heads))
    for item in dossier.hypotheses:
        texts = (item.condition, item.measure, item.result)
        grid.row(
            [Piece(item.hypothesis, SMALL_STRONG)],
            *([Piece(text, SMALL)] for text in texts),
            [badge(item.verdict.label)],
        )


def print_indicators(paper: Paper, dossier: Dossier) -> None:
    """What will tell that the integration succeeds (10)."""
    print_question(paper, dossier, dossier.guide.by_id["q10"])
    if not dossier.indicators:
        nothing(paper, "Aucun indicateur noté.")
        return
    heads = ("Indicateur", "Source", "Fréquence", "Cible", "Prochain relevé")
    grid = Grid(paper, Layout((48.0, 42.0, 28.0, 32.0, paper.width - 150), heads))
    for item in dossier.indicators:
        texts = (item.source, item.frequency.label, item.target, day(item.next_reading))
        grid.row([Piece(item.name, SMALL_STRONG)], *([Piece(text, SMALL)] for text in texts))


def print_decision(paper: Paper, dossier: Dossier) -> None:
    """The decision, its reasons, who was heard, and room to sign."""
    project = dossier.project
    paper.flow(badge(project.decision.label))
    paper.gap(2)
    chosen = name_of(dossier, project.chosen) if project.chosen else ""
    facts(
        paper,
        [
            ("Candidat retenu", chosen),
            ("Date de la décision", long_day(project.decided_on) if project.decided_on else ""),
            ("À reprendre le", day(project.postponed_to)),
            ("Raisons", project.decision_reasons),
            ("Personnes consultées", "\n".join(_consulted(project.consulted))),
            ("Précisions", project.consulted_note),
            ("Inventaire", _device(dossier)),
            ("Signataires", project.signatories),
        ],
    )
    _print_signatures(paper, project.signatories)


def _consulted(keys: tuple[str, ...]) -> list[str]:
    labels = {word.value: word.label for word in Consulted}
    return [labels.get(key, key) for key in keys]


def _device(dossier: Dossier) -> str:
    device = dossier.device
    return f"{device.code} · {device.name}, ajouté le {day(device.added_on)}" if device else ""


def _print_signatures(paper: Paper, signatories: str) -> None:
    """One space to sign for each function that was named, two when none was."""
    roles = [role.strip() for role in re.split(r"[\n,;]", signatories) if role.strip()]
    widths = (paper.width * 0.4, 34.0, paper.width * 0.6 - 34.0)
    paper.need(10 + 2 * _SIGNATURE)
    paper.gap(8)
    grid = Grid(paper, Layout(widths, ("Fonction et nom", "Date", "Signature"), framed=True))
    for role in roles or ("", ""):
        grid.row([Piece(role, SMALL)], [], [Piece(" ", SMALL, before=_SIGNATURE - 6)])


def print_documents(paper: Paper, dossier: Dossier) -> None:
    """The attachments kept in the register, and the questionnaires sent to vendors."""
    paper.flow(Piece("Pièces jointes", SUBSECTION))
    paper.y += 1
    if dossier.attachments:
        heads = ("Nom du fichier", "Question", "Candidat", "Date", "Ajoutée le", "Taille")
        grid = Grid(paper, Layout((62.0, 17.0, 33.0, 20.0, 21.0, paper.width - 153), heads, (5,)))
        for attachment in dossier.attachments:
            _print_attachment(grid, dossier, attachment)
        paper.gap(2)
        paper.flow(Piece("Ces fichiers sont dans le registre ; ils s’ouvrent depuis lui.", ASIDE))
    else:
        nothing(paper, "Aucune pièce jointe.")
    paper.need(35)
    paper.gap(7)
    paper.flow(Piece("Questionnaires envoyés aux éditeurs", SUBSECTION))
    paper.y += 1
    _print_questionnaires(paper, dossier)


def _print_attachment(grid: Grid, dossier: Dossier, attachment: Attachment) -> None:
    question = dossier.guide.by_id.get(attachment.question)
    number = question.number if question else attachment.question
    owner = name_of(dossier, attachment.candidate_id)
    grid.row(
        [
            Piece(attachment.name, SMALL_STRONG),
            Piece(f"Empreinte SHA-256 {attachment.sha256[:16]}…", SMALL),
        ],
        [Piece(number, SMALL)],
        [Piece(owner, SMALL)],
        [Piece(day(attachment.about_on), SMALL)],
        [Piece(day(attachment.added_on), SMALL)],
        [Piece(_size(attachment.size), SMALL, align="right")],
    )


def _size(octets: int) -> str:
    """« 120 ko », « 1,4 Mo »."""
    if octets < 1_000_000:
        return f"{max(1, round(octets / 1000))}{NBSP}ko"
    return f"{octets / 1_000_000:.1f}{NBSP}Mo".replace(".", ",")


def _print_questionnaires(paper: Paper, dossier: Dossier) -> None:
    if not dossier.questionnaires:
        nothing(paper, "Aucun questionnaire envoyé.")
        return
    heads = ("Candidat", "Établi le", "Attendu le", "Revenu le", "Questions posées")
    grid = Grid(paper, Layout((44.0, 22.0, 22.0, 22.0, paper.width - 110), heads))
    for sent in dossier.questionnaires:
        _print_questionnaire(grid, dossier, sent)


def _print_questionnaire(grid: Grid, dossier: Dossier, sent: Questionnaire) -> None:
    labels = [dossier.guide.label(cell) for cell in sent.cells]
    days = (sent.made_on, sent.due_on, sent.returned_on)
    grid.row(
        [Piece(name_of(dossier, sent.candidate_id), SMALL_STRONG)],
        *([Piece(day(value), SMALL)] for value in days),
        [Piece(f"{count(len(labels), 'question')}{NBSP}: {', '.join(labels)}", SMALL)],
    )
