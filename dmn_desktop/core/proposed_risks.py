"""Risks that the program proposes for a device, from what is known of it.

A proposal waits until it is accepted or refused with a reason. « Aucun risque » in a family is a
refusal too: a risk in the state « écarté » whose `rule` names the family.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dmn_desktop.core import device_vocabulary as words
from dmn_desktop.core.countries import EUROPEAN_ECONOMIC_AREA
from dmn_desktop.core.records import Device, DeviceVersion, Risk
from dmn_desktop.core.records.device import entries
from dmn_desktop.core.risk_content import (
    ANYTHING,
    FACT_KEY,
    NOTHING,
    Family,
    Rule,
    field_of,
    risk_content,
)
from dmn_desktop.core.vocabulary import LifeState, RiskState, RiskTheme

DRILL_EVERY = timedelta(days=365)
CONTRACT_AHEAD = timedelta(days=180)

_QUESTIONS = ("instructions", "patient_sheet", "training", "quality")


@dataclass(frozen=True)
class Known:
    """What is known of a device when risks are proposed.

    Attributes:
        versions: In their order.
        on: The day.
    """

    device: Device
    on: date
    versions: Sequence[DeviceVersion] = ()


@dataclass(frozen=True)
class Proposal:
    """A risk proposed for a device.

    Attributes:
        key: Kept in `Risk.rule`, so that it is proposed once.
    """

    key: str
    rule: Rule

    @property
    def theme(self) -> RiskTheme:
        """Its family."""
        return self.rule.theme


@dataclass(frozen=True)
class FamilyState:
    """Where a device stands with one family of risks.

    Attributes:
        risks: Those that were kept, whatever became of them.
        none_because: Why there is no risk of this family, when that was said.
        proposals: What waits for an answer.
    """

    family: Family
    risks: tuple[Risk, ...] = ()
    none_because: str = ""
    proposals: tuple[Proposal, ...] = ()

    @property
    def is_answered(self) -> bool:
        """Whether the question of the family has an answer for this device."""
        return bool(self.risks or self.none_because)


def _outside_eea(known: Known) -> bool:
    return any(c not in EUROPEAN_ECONOMIC_AREA for c in known.device.storage_countries)


def _hds_over(known: Known) -> bool:
    return known.device.hds_end is not None and known.device.hds_end < known.on


def _without_ins(known: Known) -> bool:
    said = known.device.interop
    return bool(said) and words.Interop.INS not in said


def _drill_is_old(known: Known) -> bool:
    last = known.device.last_drill
    return last is None or known.on - last > DRILL_EVERY


def _version_unfinished(known: Known) -> bool:
    # The first version ever noted replaces none: it asks nothing.
    if len(known.versions) < 2:
        return False
    last = known.versions[-1]
    open_answers = (words.Reconsidered.NONE, words.Reconsidered.TO_DO)
    return any(getattr(last, question) in open_answers for question in _QUESTIONS)


def _contract_ends(known: Known) -> bool:
    end = known.device.contract_end
    return end is not None and end - known.on <= CONTRACT_AHEAD


FACT_CHECKS: dict[str, Callable[[Known], bool]] = {
    "stockage_hors_eee": _outside_eea,
    "hds_termine": _hds_over,
    "sans_ins": _without_ins,
    "exercice_ancien": _drill_is_old,
    "version_a_finir": _version_unfinished,
    "contrat_finissant": _contract_ends,
}
"""How each fact of `risk_content.FACTS` is found."""


def proposals(known: Known, risks: Iterable[Risk]) -> list[Proposal]:
    """The risks proposed and not answered yet; none for a device withdrawn.

    Args:
        known: What is known of the device.
        risks: Those of the device, refused ones too.
    """
    if known.device.state is LifeState.WITHDRAWN:
        return []
    answered = {risk.rule for risk in risks}
    found = (Proposal(_key(rule, known.device), rule) for rule in fitting(known))
    return [proposal for proposal in found if proposal.key not in answered]


def fitting(known: Known) -> list[Rule]:
    """The rules of which one condition holds."""
    return [
        rule for rule in risk_content().rules if any(_holds(clause, known) for clause in rule.when)
    ]


def _key(rule: Rule, device: Device) -> str:
    return f"{rule.id}:{device.version}" if rule.per_version else rule.id


def _holds(clause: dict[str, tuple[str, ...]], known: Known) -> bool:
    return all(
        all(FACT_CHECKS[fact](known) for fact in values)
        if name == FACT_KEY
        else _fits(known.device, field_of(name), values)
        for name, values in clause.items()
    )


def _fits(device: Device, field: str, values: tuple[str, ...]) -> bool:
    if not entries()[field].applies(device):
        return False
    value = getattr(device, field)
    if value in (None, "", ()):
        return NOTHING in values
    said = value if isinstance(value, tuple) else (value,)
    return ANYTHING in values or any(one in values for one in said)


def family_mark(theme: RiskTheme) -> str:
    """The `rule` of the refusal that says « aucun risque » of a family."""
    return f"famille_{theme.value}"


def says_none(risk: Risk) -> bool:
    """Whether a risk only says that its family holds none."""
    return risk.state is RiskState.REFUSED and risk.rule == family_mark(risk.theme)


def family_states(known: Known, risks: Sequence[Risk]) -> list[FamilyState]:
    """Where a device stands with each family, the four prompts of the sheet first."""
    waiting = proposals(known, risks)
    states = []
    for family in risk_content().families:
        here = [risk for risk in risks if risk.theme is family.theme]
        states.append(
            FamilyState(
                family,
                tuple(risk for risk in here if risk.state is not RiskState.REFUSED),
                next((risk.reason for risk in here if says_none(risk)), ""),
                tuple(one for one in waiting if one.theme is family.theme),
            )
        )
    return states


def risk_from_proposal(device: Device, proposal: Proposal, number: int) -> Risk:
    """The risk that an accepted proposal becomes, not judged yet."""
    rule = proposal.rule
    return Risk(
        device_id=device.id,
        number=number,
        text=rule.event,
        theme=rule.theme,
        cause=rule.cause,
        consequence=rule.consequence,
        cell=rule.cell,
        rule=proposal.key,
    )
