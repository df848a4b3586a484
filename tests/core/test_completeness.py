"""« À compléter »: what a device lacks, and what does not apply to it."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dmn_desktop.core.completeness import (
    NO_AI,
    OUTSIDE_LAW,
    STORED,
    applying,
    is_empty,
    is_missing,
    missing,
    missing_numbers,
    missing_words,
    what_does_not_apply,
)
from dmn_desktop.core.device_vocabulary import (
    CeClass,
    DeviceStatus,
    HighRisk,
    Hosting,
    Known,
    LogsKept,
    YesNo,
)
from dmn_desktop.core.records import Device
from dmn_desktop.core.records.device_fields.entry import Group
from dmn_desktop.core.vocabulary import LifeState, Nature


def names(device: Device) -> set[str]:
    """Names of what a device lacks."""
    return {one.name for one in missing(device)}


BARE = Device(number=1, name="Ostalis Fracture")


def test_a_bare_device_lacks_much_and_is_not_blocked() -> None:
    lacking = names(BARE)
    assert {"version", "manufacturer", "contact", "purpose", "hosting", "fallback"} <= lacking
    assert "name" not in lacking
    assert missing_words(BARE).endswith("champs à compléter")


def test_a_tool_that_is_not_a_device_has_no_regulatory_fields() -> None:
    tool = BARE.but(nature=Nature.TOOL)
    assert "ce_class" not in applying(tool)
    assert "tool_kind" in names(tool)
    assert not names(tool) & {"ce_class", "udi_di", "instructions", "functions"}
    assert what_does_not_apply(tool, Group.REGULATORY) == OUTSIDE_LAW
    assert what_does_not_apply(BARE, Group.REGULATORY) == ""


def test_a_device_said_not_to_be_one_says_so_too() -> None:
    other = BARE.but(status=DeviceStatus.NOT_A_DEVICE)
    assert what_does_not_apply(other, Group.REGULATORY).startswith("N’est pas un dispositif")


def test_conditions_follow_the_other_answers() -> None:
    assert "notified_body" not in names(BARE.but(ce_class=CeClass.I))
    assert "notified_body" in names(BARE.but(ce_class=CeClass.IIA))
    assert "udi_di" in names(BARE.but(status=DeviceStatus.MDR))
    assert "hds_end" in names(BARE.but(hosting=Hosting.CERTIFIED))
    assert "hds_end" not in applying(BARE.but(hosting=Hosting.LOCAL))
    assert "in_service_on" in names(BARE.but(state=LifeState.IN_USE))
    assert "withdrawn_on" not in applying(BARE)
    assert "representative" in names(BARE.but(manufacturer_country="US"))
    assert "representative" not in names(BARE.but(manufacturer_country="FR"))


def test_without_ai_its_fields_go_and_it_is_said() -> None:
    without = BARE.but(uses_ai=Known.NO)
    assert "high_risk" not in applying(without)
    assert what_does_not_apply(without, Group.AI) == NO_AI
    assert "high_risk" in names(BARE.but(uses_ai=Known.YES))


def test_to_check_unknown_zero_and_no_are_answers() -> None:
    assert not is_empty(DeviceStatus.TO_CHECK)
    assert not is_empty(Known.UNKNOWN)
    assert not is_empty(0)
    assert is_empty("  ")
    assert is_empty(())
    assert is_empty(Known.NONE)


@given(
    st.sampled_from(Nature),
    st.sampled_from(DeviceStatus),
    st.sampled_from(CeClass),
    st.sampled_from(Known),
    st.sampled_from(LifeState),
)
def test_only_fields_that_apply_are_missing(
    nature: Nature, status: DeviceStatus, ce_class: CeClass, ai: Known, state: LifeState
) -> None:
    device = BARE.but(nature=nature, status=status, ce_class=ce_class, uses_ai=ai, state=state)
    assert names(device) <= set(applying(device))
    assert all(is_missing(device, name) for name in names(device))


def as_kept(value: Any) -> Any:
    """A value as the file keeps it."""
    if isinstance(value, tuple):
        return json.dumps([str(item) for item in value])
    return value if value is None or isinstance(value, int) else str(value)


DECIDED: dict[str, st.SearchStrategy[Any]] = {
    "nature": st.sampled_from(Nature),
    "status": st.sampled_from(DeviceStatus),
    "ce_class": st.sampled_from(CeClass),
    "uses_ai": st.sampled_from(Known),
    "high_risk": st.sampled_from(HighRisk),
    "hosting": st.sampled_from(Hosting),
    "logs_kept": st.sampled_from(LogsKept),
    "tacit_renewal": st.sampled_from(YesNo),
    "state": st.sampled_from(LifeState),
    "manufacturer_country": st.sampled_from(("", "FR", "US")),
    "version": st.sampled_from(("", "2.10")),
    "places": st.sampled_from(((), ("Imagerie",))),
    "udi_di": st.sampled_from(("", "03700123456789")),
}


@given(st.fixed_dictionaries(DECIDED))
def test_a_long_list_counts_as_the_sheet_does(values: dict[str, Any]) -> None:
    device = BARE.but(**values)
    row = tuple(as_kept(getattr(device, name)) for name in STORED)
    assert list(missing_numbers([row])) == [len(missing(device))]
