"""One question of a questionnaire: its points, what is answered, who knows, where to find it."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from dmn_desktop.core.text import NBSP
from dmn_desktop.core.vocabulary import RiskTheme

Identifier = Field(pattern=r"^[a-z][a-z0-9_]*$")


class Content(BaseModel):
    """Base of everything read from a content file: closed and immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class AnswerKind(StrEnum):
    """How one cell is answered."""

    OPINION = "avis"
    YES_NO = "oui_non"
    TEXT = "texte"
    CHOICE = "choix"
    CHOICES = "choix_multiple"
    AMOUNT = "montant"
    DATE = "date"


class PointKind(StrEnum):
    """What a bullet of the guide is (`kind` of the outline)."""

    QUESTION = "question"
    OPTION = "option"
    OPEN_OPTION = "option_ouverte"
    FACTOR = "facteur"
    STATEMENT = "enonce"


class Learning(StrEnum):
    """To which devices a question applies, according to question 5.2."""

    ALL = "tous"
    ONLY = "ml_seul"
    MOSTLY = "surtout_ml"


class Scope(StrEnum):
    """Whether a question is answered once for the project or for each candidate."""

    PROJECT = "projet"
    CANDIDATE = "candidat"


class Where(Content):
    """One line of « Où trouver »: who holds the information, and where exactly."""

    who: str = Field(alias="qui")
    text: str = Field(alias="texte", min_length=10)


class Point(Content):
    """A bullet under a question, with its own answer, or an option of its question's answer.

    Attributes:
        worrying: The opinion that calls for attention (« oui » where the question is about a
            danger), empty when no opinion does.
    """

    id: str = Identifier
    kind: PointKind = Field(PointKind.QUESTION, alias="genre")
    parent: str | None = None
    text: str = Field(alias="texte", min_length=3)
    answer: AnswerKind = Field(AnswerKind.OPINION, alias="reponse")
    worrying: Literal["oui", "non", ""] = Field("non", alias="preoccupant")
    learning: Learning = Field(Learning.ALL, alias="apprentissage")
    who: tuple[str, ...] = Field((), alias="qui")
    references: tuple[str, ...] = ()

    @property
    def is_option(self) -> bool:
        """Whether this bullet is an answer to choose, not a question of its own."""
        return self.kind in (PointKind.OPTION, PointKind.OPEN_OPTION)


class Reminder(Content):
    """A statement of the guide that is not asked (8.7 and 8.13)."""

    id: str = Identifier
    text: str = Field(alias="texte", min_length=10)


class Question(Content):
    """One numbered question: a page of the wizard.

    Attributes:
        number: HAS number, « 5.8 ».
        short: Two or three words for the list of questions.
        page: Page of the guide where the original stands.
        theme: Family of the risk that a worrying answer opens.
        answer: How the question itself is answered, None when only its points are.
        optional: Whether the answer to the question itself is a free addition to its points.
    """

    id: str = Identifier
    number: str = Field(alias="numero")
    section: str
    scope: Scope = Field(Scope.CANDIDATE, alias="portee")
    short: str = Field(alias="court", max_length=24)
    title: str = Field(alias="titre", min_length=3)
    help: str = Field("", alias="aide")
    page: int | None = Field(None, ge=1, le=40)
    theme: RiskTheme = RiskTheme.CLINICAL
    learning: Learning = Field(Learning.ALL, alias="apprentissage")
    who: tuple[str, ...] = Field(alias="qui", min_length=1)
    who_basis: Literal["source", "deduit"] = Field("source", alias="qui_base")
    where: tuple[Where, ...] = Field((), alias="ou_trouver")
    terms: tuple[str, ...] = Field((), alias="termes")
    references: tuple[str, ...] = ()
    answer: AnswerKind | None = Field(None, alias="reponse")
    optional: bool = Field(False, alias="facultative")
    worrying: Literal["oui", "non", ""] = Field("non", alias="preoccupant")
    reminders: tuple[Reminder, ...] = Field((), alias="rappel")
    points: tuple[Point, ...] = Field((), alias="point")

    @model_validator(mode="after")
    def _points_fit(self) -> Self:
        ids = {self.id} | {point.id for point in self.points}
        for point in self.points:
            if not point.id.startswith(f"{self.id}_"):
                raise ValueError(f"{point.id} n’appartient pas à {self.id}")
            if point.parent is not None and point.parent not in ids:
                raise ValueError(f"{point.id}{NBSP}: parent inconnu {point.parent}")
        if self.answer is None and not any(not p.is_option for p in self.points):
            raise ValueError(f"{self.id} n’a rien à répondre")
        return self

    @cached_property
    def cells(self) -> tuple["Cell", ...]:
        """What is answered on this page, in order."""
        return tuple(self._cells())

    def _cells(self) -> Iterator["Cell"]:
        if self.answer is not None:
            yield Cell(
                id=self.id,
                question=self.id,
                letter="",
                text=self.title,
                answer=self.answer,
                learning=self.learning,
                who=self.who,
                worrying=self.worrying,
                counted=not self.optional,
                options=self._options_of(self.id, None),
                references=self.references,
            )
        for point in self.points:
            if point.is_option:
                continue
            yield Cell(
                id=point.id,
                question=self.id,
                letter=point.id.removeprefix(f"{self.id}_").replace("_", " "),
                text=point.text,
                answer=point.answer,
                learning=_stricter(self.learning, point.learning),
                who=point.who or self.who,
                worrying=point.worrying,
                counted=point.kind is PointKind.QUESTION,
                options=self._options_of(point.id, point.id),
                references=point.references,
                depth=0 if point.parent is None else 1,
            )

    def _options_of(self, cell_id: str, parent: str | None) -> tuple[Point, ...]:
        parents = {parent} if parent else {None, cell_id}
        return tuple(p for p in self.points if p.is_option and p.parent in parents)


class Cell(Content):
    """One thing to answer: a row of a page, for one candidate or for the project.

    Attributes:
        counted: Whether it is one of the units that make a question complete.
        depth: 1 for a bullet under another bullet.
    """

    id: str
    question: str
    letter: str
    text: str
    answer: AnswerKind
    learning: Learning
    who: tuple[str, ...]
    worrying: Literal["oui", "non", ""]
    counted: bool
    options: tuple[Point, ...] = ()
    references: tuple[str, ...] = ()
    depth: int = 0


def _stricter(first: Learning, second: Learning) -> Learning:
    order = (Learning.ALL, Learning.MOSTLY, Learning.ONLY)
    return max(first, second, key=order.index)
