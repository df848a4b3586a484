"""Whom to tell after an incident: told by vignettes, and by what must never happen."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dmn_desktop.core.triage import (
    Answer,
    Facts,
    Orientation,
    Profile,
    Status,
    is_uncertain,
    load_tree,
    orient,
    tree,
)
from tests.core.test_triage_rules import ladder

TREE = tree()
KNOWN = datetime.fromisoformat("2026-10-24T23:30:00+02:00")
DAY = date(2026, 11, 22)
NODES = [node.id for node in TREE.nodes]
SIGNS: dict[str, Answer] = {"+": "oui", "-": "non", "?": "inconnu"}
PROFILES = {"L": Profile.LIBERAL, "G": Profile.GROUP, "E": Profile.ESTABLISHMENT}


def facts(profile: str, words: str, on: date = DAY) -> Facts:
    """Facts from « mv1+ mv2- ei1? »."""
    answers = {word[:-1]: SIGNS[word[-1]] for word in words.split()}
    assert set(answers) <= set(NODES)
    return Facts(PROFILES[profile], KNOWN, on, answers)


def ends(found: Orientation) -> set[str]:
    return {declaration.outcome.id.removeprefix("out_") for declaration in found.declarations}


REST = "ei1- pa1- rg1- si1- ra1- ia1-"
DEATH = "ei1+ ei2+ ei3+"


def test_what_nobody_answered_is_asked_and_nothing_is_supposed() -> None:
    found = orient(TREE, facts("L", ""))
    assert found.declarations == ()
    assert set(found.to_clear) == {branch.start for branch in TREE.branches}


def test_nodes_that_ask_the_same_share_their_answer() -> None:
    found = orient(TREE, facts("L", f"fab1+ mv1+ mv2+ mv4+ {REST}"))
    assert "reacto" in ends(found)
    assert found.to_clear == ()


def test_what_one_regime_makes_sure_is_not_told_as_uncertain() -> None:
    words = "mv1? mv1b- mv2- mv3- ei1+ ei2-"
    (found,) = orient(TREE, facts("L", words)).declarations
    assert found.outcome.id == "out_interne"
    assert found.because == (("ei1", "oui"), ("ei2", "non"))
    alone = orient(TREE, facts("L", "mv1? mv1b- mv2- mv3-")).declarations[0]
    assert is_uncertain(alone.because)


def test_the_strongest_duty_comes_first() -> None:
    words = f"fab1+ mv1+ mv2- mv3+ mv4? {DEATH} rg1+ rg2+ rg3+ ia1+ ia2+ ia3? ia4+"
    found = [one.status for one in orient(TREE, facts("L", words)).declarations]
    assert found == sorted(found, key=list(Status).index)
    assert set(found) == set(Status)


def due_of(found: Orientation, outcome: str) -> list[str | None]:
    declaration = next(d for d in found.declarations if d.outcome.id == outcome)
    return [due.at and due.at.isoformat() for due in declaration.due]


def test_deadlines_count_hours_across_the_change_of_clocks_and_skip_no_day_wrongly() -> None:
    found = orient(TREE, facts("L", f"{DEATH} pa1+ rg1+ rg2+ rg3- rg4+ ra1+"))
    assert due_of(found, "out_rg_72_personnes") == ["2026-10-27T22:30:00+01:00", None]
    assert due_of(found, "out_eigs_lib") == [None, "2027-01-24"]
    assert due_of(found, "out_patient") == ["2026-11-08"]
    assert due_of(found, "out_asnr") == ["2026-10-27"]


def test_a_duty_that_waits_for_its_date_is_to_come_then_mandatory() -> None:
    words = "mv1+ ia1+ ia2+ ia3+ ia4+"
    before = orient(TREE, facts("L", words, date(2028, 8, 1)))
    after = orient(TREE, facts("L", words, date(2028, 8, 2)))
    annex = orient(TREE, facts("L", "mv1- mv1b- ia1+ ia2+ ia3+ ia4+", date(2027, 12, 2)))

    def status(found: Orientation) -> Status:
        return next(d.status for d in found.declarations if d.outcome.id == "out_ia_incident")

    assert status(before) is Status.TO_COME
    assert status(after) is Status.MANDATORY
    assert status(annex) is Status.MANDATORY


def test_once_the_date_is_there_the_question_is_asked() -> None:
    found = orient(TREE, facts("L", "mv1+ ia1+ ia2+", date(2028, 8, 2)))
    assert "ia3" in found.to_clear


ANSWERS = st.dictionaries(st.sampled_from(NODES), st.sampled_from(["oui", "non", "inconnu"]))


def duties(found: Orientation) -> set[str]:
    strong = (Status.MANDATORY, Status.RECOMMENDED, Status.TO_COME)
    return {d.outcome.id for d in found.declarations if d.status in strong}


@given(st.sampled_from(list(Profile)), ANSWERS, st.sampled_from(NODES))
def test_not_knowing_never_removes_a_possible_duty(
    profile: Profile, answers: dict[str, Answer], node: str
) -> None:
    def with_(answer: Answer) -> Orientation:
        return orient(TREE, Facts(profile, KNOWN, DAY, {**answers, node: answer}))

    unknown = with_("inconnu")
    assert duties(with_("oui")) | duties(with_("non")) <= duties(unknown)


GRAVER: dict[str, Answer] = {
    **dict.fromkeys(("fab1", "mv1b", "mv3", "mv4", "mv4i", "ei1", "ei2", "ei3", "pa1"), "oui"),
    **dict.fromkeys(("rg1", "rg4", "si1", "ia4", "ia5", "ra1"), "oui"),
    "rg3": "non",
}
"""The graver answer to each question about what happened."""

INSTEAD = {
    "out_mv_facultatif": {"out_mv_ansm", "out_mv_correspondant", "out_reacto"},
    "out_rg_72": {"out_rg_72_personnes"},
    "out_ia_risque": {"out_ia_incident"},
}
"""What a graver fact may put in the place of a milder declaration: it asks for more."""


@given(st.sampled_from(list(Profile)), ANSWERS, st.sampled_from(list(GRAVER)), st.booleans())
def test_graver_facts_never_remove_a_duty(
    profile: Profile, answers: dict[str, Answer], node: str, applies: bool
) -> None:
    day = date(2029, 1, 1) if applies else DAY

    def due(answer: Answer) -> set[str]:
        found = orient(TREE, Facts(profile, KNOWN, day, {**answers, node: answer}))
        return {d.outcome.id for d in found.declarations if d.status is not Status.INTERNAL}

    grave = GRAVER[node]
    more, less = due(grave), due("non" if grave == "oui" else "oui")
    for lost in less - more:
        # A question that the graver path asks and that nobody answered is still to be cleared up.
        asked = orient(TREE, Facts(profile, KNOWN, day, {**answers, node: grave})).to_clear
        assert INSTEAD.get(lost, set()) & more or asked, lost


@given(st.sampled_from(list(Profile)), ANSWERS, st.sampled_from(list(GRAVER)))
def test_with_every_answer_given_a_graver_fact_only_adds(
    profile: Profile, answers: dict[str, Answer], node: str
) -> None:
    full: dict[str, Answer] = {**dict.fromkeys(NODES, "non"), **answers}

    def due(answer: Answer) -> set[str]:
        found = orient(TREE, Facts(profile, KNOWN, DAY, {**full, node: answer}))
        assert set(found.to_clear) <= {name for name, said in full.items() if said == "inconnu"}
        return {d.outcome.id for d in found.declarations if d.status is not Status.INTERNAL}

    grave = GRAVER[node]
    more, less = due(grave), due("non" if grave == "oui" else "oui")
    for lost in less - more:
        assert INSTEAD.get(lost, set()) & more, lost


@given(st.sampled_from(list(Profile)), ANSWERS)
def test_what_is_unknown_on_the_way_is_always_to_be_cleared_up(
    profile: Profile, answers: dict[str, Answer]
) -> None:
    found = orient(TREE, Facts(profile, KNOWN, DAY, answers))
    unknown = {
        name
        for end in found.declarations
        if end.status is not Status.TO_COME
        for name, said in end.because
        if said == "inconnu"
    }
    assert unknown <= set(found.to_clear)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)), ANSWERS)
def test_no_deadline_is_before_the_incident_became_known(
    moment: datetime, answers: dict[str, Answer]
) -> None:
    known = moment.replace(tzinfo=UTC)
    found = orient(TREE, Facts(Profile.LIBERAL, known, DAY, answers))
    for declaration in found.declarations:
        for due in declaration.due:
            if isinstance(due.at, datetime):
                assert (due.at - known).total_seconds() == 72 * 3600
            elif due.at is not None:
                assert due.at > known.date()


def test_rules_with_very_many_ways_are_followed_at_once(tmp_path: Path) -> None:
    path = tmp_path / "regles.toml"
    path.write_text("\n".join(ladder(300)), encoding="utf-8")
    long = load_tree(path)
    unknown: dict[str, Answer] = {node.id: "inconnu" for node in long.nodes}
    found = orient(long, Facts(Profile.LIBERAL, KNOWN, DAY, unknown))
    assert len(found.to_clear) == 300


def test_an_outcome_asks_for_nothing_by_what_it_says_not_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "regles.toml"
    answers: dict[str, Answer] = {"n0": "oui"}
    for declaration, number in (("aucune", 0), ("interne", 1)):
        path.write_text("\n".join(ladder(1, declaration)), encoding="utf-8")
        found = orient(load_tree(path), Facts(Profile.LIBERAL, KNOWN, DAY, answers))
        assert len(found.declarations) == number
