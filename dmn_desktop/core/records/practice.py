"""The structure that keeps the register, and what belongs to it as a whole."""

from datetime import date

from pydantic import Field

from dmn_desktop.core import vocabulary as words
from dmn_desktop.core.records.record import Record, today


class Structure(Record):
    """The practice or clinic that keeps the register. There is one."""

    kind = "structure"
    title = "structure"

    name: str = Field("", title="Nom de la structure")
    structure_kind: words.StructureKind = Field(words.StructureKind.PRACTICE, title="Type")
    address: str = Field("", title="Adresse")
    manager: str = Field("", title="Responsable du registre (fonction)")
    phone: str = Field("", title="Téléphone de l’accueil")
    email: str = Field("", title="Courriel")
    web_page: str = Field("", title="Page de la structure sur l’internet")
    dpo: str = Field("", title="Délégué à la protection des données (fonction, adresse)")
    dpo_phone: str = Field("", title="Téléphone du délégué à la protection des données")
    dpo_email: str = Field("", title="Courriel du délégué à la protection des données")
    without_dpo: bool = Field(False, title="Sans délégué à la protection des données")
    insurer: str = Field("", title="Assureur de responsabilité civile professionnelle")
    insurance_number: str = Field("", title="Numéro de contrat d’assurance")
    is_example: bool = Field(False, title="Registre d’exemple")
    created_on: date = Field(default_factory=today, title="Créé le")


class Counter(Record):
    """The last number given in a series, so that a number is never given twice."""

    kind = "counter"
    title = "numérotation"

    last: int = Field(0, ge=0)


class OwnQuestion(Record):
    """A question that the practice adds beside the official ones."""

    kind = "own_question"
    title = "question de la structure"
    unique = (("number",),)

    number: int = Field(ge=1, title="Numéro")
    text: str = Field(title="Question")
    help: str = Field("", title="Aide")
    retired: bool = Field(False, title="Retirée des nouveaux projets")

    @property
    def cell(self) -> str:
        """The key under which its answers are kept."""
        return f"q_own_{self.id}"


class OwnText(Record):
    """A text shipped with the program that the practice made its own.

    Its identifier is the key of the template; without one, the template holds.
    """

    kind = "own_text"
    title = "texte de la structure"

    text: str = Field("", title="Texte")
    changed_on: date = Field(default_factory=today, title="Modifié le")
