"""The plan as plain data, for a program: the exchange names and the words of the fields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.inventory_import.fields import canonical, targets
from dmn_desktop.core.inventory_import.lines import told
from dmn_desktop.core.inventory_import.plan import Double, Doubled, Line, Plan, Question
from dmn_desktop.core.inventory_import.remarks import flag_words
from dmn_desktop.core.text import NBSP, count

IMPORT, REFUSE, ASK = "importer", "refuser", "demander"


def answer_of(plan: Plan, done: Mapping[int, Doubled] | None = None) -> dict[str, Any]:
    """What a plan would import; with what was chosen for the doubles when it was done."""
    return _answer(
        IMPORT,
        message_of(plan),
        lignes=[line_data(line) for line in plan.lines],
        a_verifier=_to_check(plan),
        avertissements=list(warnings(plan)),
        doublons=[_double_data(plan, double, done or {}) for double in plan.doubles],
    )


def answer_question(question: Question) -> dict[str, Any]:
    """What a person must choose first."""
    choices = [f"{key}{NBSP}: {words}" if key != words else key for key, words in question.options]
    return _answer(ASK, question.text, avertissements=choices)


def answer_refusal(error: UserError) -> dict[str, Any]:
    """Why nothing is read."""
    return _answer(REFUSE, str(error))


def _answer(action: str, message: str, **found: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {
        "lignes": [],
        "a_verifier": {},
        "avertissements": [],
        "doublons": [],
    }
    return {"action": action, **empty, **found, "message": message}


def line_data(line: Line) -> dict[str, Any]:
    """Every field of a line by its exchange name, null when empty."""
    return {
        exchange: canonical(target, line.values.get(target.name))
        for exchange, target in targets().items()
    }


def message_of(plan: Plan) -> str:
    """« 12 dispositifs lus, 3 cellules à vérifier, 1 doublon. » in one sentence."""
    flags = sum(len(line.flags) for line in plan.lines)
    parts = [count(len(plan.lines), "dispositif lu", "dispositifs lus")]
    if flags:
        parts.append(count(flags, "cellule à vérifier", "cellules à vérifier"))
    if plan.doubles:
        parts.append(count(len(plan.doubles), "doublon"))
    if plan.refused:
        parts.append(count(len(plan.refused), "ligne écartée", "lignes écartées"))
    return f"{', '.join(parts)}."


def warnings(plan: Plan) -> Iterator[str]:
    """Everything that has to be said, cell after cell."""
    yield from plan.notes
    for refused in plan.refused:
        where = plan.layout.line_words(refused.number).capitalize()
        yield f"{where} écartée{NBSP}: {refused.reason} {told(refused.text)}"
    for line in plan.lines:
        for flag in line.flags:
            yield flag_words(flag)


def _to_check(plan: Plan) -> dict[str, str]:
    """By name of device, the texts that somebody must look at."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in plan.lines:
        for flag in line.flags:
            found[line.name].append(flag.text)
    return {name: " | ".join(texts) for name, texts in found.items()}


def _double_data(plan: Plan, double: Double, done: Mapping[int, Doubled]) -> dict[str, Any]:
    by_name = {target.name: target for target in targets().values()}
    line = next(line for line in plan.lines if line.number == double.line)
    return {
        "ligne": plan.layout.line_words(double.line),
        "nom_commercial": line.name,
        "avec": double.other,
        "raison": double.reason,
        "complete": [by_name[name].exchange for name in double.fills],
        "differences": {
            by_name[name].exchange: {
                "existant": _plain(by_name[name], before),
                "fichier": _plain(by_name[name], here),
            }
            for name, (before, here) in double.differs.items()
        },
        "choix": done.get(double.line, double.proposed).value,
    }


def _plain(target: Any, value: Any) -> Any:
    try:
        return canonical(target, value)
    except (TypeError, ValueError):
        return str(value)
