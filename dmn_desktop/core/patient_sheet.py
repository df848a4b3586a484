"""A document for patients being made: its elements, what is missing, what changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal

from dmn_desktop.core import own_page
from dmn_desktop.core.records import SheetVersion
from dmn_desktop.core.templates.blocks import Block, Kind, Words, blocks, sentences
from dmn_desktop.core.templates.content import MentionRule, Model, commons, part_of, tree
from dmn_desktop.core.templates.engine import Rendered, plain, render
from dmn_desktop.core.templates.facts import (
    Fact,
    Origin,
    Subject,
    facts_of,
    values_of,
    watched_facts,
    watched_labels,
)
from dmn_desktop.core.text import NBSP, day
from dmn_desktop.core.vocabulary import SheetState, SheetVariant

VERSION = "version_logicielle"
PAGE = "page_internet"

PART_WORDS = {"standard": "texte standard", "simple": "texte simplifié"}

DOTS = "…" * 24
"""Where something is written by hand."""


@dataclass(frozen=True)
class Element:
    """One thing that a document says.

    Attributes:
        name: As written between braces.
        value: In words; empty while missing.
        source: « Fiche DMN-07 », « Paramètres », « Modèle », « Saisi ici »; empty while missing.
        field: The field of the device or of the structure that fills it, empty for others.
        typed: Whether it may be written here.
        missing: Whether the text waits for it.
        help: What to write, when it is typed.
    """

    key: str
    name: str
    label: str
    value: str
    source: str
    origin: Origin
    field: str
    typed: bool
    missing: bool
    help: str

    @property
    def own(self) -> bool:
        """Whether it was written for this document, over the register or the model."""
        return self.origin is Origin.TYPED


@dataclass(frozen=True)
class Change:
    """What the register says otherwise than when a version was validated."""

    field: str
    label: str
    before: str
    after: str

    @property
    def sentence(self) -> str:
        """« Mise à jour 3.3.0 », « Hébergement à préciser »."""
        if self.field == VERSION and self.after:
            return f"Mise à jour {self.after}"
        if not self.after:
            return f"{self.label} à préciser"
        return f"{self.label}{NBSP}: {self.after}"


@dataclass(frozen=True)
class Lost:
    """A mandatory mention that a changed text no longer has.

    Attributes:
        part: Which of the two texts lost it.
        reason: Why it is not there, in the practice's words; empty while it waits.
    """

    part: str
    mention: MentionRule
    reason: str = ""

    @property
    def key(self) -> str:
        """« standard:plainte »."""
        return f"{self.part}:{self.mention.key}"

    @property
    def law(self) -> str:
        """« RGPD, art. 13 (2) d, vérifié le 21/11/2026 »."""
        return f"{self.mention.source}, vérifié le {day(self.mention.checked_on)}"

    @property
    def sentence(self) -> str:
        """« Réclamation à la CNIL (RGPD, art. 13 (2) d), texte simplifié »."""
        return f"{self.mention.label} ({self.mention.source}), {PART_WORDS[self.part]}"


@dataclass(frozen=True)
class Draft:
    """A document as it would be printed now.

    Attributes:
        texts: The template's two texts, those of the practice where it changed them.
        without: Why a mandatory mention is absent, by key of `Lost`.
        with_code: Whether it ends with the code of the structure's own page.
    """

    subject: Subject
    model: Model
    texts: Mapping[str, str]
    without: Mapping[str, str] = field(default_factory=dict)
    with_code: bool = False

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Every element there is, by its identifier."""
        return facts_of(self.subject, self.model)

    @cached_property
    def _rendered(self) -> dict[str, Rendered]:
        return {}

    def rendered(self, part: str) -> Rendered:
        """One of the two texts, filled.

        Raises:
            TemplateError: The practice's own text is not written right.
        """
        if part not in self._rendered:
            source = self.texts.get(part) or self.texts["standard"]
            self._rendered[part] = render(tree(source), values_of(self.facts, part))
        return self._rendered[part]

    @property
    def parts(self) -> tuple[str, ...]:
        """The texts that it has."""
        return ("standard", "simple") if self.model.simple else ("standard",)

    @cached_property
    def labels(self) -> dict[str, str]:
        """What is shown for an element that is missing."""
        return {key: fact.rule.label for key, fact in self.facts.items()}

    def blocks(self, variant: SheetVariant, by_hand: bool = False) -> list[Block]:
        """What is printed.

        Args:
            variant: How.
            by_hand: Leave dots in the place of what is missing, to be written on the paper.
        """
        labels = dict.fromkeys(self.labels, DOTS) if by_hand else self.labels
        return blocks(self.rendered(part_of(variant)).text, labels)

    def text(self, variant: SheetVariant) -> str:
        """The text of a variant, with its signs of layout: what is frozen."""
        return plain(self.rendered(part_of(variant)).text)

    @property
    def title(self) -> str:
        """The first title of the standard text."""
        for block in self.blocks(SheetVariant.STANDARD):
            if block.kind is Kind.TITLE:
                return block.text
        return self.model.title

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """What the texts use, in their order; missing ones where they stand."""
        used = dict.fromkeys(key for part in self.parts for key in self.rendered(part).used)
        waited = {key for part in self.parts for key in self.rendered(part).missing}
        found = {key: _element(key, self.facts[key], key in waited) for key in used}
        if self.with_code:
            wrong = own_page.problem(self.facts[PAGE].value)
            page = _element(PAGE, self.facts[PAGE], bool(wrong))
            found[PAGE] = replace(page, missing=bool(wrong), help=wrong)
        return tuple(found.values())

    @property
    def page(self) -> str:
        """Where its code leads: empty without code, or while the address cannot be one."""
        address = self.facts[PAGE].value if self.with_code else ""
        return "" if own_page.problem(address) else address

    @property
    def missing(self) -> tuple[Element, ...]:
        """The elements that the texts wait for."""
        return tuple(element for element in self.elements if element.missing)

    @cached_property
    def lost(self) -> tuple[Lost, ...]:
        """The mentions that the law or the program asks for, and that a changed text lost."""
        return tuple(lost for part in self.parts for lost in self._lost(part))

    def _lost(self, part: str) -> Iterator[Lost]:
        known, said = commons().mention_by_key, self.rendered(part).mentions
        for key in self.model.required:
            if key not in said and self._is_asked(known[key]):
                found = Lost(part, known[key])
                yield replace(found, reason=self.without.get(found.key, "").strip())

    @property
    def unexplained(self) -> tuple[Lost, ...]:
        """Those of which nobody wrote why they are absent: they hold validation back."""
        return tuple(lost for lost in self.lost if not lost.reason)

    def _is_asked(self, mention: MentionRule) -> bool:
        if not mention.when:
            return True
        key = next(k for k, rule in commons().by_key.items() if rule.name == mention.when)
        return self.facts[key].truth is not False

    def snapshot(self) -> tuple[dict[str, str], dict[str, str]]:
        """What the register says that this document depends on, and the words for it."""
        facts = watched_facts(self.subject.device, self.subject.purposes)
        labels = watched_labels()
        for element in self.elements:
            read = element.origin in (Origin.DEVICE, Origin.STRUCTURE)
            if read and element.field not in _watched_places():
                facts[element.key], labels[element.key] = element.value, element.label
        return facts, {key: labels[key] for key in facts}

    def changes_since(self, version: SheetVersion) -> tuple[Change, ...]:
        """What the register says otherwise than when a version was validated."""
        now = watched_facts(self.subject.device, self.subject.purposes)
        # Only those that a version depends on: a long list of sheets asks this of each.
        others = frozenset(version.facts.keys() - now.keys())
        found = facts_of(self.subject, self.model, others) if others else {}
        now |= {key: found[key].value for key in others & found.keys()}
        return tuple(
            Change(key, version.labels.get(key, key), before, now.get(key, ""))
            for key, before in version.facts.items()
            if now.get(key, "") != before
        )

    def with_value(self, name: str, value: str) -> Draft:
        """The same with something typed otherwise; an empty value is what it was before."""
        typed = {**self.subject.typed, name: value}
        return replace(self, subject=replace(self.subject, typed=typed))


def _watched_places() -> frozenset[str]:
    from dmn_desktop.core.records.device import entries

    watched = commons().watched
    return frozenset({"reuse", *(n for n, e in entries().items() if e.exchange in watched)})


def _element(key: str, fact: Fact, waited: bool) -> Element:
    return Element(
        key=key,
        name=fact.rule.name,
        label=fact.rule.label,
        value=fact.value,
        source=fact.source,
        origin=fact.origin,
        field=fact.place,
        typed=fact.rule.typed,
        missing=waited and not fact.rule.optional,
        help=fact.rule.help,
    )


def explained(version: SheetVersion) -> Iterator[str]:
    """The mentions that a version does without, each with its source and why."""
    known = commons().mention_by_key
    for key, reason in version.without.items():
        part, _, name = key.partition(":")
        if name in known and part in PART_WORDS:
            yield f"{Lost(part, known[name]).sentence}, motif{NBSP}: {reason}"


def state_of(last: SheetVersion | None, draft: Draft) -> tuple[SheetState, tuple[Change, ...]]:
    """Where a sheet stands, and what changed when it is to be reviewed."""
    if last is None:
        return SheetState.DRAFT, ()
    changes = draft.changes_since(last)
    return (SheetState.REVIEW if changes else SheetState.CURRENT), changes


def frozen_blocks(text: str) -> list[Block]:
    """The blocks of a validated text."""
    return blocks(text, {})


def code_blocks(page: str) -> list[Block]:
    """What ends a sheet that leads to the structure's page; nothing without page."""
    words = Words(f"Notre page sur l’internet{NBSP}:")
    return [Block(Kind.CODE, (words, Words(page)), apart=True)] if page else []


@dataclass(frozen=True)
class TextChange:
    """A passage of two texts side by side; one side is empty where it was added or removed."""

    kind: Literal["same", "changed", "removed", "added"]
    before: str
    after: str


_WORDS: dict[str, Literal["same", "changed", "removed", "added"]] = {
    "equal": "same",
    "replace": "changed",
    "delete": "removed",
    "insert": "added",
}


def differences(before: str, after: str) -> list[TextChange]:
    """Two texts side by side, passage by passage."""
    left, right = list(sentences(frozen_blocks(before))), list(sentences(frozen_blocks(after)))
    return list(_differences(left, right))


def _differences(left: list[str], right: list[str]) -> Iterator[TextChange]:
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for tag, start, end, other, last in matcher.get_opcodes():
        yield TextChange(_WORDS[tag], "\n".join(left[start:end]), "\n".join(right[other:last]))
