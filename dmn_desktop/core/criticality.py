"""How serious a risk is: the scale, the level of a cell, the level of a risk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from dmn_desktop.core.device_vocabulary import RiskLevel
from dmn_desktop.core.records import Device, Risk, RiskScale
from dmn_desktop.core.risk_content import DefaultScale, Step, risk_content

SMALLEST, LARGEST = 3, 5
"""Steps of an axis."""

DIGITS = {"1": RiskLevel.LOW, "2": RiskLevel.MEDIUM, "3": RiskLevel.HIGH}
"""What the digits of `RiskScale.grid` mean."""

SCALE_ID = "echelle"
"""There is one scale in a register; its changes are those of one record."""

ORDER = (RiskLevel.HIGH, RiskLevel.TO_ASSESS, RiskLevel.MEDIUM, RiskLevel.LOW)
"""What comes first when a device has several risks."""


def risk_code(device: Device, risk: Risk) -> str:
    """« R-05.2 »: the number of the device, then of the risk."""
    return code(device.number, risk.number)


def code(device_number: int, risk_number: int) -> str:
    """« R-05.2 », from plain numbers; « R-05 » for what was set aside."""
    own = f".{risk_number}" if risk_number else ""
    return f"R-{device_number:02d}{own}"


@cache
def default_scale() -> RiskScale:
    """The scale of who has chosen no other one."""
    declared = risk_content().scale
    return RiskScale(
        id=SCALE_ID,
        severities=tuple(step.name for step in declared.severities),
        likelihoods=tuple(step.name for step in declared.likelihoods),
        grid=default_grid(len(declared.severities), len(declared.likelihoods)),
        reason="Échelle proposée par défaut",
        changed_on=risk_content().checked_on,
    )


def default_grid(severities: int, likelihoods: int) -> tuple[str, ...]:
    """The default rule, stretched over axes of these sizes."""
    declared = risk_content().scale
    rows, columns = len(declared.severities), len(declared.likelihoods)
    return tuple(
        "".join(
            _digit(declared, _stretched(s, severities, rows), _stretched(v, likelihoods, columns))
            for v in range(1, likelihoods + 1)
        )
        for s in range(1, severities + 1)
    )


def _stretched(step: int, size: int, full: int) -> int:
    """The step of the default axis that stands at the same place, ends included."""
    return 1 + round((step - 1) * (full - 1) / (size - 1))


def _digit(declared: DefaultScale, severity: int, likelihood: int) -> str:
    score = severity * likelihood
    digit = 1 + (score > declared.low_up_to) + (score > declared.medium_up_to)
    for floor in declared.at_least:
        if severity >= floor.severity and likelihood >= floor.likelihood:
            digit = max(digit, next(int(d) for d, word in DIGITS.items() if word is floor.level))
    return str(digit)


def stretched(pair: tuple[int, int], scale: RiskScale) -> tuple[int, int]:
    """A severity and a likelihood of the default scale, on another one."""
    full = default_scale()
    severity, likelihood = pair
    return (
        _stretched(severity, len(full.severities), len(scale.severities)),
        _stretched(likelihood, len(full.likelihoods), len(scale.likelihoods)),
    )


def level(scale: RiskScale, severity: int, likelihood: int) -> RiskLevel:
    """The level of a cell; « à analyser » while one of both is not judged.

    A number kept from a larger scale counts as the last step of this one.
    """
    if severity < 1 or likelihood < 1:
        return RiskLevel.TO_ASSESS
    row = scale.grid[min(severity, len(scale.grid)) - 1]
    return DIGITS[row[min(likelihood, len(row)) - 1]]


def cell_of(scale: RiskScale, severity: int, likelihood: int) -> tuple[int, int] | None:
    """The cell of the grid where a judgement stands, None while it is not complete."""
    if severity < 1 or likelihood < 1:
        return None
    return min(severity, len(scale.severities)), min(likelihood, len(scale.likelihoods))


def is_judged_after(risk: Risk) -> bool:
    """Whether the risk was judged again, with its measures."""
    return risk.residual_severity > 0 and risk.residual_likelihood > 0


def level_before(risk: Risk, scale: RiskScale) -> RiskLevel:
    """The level without the measures."""
    return level(scale, risk.severity, risk.likelihood)


def current_level(risk: Risk, scale: RiskScale) -> RiskLevel:
    """The level after measures when judged, else before."""
    if is_judged_after(risk):
        return level(scale, risk.residual_severity, risk.residual_likelihood)
    return level_before(risk, scale)


def worst(levels: Sequence[RiskLevel]) -> RiskLevel:
    """What to show for several risks: an unjudged one hides behind a high one only."""
    return min(levels, key=ORDER.index, default=RiskLevel.TO_ASSESS)


def meaning(scale: RiskScale, axis: str, step: int) -> Step | None:
    """What a step of the default scale means, None when the structure wrote its own word.

    Args:
        scale: The scale in use.
        axis: « severities » or « likelihoods ».
        step: From 1.
    """
    names: tuple[str, ...] = getattr(scale, axis)
    declared: tuple[Step, ...] = getattr(risk_content().scale, axis)
    if not 1 <= step <= len(names):
        return None
    return next((known for known in declared if known.name == names[step - 1]), None)


def problems(scale: RiskScale) -> list[str]:
    """What keeps a scale from being used, in French sentences; empty when it can be."""
    found = list(_wrong_axes(scale))
    if found:
        return found
    shape = len(scale.grid) == len(scale.severities) and all(
        len(row) == len(scale.likelihoods) and set(row) <= set(DIGITS) for row in scale.grid
    )
    if not shape:
        return ["La grille n’a pas un niveau dans chaque case."]
    return list(_falls(scale))


def _wrong_axes(scale: RiskScale) -> Iterator[str]:
    for title, names in (("gravités", scale.severities), ("vraisemblances", scale.likelihoods)):
        if not SMALLEST <= len(names) <= LARGEST:
            yield f"Il faut de {SMALLEST} à {LARGEST} {title}."
        if not all(name.strip() for name in names):
            yield f"Une des {title} n’a pas de nom."
        if len({name.strip().lower() for name in names}) < len(names):
            yield f"Deux {title} ont le même nom."


def _falls(scale: RiskScale) -> Iterator[str]:
    """Cells that are lower than one that is less severe or less likely."""
    for s, row in enumerate(scale.grid):
        for v, digit in enumerate(row):
            lesser = []
            if s and scale.grid[s - 1][v] > digit:
                lesser.append((s - 1, v))
            if v and row[v - 1] > digit:
                lesser.append((s, v - 1))
            for below in lesser:
                yield (
                    f"«\u00a0{_cell_words(scale, s, v)}\u00a0» ne peut pas être moins élevé que "
                    f"«\u00a0{_cell_words(scale, *below)}\u00a0»."
                )


def _cell_words(scale: RiskScale, severity: int, likelihood: int) -> str:
    return f"{scale.severities[severity]}, {scale.likelihoods[likelihood].lower()}"


def cell_words(scale: RiskScale, severity: int, likelihood: int) -> str:
    """« Critique, probable », « à analyser » while it is not judged."""
    cell = cell_of(scale, severity, likelihood)
    return _cell_words(scale, cell[0] - 1, cell[1] - 1) if cell else "À analyser"
