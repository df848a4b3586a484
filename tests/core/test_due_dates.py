"""« À faire sur cette fiche »: what is due, said with a verb, late things first."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dmn_desktop.core.device_vocabulary import (
    Activity,
    CeClass,
    Hosting,
    PointState,
    UseVerdict,
    YesNo,
)
from dmn_desktop.core.due_dates import Due, Urgency, due_on_sheet, urgency
from dmn_desktop.core.records import Device, DeviceDocument, Point, Risk
from dmn_desktop.core.vocabulary import LifeState, RiskState

ON = date(2026, 11, 22)
IN_USE = Device(number=7, name="Ostalis", state=LifeState.IN_USE, reviewed_on=ON)


def due(device: Device, on: date = ON, **parts: object) -> dict[str, Due]:
    """What is due, by key."""
    return {one.key: one for one in due_on_sheet(device, on, **parts)}  # type: ignore[arg-type]


def test_a_sheet_is_read_again_after_a_year() -> None:
    assert "revue" not in due(IN_USE)
    near = due(IN_USE.but(reviewed_on=ON - timedelta(340)))["revue"]
    assert (near.due, near.urgency) == (ON + timedelta(25), Urgency.SOON)
    assert due(IN_USE.but(reviewed_on=ON - timedelta(366)))["revue"].urgency is Urgency.LATE
    assert due(IN_USE.but(reviewed_on=None))["revue"].why == "Jamais relue"
    assert "revue" not in due(Device(number=1, name="X"))


def test_a_failure_is_rehearsed_every_year_and_first_when_care_depends_on_it() -> None:
    assert "exercice" not in due(IN_USE)
    first = due(IN_USE.but(criticality=Activity.HIGH))["exercice"]
    assert first.text == "Faire un premier exercice de panne"
    late = due(IN_USE.but(last_drill=ON - timedelta(400)))["exercice"]
    assert late.urgency is Urgency.LATE


def test_certificates_are_asked_for_90_days_before() -> None:
    device = IN_USE.but(ce_class=CeClass.IIA, certificate_end=ON + timedelta(90))
    assert due(device)["certificat"].why == "Prend fin le 20/02/2027"
    assert "certificat" not in due(device.but(certificate_end=ON + timedelta(91)))
    ended = due(device.but(certificate_end=ON - timedelta(1)))["certificat"]
    assert (ended.why, ended.urgency) == ("A pris fin le 21/11/2026", Urgency.LATE)
    hosted = IN_USE.but(hosting=Hosting.CERTIFIED, hds_end=ON + timedelta(10))
    assert "hds" in due(hosted)
    assert "hds" not in due(hosted.but(hosting=Hosting.LOCAL))


def test_the_contract_asks_before_its_notice() -> None:
    device = IN_USE.but(
        contract_end=date(2027, 3, 31),
        notice_months=3,
        tacit_renewal=YesNo.YES,
        renewal_months=12,
    )
    asked = due(device)["preavis"]
    assert asked.due == date(2026, 12, 31)
    assert asked.why == ("31/03/2027 moins 3\u00a0mois de préavis.")
    assert "preavis" not in due(device, date(2026, 6, 1))
    assert "preavis" not in due(device, date(2027, 1, 2))
    ending = IN_USE.but(contract_end=date(2026, 12, 31))
    assert due(ending)["contrat"].text == "Renouveler ou remplacer le contrat"


def test_points_risks_and_documents_are_there() -> None:
    point = Point(device_id="d", text="Comparer la notice 3.3", due_on=ON - timedelta(1))
    done = point.but(id="done", state=PointState.DONE)
    risk = Risk(device_id="d", number=1, text="Fuite", action="Chiffrer", due_on=ON)
    closed = risk.but(id="closed", state=RiskState.CLOSED)
    document = DeviceDocument(device_id="d", name="Certificat", ends_on=ON + timedelta(30))
    found = due(IN_USE, points=[point, done], risks=[risk, closed], documents=[document])
    assert found[point.id].urgency is Urgency.LATE
    assert found[risk.id].text == "Chiffrer"
    assert document.id in found
    assert not {"done", "closed"} & set(found)


def test_the_use_is_compared_with_the_purpose_once_both_are_written() -> None:
    device = IN_USE.but(purpose="Signaler des fractures", intended_use="Urgences")
    assert "usage" in due(device)
    assert "usage" not in due(device.but(use_verdict=UseVerdict.WITHIN))


def test_a_withdrawn_device_only_keeps_its_points() -> None:
    gone = IN_USE.but(state=LifeState.WITHDRAWN, reviewed_on=None)
    point = Point(device_id="d", text="Effacement")
    assert list(due(gone, points=[point])) == [point.id]


def test_a_tool_to_examine_says_who_declared_it() -> None:
    found = due(IN_USE.but(to_examine=True, declared_by="Secrétaire AB"))["examen"]
    assert found.why == "Secrétaire AB"


@given(st.none() | st.dates(), st.none() | st.dates(), st.none() | st.dates(), st.dates())
def test_any_date_is_told_and_late_comes_first(
    reviewed: date | None, drilled: date | None, end: date | None, on: date
) -> None:
    device = IN_USE.but(
        reviewed_on=reviewed,
        last_drill=drilled,
        certificate_end=end,
        contract_end=end,
        notice_months=6,
        tacit_renewal=YesNo.YES,
        renewal_months=1,
    )
    found = due_on_sheet(device, on)
    ranks = [list(Urgency).index(one.urgency) for one in found]
    assert ranks == sorted(ranks)
    for one in found:
        assert one.text
        assert one.verb
        assert (one.urgency is Urgency.LATE) == (one.due is not None and one.due < on)


def test_urgency_in_words() -> None:
    assert urgency(None, ON) is Urgency.UNDATED
    assert urgency(ON, ON) is Urgency.SOON
    assert urgency(ON + timedelta(31), ON) is Urgency.LATER
