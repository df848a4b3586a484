"""The tables of the first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

APPEND_ONLY = (
    "CREATE TRIGGER step_no_update BEFORE UPDATE ON step BEGIN SELECT RAISE(ABORT, "
    "'append-only'); END",
    "CREATE TRIGGER step_no_delete BEFORE DELETE ON step BEGIN SELECT RAISE(ABORT, "
    "'append-only'); END",
    "CREATE TRIGGER change_no_update BEFORE UPDATE ON change WHEN NEW.seq IS NOT OLD.seq OR "
    "NEW.step IS NOT OLD.step OR NEW.kind IS NOT OLD.kind OR NEW.record_id IS NOT "
    "OLD.record_id OR NEW.project_id IS NOT OLD.project_id OR NEW.before IS NOT CASE WHEN "
    "OLD.before IS NULL THEN NULL ELSE '{}' END OR NEW.after IS NOT CASE WHEN OLD.after IS "
    "NULL THEN NULL ELSE '{}' END BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    "CREATE TRIGGER change_no_delete BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, "
    "'append-only'); END",
)


def upgrade() -> None:
    """Make every table, then the guards of the journal."""
    _blob()
    _counter()
    _device()
    _own_question()
    _project()
    _step()
    _structure()
    _candidate()
    _change()
    _hypothesis()
    _indicator()
    _note()
    _question_mark()
    _risk()
    _answer()
    _assessment()
    _attachment()
    _cost_line()
    _questionnaire()
    _study()
    for trigger in APPEND_ONLY:
        op.execute(trigger)


def _text(name: str, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def _int(name: str, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=null)


def _bool(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _one_of(table: str, column: str, *words: str) -> sa.CheckConstraint:
    allowed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({allowed})", name=f"ck_{table}_{column}")


def _refers(
    table: str, column: str, target: str, use_alter: bool = False
) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.id"],
        name=f"fk_{table}_{column}",
        deferrable=True,
        initially="DEFERRED",
        use_alter=use_alter,
    )


def _blob() -> None:
    op.create_table(
        "blob",
        _text("sha256"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )


def _counter() -> None:
    op.create_table(
        "counter", _text("id"), _int("last"), sa.PrimaryKeyConstraint("id", name=op.f("pk_counter"))
    )


def _device() -> None:
    op.create_table(
        "device",
        _text("id"),
        _int("number"),
        _text("project_id", null=True),
        _text("name"),
        _text("version"),
        _text("nature"),
        _text("functions"),
        _text("manufacturer"),
        _text("contact"),
        _text("state"),
        _text("purpose"),
        _text("population"),
        _text("limits"),
        _text("uses_ai"),
        _text("learning"),
        _text("hosting"),
        _text("reuse"),
        _text("contract"),
        _text("fallback"),
        _text("origins"),
        _text("added_on"),
        _one_of(
            "device",
            "nature",
            "",
            "dmn_professionnel",
            "outil_technologique_innovant",
            "hors_perimetre_a_justifier",
        ),
        _one_of("device", "state", "envisage", "essai", "en_service", "suspendu", "retire"),
        _one_of("device", "uses_ai", "", "oui", "en_partie", "non", "inconnu"),
        _refers("device", "project_id", "project", use_alter=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("number", name=op.f("uq_device_number")),
    )


def _own_question() -> None:
    op.create_table(
        "own_question",
        _text("id"),
        _int("number"),
        _text("text"),
        _text("help"),
        _bool("retired"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_question")),
        sa.UniqueConstraint("number", name=op.f("uq_own_question_number")),
    )


def _project() -> None:
    op.create_table(
        "project",
        _text("id"),
        _int("number"),
        _text("need"),
        _text("nature"),
        _text("functions"),
        _text("exclusion"),
        _text("scope_note"),
        _text("model"),
        _text("opened_on"),
        _bool("archived"),
        _text("form_versions"),
        _text("shared_by"),
        _text("own_figures"),
        _int("contract_years"),
        _int("uses_per_year", null=True),
        _text("trial"),
        _text("trial_reason"),
        _text("trial_start", null=True),
        _text("trial_end", null=True),
        _text("trial_conclusion"),
        _text("decision"),
        _text("chosen", null=True),
        _text("decision_reasons"),
        _text("consulted"),
        _text("consulted_note"),
        _text("decided_on", null=True),
        _text("postponed_to", null=True),
        _text("signatories"),
        _one_of("project", "decision", "", "retenir", "ne_pas_retenir", "reporter"),
        _one_of(
            "project",
            "nature",
            "",
            "dmn_professionnel",
            "outil_technologique_innovant",
            "hors_perimetre_a_justifier",
        ),
        _one_of("project", "trial", "", "oui", "non"),
        _refers("project", "chosen", "candidate", use_alter=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
        sa.UniqueConstraint("number", name=op.f("uq_project_number")),
    )


def _step() -> None:
    op.create_table(
        "step",
        sa.Column("seq", sa.Integer(), nullable=False),
        _text("at"),
        _text("who"),
        _text("label"),
        _text("action"),
        _text("run"),
        _text("target", null=True),
        _one_of("step", "action", "do", "undo", "redo", "start"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_step")),
    )


def _structure() -> None:
    op.create_table(
        "structure",
        _text("id"),
        _text("name"),
        _text("structure_kind"),
        _text("address"),
        _text("manager"),
        _text("dpo"),
        _bool("is_example"),
        _text("created_on"),
        _one_of("structure", "structure_kind", "cabinet", "etablissement"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_structure")),
    )


def _candidate() -> None:
    op.create_table(
        "candidate",
        _text("id"),
        _text("project_id"),
        _int("position"),
        _text("name"),
        _text("vendor"),
        _text("version"),
        _text("contact"),
        _text("found_through"),
        _text("found_detail"),
        _text("interests"),
        _text("kept"),
        _text("refusal"),
        _bool("in_service"),
        _one_of(
            "candidate",
            "found_through",
            "",
            "litterature",
            "presse",
            "pairs",
            "retours",
            "organisations",
            "congres",
            "demarchage",
            "autre",
        ),
        _one_of("candidate", "kept", "", "oui", "non"),
        _refers("candidate", "project_id", "project"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate")),
    )
    op.create_index(op.f("ix_candidate_project_id"), "candidate", ["project_id"], unique=False)


def _change() -> None:
    op.create_table(
        "change",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        _text("kind"),
        _text("record_id"),
        _text("project_id", null=True),
        _text("before", null=True),
        _text("after", null=True),
        sa.ForeignKeyConstraint(["step"], ["step.seq"], name=op.f("fk_change_step")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_change")),
    )
    op.create_index("ix_change_project_id", "change", ["project_id", "step"], unique=False)
    op.create_index(op.f("ix_change_record_id"), "change", ["record_id"], unique=False)
    op.create_index(op.f("ix_change_step"), "change", ["step"], unique=False)


def _hypothesis() -> None:
    op.create_table(
        "hypothesis",
        _text("id"),
        _text("project_id"),
        _int("position"),
        _text("hypothesis"),
        _text("condition"),
        _text("measure"),
        _text("result"),
        _text("verdict"),
        _one_of("hypothesis", "verdict", "", "validee", "en_partie", "non_validee"),
        _refers("hypothesis", "project_id", "project"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hypothesis")),
    )
    op.create_index(op.f("ix_hypothesis_project_id"), "hypothesis", ["project_id"], unique=False)


def _indicator() -> None:
    op.create_table(
        "indicator",
        _text("id"),
        _text("project_id"),
        _int("position"),
        _text("name"),
        _text("source"),
        _text("frequency"),
        _text("target"),
        _text("next_reading", null=True),
        _one_of(
            "indicator",
            "frequency",
            "hebdomadaire",
            "mensuelle",
            "trimestrielle",
            "semestrielle",
            "annuelle",
        ),
        _refers("indicator", "project_id", "project"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
    )
    op.create_index(op.f("ix_indicator_project_id"), "indicator", ["project_id"], unique=False)


def _note() -> None:
    op.create_table(
        "note",
        _text("id"),
        _text("project_id"),
        _text("question"),
        _text("text"),
        _refers("note", "project_id", "project"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index(op.f("ix_note_project_id"), "note", ["project_id"], unique=False)


def _question_mark() -> None:
    op.create_table(
        "question_mark",
        _text("id"),
        _text("project_id"),
        _text("question"),
        _refers("question_mark", "project_id", "project"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_mark")),
    )
    op.create_index(
        op.f("ix_question_mark_project_id"), "question_mark", ["project_id"], unique=False
    )


def _risk() -> None:
    op.create_table(
        "risk",
        _text("id"),
        _text("device_id"),
        _int("number"),
        _text("text"),
        _text("theme"),
        _text("cell"),
        _text("origin"),
        _text("state"),
        _one_of("risk", "state", "ouvert", "clos"),
        _one_of(
            "risk",
            "theme",
            "transmission",
            "reutilisation",
            "cybersecurite",
            "continuite",
            "securite_des_soins",
            "automatisation",
            "population",
            "version",
            "dependance",
            "organisation",
        ),
        _refers("risk", "device_id", "device"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk")),
    )
    op.create_index(op.f("ix_risk_device_id"), "risk", ["device_id"], unique=False)


def _answer() -> None:
    op.create_table(
        "answer",
        _text("id"),
        _text("project_id"),
        _text("candidate_id", null=True),
        _text("cell"),
        _text("state"),
        _text("opinion"),
        _text("text"),
        _text("choices"),
        _int("amount", null=True),
        _text("day", null=True),
        _text("no_object"),
        _text("no_object_detail"),
        _text("asked_on", null=True),
        _text("received_on", null=True),
        _text("source"),
        _text("source_place"),
        _text("source_day", null=True),
        _text("source_status"),
        _one_of(
            "answer",
            "no_object",
            "",
            "sans_apprentissage",
            "sans_donnee_patient",
            "hors_usage",
            "autre",
        ),
        _one_of("answer", "opinion", "", "oui", "en_partie", "non", "inconnu"),
        _one_of(
            "answer", "source_status", "", "declare_editeur", "lu_notice", "publie", "constate_ici"
        ),
        _one_of(
            "answer", "state", "vide", "repondu", "a_demander", "demande", "recu", "sans_objet"
        ),
        _refers("answer", "candidate_id", "candidate"),
        _refers("answer", "project_id", "project"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
    )
    op.create_index(op.f("ix_answer_candidate_id"), "answer", ["candidate_id"], unique=False)
    op.create_index(op.f("ix_answer_project_id"), "answer", ["project_id"], unique=False)


def _assessment() -> None:
    op.create_table(
        "assessment",
        _text("id"),
        _text("project_id"),
        _text("candidate_id"),
        _int("row"),
        _text("judgement"),
        _text("line"),
        _one_of(
            "assessment",
            "judgement",
            "",
            "convient",
            "a_discuter",
            "bloquant",
            "manque",
            "sans_objet",
        ),
        _refers("assessment", "candidate_id", "candidate"),
        _refers("assessment", "project_id", "project"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
    )
    op.create_index(
        op.f("ix_assessment_candidate_id"), "assessment", ["candidate_id"], unique=False
    )
    op.create_index(op.f("ix_assessment_project_id"), "assessment", ["project_id"], unique=False)


def _attachment() -> None:
    op.create_table(
        "attachment",
        _text("id"),
        _text("project_id"),
        _text("candidate_id", null=True),
        _text("question"),
        _text("name"),
        _int("size"),
        _text("sha256"),
        _text("about_on", null=True),
        _text("added_on"),
        _refers("attachment", "candidate_id", "candidate"),
        _refers("attachment", "project_id", "project"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(
        op.f("ix_attachment_candidate_id"), "attachment", ["candidate_id"], unique=False
    )
    op.create_index(op.f("ix_attachment_project_id"), "attachment", ["project_id"], unique=False)


def _cost_line() -> None:
    op.create_table(
        "cost_line",
        _text("id"),
        _text("project_id"),
        _text("candidate_id"),
        _int("position"),
        _text("cost_kind"),
        _text("cell"),
        _text("label"),
        _int("amount"),
        _text("basis"),
        _text("source"),
        _one_of("cost_line", "basis", "unique", "par_an", "par_mois", "par_usage"),
        _one_of("cost_line", "cost_kind", "cout", "gain"),
        _refers("cost_line", "candidate_id", "candidate"),
        _refers("cost_line", "project_id", "project"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cost_line")),
    )
    op.create_index(op.f("ix_cost_line_candidate_id"), "cost_line", ["candidate_id"], unique=False)
    op.create_index(op.f("ix_cost_line_project_id"), "cost_line", ["project_id"], unique=False)


def _questionnaire() -> None:
    op.create_table(
        "questionnaire",
        _text("id"),
        _text("project_id"),
        _text("candidate_id"),
        _text("made_on"),
        _text("due_on", null=True),
        _text("cells"),
        _text("returned_on", null=True),
        _refers("questionnaire", "candidate_id", "candidate"),
        _refers("questionnaire", "project_id", "project"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire")),
    )
    op.create_index(
        op.f("ix_questionnaire_candidate_id"), "questionnaire", ["candidate_id"], unique=False
    )
    op.create_index(
        op.f("ix_questionnaire_project_id"), "questionnaire", ["project_id"], unique=False
    )


def _study() -> None:
    op.create_table(
        "study",
        _text("id"),
        _text("project_id"),
        _text("candidate_id"),
        _int("position"),
        _text("citation"),
        _int("year", null=True),
        _text("study_kind"),
        _text("about"),
        _text("method"),
        _text("population"),
        _text("effect"),
        _text("interests"),
        _text("limits"),
        _one_of("study", "about", "", "ce_dispositif", "version_anterieure", "technologie"),
        _one_of(
            "study",
            "study_kind",
            "",
            "essai_randomise",
            "prospective",
            "retrospective",
            "revue",
            "vie_reelle",
            "avis",
            "interne",
            "en_cours",
        ),
        _refers("study", "candidate_id", "candidate"),
        _refers("study", "project_id", "project"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study")),
    )
    op.create_index(op.f("ix_study_candidate_id"), "study", ["candidate_id"], unique=False)
    op.create_index(op.f("ix_study_project_id"), "study", ["project_id"], unique=False)
