"""The command that imports a practice's own inventory."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from dmn_desktop.cli.answering import answer, as_json
from dmn_desktop.cli.choosing import opened
from dmn_desktop.core.errors import UserError
from dmn_desktop.core.text import NBSP, count

if TYPE_CHECKING:
    from dmn_desktop.core.inventory_import.plan import Plan, Question
    from dmn_desktop.services.register import Register

_NOTHING = "Rien n’a été importé."


def import_inventory(options: argparse.Namespace) -> None:
    """Read a table, say what it holds, and import it unless told only to try."""
    from dmn_desktop.core.inventory_import.answer import answer_refusal
    from dmn_desktop.core.inventory_import.plan import Question

    try:
        with opened(options.file) as register:
            found = _prepared(register, options)
            if not isinstance(found, Question):
                _import(register, found, options)
    except UserError as error:
        if options.json:
            print(as_json(answer_refusal(error)))
        raise
    if isinstance(found, Question):
        _ask(found, options)


def _prepared(register: Register, options: argparse.Namespace) -> Plan | Question:
    from dmn_desktop.core.inventory_import.choices import NO_CHOICE, read_choices
    from dmn_desktop.services.inventory_import import prepare

    choices = read_choices(options.mapping) if options.mapping else NO_CHOICE
    if options.sheet:
        choices = choices.but(sheet=options.sheet)
    return prepare(register, options.source, choices)


def _ask(question: Question, options: argparse.Namespace) -> None:
    from dmn_desktop.core.inventory_import.answer import answer_question

    if options.json:
        print(as_json(answer_question(question)))
    told = [f"  {words}" for _, words in question.options]
    raise UserError(
        question.text + ("" if options.json else "\n" + "\n".join(told)),
        _NOTHING,
        "Le dire par --sheet ou --mapping, ou importer depuis la fenêtre.",
    )


def _import(register: Register, plan: Plan, options: argparse.Namespace) -> None:
    from dmn_desktop.core.inventory_import.answer import answer_of, warnings
    from dmn_desktop.core.inventory_import.plan import Doubled
    from dmn_desktop.services.inventory_import import apply

    chosen = {double.line: Doubled(options.duplicates) for double in plan.doubles}
    data = answer_of(plan, chosen)
    end = "Rien n’a été écrit (essai)."
    if not options.dry_run:
        end = _written(register, plan, chosen, apply)
    data["message"] = f"{data['message']} {end}"
    lines = [f"  {words}" for words in warnings(plan)]
    lines += [f"  {_double_words(one)}" for one in data["doublons"]]
    answer(options, data, *lines, data["message"])


def _written(register: Register, plan: Plan, chosen: Any, apply: Any) -> str:
    from dmn_desktop.core.inventory_import.plan import Doubled

    if all(chosen.get(line.number) is Doubled.SKIP for line in plan.lines):
        return "Rien de nouveau à écrire."
    done = apply(register, plan, chosen)
    parts = [count(len(done.added), "dispositif ajouté", "dispositifs ajoutés")]
    if done.completed:
        parts.append(count(len(done.completed), "fiche complétée", "fiches complétées"))
    if done.skipped:
        parts.append(count(done.skipped, "doublon laissé de côté", "doublons laissés de côté"))
    return f"{', '.join(parts)}."


def _double_words(double: dict[str, Any]) -> str:
    return (
        f"Doublon, {double['ligne']}, {double['nom_commercial']}{NBSP}: {double['raison']} que "
        f"{double['avec']} ({double['choix']})."
    )
