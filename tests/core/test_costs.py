from hypothesis import given
from hypothesis import strategies as st

from dmn_desktop.core.costs import line_total, total
from dmn_desktop.core.records import CostLine, Project
from dmn_desktop.core.vocabulary import CostBasis, CostKind


def project(years: int = 3, uses: int | None = 1000) -> Project:
    return Project(id="p", number=1, need="Besoin", contract_years=years, uses_per_year=uses)


def cost(amount: int, basis: CostBasis, kind: CostKind = CostKind.COST) -> CostLine:
    return CostLine(
        project_id="p", candidate_id="c", label="Ligne", amount=amount, basis=basis, cost_kind=kind
    )


def test_each_basis_is_counted_over_the_whole_duration() -> None:
    expected = {
        CostBasis.ONCE: 100,
        CostBasis.YEARLY: 300,
        CostBasis.MONTHLY: 3600,
        CostBasis.PER_USE: 300_000,
    }
    found = {basis: line_total(cost(100, basis), project()) for basis in CostBasis}
    assert found == expected


def test_a_price_per_use_without_volume_is_left_out_and_told() -> None:
    lines = [cost(100, CostBasis.PER_USE), cost(500, CostBasis.ONCE)]
    found = total(lines, project(uses=None))
    assert (found.cost, found.without_volume) == (500, 1)
    assert total(lines, project(uses=0)).without_volume == 0


def test_gains_are_never_mixed_with_costs() -> None:
    lines = [cost(100, CostBasis.ONCE), cost(70, CostBasis.YEARLY, CostKind.GAIN)]
    found = total(lines, project())
    assert (found.cost, found.gain) == (100, 210)


lines = st.lists(
    st.builds(
        cost,
        st.integers(-(10**9), 10**9),
        st.sampled_from(CostBasis),
        st.sampled_from(CostKind),
    ),
    max_size=12,
)
projects = st.builds(project, st.integers(1, 20), st.none() | st.integers(0, 10**7))


@given(lines, lines, projects)
def test_totals_add_up_whatever_the_order(
    first: list[CostLine], second: list[CostLine], of: Project
) -> None:
    both = total([*second, *first], of)
    one, other = total(first, of), total(second, of)
    assert both.cost == one.cost + other.cost
    assert both.gain == one.gain + other.gain
    assert both.without_volume == one.without_volume + other.without_volume


@given(lines, projects)
def test_a_total_is_the_sum_of_its_lines(of_lines: list[CostLine], of: Project) -> None:
    found = total(of_lines, of)
    values = [line_total(line, of) for line in of_lines]
    assert found.cost + found.gain == sum(value for value in values if value is not None)
    assert found.without_volume == values.count(None)
    if of.uses_per_year is not None:
        assert found.without_volume == 0


@given(st.builds(cost, st.integers(0, 10**9), st.sampled_from(CostBasis)), projects)
def test_a_longer_contract_never_costs_less(line: CostLine, of: Project) -> None:
    if of.contract_years < 20:
        longer = of.but(contract_years=of.contract_years + 1)
        assert (line_total(line, longer) or 0) >= (line_total(line, of) or 0)
