"""What patients are told: sheets, their validated versions, hand-outs, answers on reuse.

No record of this file names a patient: hand-outs are counted, and an answer on reuse is held by a
number that only the practice can read.
"""

from datetime import date
from typing import Annotated

from pydantic import Field

from dmn_desktop.core.records.record import Record, Refers, stable_id, today
from dmn_desktop.core.vocabulary import ConsentAnswer, SheetVariant


class PatientSheet(Record):
    """A sheet of information for patients, as it is being written.

    Attributes:
        device_id: The device it is about; None for a sheet about the structure as a whole.
        template: Key of its template.
        values: What was typed, by name of element.
        without: Why a mandatory mention is not in its text, by « part:mention ».
        with_code: Whether it ends with the code of the structure's own page.
    """

    kind = "patient_sheet"
    title = "fiche d’information"
    unique = (("number",),)

    number: int = Field(ge=1, title="Numéro")
    device_id: Annotated[str | None, Refers("device")] = None
    template: str = Field(title="Modèle")
    values: dict[str, str] = Field(default_factory=dict, title="Éléments saisis")
    without: dict[str, str] = Field(default_factory=dict, title="Mentions absentes, motifs")
    with_code: bool = Field(False, title="Code QR de la page de la structure")
    started_on: date = Field(default_factory=today, title="Commencée le")

    @property
    def code(self) -> str:
        """« IP-07 »."""
        return f"IP-{self.number:02d}"


class SheetVersion(Record):
    """A validated version of a sheet: its words no longer change.

    Attributes:
        texts: The text of each variant, by its key, as it was validated.
        facts: What the register said then, by name of element or of field, in words.
        labels: The words for these names.
        without: Why a mandatory mention was not in a text, by « part:mention ».
        page: The address that its code leads to, empty without code.
        validated_by: A role, never a name.
    """

    kind = "sheet_version"
    title = "version validée"
    unique = (("sheet_id", "position"),)

    sheet_id: Annotated[str, Refers("patient_sheet")]
    position: int = Field(ge=1, title="Version")
    template: str = Field("", title="Modèle")
    texts: dict[str, str] = Field(default_factory=dict, title="Textes")
    facts: dict[str, str] = Field(default_factory=dict, title="Ce que disait le registre")
    labels: dict[str, str] = Field(default_factory=dict, title="Noms de ces éléments")
    without: dict[str, str] = Field(default_factory=dict, title="Mentions absentes, motifs")
    page: str = Field("", title="Adresse du code QR")
    validated_on: date = Field(default_factory=today, title="Validée le")
    validated_by: str = Field("", title="Validée par (fonction)")


class HandOut(Record):
    """Copies handed out, on one day: no patient is named."""

    kind = "hand_out"
    title = "remise"

    version_id: Annotated[str, Refers("sheet_version")]
    variant: SheetVariant = Field(SheetVariant.STANDARD, title="Présentation")
    handed_on: date = Field(default_factory=today, title="Remis le")
    copies: int = Field(1, ge=1, le=1_000_000, title="Exemplaires")
    note: str = Field("", title="Remarque")


class PaperDraft(Record):
    """What was typed in a letter, a notice or a card: it is found again when one comes back.

    Attributes:
        template: Key of its template.
        device_id: The device it is about; None for one about the structure.
        values: What was typed, by name of element.
    """

    kind = "paper_draft"
    title = "document en préparation"
    unique = (("template", "device_id"),)

    template: str = Field(title="Modèle")
    device_id: Annotated[str | None, Refers("device")] = None
    values: dict[str, str] = Field(default_factory=dict, title="Éléments saisis")

    @staticmethod
    def id_for(template: str, device_id: str | None) -> str:
        """The identifier of the only one there can be."""
        return stable_id("paper_draft", template, device_id or "")


class ReuseConsent(Record):
    """The answer of one person to one purpose of reuse, held by a local number.

    Attributes:
        local_number: Number given by the structure; only its own list says whose it is.
        withdrawn_on: The day an agreement was taken back.
    """

    kind = "reuse_consent"
    title = "réponse sur la réutilisation"
    unique = (("purpose_id", "local_number"),)

    purpose_id: Annotated[str, Refers("reuse_purpose")]
    local_number: str = Field(title="Numéro local")
    answer: ConsentAnswer = Field(ConsentAnswer.YES, title="Réponse")
    answered_on: date = Field(default_factory=today, title="Répondu le")
    withdrawn_on: date | None = Field(None, title="Retiré le")


class Satisfaction(Record):
    """Answers to the satisfaction questionnaire, added up: no single answer is kept.

    Attributes:
        counts: How many gave each answer, by « question:réponse ».
    """

    kind = "satisfaction"
    title = "relevé de satisfaction"

    device_id: Annotated[str | None, Refers("device", owned=False)] = None
    since: date = Field(default_factory=today, title="Du")
    until: date = Field(default_factory=today, title="Au")
    handed: int = Field(0, ge=0, le=1_000_000, title="Questionnaires remis")
    returned: int = Field(0, ge=0, le=1_000_000, title="Questionnaires rendus")
    counts: dict[str, int] = Field(default_factory=dict, title="Réponses")
    note: str = Field("", title="Remarque")


class GuardSwitch(Record):
    """A field where the hint on the identity of patients was turned off, and why."""

    kind = "guard_switch"
    title = "repérage d’identité"
    unique = (("field",),)

    field: str = Field(title="Champ")
    reason: str = Field(title="Motif")
    off_on: date = Field(default_factory=today, title="Coupé le")

    @staticmethod
    def id_for(field: str) -> str:
        """The identifier of the only switch there can be for this field."""
        return stable_id("guard_switch", field)
