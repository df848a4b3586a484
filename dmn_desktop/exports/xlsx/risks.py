"""The list of risks as a spreadsheet."""

from __future__ import annotations

from pathlib import Path

from dmn_desktop.core.records import today
from dmn_desktop.core.risk_register import ListedRisk, RiskRegister, judgement_words, shown_level
from dmn_desktop.core.text import NBSP, long_day
from dmn_desktop.exports.xlsx.book import Book, Column
from dmn_desktop.exports.xlsx.looks import Look
from dmn_desktop.exports.xlsx.rows import Value

COLUMNS = (
    Column("N°", 10, Look.BOX),
    Column("N° du dispositif", 12, Look.BOX),
    Column("Dispositif", 24, Look.BOX),
    Column("Thème", 22, Look.BOX),
    Column("Cause", 34, Look.BOX),
    Column("Événement redouté", 40, Look.BOX),
    Column("Conséquence", 34, Look.BOX),
    Column("Gravité avant", 9, Look.NUMBER),
    Column("Vraisemblance avant", 9, Look.NUMBER),
    Column("Avant mesures", 22, Look.BOX),
    Column("Niveau avant", 12, Look.BOX),
    Column("Mesures en place", 34, Look.BOX),
    Column("Gravité après", 9, Look.NUMBER),
    Column("Vraisemblance après", 9, Look.NUMBER),
    Column("Après mesures", 22, Look.BOX),
    Column("Niveau actuel", 12, Look.BOX),
    Column("Encore à faire", 34, Look.BOX),
    Column("Confié à", 20, Look.BOX),
    Column("Échéance", 12, Look.DATE),
    Column("État", 12, Look.BOX),
    Column("Motif", 28, Look.BOX),
    Column("Accepté par", 20, Look.BOX),
    Column("Accepté le", 12, Look.DATE),
    Column("Revu le", 12, Look.DATE),
    Column("Question HAS", 12, Look.BOX),
    Column("Origine", 20, Look.BOX),
)


def write_risks(risks: RiskRegister, path: Path) -> Path:
    """Write the risks, those set aside last.

    Raises:
        UserError: It could not be written; the former file is intact.
    """
    with Book("Risques") as book:
        sheet = book.sheet("Risques", COLUMNS)
        sheet.line("Risques", Look.TITLE)
        sheet.line(_about(risks), Look.NOTE)
        sheet.header(frozen=3)
        for one in (*risks.listed, *risks.refused):
            sheet.row(_row(one, risks))
        sheet.filter_rows()
        return book.write(path)


def _about(risks: RiskRegister) -> str:
    scale = risks.scale
    steps = " < ".join(f"{n}. {name}" for n, name in enumerate(scale.severities, start=1))
    likely = " < ".join(f"{n}. {name}" for n, name in enumerate(scale.likelihoods, start=1))
    narrowed = f" Liste limitée à{NBSP}: {risks.narrowed}." if risks.narrowed else ""
    return (
        f"{risks.structure.name}, {long_day(today())}.{narrowed} Gravité{NBSP}: {steps}. "
        f"Vraisemblance{NBSP}: {likely}."
    )


def _row(one: ListedRisk, risks: RiskRegister) -> list[Value]:
    risk, scale = one.risk, risks.scale
    return [
        one.code,
        one.device.code,
        one.device.name,
        risk.theme.label,
        risk.cause,
        risk.text,
        risk.consequence,
        risk.severity or None,
        risk.likelihood or None,
        judgement_words(risk, scale, after=False),
        shown_level(risk, scale, after=False).label,
        risk.measures,
        risk.residual_severity or None,
        risk.residual_likelihood or None,
        judgement_words(risk, scale, after=True),
        shown_level(risk, scale, after=True).label,
        risk.action,
        risk.owner,
        risk.due_on,
        risk.state.label,
        risk.reason,
        risk.accepted_by,
        risk.accepted_on,
        risk.reviewed_on,
        risk.cell,
        risk.origin,
    ]
