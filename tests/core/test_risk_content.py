"""`forms/risques.toml`: a broken file is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.paths import forms_dir
from dmn_desktop.core.risk_content import load_risk_content, risk_content

SHIPPED = (forms_dir() / "risques.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('["externe_non_hds"] }]', '["externe"] }]', "hebergement\u00a0: mot inconnu externe"),
        ("[{ reemploi_industriel", "[{ reemploi", "champ inconnu reemploi"),
        ('["sans_ins"]', '["sans_nom"]', "faits\u00a0: mot inconnu sans_nom"),
        ('id = "hds_termine"', 'id = "hebergement_non_hds"', "est déclaré deux fois"),
        ('id = "hds_termine"', 'id = "famille_hds"', "est réservé"),
        ('niveau = "eleve"', 'niveau = "rouge"', "mot hors de la liste"),
        ('confiance = "A"', 'confiance = "C"', "mot hors de la liste"),
        (
            '[[famille]]\ntheme = "version"',
            '[[famille]]\ntheme = "dependance"',
            "chaque famille de risques est déclarée une fois",
        ),
    ],
)
def test_a_broken_file_is_told_with_its_place(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    assert old in SHIPPED
    path = tmp_path / "risques.toml"
    path.write_text(SHIPPED.replace(old, new, 1), "utf-8")
    with pytest.raises(UserError) as told:
        load_risk_content(path)
    assert "risques.toml" in told.value.happened
    assert words in told.value.happened


def test_every_step_of_the_scale_says_what_it_means_and_where_it_comes_from() -> None:
    scale = risk_content().scale
    for step in (*scale.severities, *scale.likelihoods):
        assert step.meaning
        assert step.source
    assert "HAS n’impose" in scale.source
