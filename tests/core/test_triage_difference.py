"""What new rules change, shown before anybody follows them."""

from __future__ import annotations

from pathlib import Path

from dmn_desktop.core.paths import forms_dir
from dmn_desktop.core.triage import Tree, load_tree, tree
from dmn_desktop.core.triage_difference import Difference, differences


def changed(tmp_path: Path, *pairs: tuple[str, str]) -> Tree:
    text = (forms_dir() / "signalement.toml").read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "regles.toml"
    path.write_text(text, encoding="utf-8")
    return load_tree(path)


def test_the_same_rules_differ_in_nothing() -> None:
    assert differences(tree(), tree()) == ()


def test_a_delay_a_date_and_a_question_are_each_one_line(tmp_path: Path) -> None:
    new = changed(
        tmp_path,
        ("valeur = 72", "valeur = 96"),
        ("annexe_iii = 2027-12-02", "annexe_iii = 2028-12-02"),
        ("verifie_le = 2026-11-21", "verifie_le = 2027-03-01"),
        ("L’outil est-il un système d’IA", "Cet outil est-il un système d’IA"),
    )
    found = differences(tree(), new)
    assert [(one.where, one.what) for one in found] == [
        ("Règles", "vérifiées le"),
        ("Question ia1", "question"),
        ("Issue out_rg_72", "échéances"),
        ("Issue out_ia_incident", "applicable dès"),
    ]
    assert "annexe III\u00a0: 02/12/2028" in found[-1].after
    assert "72 heures" in found[-2].before
    assert "96 heures" in found[-2].after


def test_what_comes_and_what_goes_is_named(tmp_path: Path) -> None:
    new = changed(
        tmp_path,
        ('id = "rayonnements"', 'id = "radioprotection"'),
        ('[[issue]]\nid = "out_asnr"', '[[issue]]\nid = "out_autorite"'),
        ('oui = "out_asnr"', 'oui = "out_autorite"'),
    )
    found = {(one.kind, one.where) for one in differences(tree(), new)}
    assert ("retrait", "Régime rayonnements") in found
    assert ("ajout", "Régime radioprotection") in found
    assert ("retrait", "Issue out_asnr") in found
    assert ("ajout", "Issue out_autorite") in found
    assert ("changement", "Question ra1") in found


def test_the_other_way_round_is_the_same_list_reversed(tmp_path: Path) -> None:
    new = changed(tmp_path, ("valeur = 72", "valeur = 96"))
    (there,), (back,) = differences(tree(), new), differences(new, tree())
    assert isinstance(there, Difference)
    assert (there.before, there.after) == (back.after, back.before)
