"""The sheet of a device on paper: everything the register knows of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dmn_desktop.core.completeness import applying, is_empty, is_missing, what_does_not_apply
from dmn_desktop.core.contract_dates import computed_dates
from dmn_desktop.core.criticality import is_judged_after, level_before, risk_code
from dmn_desktop.core.criticality import level as level_of
from dmn_desktop.core.device_dossier import DeviceDossier
from dmn_desktop.core.device_words import field_title, origin_words, plain_words, value_words
from dmn_desktop.core.due_dates import terms_of
from dmn_desktop.core.high_risk import duties, precisions, proposal
from dmn_desktop.core.records import Record, Risk, today
from dmn_desktop.core.records.device import entries
from dmn_desktop.core.records.device_fields.entry import Group
from dmn_desktop.core.text import NBSP, day, long_day, shorten
from dmn_desktop.exports.pdf.grid import Grid, Layout
from dmn_desktop.exports.pdf.paper import Identity, Paper
from dmn_desktop.exports.pdf.parts import facts, nothing
from dmn_desktop.exports.pdf.saving import save
from dmn_desktop.exports.pdf.setting import (
    ASIDE,
    SMALL,
    SMALL_STRONG,
    STRONG,
    SUBSECTION,
    TITLE,
    Piece,
    badge,
)
from dmn_desktop.exports.writing import Cancel, Progress, Steps

NAME = "Fiche DMN"
_LABELS = 52.0
_WITH_HEADING = 50.0
"""Millimetres wanted under the last line for a heading and what follows it."""

Print = Callable[[Paper, DeviceDossier], None]


@dataclass(frozen=True)
class Part:
    """A section of the sheet."""

    title: str
    print: Print


def write_device(
    dossier: DeviceDossier,
    path: Path,
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
) -> Path:
    """Write the whole sheet of a device.

    Raises:
        UserError: The file could not be written; an older one is intact.
        Cancelled: `cancelled` said so.
    """
    parts = list(_parts())
    steps = Steps(len(parts) + 1, progress, cancelled)
    paper = Paper(Identity(dossier.structure.name, NAME, dossier.device.code))
    _print_front(paper, dossier)
    for part in parts:
        paper.need(_WITH_HEADING)
        paper.section(part.title)
        part.print(paper, dossier)
        steps.step()
    steps.step()
    return save(paper, dossier.device.code, path)


def _parts() -> Iterator[Part]:
    """The sections, groups of fields first."""
    for group in Group:
        yield Part(group.label, _group_printer(group))
    yield Part("Risques", _print_risks)
    yield Part("Réutilisation, finalité par finalité", _print_purposes)
    yield Part("Points à traiter", _print_points)
    yield Part("Documents", _print_documents)
    yield Part("Versions", _print_versions)
    yield Part("États", _print_states)


def _print_front(paper: Paper, dossier: DeviceDossier) -> None:
    """What, whose, and where it stands."""
    device, structure = dossier.device, dossier.structure
    paper.y += 4
    paper.flow(Piece(shorten(device.name, 200), TITLE))
    paper.y += 2
    paper.flow(badge(device.state.label))
    paper.y += 3
    facts(
        paper,
        [
            ("Numéro", device.code),
            ("Structure", "\n".join(p for p in (structure.name, structure.address) if p)),
            ("Registre d’exemple", "Oui, données fictives" if structure.is_example else ""),
            ("Ajouté le", long_day(device.added_on)),
            ("Vient du projet", dossier.project_code),
            ("Déclaré par", device.declared_by),
            ("À examiner", "Oui" if device.to_examine else ""),
        ],
    )


def _group_printer(group: Group) -> Print:
    def print_group(paper: Paper, dossier: DeviceDossier) -> None:
        device = dossier.device
        absent = what_does_not_apply(device, group)
        if absent:
            paper.flow(Piece(absent, ASIDE))
            paper.gap(1)
        _print_fields(paper, dossier, group)
        more = {Group.AI: _print_law, Group.CONTRACT: _print_dates}.get(group)
        if more is not None:
            more(paper, dossier)

    return print_group


def _print_fields(paper: Paper, dossier: DeviceDossier, group: Group) -> None:
    """The values of a group; what no longer applies but was kept is told as such."""
    device, applies = dossier.device, applying(dossier.device)
    grid = Grid(paper, Layout((_LABELS, paper.width - _LABELS), sticky=1))
    for name, entry in entries().items():
        value = getattr(device, name)
        if entry.group is not group or (name not in applies and is_empty(value)):
            continue
        label = Piece(field_title(name), SMALL_STRONG, before=0.5)
        if is_missing(device, name):
            grid.row([label], [badge("À compléter")])
        elif not is_empty(value):
            pieces = [Piece(value_words(name, value))]
            if name in device.origins:
                pieces.append(Piece(origin_words(device.origins[name]), SMALL, before=0.4))
            if name not in applies:
                pieces.append(Piece("Gardé, sans objet pour ce dispositif", SMALL, before=0.4))
            grid.row([label], pieces)


def _print_law(paper: Paper, dossier: DeviceDossier) -> None:
    """What the program proposes for « haut risque », and the duties by date."""
    found = proposal(dossier.device)
    if found is None:
        return
    paper.gap(3)
    words = f"Proposition du programme{NBSP}: {found.value.label}. {found.reason}"
    paper.flow(Piece(words), Piece(_sourced(found.source, day(found.checked_on)), SMALL))
    dated = duties(dossier.device, today())
    for title, in_force in (("Obligations en vigueur", True), ("Obligations à venir", False)):
        mine = [one for one in dated if one.in_force is in_force]
        if not mine:
            continue
        paper.need(30)
        paper.gap(3)
        paper.flow(Piece(title, SUBSECTION))
        grid = Grid(paper, Layout((30.0, paper.width - 30.0)))
        for one in mine:
            source = _sourced(one.duty.source, day(one.duty.checked_on))
            grid.row(
                [Piece(day(one.since), SMALL_STRONG)],
                [Piece(f"{one.duty.text} ({one.duty.article})"), Piece(source, SMALL)],
            )
    for remark in precisions(dossier.device):
        paper.gap(1)
        paper.flow(Piece(remark.text, ASIDE))


def _sourced(source: str, checked: str) -> str:
    return f"Source{NBSP}: {source}, vérifié le {checked}."


def _print_dates(paper: Paper, dossier: DeviceDossier) -> None:
    """Dates that the program found, with their rules."""
    found = computed_dates(terms_of(dossier.device), today())
    if not found:
        return
    paper.need(30)
    paper.gap(3)
    paper.flow(Piece("Dates calculées", SUBSECTION))
    grid = Grid(paper, Layout((_LABELS, paper.width - _LABELS)))
    for one in found:
        past = " (passé)" if one.past else ""
        grid.row(
            [Piece(one.title, SMALL_STRONG, before=0.5)],
            [Piece(f"{long_day(one.on)}{past}"), Piece(one.rule, SMALL)],
        )


def _print_risks(paper: Paper, dossier: DeviceDossier) -> None:
    if not dossier.risks:
        nothing(paper, "Aucun risque noté.")
    for risk in dossier.risks:
        paper.need(40)
        paper.gap(4)
        code = risk_code(dossier.device, risk)
        paper.flow(Piece(f"{code}{NBSP}{NBSP}{risk.text}", STRONG), badge(risk.state.label))
        paper.y += 1
        facts(paper, list(_risk_facts(dossier, risk)))


def _risk_facts(dossier: DeviceDossier, risk: Risk) -> Iterator[tuple[str, str]]:
    before, after = _judged(dossier, risk)
    yield "Criticité avant mesures", before
    yield "Criticité après mesures", after
    told = {"text", "state", "number", "severity", "likelihood", "cell"}
    yield from _facts_of(risk, told | {"residual_severity", "residual_likelihood", "rule"})


def _judged(dossier: DeviceDossier, risk: Risk) -> tuple[str, str]:
    """Level, severity and likelihood, before and after measures."""
    before = level_before(risk, dossier.scale).label
    if risk.severity or risk.likelihood:
        before += f" (gravité {risk.severity}, vraisemblance {risk.likelihood})"
    pair = risk.residual_severity, risk.residual_likelihood
    after = ""
    if is_judged_after(risk):
        after = f"{level_of(dossier.scale, *pair).label}"
    if any(pair):
        after += f" (gravité {pair[0]}, vraisemblance {pair[1]})"
    return before, after.strip()


def _facts_of(record: Record, leave: set[str]) -> Iterator[tuple[str, str]]:
    """The titled values of a record."""
    for name, field in type(record).model_fields.items():
        if field.title and name not in leave:
            yield field.title, plain_words(getattr(record, name))


def _print_purposes(paper: Paper, dossier: DeviceDossier) -> None:
    names = {document.id: document.name for document in dossier.documents}
    rows = [
        (
            purpose.purpose,
            purpose.decision.label,
            day(purpose.decided_on),
            names.get(purpose.document_id or "", ""),
        )
        for purpose in dossier.purposes
    ]
    heads = ("Finalité", "Réponse", "Répondu le", "Pièce")
    _table(paper, heads, rows, "Aucune finalité notée.")


def _print_points(paper: Paper, dossier: DeviceDossier) -> None:
    rows = []
    for point in dossier.points:
        who = f"Confié à {point.owner}" if point.owner else ""
        text = "\n".join(part for part in (point.text, point.origin.label, who) if part)
        noted = f"noté le {day(point.opened_on)}"
        due = f"échéance {day(point.due_on)}" if point.due_on else ""
        ended = day(point.ended_on)
        state = "\n".join(part for part in (point.state.label, ended, point.reason) if part)
        rows.append((text, "\n".join(part for part in (noted, due) if part), state))
    heads = ("Point", "Dates", "État, motif")
    _table(paper, heads, rows, "Aucun point noté.")


def _print_documents(paper: Paper, dossier: DeviceDossier) -> None:
    if not dossier.documents:
        nothing(paper, "Aucun document noté.")
    for document in dossier.documents:
        paper.need(30)
        paper.gap(3)
        paper.flow(Piece(document.name, STRONG))
        paper.y += 1
        size = f"{document.size} octets" if document.sha256 else ""
        facts(
            paper,
            [*_facts_of(document, {"name", "size"}), ("Taille", size)],
        )


def _print_versions(paper: Paper, dossier: DeviceDossier) -> None:
    if not dossier.versions:
        nothing(paper, "Aucun changement de version noté.")
    for version in reversed(dossier.versions):
        paper.need(30)
        paper.gap(3)
        paper.flow(Piece(version.version, STRONG))
        paper.y += 1
        facts(paper, list(_facts_of(version, {"version", "position"})))


def _print_states(paper: Paper, dossier: DeviceDossier) -> None:
    rows = [
        (state.state.label, long_day(state.since), day(state.noted_on), state.reason)
        for state in reversed(dossier.states)
    ]
    _table(paper, ("État", "Depuis le", "Saisi le", "Motif"), rows, "Aucun état noté.")


def _table(paper: Paper, heads: Sequence[str], rows: Sequence[Sequence[str]], empty: str) -> None:
    """Rows under heads, the first column twice as wide."""
    if not rows:
        nothing(paper, empty)
        return
    unit = paper.width / (len(heads) + 1)
    grid = Grid(paper, Layout((2 * unit, *[unit] * (len(heads) - 1)), heads))
    for first, *others in rows:
        grid.row([Piece(first, SMALL_STRONG)], *([Piece(text, SMALL)] for text in others))
