"""Whom an incident was told, by when and how; and the rules that a structure took for its own."""

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import Field, field_validator

from dmn_desktop.core import incident_vocabulary as words
from dmn_desktop.core.deadlines import local
from dmn_desktop.core.records.record import Record, Refers, stable_id, today


class Declaration(Record):
    """One recipient to tell of an incident, with the ground as it was on that day.

    Attributes:
        letter: The prepared text, by its key in `forms/declarations.toml`.
        outcomes: The outcomes of the orientation that ask for it.
        because: The answers that led there, in words.
        rules: Version of the rules that were followed.
    """

    kind = "declaration"
    title = "déclaration"

    incident_id: Annotated[str, Refers("incident")]
    position: int = Field(1, ge=1, title="Ordre")
    letter: str = Field("", title="Texte préparé")
    outcomes: tuple[str, ...] = Field((), title="Issues de l’orientation")
    name: str = Field(title="Déclaration")
    recipient: str = Field("", title="Destinataire")
    status: words.DeclarationStatus = Field(words.DeclarationStatus.INTERNAL, title="Devoir")
    ground: str = Field("", title="Fondement")
    confidence: str = Field("", title="Confiance dans le fondement")
    channel: str = Field("", title="Voie")
    because: str = Field("", title="Pourquoi")
    uncertain: bool = Field(False, title="Dépend d’un point à éclaircir")
    rules: str = Field("", title="Version des règles")
    rules_verified_on: date | None = Field(None, title="Règles vérifiées le")
    state: words.DeclarationState = Field(words.DeclarationState.TO_SEND, title="État")
    reason: str = Field("", title="Motif pour l’écarter")
    refused_by: str = Field("", title="Écartée par (fonction)")
    refused_on: date | None = Field(None, title="Écartée le")
    reply: str = Field("", title="Réponse du destinataire")
    replied_on: date | None = Field(None, title="Réponse reçue le")
    reply_document_id: Annotated[str | None, Refers("incident_document", owned=False)] = Field(
        None, title="Pièce de la réponse"
    )
    prepared_on: date = Field(default_factory=today, title="Préparée le")

    @staticmethod
    def id_for(incident_id: str, letter: str) -> str:
        """The identifier of the only declaration there can be to this recipient."""
        return stable_id("declaration", incident_id, letter)


class DeclarationPart(Record):
    """One sending of a declaration: most have one, some an initial part and a complement.

    Attributes:
        part: Its key in `forms/declarations.toml`.
        due_at: The instant by which it is due, when the law counts hours.
        due_on: The day by which it is due, when the law counts days or months.
        rule: How the deadline was found, in words; it stays as it was then.
        started_at: The instant from which it was counted.
        texts: The prepared texts that were edited, by section.
    """

    kind = "declaration_part"
    title = "volet de déclaration"

    declaration_id: Annotated[str, Refers("declaration")]
    position: int = Field(1, ge=1, title="Ordre")
    part: str = Field("", title="Volet")
    name: str = Field("", title="Nom du volet")
    immediate: bool = Field(False, title="Sans délai")
    due_at: datetime | None = Field(None, title="Avant l’instant")
    due_on: date | None = Field(None, title="Avant le")
    rule: str = Field("", title="Règle de l’échéance")
    started_at: datetime | None = Field(None, title="Compté depuis")
    texts: dict[str, str] = Field(default_factory=dict, title="Textes modifiés")
    sent_at: datetime | None = Field(None, title="Envoyé le")
    sent_by: str = Field("", title="Envoyé par (fonction)")
    sent_to: str = Field("", title="Voie employée")
    receipt: str = Field("", title="Numéro de récépissé")
    document_id: Annotated[str | None, Refers("incident_document", owned=False)] = Field(
        None, title="Preuve d’envoi"
    )

    @field_validator("due_at", "started_at", "sent_at", mode="after")
    @classmethod
    def _to_the_second(cls, value: datetime | None) -> datetime | None:
        return None if value is None else local(value).astimezone(UTC).replace(microsecond=0)

    @staticmethod
    def id_for(declaration_id: str, part: str) -> str:
        """The identifier of the only such part there can be."""
        return stable_id("declaration_part", declaration_id, part)


class TriageRules(Record):
    """Rules of orientation that a structure follows in place of those of the program.

    The last one adopted holds; the former stay, to tell what was followed when.
    """

    kind = "triage_rules"
    title = "règles de signalement"

    position: int = Field(1, ge=1, title="Ordre")
    version: str = Field(title="Version")
    source: str = Field("", title="Source")
    verified_on: date = Field(title="Vérifiées le")
    adopted_on: date = Field(default_factory=today, title="Adoptées le")
    adopted_by: str = Field("", title="Adoptées par (fonction)")
    reason: str = Field("", title="Motif")
    shipped: bool = Field(False, title="Règles du programme")
    file_name: str = Field("", title="Nom du fichier")
    size: int = Field(0, ge=0, title="Taille, en octets")
    sha256: str = Field("", max_length=64, title="Empreinte")
