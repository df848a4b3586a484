"""Questionnaires declared as data: models of `forms/**/*.toml` and what follows from them.

A questionnaire is one TOML file of `forms/questionnaires/`. Keys are French words, as are the
texts; identifiers are unique, never reused, and a renamed one stays listed under `renommes` so
that old registers keep their answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from dmn_desktop.core.content import load_content
from dmn_desktop.core.paths import forms_dir
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
    def cells(self) -> tuple[Cell, ...]:
        """What is answered on this page, in order."""
        return tuple(self._cells())

    def _cells(self) -> Iterator[Cell]:
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


class Section(Content):
    """A chapter of a questionnaire."""

    id: str = Identifier
    number: str = Field(alias="numero")
    short: str = Field(alias="court", max_length=24)
    title: str = Field(alias="titre")
    page: int | None = None
    context: str = Field("", alias="contexte")


class ComparisonTitle(Content):
    """One of the title lines of annexe 2.

    Attributes:
        words: Words by which a practice's own copy of the table is recognised.
    """

    id: str = Field(pattern=r"^S[1-9]$")
    rank: int = Field(alias="rang")
    section: str
    text: str = Field(alias="texte")
    words: str = Field("", alias="mots")


class ComparisonRow(Content):
    """One of the lines of annexe 2 that are filled for each candidate.

    Attributes:
        label: Number column, « 3 a–d ».
        rank: Place among all lines of annexe 2, titles included.
        covers: Identifiers of the questions or points that feed the line.
        words: Words by which a practice's own copy of the table is recognised.
    """

    n: int
    title: str = Field(alias="titre")
    rank: int = Field(alias="rang")
    label: str = Field(alias="cote")
    text: str = Field(alias="texte", min_length=5)
    covers: tuple[str, ...] = Field(alias="couvre", min_length=1)
    words: str = Field("", alias="mots")


class Form(Content):
    """A questionnaire."""

    id: str = Identifier
    title: str = Field(alias="titre")
    version: str
    source: str
    checked_on: date = Field(alias="verifie_le")
    locked: bool = Field(alias="verrouille")
    order: int = Field(0, alias="ordre")
    sections: tuple[Section, ...] = Field(alias="section")
    questions: tuple[Question, ...] = Field((), alias="question")
    comparison_titles: tuple[ComparisonTitle, ...] = Field((), alias="titre_annexe2")
    comparison_rows: tuple[ComparisonRow, ...] = Field((), alias="ligne_annexe2")
    renamed: dict[str, str] = Field(default_factory=dict, alias="renommes")

    @model_validator(mode="after")
    def _ids_fit(self) -> Self:
        sections = {section.id for section in self.sections}
        seen: set[str] = set()
        for question in self.questions:
            if question.section not in sections:
                raise ValueError(f"{question.id}{NBSP}: section inconnue {question.section}")
            for identifier in (question.id, *(point.id for point in question.points)):
                if identifier in seen:
                    raise ValueError(f"{identifier} est déclaré deux fois")
                seen.add(identifier)
        for row in self.comparison_rows:
            unknown = set(row.covers) - seen
            if unknown:
                raise ValueError(f"ligne {row.n}{NBSP}: question inconnue {min(unknown)}")
        for old in self.renamed:
            if old in seen or not self._leads_to_present(old, seen):
                raise ValueError(f"renommes{NBSP}: {old} ne mène à aucune question")
        return self

    def _leads_to_present(self, old: str, present: set[str]) -> bool:
        """Whether an old name ends at a present one, through as many renames as there are."""
        for _ in self.renamed:
            old = self.renamed.get(old, old)
        return old in present

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """Questions by identifier."""
        return {question.id: question for question in self.questions}

    @cached_property
    def cells_by_id(self) -> dict[str, Cell]:
        """Cells of all questions by identifier."""
        return {cell.id: cell for question in self.questions for cell in question.cells}

    def in_section(self, section: str) -> tuple[Question, ...]:
        """The questions of a section, in order."""
        return tuple(q for q in self.questions if q.section == section)

    def cells_of_row(self, row: ComparisonRow) -> tuple[Cell, ...]:
        """The cells that feed a line of annexe 2, each once."""
        found: dict[str, Cell] = {}
        for identifier in row.covers:
            question = self.by_id.get(identifier)
            cells = question.cells if question else (self.cells_by_id[identifier],)
            found.update((cell.id, cell) for cell in cells)
        return tuple(found.values())


class Reference(Content):
    """A legal or institutional text, with where and when it was checked.

    Attributes:
        confidence: « HAS » when the guide itself states it, A or B as checked by us. What is not
            verified has no place here.
        since: What has changed since the guide was published, empty when nothing has.
    """

    id: str = Identifier
    title: str = Field(alias="titre")
    subject: str = Field(alias="objet", min_length=10)
    source: str
    checked_on: date = Field(alias="verifie_le")
    confidence: Literal["HAS", "A", "B"] = Field(alias="confiance")
    since: str = Field("", alias="depuis")


class Term(Content):
    """A word explained."""

    id: str = Identifier
    word: str = Field(alias="mot")
    meaning: str = Field(alias="sens", min_length=10)


class Interlocutor(Content):
    """Someone who can answer."""

    id: str = Identifier
    name: str = Field(alias="nom")
    role: str = Field(alias="role")


class Exclusion(Content):
    """A reason why the guide does not apply, with what to do instead."""

    id: str = Identifier
    text: str = Field(alias="texte")
    reason: str = Field(alias="motif")
    instead: str = Field(alias="a_la_place")
    source: str
    checked_on: date = Field(alias="verifie_le")


class Function(Content):
    """One of the four kinds of help that the guide covers."""

    id: str = Identifier
    text: str = Field(alias="texte")
    example: str = Field(alias="exemple")


class ScopeRules(Content):
    """The scope check that opens a project."""

    functions: tuple[Function, ...] = Field(alias="fonction")
    exclusions: tuple[Exclusion, ...] = Field(alias="exclusion")


class ModelIndicator(Content):
    """An indicator that a practice usually follows."""

    name: str = Field(alias="nom")
    source: str
    frequency: str = Field(alias="frequence")
    target: str = Field(alias="cible")


class Commons(Content):
    """What all questionnaires share: `forms/commun.toml`."""

    version: str
    source: str
    checked_on: date = Field(alias="verifie_le")
    references: tuple[Reference, ...] = Field(alias="reference")
    terms: tuple[Term, ...] = Field(alias="terme")
    interlocutors: tuple[Interlocutor, ...] = Field(alias="interlocuteur")
    scope: ScopeRules = Field(alias="perimetre")
    indicators: tuple[ModelIndicator, ...] = Field((), alias="indicateur")


class ModelHypothesis(Content):
    """A hypothesis that a trial of this specialty usually tests."""

    hypothesis: str = Field(alias="hypothese")
    condition: str
    measure: str = Field(alias="mesure")


class ProjectModel(Content):
    """A starting point for a project of one specialty: `forms/modeles/*.toml`."""

    id: str = Identifier
    title: str = Field(alias="titre")
    version: str
    source: str
    checked_on: date = Field(alias="verifie_le")
    nature: Literal["dmn", "oti"]
    functions: tuple[str, ...] = Field(alias="fonctions")
    need_example: str = Field(alias="besoin_exemple")
    answers: dict[str, str] = Field(default_factory=dict, alias="reponses")
    hypotheses: tuple[ModelHypothesis, ...] = Field((), alias="hypothese")
    indicators: tuple[ModelIndicator, ...] = Field((), alias="indicateur")


class Library:
    """All content files, read once when first asked for.

    Args:
        root: The `forms/` folder.
    """

    def __init__(self, root: Path) -> None:
        """Keep the folder; nothing is read yet."""
        self._root = root

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """Every questionnaire, the official guide first."""
        paths = sorted((self._root / "questionnaires").glob("*.toml"))
        return tuple(sorted((load_content(p, Form) for p in paths), key=lambda f: f.order))

    @cached_property
    def guide(self) -> Form:
        """The HAS guide."""
        return next(form for form in self.forms if form.id == "guide_has_2023")

    @cached_property
    def commons(self) -> Commons:
        """References, terms, people and scope rules."""
        return load_content(self._root / "commun.toml", Commons)

    @cached_property
    def models(self) -> tuple[ProjectModel, ...]:
        """Starting points by specialty."""
        paths = sorted((self._root / "modeles").glob("*.toml"))
        return tuple(load_content(path, ProjectModel) for path in paths)

    def reference(self, identifier: str) -> Reference:
        """The text with this identifier."""
        return next(r for r in self.commons.references if r.id == identifier)

    def term(self, identifier: str) -> Term:
        """The word with this identifier."""
        return next(t for t in self.commons.terms if t.id == identifier)

    def interlocutor(self, identifier: str) -> Interlocutor:
        """The person with this identifier."""
        return next(i for i in self.commons.interlocutors if i.id == identifier)


@cache
def library() -> Library:
    """The content shipped with the program."""
    return Library(forms_dir())
