"""Questionnaires declared as data: models of `forms/**/*.toml` and what follows from them.

A questionnaire is one TOML file of `forms/questionnaires/`. Keys are French words, as are the
texts; identifiers are unique, never reused, and a renamed one stays listed under `renommes` so
that old registers keep their answers.
"""

from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from dmn_desktop.core.content import load_content
from dmn_desktop.core.paths import forms_dir
from dmn_desktop.core.questions import (
    AnswerKind,
    Cell,
    Content,
    Identifier,
    Learning,
    Point,
    PointKind,
    Question,
    Reminder,
    Scope,
    Where,
)
from dmn_desktop.core.text import NBSP

__all__ = [
    "AnswerKind",
    "Cell",
    "Commons",
    "ComparisonRow",
    "ComparisonTitle",
    "Content",
    "Exclusion",
    "Form",
    "Function",
    "Identifier",
    "Interlocutor",
    "Learning",
    "Library",
    "ModelHypothesis",
    "ModelIndicator",
    "Point",
    "PointKind",
    "ProjectModel",
    "Question",
    "Reference",
    "Reminder",
    "Scope",
    "ScopeRules",
    "Section",
    "Term",
    "Where",
    "library",
]


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
