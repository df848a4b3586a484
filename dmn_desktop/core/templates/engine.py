"""Reading a template into a tree of allowed nodes, and walking it with plain values.

Jinja parses; nothing is compiled and no code of a template runs. The walk knows a few kinds of
nodes and refuses all others, so that a text made elsewhere can print known names and nothing else.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dmn_desktop.core.templates.syntax import Names, TemplateError, identifier, to_jinja, unknown
from dmn_desktop.core.text import NBSP

if TYPE_CHECKING:
    from jinja2 import nodes

OPEN, NAMED, CLOSE = "\ue000", "\ue001", "\ue002"
"""Around a printed value: OPEN, its name, NAMED, the value, CLOSE. An empty value is missing."""

STEPS_LIMIT = 20_000
OUTPUT_LIMIT = 200_000
ITEMS_LIMIT = 500
SECONDS = 1.0
"""What one rendering may take."""

MENTION = "mention"
_FILTERS = ("majuscule",)
_MARKS = dict.fromkeys(map(ord, (OPEN, NAMED, CLOSE)))
_BLOCK_SIGNS = "#->|[~=_^"
_HELD = re.compile(r"(?<=\d) (?=\d)| (?=[:;?!»%€])|(?<=[«§]) |(?<=n°) ")
"""Spaces that a line must not be broken at: in numbers, before French punctuation."""

_HOLD = "\u2060"
"""Before a value that would be read as a sign of layout; it has no shape."""


@dataclass(frozen=True)
class Values:
    """What a template is filled with: plain texts, truths and lists, by identifier.

    Attributes:
        truths: For names that are asked about; None when the register does not say.
    """

    texts: Mapping[str, str]
    truths: Mapping[str, bool | None] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mentions: Mapping[str, Template] = field(default_factory=dict)


@dataclass(frozen=True)
class Rendered:
    """A text with its marks, and what it took.

    Attributes:
        used: Identifiers printed or asked about, in order.
        missing: Those that are empty or unknown.
        mentions: Keys of the mentions printed.
    """

    text: str
    used: tuple[str, ...]
    missing: tuple[str, ...]
    mentions: tuple[str, ...]


@dataclass(frozen=True)
class Template:
    """A checked tree."""

    body: tuple[nodes.Node, ...]


def parse(source: str, names: Names) -> Template:
    """Read a template.

    Raises:
        TemplateError: It is not written right, or uses what is not allowed.
    """
    from jinja2 import Environment, TemplateSyntaxError

    source = source.translate(_MARKS)
    environment = Environment(trim_blocks=True, lstrip_blocks=True, autoescape=False)
    try:
        tree = environment.parse(to_jinja(source, names))
        _Check(names).all(tree.body)
    except TemplateSyntaxError as error:
        problem = "une condition ou une répétition est mal écrite ou n’est pas fermée"
        raise TemplateError(error.lineno, problem) from error
    except RecursionError as error:
        raise TemplateError(1, "trop de conditions sont écrites l’une dans l’autre") from error
    return Template(tuple(tree.body))


class _Check:
    """Refuses what is not allowed."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._elements = {identifier(name) for name in names.elements}
        self._items = {identifier(one): identifier(m) for one, m in names.lists.items()}

    def all(self, body: list[nodes.Node], items: frozenset[str] = frozenset()) -> None:
        for node in body:
            self._node(node, items)

    def _node(self, node: nodes.Node, items: frozenset[str]) -> None:
        from jinja2 import nodes as n

        if isinstance(node, n.Output):
            for child in node.nodes:
                if not isinstance(child, n.TemplateData):
                    self._printed(child, items)
        elif isinstance(node, n.If):
            self._asked(node.test, items)
            self.all([*node.body, *node.elif_, *node.else_], items)
        elif isinstance(node, n.For) and self._is_plain(node):
            self.all(node.body, items | {node.target.name})  # type: ignore[attr-defined]
        else:
            raise _refused(node)

    def _is_plain(self, node: nodes.For) -> bool:
        from jinja2 import nodes as n

        if node.else_ or node.test is not None or node.recursive:
            return False
        if not isinstance(node.target, n.Name) or not isinstance(node.iter, n.Name):
            return False
        return self._items.get(node.target.name) == node.iter.name

    def _printed(self, node: nodes.Expr, items: frozenset[str]) -> None:
        from jinja2 import nodes as n

        if isinstance(node, n.Filter) and node.name in _FILTERS and not (node.args or node.kwargs):
            if node.node is None:
                raise _refused(node)
            self._printed(node.node, items)
        elif isinstance(node, n.Getattr) and isinstance(node.node, n.Name):
            if node.node.name != MENTION or node.attr not in self._names.mentions:
                raise unknown(node.lineno, node.attr, self._names.mentions)
        elif isinstance(node, n.Name):
            self._known(node, items)
        else:
            raise _refused(node)

    def _asked(self, node: nodes.Node, items: frozenset[str]) -> None:
        from jinja2 import nodes as n

        if isinstance(node, n.Not):
            self._asked(node.node, items)
        elif isinstance(node, n.And | n.Or):
            self._asked(node.left, items)
            self._asked(node.right, items)
        elif isinstance(node, n.Name):
            self._known(node, items)
        else:
            raise _refused(node)

    def _known(self, node: nodes.Name, items: frozenset[str]) -> None:
        if node.name not in self._elements and node.name not in items:
            raise unknown(node.lineno, node.name, self._names.elements)


def _refused(node: nodes.Node) -> TemplateError:
    problem = f"seuls des noms connus, «{NBSP}si{NBSP}» et «{NBSP}pour chaque{NBSP}» sont permis"
    return TemplateError(node.lineno, problem)


def render(template: Template, values: Values) -> Rendered:
    """Fill a template.

    Raises:
        TemplateError: It takes too long or writes too much.
    """
    walk = _Walk(values)
    try:
        walk.all(template.body, {})
    except RecursionError as error:
        raise TemplateError(1, "trop de conditions sont écrites l’une dans l’autre") from error
    text = "".join(walk.pieces)
    for end in ".!?…":
        # A value that ends its own sentence takes the place of the template's full stop.
        text = text.replace(f"{end}{CLOSE}.", f"{end}{CLOSE}")
    return Rendered(text, tuple(walk.used), tuple(walk.missing), tuple(walk.mentions))


class _Walk:
    """One rendering, counted and timed."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._end = time.monotonic() + SECONDS
        self._steps = self._written = 0
        self.pieces: list[str] = []
        self.used: dict[str, None] = {}
        self.missing: dict[str, None] = {}
        self.mentions: dict[str, None] = {}

    def all(self, body: tuple[Any, ...] | list[Any], items: Mapping[str, str]) -> None:
        for node in body:
            self._node(node, items)

    def _node(self, node: Any, items: Mapping[str, str]) -> None:
        from jinja2 import nodes as n

        self._steps += 1
        if self._steps > STEPS_LIMIT or time.monotonic() > self._end:
            raise TemplateError(node.lineno, "le texte est trop long à préparer")
        if isinstance(node, n.Output):
            for child in node.nodes:
                data = child.data if isinstance(child, n.TemplateData) else None
                self._write(self._printed(child, items) if data is None else data, node)
        elif isinstance(node, n.If):
            self._choose(node, items)
        elif isinstance(node, n.For):
            self._loop(node, items)
        else:
            raise _refused(node)

    def _write(self, text: str, node: Any) -> None:
        self._written += len(text)
        if self._written > OUTPUT_LIMIT:
            raise TemplateError(node.lineno, "le texte est trop long")
        self.pieces.append(text)

    def _choose(self, node: Any, items: Mapping[str, str]) -> None:
        """One side of a condition; the name itself, missing, where neither may be said yet."""
        name = getattr(node.test, "name", "")
        if node.else_ and self._values.truths.get(name, False) is None:
            self._true(node.test, items)
            self._write(_marked(name, "", capital=False), node)
        else:
            self.all(self._branch(node, items), items)

    def _branch(self, node: Any, items: Mapping[str, str]) -> list[Any]:
        if self._true(node.test, items):
            return list(node.body)
        for other in node.elif_:
            if self._true(other.test, items):
                return list(other.body)
        return list(node.else_)

    def _loop(self, node: Any, items: Mapping[str, str]) -> None:
        name = node.iter.name
        found = self._values.lists.get(name, ())
        self.used[name] = None
        if not found:
            self.missing[name] = None
        for value in found[:ITEMS_LIMIT]:
            self.all(node.body, {**items, node.target.name: value})

    def _true(self, test: Any, items: Mapping[str, str]) -> bool:
        from jinja2 import nodes as n

        if isinstance(test, n.Not):
            return not self._true(test.node, items)
        if isinstance(test, n.And):
            return self._true(test.left, items) and self._true(test.right, items)
        if isinstance(test, n.Or):
            return self._true(test.left, items) or self._true(test.right, items)
        name = test.name
        if name in items:
            return bool(items[name])
        self.used[name] = None
        if name in self._values.truths:
            truth = self._values.truths[name]
            if truth is None:
                self.missing[name] = None
            return bool(truth)
        return bool(self._values.texts.get(name) or self._values.lists.get(name))

    def _printed(self, node: Any, items: Mapping[str, str]) -> str:
        from jinja2 import nodes as n

        if isinstance(node, n.Getattr):
            self.mentions[node.attr] = None
            self.all(self._values.mentions[node.attr].body, items)
            return ""
        capital = isinstance(node, n.Filter)
        name = node.node.name if capital else node.name
        if name in items:
            return _marked("", items[name], capital)
        self.used[name] = None
        value = self._values.texts.get(name, "")
        if not value.strip():
            self.missing[name] = None
        return _marked(name, value, capital)


def _marked(name: str, value: str, capital: bool) -> str:
    """A value on one line, between its marks."""
    # A bar would begin another cell of a table.
    words = " ".join(value.translate(_MARKS).split("\n")).replace("|", "/").strip(" ")
    words = _HELD.sub(NBSP, words)
    if capital:
        words = words[:1].upper() + words[1:]
    if words[:1] and words[0] in _BLOCK_SIGNS:
        words = _HOLD + words
    return f"{OPEN}{name}{NAMED}{words}{CLOSE}"


def pieces(text: str) -> Iterator[tuple[str, str | None]]:
    """A rendered text cut at its marks: words, and the name they are the value of."""
    for part in text.split(OPEN):
        head, named, rest = part.partition(NAMED)
        if not named:
            yield part.replace(CLOSE, ""), None
            continue
        value, _, after = rest.partition(CLOSE)
        yield value, head
        if after:
            yield after, None


def plain(text: str) -> str:
    """A rendered text without its marks."""
    return "".join(words for words, _ in pieces(text))
