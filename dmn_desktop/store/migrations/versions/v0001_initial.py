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
    _census()
    _corrective_action()
    _counter()
    _device()
    _guard_switch()
    _incident()
    _own_question()
    _own_text()
    _project()
    _risk_scale()
    _satisfaction()
    _saved_view()
    _step()
    _structure()
    _triage_rules()
    _barrier()
    _candidate()
    _cause()
    _census_line()
    _change()
    _chronology_line()
    _declaration()
    _device_document()
    _device_state()
    _device_version()
    _form_draft()
    _hypothesis()
    _incident_document()
    _indicator()
    _note()
    _paper_draft()
    _patient_sheet()
    _point()
    _question_mark()
    _reuse_purpose()
    _risk()
    _answer()
    _assessment()
    _attachment()
    _cost_line()
    _declaration_part()
    _questionnaire()
    _reuse_consent()
    _sheet_version()
    _study()
    _hand_out()
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


def _census() -> None:
    op.create_table(
        "census",
        _text("id"),
        _int("number"),
        _text("opened_on"),
        _text("opened_by"),
        _text("closed_on", null=True),
        _text("closed_by"),
        _text("note"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_census")),
    )


def _corrective_action() -> None:
    op.create_table(
        "corrective_action",
        _text("id"),
        _int("number"),
        _text("text"),
        _text("origin"),
        _text("reference"),
        _text("incident_id", null=True),
        _text("risk_id", null=True),
        _text("device_id", null=True),
        _text("device"),
        _text("state"),
        _text("owner"),
        _text("due_on", null=True),
        _text("means"),
        _text("indicator"),
        _text("check_on", null=True),
        _text("effect"),
        _text("effect_note"),
        _text("checked_on", null=True),
        _text("checked_by"),
        _text("paqss"),
        _text("proof"),
        _text("file_name"),
        _int("size"),
        _text("sha256"),
        _text("reason"),
        _text("opened_on"),
        _text("done_on", null=True),
        _text("closed_on", null=True),
        _one_of("corrective_action", "effect", "", "efficace", "en_partie", "sans_effet"),
        _one_of("corrective_action", "origin", "incident", "risque", "controle", "audit"),
        _one_of(
            "corrective_action",
            "state",
            "a_decider",
            "planifiee",
            "en_cours",
            "realisee",
            "efficacite_verifiee",
            "close",
            "abandonnee",
        ),
        _refers("corrective_action", "device_id", "device", use_alter=True),
        _refers("corrective_action", "incident_id", "incident", use_alter=True),
        _refers("corrective_action", "risk_id", "risk", use_alter=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrective_action")),
        sa.UniqueConstraint("number", name=op.f("uq_corrective_action_number")),
    )


def _counter() -> None:
    op.create_table(
        "counter", _text("id"), _int("last"), sa.PrimaryKeyConstraint("id", name=op.f("pk_counter"))
    )


def _device() -> None:
    op.create_table(
        "device",
        _text("id"),
        _text("name"),
        _text("version"),
        _text("nature"),
        _text("exclusion"),
        _text("functions"),
        _text("tool_kind"),
        _text("has_level"),
        _text("specialty"),
        _text("manufacturer"),
        _text("manufacturer_country"),
        _text("representative"),
        _text("distributor"),
        _text("contact"),
        _text("state"),
        _text("places"),
        _text("users"),
        _text("referent"),
        _text("in_service_on", null=True),
        _text("withdrawn_on", null=True),
        _text("reviewed_on", null=True),
        _text("intended_use"),
        _text("use_verdict"),
        _int("monthly_volume", null=True),
        _text("decision_role"),
        _text("status"),
        _text("purpose"),
        _text("population"),
        _text("limits"),
        _text("ce_class"),
        _text("classification_rule"),
        _text("notified_body"),
        _text("certificate_number"),
        _text("certificate_end", null=True),
        _text("udi_di"),
        _text("basic_udi_di"),
        _text("udi_pi"),
        _text("emdn"),
        _text("gmdn"),
        _text("srn"),
        _text("eudamed_checked_on", null=True),
        _text("instructions"),
        _text("uses_ai"),
        _text("learning"),
        _text("learning_note"),
        _text("generative"),
        _text("high_risk"),
        _text("high_risk_reason"),
        _text("marketed_on", null=True),
        _text("ai_role"),
        _text("logs_kept"),
        _int("log_months", null=True),
        _text("overseer"),
        _text("input_data"),
        _text("identifying"),
        _text("vendor_role"),
        _text("hosting"),
        _text("hosting_note"),
        _text("hds_activities"),
        _text("hds_end", null=True),
        _text("storage_countries"),
        _text("outside_access"),
        _text("reuse"),
        _text("reuse_note"),
        _text("dpia"),
        _text("authentication"),
        _text("interop"),
        _text("acquisition"),
        _int("annual_cost", null=True),
        _text("contract_start", null=True),
        _text("contract_end", null=True),
        _int("notice_months", null=True),
        _text("tacit_renewal"),
        _int("renewal_months", null=True),
        _text("contract_note"),
        _text("insurer_informed_on", null=True),
        _text("criticality"),
        _text("fallback"),
        _int("max_downtime_hours", null=True),
        _text("last_drill", null=True),
        _int("number"),
        _text("project_id", null=True),
        _bool("to_examine"),
        _text("declared_by"),
        _text("origins"),
        _text("added_on"),
        _one_of(
            "device",
            "acquisition",
            "",
            "achat",
            "abonnement",
            "location",
            "paiement_a_l_usage",
            "gratuit",
            "inclus_plateforme",
        ),
        _one_of("device", "ai_role", "", "deployeur", "fournisseur", "les_deux"),
        _one_of(
            "device",
            "authentication",
            "",
            "pro_sante_connect",
            "mfa",
            "mot_de_passe",
            "session_locale",
        ),
        _one_of(
            "device",
            "ce_class",
            "",
            "I",
            "Is",
            "Im",
            "Ir",
            "IIa",
            "IIb",
            "III",
            "IVD_A",
            "IVD_B",
            "IVD_C",
            "IVD_D",
        ),
        _one_of("device", "criticality", "", "faible", "moyenne", "forte"),
        _one_of(
            "device",
            "decision_role",
            "",
            "tri",
            "avant_lecture",
            "lecture_concurrente",
            "second_lecteur",
            "calcul",
            "redaction",
        ),
        _one_of("device", "dpia", "", "faite", "non_requise_motivee", "a_faire"),
        _one_of(
            "device",
            "exclusion",
            "",
            "telesurveillance_L162_48",
            "lap",
            "lad",
            "usage_patient",
            "autre",
        ),
        _one_of("device", "generative", "", "oui", "non"),
        _one_of("device", "has_level", "", "A", "B", "C", "D"),
        _one_of("device", "high_risk", "", "oui_art_6_1", "oui_annexe_iii", "non", "a_determiner"),
        _one_of(
            "device", "hosting", "", "local", "externe_hds", "externe_non_hds", "sans_conservation"
        ),
        _one_of("device", "identifying", "", "identifiantes", "pseudonymisees", "anonymes"),
        _one_of("device", "learning", "", "fige", "incremental", "continu", "inconnu"),
        _one_of("device", "logs_kept", "", "oui", "non", "partiel"),
        _one_of(
            "device",
            "nature",
            "",
            "dmn_professionnel",
            "outil_technologique_innovant",
            "hors_perimetre_a_justifier",
        ),
        _one_of("device", "outside_access", "", "non", "oui_encadre", "inconnu"),
        _one_of(
            "device", "reuse", "", "non", "oui_autorise", "oui_a_autoriser", "refuse", "inconnu"
        ),
        _one_of("device", "state", "envisage", "essai", "en_service", "suspendu", "retire"),
        _one_of(
            "device",
            "status",
            "",
            "dm_rdm",
            "dm_ancien_directive_93_42",
            "dmdiv_ivdr",
            "non_dm",
            "a_verifier",
        ),
        _one_of("device", "tacit_renewal", "", "oui", "non"),
        _one_of(
            "device",
            "tool_kind",
            "",
            "redaction_de_documents",
            "structuration_du_dossier",
            "tri_de_patients",
            "autre",
        ),
        _one_of("device", "use_verdict", "", "conforme", "ecart"),
        _one_of("device", "uses_ai", "", "oui", "non", "inconnu"),
        _one_of(
            "device",
            "vendor_role",
            "",
            "sous_traitant",
            "responsable",
            "responsable_conjoint",
            "aucun",
        ),
        _refers("device", "project_id", "project", use_alter=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("number", name=op.f("uq_device_number")),
    )


def _guard_switch() -> None:
    op.create_table(
        "guard_switch",
        _text("id"),
        _text("field"),
        _text("reason"),
        _text("off_on"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guard_switch")),
        sa.UniqueConstraint("field", name=op.f("uq_guard_switch_field")),
    )


def _incident() -> None:
    op.create_table(
        "incident",
        _text("id"),
        _int("year"),
        _int("number"),
        _text("name"),
        _text("device_id", null=True),
        _text("device"),
        _text("version"),
        _text("profile"),
        _text("happened_at", null=True),
        _text("happened_note"),
        _text("known_at"),
        _int("offset", null=True),
        _text("place"),
        _text("description"),
        _text("first_measures"),
        _text("noticed_by"),
        _text("consequence"),
        _text("consequence_note"),
        _text("severity"),
        _text("worst_case"),
        _text("incident_kind"),
        _bool("near_miss"),
        _text("local_number"),
        _text("patient_told"),
        _text("patient_told_on", null=True),
        _text("state"),
        _text("closed_on", null=True),
        _text("closed_by"),
        _text("closing_note"),
        _text("answers"),
        _text("conduct"),
        _text("suspended_on", null=True),
        _text("returned_on", null=True),
        _text("return_reason"),
        _text("data_kinds"),
        _int("people_count", null=True),
        _text("data_effects"),
        _text("data_measures"),
        _text("device_share"),
        _text("software_share"),
        _text("data_share"),
        _text("use_share"),
        _text("organisation_share"),
        _text("analysis"),
        _text("analysed_by"),
        _text("analysed_on", null=True),
        _text("disagreement"),
        _text("disagreement_reason"),
        _text("action_useful"),
        _text("noted_on"),
        _one_of("incident", "action_useful", "", "oui", "non"),
        _one_of("incident", "consequence", "", "aucune", "evitee", "reelle"),
        _one_of("incident", "data_share", "", "principale", "contributive", "ecartee", "inconnue"),
        _one_of(
            "incident", "device_share", "", "principale", "contributive", "ecartee", "inconnue"
        ),
        _one_of("incident", "disagreement", "", "non", "resultat_ecarte", "resultat_suivi"),
        _one_of(
            "incident",
            "incident_kind",
            "",
            "panne",
            "resultat_faux",
            "resultat_absent",
            "baisse_de_performance",
            "ergonomie",
            "notice",
            "identite",
            "donnees",
            "securite",
            "rayonnements",
            "autre",
        ),
        _one_of(
            "incident",
            "organisation_share",
            "",
            "principale",
            "contributive",
            "ecartee",
            "inconnue",
        ),
        _one_of("incident", "patient_told", "", "oui", "non", "sans_objet"),
        _one_of(
            "incident",
            "profile",
            "",
            "liberal",
            "centre_ou_cabinet_de_groupe",
            "etablissement_de_sante",
        ),
        _one_of(
            "incident",
            "severity",
            "",
            "sans_gravite",
            "moderee",
            "grave",
            "deficit_permanent",
            "pronostic_vital",
            "deces",
        ),
        _one_of(
            "incident", "software_share", "", "principale", "contributive", "ecartee", "inconnue"
        ),
        _one_of("incident", "state", "ouvert", "clos"),
        _one_of("incident", "use_share", "", "principale", "contributive", "ecartee", "inconnue"),
        _one_of(
            "incident",
            "worst_case",
            "",
            "sans_gravite",
            "moderee",
            "grave",
            "deficit_permanent",
            "pronostic_vital",
            "deces",
        ),
        _refers("incident", "device_id", "device", use_alter=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_incident_year_number")),
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


def _own_text() -> None:
    op.create_table(
        "own_text",
        _text("id"),
        _text("text"),
        _text("changed_on"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_text")),
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


def _risk_scale() -> None:
    op.create_table(
        "risk_scale",
        _text("id"),
        _text("severities"),
        _text("likelihoods"),
        _text("grid"),
        _text("reason"),
        _text("changed_on"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_scale")),
    )


def _satisfaction() -> None:
    op.create_table(
        "satisfaction",
        _text("id"),
        _text("device_id", null=True),
        _text("since"),
        _text("until"),
        _int("handed"),
        _int("returned"),
        _text("counts"),
        _text("note"),
        _refers("satisfaction", "device_id", "device", use_alter=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_satisfaction")),
    )


def _saved_view() -> None:
    op.create_table(
        "saved_view",
        _text("id"),
        _text("table"),
        _int("position"),
        _text("name"),
        _text("content"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
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
        _text("phone"),
        _text("email"),
        _text("web_page"),
        _text("dpo"),
        _text("dpo_phone"),
        _text("dpo_email"),
        _bool("without_dpo"),
        _text("insurer"),
        _text("insurance_number"),
        _bool("is_example"),
        _text("created_on"),
        _one_of("structure", "structure_kind", "cabinet", "centre", "etablissement"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_structure")),
    )


def _triage_rules() -> None:
    op.create_table(
        "triage_rules",
        _text("id"),
        _int("position"),
        _text("version"),
        _text("source"),
        _text("verified_on"),
        _text("adopted_on"),
        _text("adopted_by"),
        _text("reason"),
        _bool("shipped"),
        _text("file_name"),
        _int("size"),
        _text("sha256"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_triage_rules")),
    )


def _barrier() -> None:
    op.create_table(
        "barrier",
        _text("id"),
        _text("incident_id"),
        _int("position"),
        _text("text"),
        _text("held"),
        _text("note"),
        _one_of("barrier", "held", "", "tenue", "franchie", "absente"),
        _refers("barrier", "incident_id", "incident"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_barrier")),
    )
    op.create_index(op.f("ix_barrier_incident_id"), "barrier", ["incident_id"], unique=False)


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


def _cause() -> None:
    op.create_table(
        "cause",
        _text("id"),
        _text("incident_id"),
        _int("position"),
        _text("family"),
        _text("text"),
        _text("whys"),
        _one_of(
            "cause",
            "family",
            "patient",
            "taches",
            "soignant",
            "equipe",
            "environnement",
            "organisation",
            "institution",
        ),
        _refers("cause", "incident_id", "incident"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cause")),
    )
    op.create_index(op.f("ix_cause_incident_id"), "cause", ["incident_id"], unique=False)


def _census_line() -> None:
    op.create_table(
        "census_line",
        _text("id"),
        _text("census_id"),
        _text("device_id", null=True),
        _text("device"),
        _text("used"),
        _text("version"),
        _text("places"),
        _text("risks"),
        _text("contract"),
        _text("note"),
        _text("confirmed_by"),
        _text("confirmed_on", null=True),
        _one_of("census_line", "contract", "", "oui", "modifie", "non"),
        _one_of("census_line", "places", "", "oui", "modifie", "non"),
        _one_of("census_line", "risks", "", "oui", "modifie", "non"),
        _one_of("census_line", "used", "", "oui", "modifie", "non"),
        _one_of("census_line", "version", "", "oui", "modifie", "non"),
        _refers("census_line", "census_id", "census"),
        _refers("census_line", "device_id", "device", use_alter=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_census_line")),
    )
    op.create_index(op.f("ix_census_line_census_id"), "census_line", ["census_id"], unique=False)


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


def _chronology_line() -> None:
    op.create_table(
        "chronology_line",
        _text("id"),
        _text("incident_id"),
        _int("position"),
        _text("at", null=True),
        _text("moment"),
        _text("text"),
        _text("source"),
        _refers("chronology_line", "incident_id", "incident"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chronology_line")),
    )
    op.create_index(
        op.f("ix_chronology_line_incident_id"), "chronology_line", ["incident_id"], unique=False
    )


def _declaration() -> None:
    op.create_table(
        "declaration",
        _text("id"),
        _text("incident_id"),
        _int("position"),
        _text("letter"),
        _text("outcomes"),
        _text("name"),
        _text("recipient"),
        _text("status"),
        _text("ground"),
        _text("confidence"),
        _text("channel"),
        _text("because"),
        _bool("uncertain"),
        _text("rules"),
        _text("rules_verified_on", null=True),
        _text("state"),
        _text("reason"),
        _text("refused_by"),
        _text("refused_on", null=True),
        _text("reply"),
        _text("replied_on", null=True),
        _text("reply_document_id", null=True),
        _text("prepared_on"),
        _one_of("declaration", "state", "a_faire", "envoyee", "ecartee", "tenue_ici", "sans_objet"),
        _one_of(
            "declaration",
            "status",
            "obligatoire",
            "recommandee",
            "facultative",
            "interne",
            "a_venir",
        ),
        _refers("declaration", "incident_id", "incident"),
        _refers("declaration", "reply_document_id", "incident_document", use_alter=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration")),
    )
    op.create_index(
        op.f("ix_declaration_incident_id"), "declaration", ["incident_id"], unique=False
    )


def _device_document() -> None:
    op.create_table(
        "device_document",
        _text("id"),
        _text("device_id"),
        _text("document_kind"),
        _text("name"),
        _text("place"),
        _text("about_on", null=True),
        _text("added_on"),
        _text("ends_on", null=True),
        _text("version"),
        _text("file_name"),
        _int("size"),
        _text("sha256"),
        _one_of(
            "device_document",
            "document_kind",
            "notice",
            "declaration_ue",
            "certificat_ce",
            "contrat",
            "contrat_donnees",
            "certificat_hds",
            "aipd",
            "autorisation_reemploi",
            "avis_securite",
            "compte_rendu",
            "autre",
        ),
        _refers("device_document", "device_id", "device"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_document")),
    )
    op.create_index(
        op.f("ix_device_document_device_id"), "device_document", ["device_id"], unique=False
    )


def _device_state() -> None:
    op.create_table(
        "device_state",
        _text("id"),
        _text("device_id"),
        _text("state"),
        _text("since"),
        _text("reason"),
        _text("noted_on"),
        _one_of("device_state", "state", "envisage", "essai", "en_service", "suspendu", "retire"),
        _refers("device_state", "device_id", "device"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_state")),
    )
    op.create_index(op.f("ix_device_state_device_id"), "device_state", ["device_id"], unique=False)


def _device_version() -> None:
    op.create_table(
        "device_version",
        _text("id"),
        _text("device_id"),
        _int("position"),
        _text("version"),
        _text("installed_on", null=True),
        _text("noted_on"),
        _text("note"),
        _text("instructions"),
        _text("patient_sheet"),
        _text("training"),
        _text("quality"),
        _one_of("device_version", "instructions", "", "a_faire", "fait", "inutile"),
        _one_of("device_version", "patient_sheet", "", "a_faire", "fait", "inutile"),
        _one_of("device_version", "quality", "", "a_faire", "fait", "inutile"),
        _one_of("device_version", "training", "", "a_faire", "fait", "inutile"),
        _refers("device_version", "device_id", "device"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_version")),
    )
    op.create_index(
        op.f("ix_device_version_device_id"), "device_version", ["device_id"], unique=False
    )


def _form_draft() -> None:
    op.create_table(
        "form_draft",
        _text("id"),
        _text("incident_id", null=True),
        _text("form"),
        _text("values"),
        _refers("form_draft", "incident_id", "incident"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_draft")),
        sa.UniqueConstraint("incident_id", "form", name=op.f("uq_form_draft_incident_id_form")),
    )
    op.create_index(op.f("ix_form_draft_incident_id"), "form_draft", ["incident_id"], unique=False)


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


def _incident_document() -> None:
    op.create_table(
        "incident_document",
        _text("id"),
        _text("incident_id"),
        _text("document_kind"),
        _text("name"),
        _text("place"),
        _text("about_on", null=True),
        _text("added_on"),
        _text("file_name"),
        _int("size"),
        _text("sha256"),
        _one_of(
            "incident_document",
            "document_kind",
            "preuve",
            "recepisse",
            "courrier",
            "reponse",
            "analyse",
            "autre",
        ),
        _refers("incident_document", "incident_id", "incident"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_document")),
    )
    op.create_index(
        op.f("ix_incident_document_incident_id"), "incident_document", ["incident_id"], unique=False
    )


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


def _paper_draft() -> None:
    op.create_table(
        "paper_draft",
        _text("id"),
        _text("template"),
        _text("device_id", null=True),
        _text("values"),
        _refers("paper_draft", "device_id", "device"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_draft")),
        sa.UniqueConstraint(
            "template", "device_id", name=op.f("uq_paper_draft_template_device_id")
        ),
    )
    op.create_index(op.f("ix_paper_draft_device_id"), "paper_draft", ["device_id"], unique=False)


def _patient_sheet() -> None:
    op.create_table(
        "patient_sheet",
        _text("id"),
        _int("number"),
        _text("device_id", null=True),
        _text("template"),
        _text("values"),
        _text("without"),
        _bool("with_code"),
        _text("started_on"),
        _refers("patient_sheet", "device_id", "device"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient_sheet")),
        sa.UniqueConstraint("number", name=op.f("uq_patient_sheet_number")),
    )
    op.create_index(
        op.f("ix_patient_sheet_device_id"), "patient_sheet", ["device_id"], unique=False
    )


def _point() -> None:
    op.create_table(
        "point",
        _text("id"),
        _text("device_id"),
        _text("origin"),
        _text("task"),
        _text("text"),
        _text("owner"),
        _text("due_on", null=True),
        _text("state"),
        _text("reason"),
        _text("ended_on", null=True),
        _text("opened_on"),
        _one_of("point", "origin", "version", "retrait", "recensement", "libre"),
        _one_of("point", "state", "ouvert", "fait", "ecarte"),
        _refers("point", "device_id", "device"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point")),
    )
    op.create_index(op.f("ix_point_device_id"), "point", ["device_id"], unique=False)


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


def _reuse_purpose() -> None:
    op.create_table(
        "reuse_purpose",
        _text("id"),
        _text("device_id"),
        _int("position"),
        _text("purpose"),
        _text("decision"),
        _text("decided_on", null=True),
        _text("document_id", null=True),
        _one_of("reuse_purpose", "decision", "", "autorise", "refuse"),
        _refers("reuse_purpose", "device_id", "device"),
        _refers("reuse_purpose", "document_id", "device_document", use_alter=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reuse_purpose")),
    )
    op.create_index(
        op.f("ix_reuse_purpose_device_id"), "reuse_purpose", ["device_id"], unique=False
    )


def _risk() -> None:
    op.create_table(
        "risk",
        _text("id"),
        _text("device_id"),
        _int("number"),
        _text("text"),
        _text("theme"),
        _text("cause"),
        _text("consequence"),
        _int("severity"),
        _int("likelihood"),
        _text("measures"),
        _int("residual_severity"),
        _int("residual_likelihood"),
        _text("action"),
        _text("owner"),
        _text("due_on", null=True),
        _text("state"),
        _text("reason"),
        _text("accepted_by"),
        _text("accepted_on", null=True),
        _text("reviewed_on", null=True),
        _text("rule"),
        _text("cell"),
        _text("origin"),
        _text("opened_on"),
        _one_of("risk", "state", "ouvert", "accepte", "clos", "ecarte"),
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
            "identitovigilance",
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


def _declaration_part() -> None:
    op.create_table(
        "declaration_part",
        _text("id"),
        _text("declaration_id"),
        _int("position"),
        _text("part"),
        _text("name"),
        _bool("immediate"),
        _text("due_at", null=True),
        _text("due_on", null=True),
        _text("rule"),
        _text("started_at", null=True),
        _text("texts"),
        _text("sent_at", null=True),
        _text("sent_by"),
        _text("sent_to"),
        _text("receipt"),
        _text("document_id", null=True),
        _refers("declaration_part", "declaration_id", "declaration"),
        _refers("declaration_part", "document_id", "incident_document", use_alter=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration_part")),
    )
    op.create_index(
        op.f("ix_declaration_part_declaration_id"),
        "declaration_part",
        ["declaration_id"],
        unique=False,
    )


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


def _reuse_consent() -> None:
    op.create_table(
        "reuse_consent",
        _text("id"),
        _text("purpose_id"),
        _text("local_number"),
        _text("answer"),
        _text("answered_on"),
        _text("withdrawn_on", null=True),
        _one_of("reuse_consent", "answer", "accord", "opposition"),
        _refers("reuse_consent", "purpose_id", "reuse_purpose"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reuse_consent")),
        sa.UniqueConstraint(
            "purpose_id", "local_number", name=op.f("uq_reuse_consent_purpose_id_local_number")
        ),
    )
    op.create_index(
        op.f("ix_reuse_consent_purpose_id"), "reuse_consent", ["purpose_id"], unique=False
    )


def _sheet_version() -> None:
    op.create_table(
        "sheet_version",
        _text("id"),
        _text("sheet_id"),
        _int("position"),
        _text("template"),
        _text("texts"),
        _text("facts"),
        _text("labels"),
        _text("without"),
        _text("page"),
        _text("validated_on"),
        _text("validated_by"),
        _refers("sheet_version", "sheet_id", "patient_sheet"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_version")),
        sa.UniqueConstraint(
            "sheet_id", "position", name=op.f("uq_sheet_version_sheet_id_position")
        ),
    )
    op.create_index(op.f("ix_sheet_version_sheet_id"), "sheet_version", ["sheet_id"], unique=False)


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


def _hand_out() -> None:
    op.create_table(
        "hand_out",
        _text("id"),
        _text("version_id"),
        _text("variant"),
        _text("handed_on"),
        _int("copies"),
        _text("note"),
        _one_of("hand_out", "variant", "standard", "gros", "simplifie"),
        _refers("hand_out", "version_id", "sheet_version"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_out")),
    )
    op.create_index(op.f("ix_hand_out_version_id"), "hand_out", ["version_id"], unique=False)
