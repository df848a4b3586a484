"""« Haut risque » of the AI regulation: what is proposed for a device, and what follows from it.

Rules, dates and sources are data of `forms/ia_act.toml`; nothing unverified is written there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from dmn_desktop.core.content import load_content
from dmn_desktop.core.device_vocabulary import (
    AiRole,
    CeClass,
    DeviceStatus,
    HighRisk,
    Known,
    ToolKind,
    YesNo,
)
from dmn_desktop.core.paths import forms_dir
from dmn_desktop.core.records.device import Device

CONDITIONS: Mapping[str, Callable[[Device], bool]] = {
    "": lambda _device: True,
    "tri_de_patients": lambda device: device.tool_kind is ToolKind.SORTING,
    "organisme_notifie": lambda device: bool(device.notified_body),
    "fait_ici": lambda device: (
        device.ai_role in (AiRole.PROVIDER, AiRole.BOTH) and not device.notified_body
    ),
    "generative": lambda device: device.generative is YesNo.YES,
}
"""Conditions that rules and duties name."""

BEFORE = "sur_le_marche_avant"
"""The condition of the one remark that looks at dates."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: str = Field(min_length=1)
    source: str = Field(min_length=1)
    confidence: Literal["A", "B"] = Field(alias="confiance")
    condition: str = Field("", alias="si")

    @model_validator(mode="after")
    def _known(self) -> _Entry:
        if self.condition not in (*CONDITIONS, BEFORE):
            raise ValueError(f"condition inconnue, {self.condition}")
        return self


class Rule(_Entry):
    """What is proposed for some statuses and classes."""

    statuses: tuple[DeviceStatus, ...] = Field(alias="statuts")
    classes: tuple[CeClass, ...] = Field(alias="classes")
    proposal: HighRisk = Field(alias="proposition")
    reason: str = Field(min_length=1, alias="motif")

    def fits(self, device: Device) -> bool:
        """Whether the rule speaks of a device."""
        return (
            device.status in self.statuses
            and (not self.classes or device.ce_class in self.classes)
            and CONDITIONS[self.condition](device)
        )


class Duty(_Entry):
    """A duty of those who use an AI system."""

    article: str
    text: str = Field(min_length=1, alias="texte")
    scope: Literal["ia", "haut_risque"] = Field(alias="pour")
    since: date | None = Field(None, alias="depuis")
    since_device: date | None = Field(None, alias="depuis_dispositif")
    since_annex: date | None = Field(None, alias="depuis_annexe_iii")
    checked_on: date = Field(alias="verifie_le")

    @model_validator(mode="after")
    def _dated(self) -> Duty:
        dates = (self.since_device, self.since_annex)
        if not (self.since if self.scope == "ia" else all(dates)):
            raise ValueError("une date d’application manque")
        return self

    def starts(self, high_risk: HighRisk) -> date | None:
        """The day from which it applies, None when it does not."""
        if self.scope == "ia":
            return self.since
        dates = {HighRisk.DEVICE: self.since_device, HighRisk.ANNEX: self.since_annex}
        return dates.get(high_risk)


class Precision(_Entry):
    """A remark beside the duties."""

    text: str = Field(min_length=1, alias="texte")
    checked_on: date = Field(alias="verifie_le")


class AiAct(BaseModel):
    """The content file."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    version: str
    source: str
    checked_on: date = Field(alias="verifie_le")
    rules: tuple[Rule, ...] = Field(alias="regle")
    duties: tuple[Duty, ...] = Field(alias="obligation")
    precisions: tuple[Precision, ...] = Field(alias="precision")


@lru_cache(maxsize=1)
def ai_act() -> AiAct:
    """The shipped content, read once."""
    return load_content(forms_dir() / "ia_act.toml", AiAct)


@dataclass(frozen=True)
class Proposal:
    """What the program proposes, and why."""

    value: HighRisk
    reason: str
    source: str
    checked_on: date


@dataclass(frozen=True)
class DatedDuty:
    """A duty with the day from which it applies to a device."""

    duty: Duty
    since: date
    in_force: bool


def proposal(device: Device, content: AiAct | None = None) -> Proposal | None:
    """What status and class make of an AI device; None while it is not known to use AI."""
    if device.uses_ai is not Known.YES:
        return None
    known = content or ai_act()
    rule = next(rule for rule in known.rules if rule.fits(device))
    return Proposal(rule.proposal, rule.reason, rule.source, known.checked_on)


def differs(device: Device) -> bool:
    """Whether somebody answered otherwise than proposed: a reason is then wanted."""
    found = proposal(device)
    return (
        found is not None
        and device.high_risk is not HighRisk.NONE
        and device.high_risk is not found.value
    )


def duties(device: Device, on: date, content: AiAct | None = None) -> tuple[DatedDuty, ...]:
    """The duties that apply to a device, in force or to come, the former first."""
    if device.uses_ai is not Known.YES:
        return ()
    found = []
    for duty in (content or ai_act()).duties:
        since = duty.starts(device.high_risk)
        if since is not None and CONDITIONS[duty.condition](device):
            found.append(DatedDuty(duty, since, since <= on))
    return tuple(sorted(found, key=lambda one: (not one.in_force, one.since)))


def precisions(device: Device, content: AiAct | None = None) -> tuple[Precision, ...]:
    """Remarks on the dates: a model that was on the market before a duty begins."""
    known = content or ai_act()
    starts = [duty.starts(device.high_risk) for duty in known.duties if duty.scope != "ia"]
    dates = [start for start in starts if start is not None]
    if device.uses_ai is not Known.YES or device.marketed_on is None or not dates:
        return ()
    return known.precisions if device.marketed_on < min(dates) else ()
