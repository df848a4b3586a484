"""Incidents told from the facts of the law, with all that follows: `tests/data/vignettes.toml`."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from dmn_desktop.core.triage import tree
from dmn_desktop.services.triage import as_document, orientation

FILE = Path(__file__).parents[1] / "data" / "vignettes.toml"
VIGNETTES = tomllib.loads(FILE.read_text(encoding="utf-8"))["vignette"]
SAID = ("oui", "non", "inconnu")


def answered(vignette: dict[str, Any], folder: Path) -> dict[str, Any]:
    """What the console answers to the facts of a vignette."""
    answers = {name: word for word in SAID for name in vignette.get(word, "").split()}
    facts = {
        "profil": vignette["profil"],
        "connu_le": vignette["connu_le"],
        "le": vignette.get("le", "2026-11-22"),
        "reponses": answers,
    }
    path = folder / "faits.json"
    path.write_text(json.dumps(facts), encoding="utf-8")
    found = orientation(tree(), path)
    assert found.said == ()
    return as_document(found.orientation)


def in_words(declaration: dict[str, Any]) -> str:
    dates = [due["le"] or "sans délai" for due in declaration["echeances"]]
    return ", ".join([declaration["statut"], *dates])


@pytest.mark.parametrize("vignette", VIGNETTES, ids=lambda one: one["titre"][:60])
def test_all_that_follows_from_an_incident(vignette: dict[str, Any], tmp_path: Path) -> None:
    found = answered(vignette, tmp_path)
    by_id = {one["issue"].removeprefix("out_"): in_words(one) for one in found["declarations"]}
    assert by_id == vignette["attendu"]
    to_clear = f"{vignette.get('inconnu', '')} {vignette.get('reste', '')}".split()
    assert sorted(found["a_eclaircir"]) == sorted(to_clear)


def test_the_vignettes_reach_everything_in_each_kind_of_structure() -> None:
    reached = {name for vignette in VIGNETTES for name in vignette["attendu"]}
    asked = {out.id.removeprefix("out_") for out in tree().outcomes if not out.asks_for_nothing}
    assert reached == asked
    for profile in ("liberal", "centre_ou_cabinet_de_groupe", "etablissement_de_sante"):
        assert sum(vignette["profil"] == profile for vignette in VIGNETTES) >= 8
    for node in tree().nodes:
        said = {word for one in VIGNETTES for word in SAID if node.id in one.get(word, "").split()}
        assert said == set(SAID), f"{node.id} is never answered {set(SAID) - said}"
