"""The sheet of an incident on paper: facts, orientation, declarations, analysis, actions.

No identity of a patient is asked for anywhere, so none is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from dmn_desktop.core.declaration_facts import (
    action_words,
    at,
    barrier_words,
    chronology_words,
)
from dmn_desktop.core.incident_dossier import DeclarationFile, IncidentFile, IncidentPaper
from dmn_desktop.core.incident_vocabulary import DeclarationState, IncidentState
from dmn_desktop.core.records import Cause, DeclarationPart, Incident
from dmn_desktop.core.text import NBSP, day, uncapitalised
from dmn_desktop.core.vocabulary import Word
from dmn_desktop.exports.pdf.grid import Grid, Layout
from dmn_desktop.exports.pdf.paper import Identity, Paper
from dmn_desktop.exports.pdf.parts import facts, nothing
from dmn_desktop.exports.pdf.saving import save
from dmn_desktop.exports.pdf.setting import (
    ASIDE,
    BODY,
    SMALL,
    SMALL_STRONG,
    STRONG,
    TITLE,
    Piece,
    badge,
)
from dmn_desktop.exports.writing import Cancel, Progress, Steps

NAME = "Fiche d’incident"
NOTHING_SENT = (
    "L’application n’envoie rien\u00a0: elle prépare, le professionnel déclare. "
    "Aide à l’orientation, à faire relire par un juriste."
)


def write_incident(
    paper_of: IncidentPaper,
    path: Path,
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
) -> Path:
    """Write the sheet of an incident, A4; « Brouillon » stands on each page until it is closed.

    Raises:
        UserError: The file could not be written; an older one is intact.
        Cancelled: `cancelled` said so.
    """
    incident = paper_of.file.incident
    steps = Steps(5, progress, cancelled)
    draft = incident.state is IncidentState.OPEN
    identity = Identity(paper_of.structure.name, NAME, incident.code, draft=draft)
    paper = Paper(identity)
    paper.flow(Piece(incident.name, TITLE))
    paper.y += 1.5
    paper.flow(badge(incident.state.label), *_nearly(incident))
    paper.y += 2
    for part in (_facts, _orientation, _declarations, _analysis, _rest):
        part(paper, paper_of)
        steps.step()
    return save(paper, incident.code, path)


def _nearly(incident: Incident) -> list[Piece]:
    return [badge("A failli arriver", before=1)] if incident.near_miss else []


def _label(word: Word) -> str:
    return word.label if word.value else ""


def _facts(paper: Paper, paper_of: IncidentPaper) -> None:
    file, incident = paper_of.file, paper_of.file.incident
    happened = at(incident.happened) if incident.happened else ""
    facts(
        paper,
        [
            ("Dispositif", incident.device),
            ("Version", ", ".join(filter(None, (incident.version, file.related.words)))),
            ("Structure", _label(incident.profile)),
            ("Survenu le", ", ".join(filter(None, (happened, incident.happened_note)))),
            ("Connu le", f"{at(incident.known)}, départ des délais"),
            ("Lieu", incident.place),
            ("Constaté par", incident.noticed_by),
            ("Numéro local", incident.local_number),
            ("Nature", _label(incident.incident_kind)),
            ("Circonstances", incident.description),
            ("Premières mesures", incident.first_measures),
            (
                "Conséquence",
                _both(_label(incident.consequence), uncapitalised(incident.consequence_note)),
            ),
            ("Gravité constatée", _label(incident.severity)),
            ("Gravité possible", _label(incident.worst_case)),
            (
                "Patient informé",
                _both(_label(incident.patient_told), day(incident.patient_told_on)),
            ),
            ("Dispositif suspendu", _suspension(incident)),
            ("Données touchées", incident.data_kinds),
            (
                "Personnes, environ",
                "" if incident.people_count is None else str(incident.people_count),
            ),
            ("Effets sur elles", incident.data_effects),
            ("Mesures, données", incident.data_measures),
            ("Noté le", day(incident.noted_on)),
        ],
    )
    paper.section("Conduite immédiate", 1)
    for step in dict.fromkeys((*paper_of.conduct, *incident.conduct)):
        mark = "☑" if step in incident.conduct else "☐"
        done = "Fait" if step in incident.conduct else "À faire"
        paper.flow(Piece(f"{mark} {step} ({done.lower()})", BODY, before=0.6))


def _both(first: str, second: str) -> str:
    return f"{first.rstrip('. ')}, {second}" if first and second else first or second


def _suspension(incident: Incident) -> str:
    if incident.suspended_on is None:
        return ""
    back = f"remis en service le {day(incident.returned_on)}" if incident.returned_on else ""
    return ", ".join(
        filter(None, (f"le {day(incident.suspended_on)}", back, incident.return_reason))
    )


def _orientation(paper: Paper, paper_of: IncidentPaper) -> None:
    paper.section("Orientation", 1)
    grid = Grid(paper, Layout((10.0, paper.width - 42, 32.0), ("N°", "Question", "Réponse")))
    for number, one in enumerate(paper_of.answered, start=1):
        reason = [Piece(one.reason, SMALL)] if one.reason else []
        grid.row(
            [Piece(str(number), SMALL_STRONG)],
            [Piece(one.question, SMALL), *reason],
            [Piece(one.answer, SMALL_STRONG)],
        )
    paper.gap(1.5)
    paper.flow(Piece(f"{paper_of.rules}. {NOTHING_SENT}", ASIDE))


def _declarations(paper: Paper, paper_of: IncidentPaper) -> None:
    paper.section("Déclarations", 1)
    if not paper_of.file.declarations:
        nothing(paper, "Aucune déclaration préparée.")
    for one in paper_of.file.declarations:
        _declaration(paper, paper_of, one)


def _declaration(paper: Paper, paper_of: IncidentPaper, one: DeclarationFile) -> None:
    declaration = one.declaration
    paper.need(30)
    paper.gap(2.5)
    paper.flow(
        Piece(f"{declaration.name}{NBSP}: {declaration.recipient}", STRONG),
        badge(declaration.state.label, before=0.8),
    )
    doubt = ", à vérifier avec un juriste" if declaration.confidence == "C" else ""
    clear = ", si le point à éclaircir se confirme" if declaration.uncertain else ""
    refused = [declaration.reason, declaration.refused_by, day(declaration.refused_on)]
    facts(
        paper,
        [
            ("Devoir", f"{declaration.status.label}{clear}{doubt}"),
            ("Fondement", "" if doubt else declaration.ground),
            ("Texte à vérifier", declaration.ground if doubt else ""),
            ("Règles", _both(declaration.rules, day(declaration.rules_verified_on))),
            ("Voie", declaration.channel),
            ("Pourquoi", declaration.because),
            ("Écartée", ", ".join(filter(None, refused))),
            ("Réponse reçue", _both(declaration.reply, day(declaration.replied_on))),
            ("Préparée le", day(declaration.prepared_on)),
        ],
    )
    for part in one.parts:
        _part(paper, paper_of, part, declaration.state)


def _part(
    paper: Paper, paper_of: IncidentPaper, part: DeclarationPart, state: DeclarationState
) -> None:
    incident = paper_of.file.incident
    due = at(incident.here(part.due_at)) if part.due_at else day(part.due_on)
    sent = at(incident.here(part.sent_at)) if part.sent_at else "pas encore"
    proof = next((d.name for d in paper_of.file.documents if d.id == part.document_id), "")
    due_words = f"échéance {due}" if due else ""
    started = part.started_at and incident.here(part.started_at)
    since = f"compté depuis le {at(started)}" if started and started != incident.known else ""
    said = [due_words, uncapitalised(part.rule), since, f"envoyé{NBSP}: {sent}"]
    if state is DeclarationState.KEPT_HERE:
        said = []  # The register itself is the recipient.
    said += [part.sent_by, part.sent_to, part.receipt, proof]
    paper.need(28)
    told = ", ".join(filter(None, said))
    paper.flow(Piece(f"{part.name} ({told})" if told else part.name, SMALL_STRONG, before=1.5))
    for title, text in paper_of.texts.get(part.id, ()):
        paper.need(20)
        paper.flow(Piece(title, SMALL_STRONG, before=1), Piece(text or "–", SMALL), indent=5)


def _analysis(paper: Paper, paper_of: IncidentPaper) -> None:
    file, incident = paper_of.file, paper_of.file.incident
    paper.section("Analyse", 1)
    shares = [
        ("Dispositif", incident.device_share),
        ("Logiciel autour", incident.software_share),
        ("Données", incident.data_share),
        ("Usage", incident.use_share),
        ("Organisation", incident.organisation_share),
    ]
    told = [f"{name}{NBSP}: {share.label.lower()}" for name, share in shares if share]
    facts(
        paper,
        [
            ("Ce qu’elle a montré", incident.analysis),
            ("Menée par", _both(incident.analysed_by, day(incident.analysed_on))),
            ("Parts", "\n".join(told)),
            ("Désaccord", _both(_label(incident.disagreement), incident.disagreement_reason)),
            ("Action utile", _label(incident.action_useful)),
        ],
    )
    _listed(paper, "Chronologie", [chronology_words(incident, line) for line in file.chronology])
    _listed(paper, "Causes", [_cause(cause) for cause in file.causes])
    _listed(paper, "Barrières", [barrier_words(one) for one in file.barriers])


def _cause(cause: Cause) -> str:
    whys = "".join(f"\n← {why}" for why in cause.whys if why)
    return f"{cause.family.label}{NBSP}: {cause.text}{whys}"


def _listed(paper: Paper, title: str, lines: Sequence[str]) -> None:
    if lines:
        paper.need(16)
        paper.flow(Piece(title, STRONG, before=2))
        paper.flow(*(Piece(line, BODY, before=0.6) for line in lines), indent=4)


def _rest(paper: Paper, paper_of: IncidentPaper) -> None:
    file, incident = paper_of.file, paper_of.file.incident
    paper.section("Actions, pièces, clôture", 1)
    _listed(paper, "Actions correctives", [action_words(action) for action in file.actions])
    _listed(paper, "Pièces", list(_pieces(file)))
    others = [f"{one.code}, {one.name}" for one in file.related.same_device]
    _listed(paper, "Autres incidents de ce dispositif", others)
    facts(
        paper,
        [
            ("Clos le", day(incident.closed_on)),
            ("Clos par", incident.closed_by),
            ("Conclusion", incident.closing_note),
        ],
    )


def _pieces(file: IncidentFile) -> Iterable[str]:
    for document in file.documents:
        said = (document.document_kind.label, document.place, document.file_name)
        parts = [document.name, *said, day(document.about_on)]
        yield ", ".join(part for part in parts if part)
