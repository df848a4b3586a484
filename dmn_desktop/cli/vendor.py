"""Commands on the questionnaire that goes to a vendor and comes back."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dmn_desktop.cli.answering import answer, table
from dmn_desktop.cli.choosing import candidate_of, dossier_of, opened
from dmn_desktop.core.text import NBSP, count, shorten

if TYPE_CHECKING:
    from dmn_desktop.core.dossier import Dossier
    from dmn_desktop.core.records import Answer
    from dmn_desktop.core.vendor_return import ReviewLine
    from dmn_desktop.services.questionnaire import Review


def questionnaire(options: argparse.Namespace) -> None:
    """Send a vendor's questionnaire, or take it back."""
    (_send if options.action == "export" else _take_back)(options)


def _send(options: argparse.Namespace) -> None:
    """Write the questions « à demander », and note that they were asked."""
    from dmn_desktop.services.questionnaire import Files, prepare

    with opened(options.file) as register:
        dossier = dossier_of(register, options.number)
        candidate = candidate_of(dossier, options.candidate)
        sent = prepare(register, dossier, candidate, options.due, Files(options.out, options.pdf))
    made = [str(path) for path in (options.out, options.pdf) if path is not None]
    asked = count(len(sent.cells), "question notée", "questions notées")
    answer(
        options,
        {"files": made, "questions": list(sent.cells)},
        f"Questionnaire pour {candidate.name} enregistré et relu{NBSP}: {', '.join(made)}",
        f"{asked} «{NBSP}demandé{NBSP}» dans {dossier.project.code}.",
    )


def _take_back(options: argparse.Namespace) -> None:
    """Show what a returned questionnaire says beside the register; keep it when asked to."""
    from dmn_desktop.core.vendor_return import LineStatus
    from dmn_desktop.services.questionnaire import accept, review

    wanted = {LineStatus.NEW, LineStatus.REPLACES} if options.replace else {LineStatus.NEW}
    with opened(options.file) as register:
        dossier = dossier_of(register, options.number)
        candidate = candidate_of(dossier, options.candidate)
        reviewed = review(dossier, options.source, candidate)
        chosen = [line for line in reviewed.lines if line.status in wanted and options.accept]
        if chosen:
            accept(register, dossier, reviewed, [line.read.cell for line in chosen])
    data = {
        "candidate": candidate.name,
        "lines": [_line_data(dossier, line, line in chosen) for line in reviewed.lines],
        "unanswered": list(reviewed.unanswered),
    }
    end = _kept(reviewed, len(chosen)) if options.accept else _NOT_KEPT
    answer(options, data, *_review_words(dossier, reviewed), end)


_NOT_KEPT = (
    "Rien n’a été changé. Ajouter --accept pour garder les réponses nouvelles, et --replace pour "
    "garder aussi celles qui remplacent votre texte."
)


def _kept(reviewed: Review, kept: int) -> str:
    left = sum(line.can_be_accepted for line in reviewed.lines) - kept
    words = f"{count(kept, 'réponse gardée', 'réponses gardées')}, à relire."
    if left:
        words += f" Laissées de côté, car elles remplacent votre texte{NBSP}: {left} (--replace)."
    return words


def _review_words(dossier: Dossier, reviewed: Review) -> Iterator[str]:
    statuses = Counter(line.status for line in reviewed.lines)
    counts = ", ".join(f"{status.label.lower()} {number}" for status, number in statuses.items())
    answered = count(len(reviewed.lines), "ligne remplie", "lignes remplies")
    yield f"{reviewed.candidate.name}, {answered}" + (f"{NBSP}: {counts}." if counts else ".")
    rows = [(line.label or "–", line.status.label) for line in reviewed.lines]
    for line, head in zip(reviewed.lines, table(rows) if rows else (), strict=True):
        yield f"  {head}"
        if line.before is not None and line.before.has_content and line.can_be_accepted:
            yield f"      dans le registre{NBSP}: {_words(dossier, line.before)}"
        yield f"      dans le fichier{NBSP}: {_line_words(dossier, line)}"
        yield from (f"      attention{NBSP}: {warning}" for warning in line.warnings)
    if reviewed.unanswered:
        yield f"Sans réponse{NBSP}: {', '.join(reviewed.unanswered)}."


def _line_words(dossier: Dossier, line: ReviewLine) -> str:
    if line.after is not None:
        return _words(dossier, line.after)
    return shorten(" ".join((line.read.question, line.read.reply, line.read.details)), 200)


def _words(dossier: Dossier, held: Answer) -> str:
    from dmn_desktop.core.wording import answer_words, source_words

    said = answer_words(dossier.guide.cells[held.cell], held)
    source = source_words(held)
    return shorten(said, 200) + (f" [{shorten(source, 80)}]" if source else "") or "–"


def _line_data(dossier: Dossier, line: ReviewLine, accepted: bool) -> dict[str, Any]:
    return {
        "cell": line.read.cell,
        "number": line.label,
        "status": line.status.value,
        "before": line.before.model_dump(mode="json") if line.before else None,
        "after": line.after.model_dump(mode="json") if line.after else None,
        "warnings": list(line.warnings),
        "accepted": accepted,
    }
