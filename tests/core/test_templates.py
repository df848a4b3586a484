"""Templates: names between braces, what is refused and how it is told, limits that hold."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dmn_desktop.core.templates.blocks import Kind, blocks
from dmn_desktop.core.templates.content import commons
from dmn_desktop.core.templates.engine import Values, parse, plain, render
from dmn_desktop.core.templates.syntax import Names, TemplateError

NAMES = Names(("téléphone du DPO", "nom", "réutilisation"), {"finalité": "finalités"}, ("plainte",))
VALUES = Values(
    {"telephone_du_dpo": "02 41 00 00 12", "nom": "ostalis"},
    {"reutilisation": True},
    {"finalites": ("Améliorer", "Publier")},
    {"plainte": parse("Réclamation à la CNIL.", NAMES)},
)


def filled(source: str, values: Values = VALUES) -> str:
    return plain(render(parse(source, NAMES), values).text)


def refusal(source: str) -> TemplateError:
    with pytest.raises(TemplateError) as caught:
        render(parse(source, NAMES), VALUES)
    return caught.value


class TestWriting:
    def test_a_french_name_is_replaced(self) -> None:
        assert (
            filled("Appeler {téléphone du DPO}.") == "Appeler 02\u00a041\u00a000\u00a000\u00a012."
        )

    def test_a_capital_gives_a_capital(self) -> None:
        assert filled("{Nom} et {nom}") == "Ostalis et ostalis"

    def test_jinja_signs_say_the_same(self) -> None:
        assert filled("{{ nom }}{% if reutilisation %} oui{% endif %}") == "ostalis oui"

    def test_conditions_and_lists(self) -> None:
        source = "{si réutilisation et non nom}a{sinon}b{fin si}\n"
        source += "{pour chaque finalité}\n- {finalité}\n{fin pour}"
        assert filled(source) == "b\n- Améliorer\n- Publier\n"

    def test_a_mention_is_printed_and_remembered(self) -> None:
        found = render(parse("{mention plainte}", NAMES), VALUES)
        assert (plain(found.text), found.mentions) == ("Réclamation à la CNIL.", ("plainte",))

    def test_a_condition_alone_on_its_line_leaves_no_line(self) -> None:
        assert filled("a\n{si réutilisation}\nb\n{fin si}\nc") == "a\nb\nc"

    def test_a_value_that_ends_a_sentence_takes_one_full_stop(self) -> None:
        assert filled("{nom}.", Values({"nom": "Il aide."})) == "Il aide."


class TestMissing:
    def test_an_empty_value_is_named_and_never_printed_as_braces(self) -> None:
        found = render(parse("Appeler {téléphone du DPO}.", NAMES), Values({}))
        assert found.missing == ("telephone_du_dpo",)
        (block,) = blocks(found.text, {"telephone_du_dpo": "Téléphone du DPO"})
        assert block.text == "Appeler [Téléphone du DPO]."
        assert block.lines[0].marks[0].missing

    def test_an_unknown_truth_is_missing(self) -> None:
        found = render(
            parse("{si réutilisation}oui{sinon}non{fin si}", NAMES),
            Values({}, {"reutilisation": None}),
        )
        assert found.missing == ("reutilisation",)


class TestRefusals:
    def test_an_unknown_word_is_told_with_its_line_and_the_nearest_name(self) -> None:
        error = refusal("Bonjour\n\nAppeler {téléfone du DPO}")
        assert (error.line, error.word, error.nearest) == (3, "téléfone du DPO", "téléphone du DPO")
        assert str(error) == (
            "Ligne 3\u00a0: «\u00a0téléfone du DPO\u00a0» est inconnu. "
            "Vouliez-vous «\u00a0téléphone du DPO\u00a0»\u00a0?"
        )

    @pytest.mark.parametrize(
        ("source", "line"),
        [
            ("a\n{nom", 2),
            ("{}", 1),
            ("{si nom}a", 1),
            ("a\nb{fin si}", 2),
            ("{mention inconnue}", 1),
            ("{pour chaque nom}a{fin pour}", 1),
            ("{{ nom.__class__ }}", 1),
            ("{{ ''.__class__.__mro__ }}", 1),
            ("{{ nom() }}", 1),
            ("{{ 'a' * 10**10 }}", 1),
            ("{{ range(10**9) }}", 1),
            ("{{ nom|upper }}", 1),
            ("{{ self }}", 1),
            ("{{ cycler.__init__.__globals__ }}", 1),
            ("{% set nom = 1 %}", 1),
            ("{% include 'x' %}", 1),
            ("{% import 'os' as os %}", 1),
            ("{% macro a() %}{% endmacro %}", 1),
            ("{% for x in [1, 2] %}{% endfor %}", 1),
            ("{% for finalite in finalites recursive %}{% endfor %}", 1),
            ("{% for finalite in finalites if finalite %}{% endfor %}", 1),
            ("{% if nom == 'a' %}{% endif %}", 1),
            ("{% if 9**9**9 %}{% endif %}", 1),
            ("{% raw %}{% endraw %}{{ nom.x }}", 1),
            ("{{ mention['plainte'] }}", 1),
            ("{% filter upper %}{% endfilter %}", 1),
            ("{% call nom() %}{% endcall %}", 1),
            ("{{ nom if nom else nom }}", 1),
            ("{{ [nom] }}", 1),
            ("{{ '%s'|format(nom) }}", 1),
        ],
    )
    def test_what_is_not_allowed_is_refused_at_its_line(self, source: str, line: int) -> None:
        assert refusal(source).line == line

    @pytest.mark.parametrize(
        "source",
        [
            "{si nom}" * 3_000,
            "{{ " + "(" * 5_000 + "nom" + ")" * 5_000 + " }}",
            "{" * 30_000,
            "x" * 100_000,
            "{pour chaque finalité}" * 30 + "x" * 1_000 + "{fin pour}" * 30,
        ],
        ids=["conditions", "parentheses", "braces", "long", "loops"],
    )
    def test_a_hostile_text_ends_soon(self, source: str) -> None:
        many = Values(VALUES.texts, VALUES.truths, {"finalites": ("a",) * 500}, VALUES.mentions)
        start = time.monotonic()
        with pytest.raises(TemplateError):
            render(parse(source, NAMES), many)
        assert time.monotonic() - start < 5

    def test_a_value_is_text_whatever_it_holds(self) -> None:
        value = "{{ nom }} {téléphone du DPO} {% if nom"
        assert filled("a {nom} b", Values({"nom": value})) == f"a {value} b"

    def test_a_value_makes_no_title_nor_cell(self) -> None:
        found = render(parse("{nom}\n|a|{nom}|", NAMES), Values({"nom": "# faux | titre\n# deux"}))
        kinds = [block.kind for block in blocks(found.text, {})]
        assert kinds == [Kind.TEXT, Kind.TABLE]
        assert len(blocks(found.text, {})[1].rows[0]) == 2


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_template_or_is_refused_in_one_sentence(source: str) -> None:
    told, line = "Ligne 1", 1
    try:
        blocks(render(parse(source, NAMES), VALUES).text, {})
    except TemplateError as error:
        told, line = str(error), error.line
    assert told.startswith(f"Ligne {line}")
    assert line >= 1


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_value_is_printed_or_missing(value: str) -> None:
    found = render(parse("Début {nom} fin.", NAMES), Values({"nom": value}))
    text = plain(found.text)
    assert text.startswith("Début ")
    assert text.endswith(("fin.", "fin"))
    assert len(blocks(found.text, {})) == 1
    assert bool(found.missing) == (not value.strip())


def test_no_unchecked_statement_of_law_is_printed() -> None:
    # The model of the file refuses confidence C; each mention says where it comes from.
    assert {mention.confidence for mention in commons().mentions} <= {"A", "B", "ici"}
    assert all(mention.source and mention.checked_on for mention in commons().mentions)
