"""« À faire sur cette fiche »: what a device waits for, found from its dates.

Delays are those of the inventory: a sheet is read again and a failure rehearsed within 365 days,
a certificate is asked for 90 days before it ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from dmn_desktop.core import device_vocabulary as words
from dmn_desktop.core.completeness import missing_words
from dmn_desktop.core.contract_dates import Terms, computed_dates
from dmn_desktop.core.records.device import Device, DeviceDocument, Point
from dmn_desktop.core.records.risk import Risk
from dmn_desktop.core.text import NBSP, day
from dmn_desktop.core.vocabulary import LifeState, RiskState

REVIEW = timedelta(days=365)
DRILL = timedelta(days=365)
CERTIFICATE_NOTICE = timedelta(days=90)
DOCUMENT_NOTICE = timedelta(days=30)
CONTRACT_NOTICE = timedelta(days=90)
SOON = timedelta(days=30)


class Urgency(StrEnum):
    """How near a point is, in the order shown."""

    LATE = "late"
    SOON = "soon"
    LATER = "later"
    UNDATED = "undated"


DONE = "Fait"
"""The verb of a point that is ended here."""

_ELSEWHERE = {
    "instructions": ("Comparer", "documents"),
    "patient_sheet": ("Revoir", "patients"),
    "erasure": ("Joindre", "documents"),
}
"""Verb and place of the points whose work is done elsewhere, by the beginning of their task."""


@dataclass(frozen=True)
class Due:
    """One line of « À faire sur cette fiche ».

    Attributes:
        key: What it is about: a rule of this file, or the identifier of a record.
        text: The action, verb first.
        verb: The words of its button.
        tab: Where it is done: a tab of the sheet, or « patients ».
        field: The field to open there, if any.
        point: The point it stands for, if any.
    """

    key: str
    text: str
    verb: str
    due: date | None
    urgency: Urgency
    tab: str
    field: str = ""
    why: str = ""
    point: Point | None = None


def due_on_sheet(
    device: Device,
    on: date,
    documents: Sequence[DeviceDocument] = (),
    points: Sequence[Point] = (),
    risks: Sequence[Risk] = (),
) -> tuple[Due, ...]:
    """What a device waits for on a day: late first, then by date, then without one."""
    found = [*_points(points, on), *_risks(risks, on)]
    if device.state is not LifeState.WITHDRAWN:
        found += [*_examined(device), *_dates(device, on), *_contract(device, on)]
        found += [*_documents(documents, on), *_words(device)]
    ranks = {urgency: rank for rank, urgency in enumerate(Urgency)}
    return tuple(sorted(found, key=lambda one: (ranks[one.urgency], one.due or date.max)))


def urgency(due: date | None, on: date) -> Urgency:
    """How near a day is."""
    if due is None:
        return Urgency.UNDATED
    if due < on:
        return Urgency.LATE
    return Urgency.SOON if due - on <= SOON else Urgency.LATER


def review_due(device: Device) -> date | None:
    """The day by which the sheet is to be read again, None when it never was."""
    return _after(device.reviewed_on, REVIEW)


def drill_due(device: Device) -> date | None:
    """The day by which a failure is to be rehearsed again, None when it never was."""
    return _after(device.last_drill, DRILL)


def _after(known: date | None, delay: timedelta) -> date | None:
    """A delay after a day; past the last day of the calendar, that one."""
    if known is None:
        return None
    return known + delay if known <= date.max - delay else date.max


def _points(points: Sequence[Point], on: date) -> Iterator[Due]:
    for point in points:
        if point.state is words.PointState.OPEN:
            verb, tab = _ELSEWHERE.get(point.task.split(":")[0], (DONE, "identite"))
            yield Due(
                point.id,
                point.text,
                verb,
                point.due_on,
                urgency(point.due_on, on),
                tab,
                why=point.origin.label,
                point=point,
            )


def _risks(risks: Sequence[Risk], on: date) -> Iterator[Due]:
    for risk in risks:
        if risk.action and risk.state is RiskState.OPEN:
            near = urgency(risk.due_on, on)
            yield Due(risk.id, risk.action, "Ouvrir", risk.due_on, near, "risques", why="Risque")


def _examined(device: Device) -> Iterator[Due]:
    if device.to_examine:
        text = "Examiner cet outil déclaré par l’équipe"
        who = device.declared_by
        yield Due("examen", text, "Examiner", None, Urgency.SOON, "identite", why=who)


def _dates(device: Device, on: date) -> Iterator[Due]:
    used = device.state in (LifeState.IN_USE, LifeState.TRIAL)
    review = Due("revue", "Relire la fiche", "Relire", review_due(device), Urgency.SOON, "identite")
    if review.due is not None:
        yield from _near(review, on)
    elif used:
        yield replace(review, why="Jamais relue")
    yield from _drill(device, on, used)
    if device.is_medical and _within(device.certificate_end, CERTIFICATE_NOTICE, on):
        text = "Demander le nouveau certificat CE"
        tab, field = "reglementaire", "certificate_end"
        yield _ending(_renew("certificat", text, device.certificate_end, tab, field), on)
    outside = device.hosting in (words.Hosting.CERTIFIED, words.Hosting.UNCERTIFIED)
    if outside and _within(device.hds_end, CERTIFICATE_NOTICE, on):
        text = "Demander le nouveau certificat HDS"
        yield _ending(_renew("hds", text, device.hds_end, "donnees", "hds_end"), on)


def _drill(device: Device, on: date, used: bool) -> Iterator[Due]:
    text, tab, field = "Refaire l’exercice de panne", "continuite", "last_drill"
    drill = Due("exercice", text, "Noter", drill_due(device), Urgency.SOON, tab, field)
    if drill.due is not None:
        yield from _near(drill, on)
    elif used and device.criticality is words.Activity.HIGH:
        yield replace(drill, text="Faire un premier exercice de panne", why="Criticité forte")


def _renew(key: str, text: str, due: date | None, tab: str, field: str) -> Due:
    return Due(key, text, "Renouveler", due, Urgency.SOON, tab, field)


def _within(due: date | None, notice: timedelta, on: date) -> bool:
    """Whether a day is past, or so near that it is time to act."""
    return due is not None and due - on <= notice


def _near(one: Due, on: date) -> Iterator[Due]:
    """A line only when its day is near or past."""
    if _within(one.due, SOON, on):
        yield replace(one, urgency=urgency(one.due, on))


def _ending(one: Due, on: date) -> Due:
    """A line about something that ends."""
    past = one.due is not None and one.due < on
    why = f"{'A pris fin' if past else 'Prend fin'} le {day(one.due)}"
    return replace(one, urgency=Urgency.LATE if past else Urgency.SOON, why=why)


def terms_of(device: Device) -> Terms:
    """What the contract of a device says."""
    return Terms(
        device.contract_end, device.notice_months, device.tacit_renewal, device.renewal_months
    )


def _contract(device: Device, on: date) -> Iterator[Due]:
    found = {one.key: one for one in computed_dates(terms_of(device), on)}
    notice, end = found.get("preavis"), found.get("fin")
    tab, field = "contrat", "contract_end"
    if notice is not None and not notice.past:
        if _within(notice.on, CONTRACT_NOTICE, on):
            text = f"Garder ou dénoncer le contrat{NBSP}?"
            near = urgency(notice.on, on)
            yield Due("preavis", text, "Voir", notice.on, near, tab, field, notice.rule)
    elif end is not None and "reconduction" not in found and _within(end.on, CONTRACT_NOTICE, on):
        text = "Renouveler ou remplacer le contrat"
        yield _ending(_renew("contrat", text, end.on, tab, field), on)


def _documents(documents: Sequence[DeviceDocument], on: date) -> Iterator[Due]:
    for document in documents:
        if _within(document.ends_on, DOCUMENT_NOTICE, on):
            text = f"Remplacer «{NBSP}{document.name}{NBSP}»"
            new = replace(
                _renew(document.id, text, document.ends_on, "documents", ""), verb="Remplacer"
            )
            yield _ending(new, on)


def _words(device: Device) -> Iterator[Due]:
    both = device.purpose and device.intended_use and device.is_medical
    none = Urgency.UNDATED
    if both and device.use_verdict is words.UseVerdict.NONE:
        text = "Comparer l’usage prévu à la finalité"
        yield Due("usage", text, "Comparer", None, none, "identite", "use_verdict")
    lacking = missing_words(device)
    if lacking:
        yield Due("completer", f"Compléter la fiche{NBSP}: {lacking}", "Compléter", None, none, "")
