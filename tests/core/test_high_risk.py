"""« Haut risque » : proposed from status and class, with reason, source and dates as data."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.high_risk import (
    AiAct,
    ai_act,
    differs,
    duties,
    precisions,
    proposal,
)
from dmn_desktop.core.paths import forms_dir
from dmn_desktop.core.records import Device
from dmn_desktop.core.vocabulary import Nature

ON = date(2026, 11, 22)


def device(status: str = "dm_rdm", ce_class: str = "", **values: object) -> Device:
    """An AI device."""
    chosen = {"uses_ai": Known.YES, **values}
    return Device(
        number=1, name="X", status=DeviceStatus(status), ce_class=CeClass(ce_class), **chosen
    )


@pytest.mark.parametrize(
    ("status", "ce_class", "expected"),
    [
        ("dm_rdm", "I", HighRisk.NO),
        ("dm_rdm", "Is", HighRisk.DEVICE),
        ("dm_rdm", "Im", HighRisk.DEVICE),
        ("dm_rdm", "Ir", HighRisk.DEVICE),
        ("dm_rdm", "IIa", HighRisk.DEVICE),
        ("dm_rdm", "IIb", HighRisk.DEVICE),
        ("dm_rdm", "III", HighRisk.DEVICE),
        ("dmdiv_ivdr", "IVD_A", HighRisk.NO),
        ("dmdiv_ivdr", "IVD_B", HighRisk.DEVICE),
        ("dmdiv_ivdr", "IVD_C", HighRisk.DEVICE),
        ("dmdiv_ivdr", "IVD_D", HighRisk.DEVICE),
        ("dm_rdm", "", HighRisk.TO_SETTLE),
        ("dm_rdm", "IVD_B", HighRisk.TO_SETTLE),
        ("dmdiv_ivdr", "IIa", HighRisk.TO_SETTLE),
        ("dm_ancien_directive_93_42", "IIa", HighRisk.TO_SETTLE),
        ("a_verifier", "IIa", HighRisk.TO_SETTLE),
        ("", "IIa", HighRisk.TO_SETTLE),
        ("non_dm", "", HighRisk.NO),
    ],
)
def test_status_and_class_make_the_proposal(status: str, ce_class: str, expected: HighRisk) -> None:
    found = proposal(device(status, ce_class))
    assert found is not None
    assert found.value is expected


@pytest.mark.parametrize(("status", "ce_class"), [("dm_rdm", "I"), ("dmdiv_ivdr", "IVD_A")])
def test_a_notified_body_where_there_is_none_makes_it_doubtful(status: str, ce_class: str) -> None:
    found = proposal(device(status, ce_class, notified_body="0459"))
    assert found is not None
    assert found.value is HighRisk.TO_SETTLE


def test_a_device_made_here_and_a_sorting_tool_are_to_settle() -> None:
    made_here = proposal(device("dm_rdm", "IIa", ai_role=AiRole.PROVIDER))
    sorting = proposal(device("non_dm", nature=Nature.TOOL, tool_kind=ToolKind.SORTING))
    assert made_here is not None
    assert sorting is not None
    assert made_here.value is sorting.value is HighRisk.TO_SETTLE
    assert "pas vérifié" in sorting.reason


@given(
    st.sampled_from(DeviceStatus),
    st.sampled_from(CeClass),
    st.sampled_from(AiRole),
    st.sampled_from(["", "0459"]),
    st.sampled_from(ToolKind),
)
def test_every_ai_device_gets_a_reasoned_proposal(
    status: DeviceStatus, ce_class: CeClass, role: AiRole, body: str, kind: ToolKind
) -> None:
    found = proposal(
        device(status.value, ce_class.value, ai_role=role, notified_body=body, tool_kind=kind)
    )
    assert found is not None
    assert found.value is not HighRisk.NONE
    assert found.reason.endswith(".")
    assert found.source


@pytest.mark.parametrize("known", [Known.NONE, Known.NO, Known.UNKNOWN])
def test_nothing_is_proposed_while_ai_is_not_known(known: Known) -> None:
    one = device("dm_rdm", "IIa", uses_ai=known)
    assert proposal(one) is None
    assert duties(one, ON) == ()


def test_another_answer_than_proposed_wants_a_reason() -> None:
    assert not differs(device("dm_rdm", "IIa"))
    assert not differs(device("dm_rdm", "IIa", high_risk=HighRisk.DEVICE))
    assert differs(device("dm_rdm", "IIa", high_risk=HighRisk.NO))


def test_duties_to_come_stand_apart_from_those_in_force() -> None:
    one = device("dm_rdm", "IIa", high_risk=HighRisk.DEVICE)
    found = duties(one, ON)
    assert [d.duty.article for d in found if d.in_force] == ["art.\u00a04"]
    to_come = [d for d in found if not d.in_force]
    assert len(to_come) == 6
    assert {d.since for d in to_come} == {date(2028, 8, 2)}
    assert all(d.in_force for d in duties(one, date(2028, 8, 2)))
    annex = duties(device("non_dm", high_risk=HighRisk.ANNEX), ON)
    assert {d.since for d in annex if not d.in_force} == {date(2027, 12, 2)}


def test_generative_ai_has_its_own_duty() -> None:
    found = duties(device("non_dm", generative=YesNo.YES, high_risk=HighRisk.NO), ON)
    assert [d.duty.id for d in found] == ["art_4", "art_50_1"]


def test_a_model_already_on_the_market_is_told_apart() -> None:
    old = device("dm_rdm", "IIa", high_risk=HighRisk.DEVICE, marketed_on=date(2024, 1, 1))
    assert [p.id for p in precisions(old)] == ["art_111_2"]
    assert precisions(old.but(marketed_on=date(2029, 1, 1))) == ()
    assert precisions(old.but(marketed_on=None)) == ()


def test_everything_said_as_law_is_sourced_dated_and_checked() -> None:
    content = ai_act()
    ids = [entry.id for entry in (*content.rules, *content.duties, *content.precisions)]
    assert len(ids) == len(set(ids))
    assert all(duty.checked_on.year >= 2026 for duty in content.duties)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('confiance = "A"', 'confiance = "C"', "hors de la liste"),
        ('si = "tri_de_patients"', 'si = "pleine_lune"', "pleine_lune"),
        ("depuis = 2025-02-02\n", "", "date d’application"),
    ],
)
def test_an_unverified_or_unknown_entry_does_not_load(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    path = tmp_path / "ia_act.toml"
    shutil.copy(forms_dir() / "ia_act.toml", path)
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(UserError, match=said):
        load_content(path, AiAct)
