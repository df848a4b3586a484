"""Answers on the reuse of data, counted by purpose, and satisfaction, added up: nobody is named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.identity_guard import is_national_number
from dmn_desktop.core.records import ReuseConsent, ReusePurpose, Satisfaction, today
from dmn_desktop.core.text import shorten
from dmn_desktop.core.vocabulary import ConsentAnswer
from dmn_desktop.services.register import Register, refuse_read_only

NUMBER_LIMIT = 40

QUESTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "prevenu": (
        "Vous a-t-on dit qu’un logiciel était utilisé\u00a0?",
        ("Oui", "Non", "Je ne sais plus"),
    ),
    "clair": ("L’explication était-elle claire\u00a0?", ("Oui", "En partie", "Non")),
    "questions": ("Avez-vous pu poser vos questions\u00a0?", ("Oui", "En partie", "Non")),
    "decision": (
        "Savez-vous qui a décidé de vos soins\u00a0?",
        ("Oui", "Non", "Je ne sais pas"),
    ),
    "donnees": ("Savez-vous ce que deviennent vos données\u00a0?", ("Oui", "En partie", "Non")),
}
"""Questions of the paper, by the first part of the keys of `Satisfaction.counts`."""


@dataclass(frozen=True)
class PurposeCount:
    """How a purpose of reuse was answered.

    Attributes:
        agreed: Agreements that hold.
        withdrawn: Agreements taken back.
    """

    purpose: ReusePurpose
    agreed: int = 0
    opposed: int = 0
    withdrawn: int = 0


def counts(register: Register, device_id: str) -> list[PurposeCount]:
    """The answers to each purpose of a device, counted."""
    with register.reading() as reader:
        purposes = reader.find(ReusePurpose, order="position", device_id=device_id)
        return [
            _count(purpose, reader.find(ReuseConsent, purpose_id=purpose.id))
            for purpose in purposes
        ]


def _count(purpose: ReusePurpose, answers: list[ReuseConsent]) -> PurposeCount:
    kinds = Counter("withdrawn" if a.withdrawn_on else a.answer.value for a in answers)
    return PurposeCount(
        purpose,
        kinds[ConsentAnswer.YES.value],
        kinds[ConsentAnswer.NO.value],
        kinds["withdrawn"],
    )


def consents(register: Register, purpose_id: str) -> list[ReuseConsent]:
    """The answers to a purpose, by local number."""
    with register.reading() as reader:
        return reader.find(ReuseConsent, order="local_number", purpose_id=purpose_id)


def answer(
    register: Register,
    purpose_id: str,
    local_number: str,
    given: ConsentAnswer,
    on: date | None = None,
) -> ReuseConsent:
    """Note an answer; a new one for the same number takes the place of the former.

    Raises:
        UserError: The number is empty, too long, or a social security number.
    """
    refuse_read_only(register)
    number = _checked(local_number)
    with register.transaction("réponse sur la réutilisation") as tx:
        known = tx.find(ReuseConsent, purpose_id=purpose_id, local_number=number)
        made = ReuseConsent(purpose_id=purpose_id, local_number=number)
        made = (known[0] if known else made).but(
            answer=given, answered_on=on or today(), withdrawn_on=None
        )
        tx.put(made)
    return made


def _checked(local_number: str) -> str:
    number = local_number.strip()
    if not number or len(number) > NUMBER_LIMIT:
        raise UserError(
            "Le numéro local est vide ou trop long.",
            "Rien n’a été noté.",
            f"Écrire le numéro donné par l’accueil, {NUMBER_LIMIT} signes au plus.",
        )
    if is_national_number(number):
        raise UserError(
            "Ce numéro est celui de la sécurité sociale.",
            "Rien n’a été noté.",
            "Donner un numéro local, connu de la structure seule.",
        )
    return number


def withdraw(register: Register, consent: ReuseConsent, on: date | None = None) -> ReuseConsent:
    """Note that an agreement was taken back; the answer stays, with its end.

    Raises:
        UserError: It is no agreement, or it is withdrawn before it was given.
    """
    refuse_read_only(register)
    day = on or today()
    if consent.answer is not ConsentAnswer.YES or day < consent.answered_on:
        raise UserError(
            "Seul un accord se retire, et pas avant d’avoir été donné.",
            "La réponse n’a pas changé.",
            "Vérifier la date, ou noter une opposition.",
        )
    changed = consent.but(withdrawn_on=day)
    with register.transaction("retrait d’un accord") as tx:
        tx.put(changed)
    return changed


def satisfaction(register: Register) -> list[Satisfaction]:
    """The satisfaction surveys, oldest first."""
    with register.reading() as reader:
        return reader.find(Satisfaction, order="until")


def save_satisfaction(register: Register, survey: Satisfaction) -> Satisfaction:
    """Add or change a survey, its answers added up.

    Raises:
        UserError: More answers to a question than questionnaires came back, or dates that cross.
    """
    refuse_read_only(register)
    problem = _problem(survey)
    if problem:
        raise UserError(problem, "Le relevé n’a pas changé.", "Corriger les nombres.")
    with register.transaction(f"relevé de satisfaction {shorten(survey.note, 30)}".strip()) as tx:
        tx.put(survey)
    return survey


def _problem(survey: Satisfaction) -> str:
    if survey.until < survey.since:
        return "La fin du relevé est avant son début."
    if survey.handed and survey.returned > survey.handed:
        return "Plus de questionnaires rendus que remis."
    totals: Counter[str] = Counter()
    for key, number in survey.counts.items():
        totals[key.partition(":")[0]] += number
    if any(total > survey.returned for total in totals.values()):
        return "Plus de réponses que de questionnaires rendus."
    return "Un nombre est négatif." if any(n < 0 for n in survey.counts.values()) else ""
