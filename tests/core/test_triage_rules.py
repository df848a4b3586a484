"""The shipped rules say what the texts say, line by line; broken rules are refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.paths import forms_dir
from dmn_desktop.core.triage import Outcome, Profile, load_tree, tree

TREE = tree()

QUESTIONS = """
fab1 out_fabricant out_rien
mv1 mv2 mv1b
mv1b out_qualif out_interne
mv2 mv4i mv3
mv3 mv4 out_interne
mv4 mv5 out_mv_facultatif
mv4i out_reacto out_mv_facultatif
mv5 out_mv_correspondant out_mv_ansm
ei1 ei2 out_rien
ei2 ei3 out_interne
ei3 ei4 out_interne
ei4 out_eigs_es out_eigs_lib
pa1 out_patient out_rien
rg1 rg2 out_rien
rg2 rg3 out_rg_sous_traitant
rg3 out_rg_registre rg4
rg4 out_rg_72_personnes out_rg_72
si1 si2 out_rien
si2 out_cert out_si_liberal
ia1 ia2 out_rien
ia2 ia3 out_ia_volontaire
ia3 ia4 out_ia_volontaire
ia4 out_ia_incident ia5
ia5 out_ia_risque out_ia_surveillance
ra1 out_asnr out_rien
"""
"""Each question with what follows « oui » and « non »."""

OUTCOMES = """
out_rien aucune A
out_interne interne A
out_fabricant recommandee B sans_delai
out_qualif recommandee C sans_delai
out_mv_ansm obligatoire A sans_delai
out_mv_correspondant obligatoire A sans_delai
out_mv_facultatif facultative B libre
out_reacto obligatoire B sans_delai
out_eigs_lib obligatoire A volet 1: sans_delai; volet 2: 3 mois
out_eigs_es obligatoire A volet 1: sans_delai; volet 2: 3 mois
out_patient obligatoire C 15 jours
out_rg_registre interne A
out_rg_72 obligatoire A 72 heures
out_rg_72_personnes obligatoire A CNIL: 72 heures; personnes: meilleurs_delais
out_rg_sous_traitant obligatoire A meilleurs_delais
out_cert obligatoire A sans_delai
out_si_liberal facultative B libre
out_ia_volontaire recommandee A sans_delai
out_ia_incident obligatoire A immediat
out_ia_risque obligatoire A sans_delai
out_ia_surveillance interne A
out_asnr obligatoire C 2 jours_ouvres
"""
"""Each outcome with its duty, the confidence in its ground, and its deadlines."""

GROUNDS = {
    "out_mv_ansm": "CSP L.5212-2, R.5212-14, R.5212-16, R.5212-17 (2°)",
    "out_mv_correspondant": "CSP R.5212-12, R.5212-17 (1°), R.5212-22",
    "out_mv_facultatif": "CSP R.5212-15",
    "out_reacto": "CSP R.5222-12",
    "out_eigs_lib": "CSP L.1413-14, R.1413-67 à R.1413-70",
    "out_eigs_es": "CSP R.1413-68",
    "out_patient": "CSP L.1142-4",
    "out_rg_registre": "RGPD, art. 33 (5)",
    "out_rg_72": "RGPD, art. 33",
    "out_rg_72_personnes": "RGPD, art. 33 et 34",
    "out_rg_sous_traitant": "RGPD, art. 33 (2)",
    "out_cert": "CSP L.1111-8-2, D.1111-16-2 à D.1111-16-4",
    "out_ia_incident": "Règlement (UE) 2024/1689, art. 26 (5), 73 (10), 3 (49)",
    "out_ia_risque": "Règlement (UE) 2024/1689, art. 26 (5), 79 (1)",
    "out_asnr": "CSP L.1333-13, R.1333-21",
}


def lines(table: str) -> list[str]:
    return sorted(table.strip().split("\n"))


def deadlines(outcome: Outcome) -> str:
    said = []
    for delay in outcome.delays:
        kind = f"{delay.value} {delay.kind}" if delay.value else delay.kind
        said.append(f"{delay.target}: {kind}" if delay.target else kind)
    return "; ".join(said)


def test_every_question_leads_where_the_texts_say() -> None:
    assert sorted(f"{node.id} {node.yes} {node.no}" for node in TREE.nodes) == lines(QUESTIONS)
    starts = {branch.id: branch.start for branch in TREE.branches}
    assert starts == {
        "fabricant": "fab1",
        "vigilance_dm": "mv1",
        "eigs": "ei1",
        "patient": "pa1",
        "donnees": "rg1",
        "securite_si": "si1",
        "reglement_ia": "ia1",
        "rayonnements": "ra1",
    }


def test_every_outcome_has_its_duty_its_confidence_and_its_deadlines() -> None:
    said = [
        f"{out.id} {out.declaration} {out.confidence} {deadlines(out)}".strip()
        for out in TREE.outcomes
    ]
    assert sorted(said) == lines(OUTCOMES)
    for name, ground in GROUNDS.items():
        assert ground in TREE.outcome(name).ground


def test_what_the_structure_answers_and_what_one_question_answers_for_another() -> None:
    given = {node.id: dict(node.profiles) for node in TREE.nodes if node.profiles}
    by_law = {Profile.LIBERAL: "non", Profile.ESTABLISHMENT: "oui"}
    assert given == {"mv5": {**by_law, Profile.GROUP: "non"}, "ei4": by_law, "si2": by_law}
    assert [node.id for node in TREE.nodes if node.shared] == ["mv4", "mv4i"]
    assert [node.id for node in TREE.nodes if node.application] == ["ia3"]


def test_the_two_dates_of_the_regulation_on_artificial_intelligence() -> None:
    waiting = {out.id: out.applies for out in TREE.outcomes if out.applies is not None}
    assert set(waiting) == {"out_ia_incident", "out_ia_risque"}
    for applies in waiting.values():
        assert (applies.annex_iii, applies.device) == (date(2027, 12, 2), date(2028, 8, 2))


BROKEN = {
    "a question that leads nowhere": (
        'oui = "out_fabricant"',
        'oui = "out_fabriquant"',
        "impasse : out_fabriquant",
    ),
    "questions in a circle": ('oui = "ia4"', 'oui = "ia1"', "tournent en rond à ia1"),
    "a question about itself": ('oui = "ia4"', 'oui = "ia3"', "tournent en rond à ia3"),
    "an outcome out of reach": ('oui = "out_asnr"', 'oui = "out_rien"', "jamais atteint"),
    "a question out of reach": ('depart = "mv1"', 'depart = "mv1b"', "jamais atteint : mv1"),
    "a regime that starts nowhere": ('depart = "ra1"', 'depart = "ra9"', "impasse : ra9"),
    "a name used twice": ('id = "mv1b"', 'id = "mv1"', "identifiant en double : mv1"),
    "a regime twice": ('id = "eigs"', 'id = "donnees"', "identifiant en double : donnees"),
    "a day that does not exist": ("annexe_iii = 2027-12-02", "annexe_iii = 2027-02-30", "ligne"),
    "a day in words": ("verifie_le = 2026-11-21", 'verifie_le = "hier"', "verifie_le : une date"),
    "a day beyond all calendars": ("2027-12-02", "9999-12-02", "annexe_iii"),
    "hours without a number": ('type = "heures", valeur = 72', 'type = "heures"', "avec 0"),
    "a number of nothing": ('type = "libre" }', 'type = "libre", valeur = 3 }', "avec 3"),
    "a negative delay": ("valeur = 72", "valeur = -72", "valeur"),
    "an unknown kind of delay": ('type = "mois"', 'type = "semaines"', "mot hors de la liste"),
    "an unknown duty": ('"facultative"', '"souhaitable"', "mot hors de la liste"),
    "an unknown structure": ("liberal =", "hopital =", "mot hors de la liste"),
    "an unknown word": ('depart = "mv1"', 'depart = "mv1"\nfin = "x"', "fin : mot inconnu"),
    "a duty to nobody": ('destinataire = "ANSM"\nc', 'destinataire = ""\nc', "destinataire"),
    "a duty without a text": ('base = "CSP L.1142-4"', 'base = ""', "base"),
    "a duty without a deadline": (
        'delais = [{ type = "jours_ouvres", valeur = 2, depuis = "la détection" }]',
        "",
        "delais",
    ),
    "a name that is not one": ('id = "eigs"', 'id = "évé nement"', "signe interdit"),
    "an empty question": ('question = "L’outil est-il un s', 'question = ""#', "trop court"),
    "a question of a whole page": ("Est-il à haut risque", "x" * 3_000, "trop long"),
    "signs that turn the text": ("Est-il à haut risque", "Est\u202eil", "signe invisible"),
    "no version": ('version = "1.0.0"', "", "il manque"),
    "not TOML": ("[[branche]]", "[[branche", "ligne 18"),
}


def refusal(content: bytes, folder: Path) -> str:
    path = folder / "regles.toml"
    path.write_bytes(content)
    with pytest.raises(UserError) as caught:
        load_tree(path)
    return str(caught.value).replace("\u00a0", " ")


@pytest.mark.parametrize("case", BROKEN)
def test_rules_that_would_mislead_are_refused_in_french(case: str, tmp_path: Path) -> None:
    old, new, said = BROKEN[case]
    text = (forms_dir() / "signalement.toml").read_text(encoding="utf-8")
    assert old in text
    found = refusal(text.replace(old, new, 1).encode(), tmp_path)
    assert said in found
    for word in ("should", "Input", "valid"):
        assert word not in found


def ladder(steps: int, end: str = "aucune") -> Iterator[str]:
    """Rules whose every question leads to the next by both answers: 2 ** steps ways."""
    yield 'version = "1"\nsource = "essai"\nverifie_le = 2026-11-21\nconduite = ["x"]'
    yield '[[branche]]\nid = "b"\ntitre = "B"\ndepart = "n0"'
    for rank in range(steps):
        after = f"n{rank + 1}" if rank + 1 < steps else "fin"
        yield f'[[noeud]]\nid = "n{rank}"\nquestion = "Q"\nqui = "R"'
        yield f'oui = "{after}"\nnon = "{after}"'
    yield f'[[issue]]\nid = "fin"\ndeclaration = "{end}"\ntitre = "Fin"\nconfiance = "A"'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"a = [" * 3_000,
        b"PK\x03\x04" * 99,
        b"a = " + b"9" * 90_000,
        b"a" + b".a" * 90_000 + b" = 1",
        b"a = {" + b'"b" . ' * 30_000 + b"c = 1}",
        b"x = 1\n" * 90_000,
    ],
    ids=range(8),
)
def test_what_is_no_rules_at_all_is_refused(content: bytes, tmp_path: Path) -> None:
    assert "regles.toml" in refusal(content, tmp_path)


def test_rules_without_end_are_refused_before_they_are_followed(tmp_path: Path) -> None:
    assert "noeud" in refusal("\n".join(ladder(1_000)).encode(), tmp_path)
    assert "branche" in refusal("\n".join(ladder(1)).replace("[[b", "[[x").encode(), tmp_path)


def test_the_longest_rules_are_followed(tmp_path: Path) -> None:
    path = tmp_path / "regles.toml"
    path.write_text("\n".join(ladder(300)), encoding="utf-8")
    assert len(load_tree(path).nodes) == 300
