"""Signs of a patient's identity in a text: a hint in amber, that refuses and keeps nothing.

Pure: nothing is logged, nothing is remembered. What is found is told by its place, so that the
words themselves go nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from dmn_desktop.core.text import NBSP, fold

_GAP = r"[ \u00a0\u202f.\-]?"
_NUMBER = re.compile(
    rf"(?<![\d]){_GAP}([1-478])({_GAP})(\d{{2}}){_GAP}(\d{{2}}){_GAP}(\d{{2}}|2[ABab])"
    rf"{_GAP}(\d{{3}}){_GAP}(\d{{3}})(?:{_GAP}(\d{{2}}))?(?![\d])"
)
_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'-]*[a-zà-öø-ÿ][\w’'-]*|[A-ZÀ-ÖØ-Þ]{2,}[\w’'-]*"
_INITIAL = r"[A-ZÀ-ÖØ-Þ]\.?(?![\w’'])"
_TITLE = r"(?:M\.|Mr\.?|Mme|Mlle|MM\.|Mmes|[Mm]onsieur|[Mm]adame|[Mm]ademoiselle)"
_PARTICLES = r"(?:(?:de|du|des|la|le|van|von|el|ben)[ \u00a0]+|d’)*"
_TITLED = re.compile(
    rf"(?<![\w’'.]){_TITLE}[ \u00a0\u202f]+{_PARTICLES}(?:{_NAME}|{_INITIAL})"
    rf"(?:[ \u00a0-]{_PARTICLES}(?:{_NAME}))*"
)
_PATIENT = re.compile(
    rf"\b[Pp]atiente?[ \u00a0]+(?:(?:nommée?|appelée?)[ \u00a0]+)?(?:{_NAME})[ \u00a0]+(?:{_NAME})"
)
_DAY = re.compile(r"(?<!\d)(\d{1,2})[/.\- ](\d{1,2})[/.\- ]((?:19|20)\d{2}|\d{2})(?!\d)")
_BORN = re.compile(
    r"\b(?:née?s?(?:[ \u00a0](?:le|en))|date de naissance|naissance|d\.?d\.?n\.?)\b"
    r"[^\n.;]{0,20}?\d",
    re.IGNORECASE,
)
_TWO_NAMES = re.compile(rf"(?<![\w’'])(?:{_NAME})[ \u00a0]+(?:{_NAME})(?![\w’'])")
_FILE = re.compile(
    r"\b(?:n°|no|numéro)?[ \u00a0]*(?:de[ \u00a0])?"
    r"(?:dossier|IPP|NIP|IEP|identifiant|séjour|venue|accession|examen n°|INS|NIR|sécurité sociale)"
    r"(?:[ \u00a0](?:patient|n°|no|numéro|médical|du patient))*[ \u00a0]*[:#n°]*[ \u00a0]*"
    r"(?P<number>[A-Z]{0,4}-?\d[\d \u00a0./-]{4,}\d)",
    re.IGNORECASE,
)
_TITLES = {
    "directeur", "directrice", "docteur", "le", "la", "les", "dr", "pr", "professeur", "president",
    "presidente", "maire", "untel", "madame", "monsieur", "x", "dupont",
}  # fmt: skip


class SuspicionKind(Enum):
    """What a passage looks like."""

    NATIONAL_NUMBER = "nir"
    PERSON = "personne"
    BIRTH = "naissance"
    FILE_NUMBER = "dossier"


_SENTENCES = {
    SuspicionKind.NATIONAL_NUMBER: (
        "Ces chiffres forment un numéro de sécurité sociale ou une INS. Le registre se tient sans "
        f"identité de patient{NBSP}: mettre un numéro local."
    ),
    SuspicionKind.PERSON: (
        "Le nom d’une personne semble écrit ici. Si c’est un patient, dire "
        "«\u00a0le patient\u00a0», ou un numéro local."
    ),
    SuspicionKind.BIRTH: ("Une date de naissance semble écrite ici. Un âge suffit, sans le nom."),
    SuspicionKind.FILE_NUMBER: (
        "Un numéro de dossier de patient semble écrit ici. Mettre un numéro local, connu de vous "
        "seuls."
    ),
}


@dataclass(frozen=True)
class Suspicion:
    """A passage that may tell who a patient is.

    Attributes:
        start: Place of its first character.
        end: Place after its last one.
        sentence: What to say, without the passage itself.
    """

    start: int
    end: int
    kind: SuspicionKind

    @property
    def sentence(self) -> str:
        """What to say, without the passage itself."""
        return _SENTENCES[self.kind]


def find(text: str) -> list[Suspicion]:
    """The passages that may tell who a patient is, in the order of the text."""
    kept = list(_national_numbers(text))
    for one in (*_file_numbers(text), *_births(text), *_persons(text)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda suspicion: suspicion.start)


def is_national_number(text: str) -> bool:
    """Whether a text is a social security number (or an INS) whose key is right.

    Thirteen signs without the key are accepted when month and department can be.
    """
    match = _NUMBER.fullmatch(text.strip())
    return match is not None and _is_possible(match)


def _is_possible(match: re.Match[str]) -> bool:
    sex, _, year, month, department, town, order, key = match.groups()
    if not (1 <= int(month) <= 12 or 20 <= int(month) <= 42 or 50 <= int(month) <= 99):
        return False
    plain = department.upper().replace("2A", "19").replace("2B", "18")
    if not 1 <= int(plain) <= 99:
        return False
    if key is None:
        # Without its key, only what is written as such a number: not any thirteen digits.
        return len(match[0].strip()) > 13 or match[2] != ""
    value = int(f"{sex}{year}{month}{plain}{town}{order}")
    return 97 - value % 97 == int(key)


def _national_numbers(text: str) -> Iterator[Suspicion]:
    for match in _NUMBER.finditer(text):
        if _is_possible(match):
            start = match.start(1)
            yield Suspicion(start, match.end(), SuspicionKind.NATIONAL_NUMBER)


def _file_numbers(text: str) -> Iterator[Suspicion]:
    for match in _FILE.finditer(text):
        yield Suspicion(match.start(), match.end(), SuspicionKind.FILE_NUMBER)


def _births(text: str) -> Iterator[Suspicion]:
    for match in _BORN.finditer(text):
        yield Suspicion(match.start(), match.end(), SuspicionKind.BIRTH)
    for match in _DAY.finditer(text):
        if not _is_past_day(match):
            continue
        near = text[max(0, match.start() - 40) : match.start()].split("\n")[-1]
        names = [m for m in _TWO_NAMES.finditer(near) if _is_person(m[0])]
        if names and re.fullmatch(r"[ \u00a0,(:;–-]*(?:le)?[ \u00a0]*", near[names[-1].end() :]):
            start = match.start() - len(near) + names[-1].start()
            yield Suspicion(start, match.end(), SuspicionKind.BIRTH)


_RECENT_YEARS = 5
"""A name and a day of these years are more often a product and its notice than a young child."""


def _is_past_day(match: re.Match[str]) -> bool:
    """Whether it can be a birthday beside a name: a real day, years ago."""
    number, month, year = int(match[1]), int(match[2]), int(match[3])
    if year < 100:
        year += 1900 if year > date.today().year % 100 else 2000
    try:
        return date(year, month, number).year < date.today().year - _RECENT_YEARS
    except ValueError:
        return False


_COMMON = re.compile(
    r"^(le|la|les|un|une|des|du|au|aux|notice|version|contrat|clinique|cabinet|centre|service|"
    r"hopital|document|guide|fiche|article|annexe|reglement|directive|rapport|etude|norme|"
    r"certificat|releve|courriel|lettre|essai|revue|question|reponse|salle|serveur|assistance|"
    r"imagerie|medecine|cardiologie|radiologie|pharmacie|urgences|dicto|plume|procedure|charte)\b"
)


def _is_person(words: str) -> bool:
    """Whether two words with capitals may be a first name and a name, not a title or a product."""
    return not _COMMON.match(fold(words))


def _persons(text: str) -> Iterator[Suspicion]:
    for match in _TITLED.finditer(text):
        last = fold(match[0]).split()[-1].strip(".")
        if last in _TITLES and last not in ("x", "dupont", "untel"):
            continue
        yield Suspicion(match.start(), match.end(), SuspicionKind.PERSON)
    for match in _PATIENT.finditer(text):
        yield Suspicion(match.start(), match.end(), SuspicionKind.PERSON)
