"""The first sections of a project's dossier: scope, need, candidates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import library
from dmn_desktop.core.records import Candidate
from dmn_desktop.core.text import NBSP, count, day
from dmn_desktop.core.vocabulary import FoundThrough, Kept
from dmn_desktop.exports.pdf.answers import print_question
from dmn_desktop.exports.pdf.grid import Grid, Layout
from dmn_desktop.exports.pdf.paper import Paper
from dmn_desktop.exports.pdf.parts import facts, grouped, named, nothing
from dmn_desktop.exports.pdf.setting import SMALL, SMALL_STRONG, SUBSECTION, Piece


def print_scope(paper: Paper, dossier: Dossier) -> None:
    """Whether the guide applies, and why."""
    project = dossier.project
    scope = library().commons.scope
    functions = {function.id: function.text for function in scope.functions}
    facts(
        paper,
        [
            ("Besoin", project.need),
            ("Périmètre", project.nature.label),
            ("Aide attendue", "\n".join(_words(functions, project.functions))),
            ("Motif hors périmètre", _exclusion(project.exclusion)),
            ("Justification", project.scope_note),
            ("Besoin partagé par", project.shared_by),
            ("Chiffres de la structure", project.own_figures),
            ("Durée comparée", count(project.contract_years, "an")),
            ("Utilisations par an", grouped(project.uses_per_year)),
            ("Modèle de départ", _model(project.model)),
            ("Ouvert le", day(project.opened_on)),
            ("Archivé", "Oui" if project.archived else ""),
            ("Questionnaires", _versions(project.form_versions)),
        ],
    )


def _words(texts: Mapping[str, str], keys: Iterable[str]) -> list[str]:
    return [texts.get(key, key) for key in keys]


def _exclusion(key: str) -> str:
    found = next((e for e in library().commons.scope.exclusions if e.id == key), None)
    return f"{found.text}\n{found.reason}\n{found.instead}" if found else key


def _model(key: str) -> str:
    return next((model.title for model in library().models if model.id == key), key)


def _versions(versions: Mapping[str, str]) -> str:
    titles = {form.id: form.title for form in library().forms}
    return "\n".join(f"{titles.get(key, key)}, version {v}" for key, v in versions.items())


def print_candidates(paper: Paper, dossier: Dossier) -> None:
    """The answer to question 2, the compared candidates, then the others with the reason."""
    print_question(paper, dossier, dossier.guide.by_id["q2"])
    if not dossier.candidates:
        nothing(paper, "Aucun candidat noté.")
    for candidate in dossier.compared:
        paper.need(45)
        paper.gap(5)
        paper.flow(Piece(named(dossier, candidate), SUBSECTION))
        paper.y += 1
        _print_candidate(paper, candidate)
    if dossier.others:
        paper.need(40)
        paper.gap(6)
        paper.flow(Piece("Autres dispositifs repérés", SUBSECTION))
        paper.y += 1
        _print_others(paper, dossier.others)


def _print_candidate(paper: Paper, candidate: Candidate) -> None:
    facts(
        paper,
        [
            ("Dispositif", candidate.name),
            ("Éditeur", candidate.vendor),
            ("Version", candidate.version),
            ("Contact chez l’éditeur", candidate.contact),
            ("Connu par", _found(candidate)),
            ("Conflits d’intérêts connus", candidate.interests),
            ("Analyse", candidate.kept.label),
            ("Motif pour écarter", candidate.refusal),
            ("Déjà en service", "Oui" if candidate.in_service else ""),
        ],
    )


def _found(candidate: Candidate) -> str:
    way = "" if candidate.found_through is FoundThrough.NONE else candidate.found_through.label
    return f"{NBSP}: ".join(part for part in (way, candidate.found_detail) if part)


def _print_others(paper: Paper, candidates: Iterable[Candidate]) -> None:
    widths = (46.0, 40.0, 40.0, paper.width - 126)
    heads = ("Dispositif, éditeur", "Connu par", "Conflits d’intérêts", "Analyse, motif")
    grid = Grid(paper, Layout(widths, heads))
    for candidate in candidates:
        state = candidate.kept.label
        if candidate.kept is Kept.YES:
            state = f"{state}, au-delà du sixième"
        if candidate.in_service:
            state = f"{state}, déjà en service"
        maker = (candidate.vendor, candidate.version and f"version {candidate.version}")
        grid.row(
            [
                Piece(candidate.name, SMALL_STRONG),
                *(Piece(text, SMALL) for text in (*maker, candidate.contact) if text),
            ],
            [Piece(_found(candidate), SMALL)],
            [Piece(candidate.interests, SMALL)],
            [Piece(text, SMALL) for text in (state, candidate.refusal) if text],
        )
