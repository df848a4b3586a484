"""A dossier in which every field of every record is filled, the same at every run."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from dmn_desktop.core import vocabulary as words
from dmn_desktop.core.device_vocabulary import Known, LearningKind
from dmn_desktop.core.dossier import Dossier
from dmn_desktop.core.forms import AnswerKind, Cell, Scope, library
from dmn_desktop.core.guide import LEARNING_CELL, Guide
from dmn_desktop.core.records import (
    Answer,
    Assessment,
    Attachment,
    Candidate,
    CostLine,
    Device,
    Hypothesis,
    Indicator,
    Note,
    OwnQuestion,
    Project,
    Questionnaire,
    Structure,
    Study,
)

DAY = date(2026, 3, 2)
"""A day that most dates are counted from."""

OPINIONS = (
    words.Opinion.YES,
    words.Opinion.PARTLY,
    words.Opinion.NO,
    words.Opinion.UNKNOWN,
)
STATES = (
    words.AnswerState.TO_ASK,
    words.AnswerState.ASKED,
    words.AnswerState.RECEIVED,
    words.AnswerState.NOT_APPLICABLE,
)
STATUSES = tuple(status for status in words.SourceStatus if status)
REASONS = tuple(reason for reason in words.NotApplicable if reason)


@cache
def sample_guide() -> Guide:
    """The shipped questionnaires, with two questions of the practice."""
    own = (
        OwnQuestion(id="own1", number=1, text="Le logo se lit-il à deux mètres ?", help="À deux."),
        OwnQuestion(id="own2", number=2, text="Le bruit gêne-t-il la consultation ?", help="Oui."),
    )
    return Guide(library().forms, own)


def rich_dossier(compared: int = 3, decided: bool = True) -> Dossier:
    """A project with `compared` candidates kept and two that are only listed.

    The last compared candidate does without machine learning (5.2), but has answers to the
    questions that this excludes.
    """
    candidates = _candidates(compared)
    return Dossier(
        structure=_structure(),
        guide=sample_guide(),
        project=_project(decided),
        candidates=candidates,
        answers={(a.candidate_id, a.cell): a for a in _answers(candidates)},
        marks=frozenset({"q3", "q8_5"}),
        notes=_notes(),
        attachments=_attachments(),
        studies=_studies(candidates),
        costs=_costs(candidates),
        assessments=_assessments(candidates[:compared]),
        hypotheses=_hypotheses(),
        indicators=_indicators(),
        questionnaires=_questionnaires(candidates),
        device=_device() if decided else None,
    )


def empty_dossier(compared: int = 0) -> Dossier:
    """A project that was just opened."""
    project = Project(id="p2", number=12, need="Gagner du temps", opened_on=DAY)
    candidates = tuple(
        Candidate(id=f"v{i}", project_id="p2", position=i, name=f"Vide {i}", kept=words.Kept.YES)
        for i in range(1, compared + 1)
    )
    structure = Structure(id="s", name="Cabinet neuf", created_on=DAY)
    return Dossier(
        structure=structure, guide=sample_guide(), project=project, candidates=candidates
    )


def _structure() -> Structure:
    return Structure(
        id="s",
        name="Centre d’imagerie du Quai",
        structure_kind=words.StructureKind.PRACTICE,
        address="12, quai des Brumes\n44000 Nantes",
        manager="Médecin radiologue référent",
        dpo="dpo@centre-du-quai.example",
        is_example=True,
        created_on=DAY,
    )


def _project(decided: bool) -> Project:
    return Project(
        id="p",
        number=3,
        need="Oublier moins de fractures sur les radiographies lues la nuit sans radiologue",
        nature=words.Nature.DEVICE,
        functions=tuple(f.id for f in library().commons.scope.functions)[:2],
        exclusion=library().commons.scope.exclusions[0].id,
        scope_note="Marquage CE vérifié, notice version 4.2",
        model="imagerie",
        opened_on=DAY,
        form_versions={form.id: form.version for form in library().forms},
        shared_by="Urgentistes, radiologues et manipulateurs",
        own_figures="8 400 radiographies par an, 31 rappels de patients en 2025",
        contract_years=4,
        uses_per_year=8400,
        trial=words.TrialNeed.YES,
        trial_reason="L’effet la nuit reste incertain",
        trial_start=date(2026, 4, 1),
        trial_end=date(2026, 6, 30),
        trial_conclusion="Deux hypothèses sur trois sont tenues",
        decision=words.Decision.KEEP if decided else words.Decision.NONE,
        chosen="c1" if decided else None,
        decision_reasons="Meilleure preuve chez l’enfant ; panne couverte par contrat",
        consulted=tuple(words.Consulted),
        consulted_note="Le délégué demande une revue après six mois",
        decided_on=date(2026, 7, 15) if decided else None,
        postponed_to=date(2026, 9, 1),
        signatories="Médecin responsable, cadre manipulateur",
    )


def _candidates(compared: int) -> tuple[Candidate, ...]:
    names = ("Ostalis Fracture", "Radioscope Os", "Nocturne RX", "Tibia+", "Fémoris", "Lumen Os")
    found = tuple(way for way in words.FoundThrough if way)
    kept = [
        Candidate(
            id=f"c{i}",
            project_id="p",
            position=i,
            name=names[i - 1],
            vendor=f"Éditeur {names[i - 1]}",
            version=f"{i}.2",
            contact=f"contact{i}@editeur.example",
            found_through=found[i - 1],
            found_detail=f"Repéré au congrès numéro {i}",
            interests=f"Un associé a donné une conférence payée {i} fois",
            kept=words.Kept.YES,
            in_service=i == 2,
        )
        for i in range(1, compared + 1)
    ]
    others = [
        Candidate(
            id=f"o{i}",
            project_id="p",
            position=compared + i,
            name=f"Écartis {i}",
            vendor=f"Éditeur écarté {i}",
            version=f"0.{i}",
            contact=f"ecarte{i}@editeur.example",
            found_through=words.FoundThrough.PRESS,
            found_detail=f"Article de presse numéro {i}",
            interests=f"Aucun lien connu, vérifié {i} fois",
            kept=words.Kept.NO if i == 1 else words.Kept.UNDECIDED,
            refusal=f"Pas de marquage CE, motif {i}",
        )
        for i in (1, 2)
    ]
    return (*kept, *others)


def _answers(candidates: tuple[Candidate, ...]) -> list[Answer]:
    guide = sample_guide()
    found = []
    for rank, cell in enumerate(guide.cells.values()):
        scope = guide.by_id[cell.question].scope
        who: tuple[str | None, ...] = tuple(c.id for c in candidates if c.kept is words.Kept.YES)
        if scope is Scope.PROJECT:
            who = (None,)
        found += [_answer(cell, c, rank * 7 + i) for i, c in enumerate(who)]
    last = [c for c in candidates if c.kept is words.Kept.YES][-1]
    learning = guide.cells[LEARNING_CELL]
    found.append(_answer(learning, last.id, 2).but(state=words.AnswerState.ANSWERED))
    found.append(_answer(guide.cells["q3_a"], "o1", 1))
    return found


def _answer(cell: Cell, candidate_id: str | None, seed: int) -> Answer:
    """One answer; one in nine is not simply answered, but keeps what was typed."""
    state = STATES[seed // 9 % 4] if seed % 9 == 8 else words.AnswerState.ANSWERED
    who = candidate_id or "projet"
    label = sample_guide().label(cell.id)
    values: dict[str, Any] = {
        "text": f"Réponse {label} de {who}, lue au paragraphe {seed} de la notice.",
        "source": f"Notice {who}",
        "source_place": f"§ {seed}.{seed % 5}",
        "source_day": date(2026, 1 + seed % 12, 1 + seed % 28),
        "source_status": STATUSES[seed % len(STATUSES)],
    }
    if cell.answer in (AnswerKind.OPINION, AnswerKind.YES_NO):
        values["opinion"] = OPINIONS[seed % 4]
    if cell.options:
        values["choices"] = (cell.options[seed % len(cell.options)].id,)
    if cell.answer is AnswerKind.AMOUNT:
        values["amount"] = 123_450 + seed * 100
    if cell.answer is AnswerKind.DATE:
        values["day"] = DAY
    if state in (words.AnswerState.ASKED, words.AnswerState.RECEIVED):
        values["asked_on"] = date(2026, 2, 1 + seed % 27)
    if state is words.AnswerState.RECEIVED:
        values["received_on"] = date(2026, 3, 1 + seed % 27)
    if state is words.AnswerState.NOT_APPLICABLE:
        values["no_object"] = REASONS[seed % len(REASONS)]
        values["no_object_detail"] = f"Précision {seed} du motif"
    return Answer(
        id=Answer.id_for("p", candidate_id, cell.id),
        project_id="p",
        candidate_id=candidate_id,
        cell=cell.id,
        state=state,
        **values,
    )


def _notes() -> tuple[Note, ...]:
    return tuple(
        Note(id=f"n{i}", project_id="p", question=q, text=f"Note {i} : en parler lundi.")
        for i, q in enumerate(("q1", "q3", "q5_8", "q9", "q10", "q_m1", "q_own_own1"), start=1)
    )


def _attachments() -> tuple[Attachment, ...]:
    return tuple(
        Attachment(
            id=f"a{i}",
            project_id="p",
            candidate_id=candidate,
            question=question,
            name=f"Pièce {i} - notice.pdf",
            size=120_000 * i,
            sha256=f"{i:x}" * 64,
            about_on=date(2026, 1, i),
            added_on=date(2026, 2, i),
        )
        for i, (candidate, question) in enumerate(
            (("c1", "q3"), ("c2", "q4_2"), (None, "q1"), ("o1", "")), start=1
        )
    )


def _studies(candidates: tuple[Candidate, ...]) -> tuple[Study, ...]:
    kinds = tuple(kind for kind in words.StudyKind if kind)
    about = tuple(kind for kind in words.StudyObject if kind)
    return tuple(
        Study(
            id=f"e{i}",
            project_id="p",
            candidate_id=candidate.id,
            position=1,
            citation=f"Martin {i} et al., Revue d’imagerie {i}",
            year=2018 + i,
            study_kind=kinds[i % len(kinds)],
            about=about[i % len(about)],
            method=f"Lecture croisée numéro {i}, aveugle",
            population=f"{i * 100} patients adultes, série {i}",
            effect=f"Sensibilité 9{i} %, intervalle {i}",
            interests=f"Deux auteurs salariés de l’éditeur {i}",
            limits=f"Peu d’enfants, transposition {i} incertaine",
        )
        for i, candidate in enumerate(candidates, start=1)
    )


def _costs(candidates: tuple[Candidate, ...]) -> tuple[CostLine, ...]:
    found = []
    for i, candidate in enumerate(candidates, start=1):
        for j, basis in enumerate(words.CostBasis, start=1):
            gain = j == len(words.CostBasis)
            found.append(
                CostLine(
                    id=f"k{i}-{j}",
                    project_id="p",
                    candidate_id=candidate.id,
                    position=j,
                    cost_kind=words.CostKind.GAIN if gain else words.CostKind.COST,
                    cell="q7_5_a" if gain else "q7_3_b",
                    label=f"Ligne {i}-{j} du devis",
                    amount=(i * 1_000 + j) * 100 + 50,
                    basis=basis,
                    source=f"Devis {i}-{j} du 3 février",
                )
            )
    return tuple(found)


def _assessments(compared: tuple[Candidate, ...]) -> tuple[Assessment, ...]:
    judgements = tuple(judgement for judgement in words.Judgement if judgement)
    return tuple(
        Assessment(
            id=Assessment.id_for(candidate.id, row.n),
            project_id="p",
            candidate_id=candidate.id,
            row=row.n,
            judgement=judgements[(row.n + i) % len(judgements)],
            line=f"Ligne {row.n} de {candidate.id} : avis de l’équipe." if row.n % 2 else "",
        )
        for i, candidate in enumerate(compared)
        for row in library().guide.comparison_rows
    )


def _hypotheses() -> tuple[Hypothesis, ...]:
    return tuple(
        Hypothesis(
            id=f"h{i}",
            project_id="p",
            position=i,
            hypothesis=f"Hypothèse {i} : le temps de lecture baisse",
            condition=f"Condition {i} : cent lectures",
            measure=f"Mesure {i} : temps médian",
            result=f"Résultat {i} : 42 secondes",
            verdict=verdict,
        )
        for i, verdict in enumerate(words.Verdict, start=1)
    )


def _indicators() -> tuple[Indicator, ...]:
    return tuple(
        Indicator(
            id=f"i{i}",
            project_id="p",
            position=i,
            name=f"Indicateur {i} : rappels de patients",
            source=f"Registre des rappels {i}",
            frequency=frequency,
            target=f"Moins de {i} par mois",
            next_reading=date(2026, 8, i),
        )
        for i, frequency in enumerate(words.Frequency, start=1)
    )


def _questionnaires(candidates: tuple[Candidate, ...]) -> tuple[Questionnaire, ...]:
    return (
        Questionnaire(
            id="qe1",
            project_id="p",
            candidate_id=candidates[0].id,
            made_on=DAY,
            due_on=date(2026, 3, 20),
            cells=("q3_a", "q4_2_a", "q8_11_a"),
            returned_on=date(2026, 3, 18),
        ),
    )


def _device() -> Device:
    return Device(
        id="d",
        number=7,
        project_id="p",
        name="Ostalis Fracture",
        version="1.2",
        nature=words.Nature.DEVICE,
        functions=("aide_au_diagnostic",),
        manufacturer="Éditeur Ostalis Fracture",
        contact="contact1@editeur.example",
        state=words.LifeState.PLANNED,
        purpose="Repérer une fracture",
        population="Adultes",
        limits="Pas avant deux ans",
        uses_ai=Known.YES,
        learning=LearningKind.FROZEN,
        learning_note="Figé",
        hosting_note="Hébergeur certifié",
        reuse_note="Aucune",
        contract_note="Abonnement",
        fallback="Lecture habituelle",
        origins={"purpose": "P-03, réponse 3 a"},
        added_on=DAY,
    )
