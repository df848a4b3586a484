"""The risk scale: bounds, a grid that never falls, the level shown for a risk."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dmn_desktop.core.criticality import (
    LARGEST,
    ORDER,
    SMALLEST,
    cell_words,
    code,
    current_level,
    default_grid,
    default_scale,
    level,
    meaning,
    problems,
    risk_code,
    stretched,
    worst,
)
from dmn_desktop.core.device_vocabulary import RiskLevel
from dmn_desktop.core.records import Device, Risk, RiskScale

STEPS = st.integers(1, 5)
SIZES = st.integers(SMALLEST, LARGEST)
RANKS = {RiskLevel.LOW: 1, RiskLevel.MEDIUM: 2, RiskLevel.HIGH: 3}


def scale(grid: tuple[str, ...]) -> RiskScale:
    return RiskScale(
        severities=tuple(f"Gravité {n}" for n in range(1, len(grid) + 1)),
        likelihoods=tuple(f"Fréquence {n}" for n in range(1, len(grid[0]) + 1)),
        grid=grid,
    )


def risk(**values: int) -> Risk:
    return Risk(device_id="d", number=2, text="Panne", **values)


@given(STEPS, STEPS)
def test_the_default_scale_follows_its_thresholds(severity: int, likelihood: int) -> None:
    found, score = level(default_scale(), severity, likelihood), severity * likelihood
    if severity == 5:
        assert found is (RiskLevel.HIGH if likelihood >= 2 else RiskLevel.MEDIUM)
    elif score <= 4:
        assert found is RiskLevel.LOW
    else:
        assert found is (RiskLevel.MEDIUM if score <= 9 else RiskLevel.HIGH)


@given(STEPS, STEPS)
def test_a_catastrophe_is_never_low_and_is_high_as_soon_as_it_is_possible(
    severity: int, likelihood: int
) -> None:
    assert level(default_scale(), 5, likelihood) is not RiskLevel.LOW
    assert level(default_scale(), 5, max(3, likelihood)) is RiskLevel.HIGH
    assert RANKS[level(default_scale(), severity, 1)] <= 2


@given(SIZES, SIZES)
def test_the_default_grid_of_any_size_can_be_used_and_uses_every_level(
    severities: int, likelihoods: int
) -> None:
    grid = default_grid(severities, likelihoods)
    assert problems(scale(grid)) == []
    assert {digit for row in grid for digit in row} == {"1", "2", "3"}


@given(SIZES, SIZES, st.data())
def test_a_grid_is_either_monotone_or_refused_with_the_two_cells(
    severities: int, likelihoods: int, data: st.DataObject
) -> None:
    row = st.text("123", min_size=likelihoods, max_size=likelihoods)
    grid = tuple(data.draw(st.lists(row, min_size=severities, max_size=severities)))
    edited = scale(grid)
    falls = any(
        grid[s][v] < grid[s2][v2]
        for s in range(severities)
        for v in range(likelihoods)
        for s2 in range(s + 1)
        for v2 in range(v + 1)
    )
    said = problems(edited)
    assert bool(said) is falls
    assert all("ne peut pas être moins élevé que" in sentence for sentence in said)
    if not said:
        levels = [
            [RANKS[level(edited, s, v)] for v in range(1, likelihoods + 1)]
            for s in range(1, severities + 1)
        ]
        assert levels == [sorted(line) for line in levels]
        assert all(
            a <= b for upper, lower in pairwise(levels) for a, b in zip(upper, lower, strict=True)
        )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"severities": ("A", "B")}, "Il faut de 3 à 5 gravités."),
        ({"likelihoods": tuple("ABCDEF")}, "Il faut de 3 à 5 vraisemblances."),
        ({"severities": ("A", "", "C", "D", "E")}, "Une des gravités n’a pas de nom."),
        ({"likelihoods": ("A", "a", "C", "D", "E")}, "Deux vraisemblances ont le même nom."),
        ({"severities": ("A", "B", "C")}, "La grille n’a pas un niveau dans chaque case."),
        ({"grid": ("11119",) * 5}, "La grille n’a pas un niveau dans chaque case."),
    ],
)
def test_a_scale_that_cannot_be_used_is_told_why(changes: dict[str, object], words: str) -> None:
    assert problems(default_scale().but(**changes)) == [words]


def test_the_cell_that_falls_is_named_in_words() -> None:
    grid = (*default_scale().grid[:4], "11111")
    (first, *_) = problems(default_scale().but(grid=grid))
    assert first == (
        "«\u00a0Catastrophique, peu probable\u00a0» ne peut pas être moins élevé que "
        "«\u00a0Critique, peu probable\u00a0»."
    )


def test_what_nobody_judged_is_to_assess_and_measures_prevail_once_judged() -> None:
    shown = default_scale()
    assert current_level(risk(), shown) is RiskLevel.TO_ASSESS
    assert current_level(risk(severity=4), shown) is RiskLevel.TO_ASSESS
    before = risk(severity=4, likelihood=4)
    assert current_level(before, shown) is RiskLevel.HIGH
    assert current_level(before.but(residual_severity=4), shown) is RiskLevel.HIGH
    after = before.but(residual_severity=4, residual_likelihood=1)
    assert current_level(after, shown) is RiskLevel.LOW


@given(st.integers(1, 9), st.integers(1, 9))
def test_numbers_of_a_larger_scale_count_as_the_last_step(severity: int, likelihood: int) -> None:
    small = scale(default_grid(3, 3))
    assert level(small, severity, likelihood) is level(small, min(severity, 3), min(likelihood, 3))


def test_words_and_numbers() -> None:
    assert cell_words(default_scale(), 4, 3) == "Critique, possible"
    assert cell_words(default_scale(), 4, 0) == "À analyser"
    assert code(5, 2) == risk_code(Device(number=5, name="Derm"), risk()) == "R-05.2"
    step = meaning(default_scale(), "severities", 5)
    assert step is not None
    assert step.meaning.startswith("Séquelle")
    own = default_scale().but(severities=("A", "B", "C", "D", "E"))
    assert meaning(own, "severities", 5) is None
    assert meaning(own, "severities", 9) is None


@given(STEPS, STEPS, SIZES, SIZES)
def test_a_judgement_keeps_its_place_on_another_scale(
    severity: int, likelihood: int, rows: int, columns: int
) -> None:
    other = scale(default_grid(rows, columns))
    found = stretched((severity, likelihood), other)
    assert 1 <= found[0] <= rows
    assert 1 <= found[1] <= columns
    assert stretched((5, 1), other) == (rows, 1)


def test_a_device_shows_its_worst_risk_and_one_that_nobody_judged_before_a_medium_one() -> None:
    assert worst([RiskLevel.LOW, RiskLevel.HIGH, RiskLevel.TO_ASSESS]) is RiskLevel.HIGH
    assert worst([RiskLevel.LOW, RiskLevel.TO_ASSESS, RiskLevel.MEDIUM]) is RiskLevel.TO_ASSESS
    assert worst([]) is RiskLevel.TO_ASSESS
    assert set(ORDER) == set(RiskLevel)
