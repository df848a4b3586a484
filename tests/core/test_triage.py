"""Whom to tell after an incident: told by vignettes, and by what must never happen."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.paths import forms_dir
from dmn_desktop.core.triage import (
    Answer,
    Facts,
    Orientation,
    Profile,
    Status,
    load_tree,
    orient,
    tree,
)

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


NO_CARE = "ei1- pa1-"
NO_DATA = "rg1- si1-"
NO_RAY = "ra1-"
NO_AI = "ia1-"
REST = f"{NO_CARE} {NO_DATA} {NO_RAY} {NO_AI}"
BROKEN = "fab1+ mv1+ mv2- mv3+"
DEATH = "ei1+ ei2+ ei3+"

VIGNETTES = [
    # Imaging, private practice
    ("L", f"{BROKEN} mv4+ {REST}", "fabricant mv_ansm"),
    ("L", f"{BROKEN} mv4- {REST}", "fabricant mv_facultatif"),
    ("L", f"fab1- mv1+ mv2- mv3- {REST}", "interne"),
    ("L", f"{BROKEN} mv4+ {DEATH} pa1+ {NO_DATA} {NO_RAY} {NO_AI}",
     "fabricant mv_ansm eigs_lib patient"),
    ("L", f"{BROKEN} mv4+ {DEATH} pa1+ {NO_DATA} {NO_RAY} ia1+ ia2+ ia3-",
     "fabricant mv_ansm eigs_lib patient ia_volontaire"),
    ("L", f"{BROKEN} mv4+ ei1+ ei2+ ei3- pa1+ {NO_DATA} {NO_RAY} {NO_AI}",
     "fabricant mv_ansm interne patient"),
    ("L", f"{BROKEN} mv4+ ei1+ ei2- pa1- {NO_DATA} {NO_RAY} {NO_AI}", "fabricant mv_ansm interne"),
    # A near miss: nothing happened, it could have
    ("L", f"{BROKEN} mv4+ ei1- pa1- {NO_DATA} {NO_RAY} ia1+ ia2-",
     "fabricant mv_ansm ia_volontaire"),
    # Disagreement without any defect
    ("L", f"fab1- mv1+ mv2- mv3- {NO_CARE} {NO_DATA} {NO_RAY} ia1+ ia2-", "interne ia_volontaire"),
    # Group practice and clinic
    ("G", f"{BROKEN} mv4+ {REST}", "fabricant mv_ansm"),
    ("G", f"{BROKEN} mv4+ {DEATH} ei4- pa1- {NO_DATA} {NO_RAY} {NO_AI}",
     "fabricant mv_ansm eigs_lib"),
    ("G", f"{BROKEN} mv4+ {DEATH} ei4+ pa1- {NO_DATA} {NO_RAY} {NO_AI}",
     "fabricant mv_ansm eigs_es"),
    ("G", f"{BROKEN} mv4+ mv5+ {REST}", "fabricant mv_correspondant"),
    ("E", f"{BROKEN} mv4+ {REST}", "fabricant mv_correspondant"),
    ("E", f"{BROKEN} mv4- {REST}", "fabricant mv_facultatif"),
    ("E", f"{BROKEN} mv4+ {DEATH} pa1+ {NO_DATA} {NO_RAY} {NO_AI}",
     "fabricant mv_correspondant eigs_es patient"),
    ("E", f"{BROKEN} mv4+ mv5- {REST}", "fabricant mv_ansm"),
    # In vitro diagnosis
    ("L", f"fab1+ mv1+ mv2+ mv4i+ {REST}", "fabricant reacto"),
    ("L", f"fab1+ mv1+ mv2+ mv4i- {REST}", "fabricant mv_facultatif"),
    ("E", f"fab1+ mv1+ mv2+ mv4i+ {DEATH} pa1- {NO_DATA} {NO_RAY} {NO_AI}",
     "fabricant reacto eigs_es"),
    # Not a device: writing assistant, patient sorting
    ("L", f"fab1+ mv1- mv1b- {REST}", "fabricant interne"),
    ("L", f"fab1+ mv1- mv1b+ {REST}", "fabricant qualif"),
    ("E", f"fab1+ mv1- mv1b- {DEATH} pa1+ {NO_DATA} {NO_RAY} ia1+ ia2+ ia3-",
     "fabricant interne eigs_es patient ia_volontaire"),
    ("L", f"fab1- mv1- mv1b- {REST}", "interne"),
    # Data only
    ("L", f"fab1- mv1+ mv2- mv3- {NO_CARE} rg1+ rg2+ rg3+ si1- {NO_RAY} {NO_AI}",
     "interne rg_registre"),
    ("L", f"fab1- mv1+ mv2- mv3- {NO_CARE} rg1+ rg2+ rg3- rg4- si1- {NO_RAY} {NO_AI}",
     "interne rg_72"),
    ("L", f"fab1- mv1+ mv2- mv3- {NO_CARE} rg1+ rg2+ rg3- rg4+ si1- {NO_RAY} {NO_AI}",
     "interne rg_72_personnes"),
    ("L", f"fab1- mv1+ mv2- mv3- {NO_CARE} rg1+ rg2- si1- {NO_RAY} {NO_AI}",
     "interne rg_sous_traitant"),
    # Cyber attack
    ("L", f"fab1- mv1+ mv2- mv3- {NO_CARE} rg1+ rg2+ rg3- rg4+ si1+ {NO_RAY} {NO_AI}",
     "interne rg_72_personnes si_liberal"),
    ("E", f"fab1- mv1+ mv2- mv3- {NO_CARE} rg1+ rg2+ rg3- rg4+ si1+ {NO_RAY} {NO_AI}",
     "interne rg_72_personnes cert"),
    ("G", f"fab1- mv1+ mv2- mv3- {NO_CARE} rg1- si1+ si2+ {NO_RAY} {NO_AI}", "interne cert"),
    ("G", f"fab1- mv1+ mv2- mv3- {NO_CARE} rg1- si1+ si2- {NO_RAY} {NO_AI}",
     "interne si_liberal"),
    ("E", f"{BROKEN} mv4+ {DEATH} pa1+ rg1+ rg2+ rg3- rg4+ si1+ {NO_RAY} {NO_AI}",
     "fabricant mv_correspondant eigs_es patient rg_72_personnes cert"),
    # Radiotherapy
    ("E", f"{BROKEN} mv4+ ei1+ ei2+ ei3- pa1- {NO_DATA} ra1+ {NO_AI}",
     "fabricant mv_correspondant interne asnr"),
    ("L", f"{BROKEN} mv4- {NO_CARE} {NO_DATA} ra1+ ia1+ ia2+ ia3-",
     "fabricant mv_facultatif asnr ia_volontaire"),
    # AI, as answered and as dated
    ("L", f"{BROKEN} mv4- {NO_CARE} {NO_DATA} {NO_RAY} ia1+ ia2+",
     "fabricant mv_facultatif ia_volontaire"),
    ("L", f"{BROKEN} mv4- {NO_CARE} {NO_DATA} {NO_RAY} ia1+ ia2+ ia4+",
     "fabricant mv_facultatif ia_volontaire ia_incident"),
    ("L", f"{BROKEN} mv4- {NO_CARE} {NO_DATA} {NO_RAY} ia1+ ia2+ ia3+ ia4- ia5+",
     "fabricant mv_facultatif ia_risque"),
    ("L", f"{BROKEN} mv4- {NO_CARE} {NO_DATA} {NO_RAY} ia1+ ia2+ ia3+ ia4- ia5-",
     "fabricant mv_facultatif ia_surveillance"),
    # Nothing at all
    ("L", f"fab1- mv1+ mv2- mv3- {REST}", "interne"),
    # « Je ne sais pas » closes no path
    ("L", f"{BROKEN} mv4? {REST}", "fabricant mv_ansm mv_facultatif"),
    ("E", f"{BROKEN} mv4+ ei1+ ei2+ ei3? pa1? {NO_DATA} {NO_RAY} {NO_AI}",
     "fabricant mv_correspondant eigs_es interne patient"),
]  # fmt: skip


@pytest.mark.parametrize(("profile", "words", "expected"), VIGNETTES)
def test_vignettes(profile: str, words: str, expected: str) -> None:
    found = orient(TREE, facts(profile, words))
    assert ends(found) == set(expected.split())
    unknown = {word[:-1] for word in words.split() if word.endswith("?")}
    assert set(found.to_clear) == unknown


def test_what_nobody_answered_is_asked_and_nothing_is_supposed() -> None:
    found = orient(TREE, facts("L", ""))
    assert found.declarations == ()
    assert set(found.to_clear) == {branch.start for branch in TREE.branches}


def test_nodes_that_ask_the_same_share_their_answer() -> None:
    found = orient(TREE, facts("L", f"fab1+ mv1+ mv2+ mv4+ {REST}"))
    assert "reacto" in ends(found)
    assert found.to_clear == ()


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


@given(st.sampled_from(list(Profile)), ANSWERS, st.sampled_from(["mv4", "ei3", "rg4", "pa1"]))
def test_graver_facts_never_remove_a_mandatory_declaration(
    profile: Profile, answers: dict[str, Answer], node: str
) -> None:
    def mandatory(answer: Answer) -> set[str]:
        found = orient(TREE, Facts(profile, KNOWN, DAY, {**answers, node: answer}))
        return {d.outcome.id for d in found.declarations if d.status is Status.MANDATORY}

    mild, grave = mandatory("non"), mandatory("oui")
    assert mild - grave <= {"out_rg_72"}, "a high risk adds the people to the CNIL"
    assert ("out_rg_72" in mild - grave) <= ("out_rg_72_personnes" in grave)


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


def broken(tmp_path: Path, old: str, new: str) -> str:
    text = (forms_dir() / "signalement.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "regles.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError) as caught:
        load_tree(path)
    return caught.value.happened.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('oui = "out_fabricant"', 'oui = "out_fabriquant"', "impasse : out_fabriquant"),
        ('oui = "ia4"', 'oui = "ia1"', "tournent en rond à ia1"),
        ('oui = "out_asnr"', 'oui = "out_rien"', "jamais atteint : out_asnr"),
        ('id = "mv1b"', 'id = "mv1"', "identifiant en double : mv1"),
        ("annexe_iii = 2027-12-02", "annexe_iii = 2027-13-02", "ligne"),
        ('type = "heures", valeur = 72', 'type = "heures"', "ne va pas avec 0"),
    ],
)
def test_a_tree_that_would_mislead_is_refused(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    assert said in broken(tmp_path, old, new)


def ladder(steps: int) -> str:
    """Rules whose every question leads to the next by both answers: 2 ** steps ways."""
    lines = ['version = "1"', 'source = "essai"', "verifie_le = 2026-11-21", 'conduite = ["x"]']
    lines += ["[[branche]]", 'id = "b"', 'titre = "B"', 'depart = "n0"']
    for rank in range(steps):
        after = f"n{rank + 1}" if rank + 1 < steps else "out_rien"
        lines += ["[[noeud]]", f'id = "n{rank}"', 'question = "Q"', 'qui = "R"']
        lines += [f'oui = "{after}"', f'non = "{after}"']
    lines += ["[[issue]]", 'id = "out_rien"', 'declaration = "aucune"', 'titre = "Rien"']
    return "\n".join([*lines, 'confiance = "A"'])


def test_rules_with_very_many_ways_are_followed_at_once(tmp_path: Path) -> None:
    path = tmp_path / "regles.toml"
    path.write_text(ladder(60), encoding="utf-8")
    long = load_tree(path)
    unknown: dict[str, Answer] = {node.id: "inconnu" for node in long.nodes}
    found = orient(long, Facts(Profile.LIBERAL, KNOWN, DAY, unknown))
    assert len(found.to_clear) == 60
