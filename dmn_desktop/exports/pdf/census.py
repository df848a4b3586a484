"""The record of a yearly review: who confirmed what and when, what changed, a place to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dmn_desktop.core.census import QUESTIONS, changed_titles, title
from dmn_desktop.core.device_vocabulary import CensusAnswer
from dmn_desktop.core.records import Census, CensusLine, Structure
from dmn_desktop.core.text import DASH, count, day, long_day
from dmn_desktop.exports.pdf.grid import Grid, Layout
from dmn_desktop.exports.pdf.handwriting import labelled_line
from dmn_desktop.exports.pdf.paper import LANDSCAPE, Identity, Paper
from dmn_desktop.exports.pdf.parts import facts, nothing
from dmn_desktop.exports.pdf.saving import save
from dmn_desktop.exports.pdf.setting import BODY, SMALL, STRONG, TITLE, Piece, badge
from dmn_desktop.exports.writing import Cancel, Progress, Steps

_ANSWERS = {
    CensusAnswer.NONE: DASH,
    CensusAnswer.UNCHANGED: "Oui",
    CensusAnswer.CHANGED: "Modifié",
    CensusAnswer.NO: "Non",
}
_HEADS = ("Dispositif", "Utilisé", "Version", "Services", "Risques", "Contrat", "Confirmé", "")
_WIDTHS = (62.0, 18.0, 18.0, 18.0, 18.0, 18.0, 46.0)


@dataclass(frozen=True)
class Record:
    """A review as it is printed."""

    structure: Structure
    census: Census
    lines: Sequence[CensusLine]

    @property
    def remaining(self) -> list[CensusLine]:
        """The devices that nobody confirmed."""
        return [line for line in self.lines if line.confirmed_on is None]


def write_census(
    record: Record,
    path: Path,
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
) -> Path:
    """Write the record of a review; « Brouillon » stands on each page until it is closed.

    Raises:
        UserError: The file could not be written; an older one is intact.
        Cancelled: `cancelled` said so.
    """
    steps = Steps(len(record.lines) or 1, progress, cancelled)
    name = title(record.census)
    draft = record.census.closed_on is None
    paper = Paper(Identity(record.structure.name, name, draft=draft), LANDSCAPE)
    paper.y += 2
    paper.flow(Piece(name, TITLE))
    paper.y += 3
    _print_summary(paper, record)
    _print_signature(paper, record.census)
    _print_changes(paper, record.lines)
    _print_remaining(paper, record)
    _print_lines(paper, record.lines, steps)
    if not record.lines:
        steps.step()
    return save(paper, name, path)


def _print_summary(paper: Paper, record: Record) -> None:
    census, total = record.census, len(record.lines)
    done = total - len(record.remaining)
    facts(
        paper,
        (
            ("Structure", record.structure.name),
            ("Commencée le", long_day(census.opened_on)),
            ("Menée par", census.opened_by),
            ("Terminée le", long_day(census.closed_on) if census.closed_on else "En cours"),
            ("Validée par", census.closed_by),
            ("Dispositifs", f"{total}, dont {count(done, 'confirmé')}"),
            ("Conclusion", census.note),
        ),
    )


def _print_lines(paper: Paper, lines: Sequence[CensusLine], steps: Steps) -> None:
    paper.section("Dispositif par dispositif")
    if not lines:
        nothing(paper, "Aucun dispositif.")
        return
    rest = paper.width - sum(_WIDTHS)
    heads = (*_HEADS[:-1], "Remarque")
    grid = Grid(paper, Layout((*_WIDTHS, rest), heads, sticky=1))
    for line in lines:
        answers = [[_answer_piece(getattr(line, name))] for name in QUESTIONS]
        grid.row([Piece(line.device)], *answers, _confirmation(line), [Piece(line.note, SMALL)])
        steps.step()


def _answer_piece(answer: CensusAnswer) -> Piece:
    """Bordered when it is not as before: legible in grey and by fax."""
    moved = answer in (CensusAnswer.CHANGED, CensusAnswer.NO)
    return badge(_ANSWERS[answer]) if moved else Piece(_ANSWERS[answer])


def _confirmation(line: CensusLine) -> list[Piece]:
    if line.confirmed_on is None:
        return [badge("Non confirmé")]
    return [Piece(f"Le {day(line.confirmed_on)}"), Piece(line.confirmed_by, SMALL)]


def _print_changes(paper: Paper, lines: Sequence[CensusLine]) -> None:
    paper.section("Ce qui a changé")
    found = [line for line in lines if line.confirmed_on and changed_titles(line)]
    if not found:
        nothing(paper, "Rien n’a changé.")
    for line in found:
        what = ", ".join(words.lower() for words in changed_titles(line))
        note = f" {line.note}" if line.note else ""
        paper.flow(
            Piece(line.device, STRONG, before=1.5),
            Piece(f"À revoir ou modifié : {what}.{note}".replace(" :", "\u00a0:")),
        )


def _print_remaining(paper: Paper, record: Record) -> None:
    if not record.remaining:
        return
    paper.section("Ce que personne n’a confirmé")
    paper.flow(*(Piece(line.device, BODY, before=0.8) for line in record.remaining))


def _print_signature(paper: Paper, census: Census) -> None:
    """On the first page, so that it never stands alone on the last one."""
    paper.gap(2)
    who = census.closed_by or "fonction"
    labelled_line(paper, f"Signature ({who}), le")
