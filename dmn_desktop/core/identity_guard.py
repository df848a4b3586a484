"""Signs of a patient's identity in a text: a hint in amber, that refuses and keeps nothing.

Pure: nothing is logged, nothing is remembered. What is found is told by its place, so that the
words themselves go nowhere. Doctors by their title, functions (« M. le Directeur ») and
correspondents (« Mme Durand, responsable qualité ») are no patients.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache, cached_property

from pydantic import Field

from dmn_desktop.core.content import load_content
from dmn_desktop.core.forms import Content
from dmn_desktop.core.paths import forms_dir
from dmn_desktop.core.text import NBSP, fold

_SPACE = r"[ \u00a0\u202f]"
_GAP = r"[ \u00a0\u202f.\-/]{0,3}"
_NUMBER = re.compile(
    rf"(?<!\d)([1-478])({_GAP})(\d{{2}}){_GAP}(\d{{2}}){_GAP}(\d{{2}}|2[ABab])"
    rf"{_GAP}(\d{{3}}){_GAP}(\d{{3}})(?:{_GAP}(\d{{2}}))?(?!\d)"
)
_UPPER, _LOWER = "A-ZÀ-ÖØ-ÞĀ-Ž", "a-zà-öø-ÿ"
_NAME = rf"(?:[{_UPPER}][\w’'-]*[{_LOWER}][\w’'-]*|[{_UPPER}]{{2,}}[\w’'-]*)"
_INITIAL = rf"[{_UPPER}]\.?(?![\w’'])"
_TITLE = r"(?:MM?\.|(?i:mr\.?|mmes?\.?|mlle\.?|melle\.?|monsieur|madame|mademoiselle)(?!\w))"
_PARTICLES = rf"(?:(?:de|du|des|la|le|van|von|el|ben|d’|d'){_SPACE}*)*"
_TITLED = re.compile(
    rf"(?<![\w’'.]){_TITLE}{_SPACE}*"
    rf"(?P<name>(?i:{_PARTICLES})(?:{_NAME}|{_INITIAL}|[{_LOWER}][\w’'-]+)"
    rf"(?:(?:{_SPACE}|-)(?i:{_PARTICLES})(?:{_NAME}))*)"
)
_CAPITALS = re.compile(rf"(?<![\w’'.-])M{_SPACE}(?P<name>[{_UPPER}]{{3,}}(?:-[{_UPPER}]{{2,}})*)\b")
_FUNCTION = re.compile(r"l[ea][ \u00a0]|l[’']")
"""« M. le Trésorier »: a small article begins a function, not a name."""

_PATIENT = re.compile(
    rf"\b(?P<word>[Pp]atiente?|[Ee]nfant|[Bb]ébé|[ÉéEe]pou(?:x|se)|[Vv]euve)"
    rf"(?P<colon>{_SPACE}*:)?{_SPACE}+(?:(?:nommée?|appelée?){_SPACE}+)?"
    rf"(?P<name>{_NAME}(?:{_SPACE}(?:{_NAME}|{_INITIAL}))?)"
)
_MONTHS = "janv|févr|fevr|mars|avr|mai|juin|juil|aou|août|sept|oct|nov|déc|dec"
_DATE = (
    rf"\d{{1,2}}(?:er)?[ \u00a0/.\-]{{1,2}}(?:\d{{1,2}}|(?:{_MONTHS})[a-zé]*\.?)"
    r"[ \u00a0/.\-]{1,2}\d{2,4}"
)
_DAY = re.compile(r"(?<!\d)(\d{1,2})[/.\- ](\d{1,2})[/.\- ]((?:19|20)\d{2}|\d{2})(?!\d)")
_BORN = re.compile(
    rf"\b(?:n[ée](?:e|\(e\)|·e)?s?{_SPACE}+(?:le{_SPACE}+)?{_DATE}"
    rf"|(?:date{_SPACE}+(?:de{_SPACE}+)?naissance|naissance|d\.?d\.?n\b\.?)[^\n.;\d]{{0,20}}\d)",
    re.IGNORECASE,
)
_BORN_IN = re.compile(
    rf"\bn[ée](?:e|\(e\)|·e)?s?{_SPACE}+en{_SPACE}+((?:19|20)\d\d)", re.IGNORECASE
)
_PAIR = re.compile(
    rf"(?<![\w’'])(?P<first>{_NAME}){_SPACE}+(?P<second>{_NAME}|{_INITIAL})(?![\w’'])"
)
_FILE = re.compile(
    rf"\b(?:n°|no|num(?:éro)?\.?)?{_SPACE}*(?:de{_SPACE}|d’|d')?"
    r"(?:dossier|IPP|NIP|IEP|NDA|identifiant|séjour|venue|accession(?: number)?"
    r"|(?:n°|no|numéro)[ \u00a0]*patient|patiente?(?=[ \u00a0]*(?:n°|n[o ]|numéro|:))"
    r"|examen(?=[ \u00a0]n°)|(?<=n° d’)examen|(?<=numéro d’)examen"
    r"|INS|NIR|sécu(?:rité sociale)?\b|secu\b)"
    rf"(?:{_SPACE}(?:patient|n°|no?|numéro|médical|du patient))*[ \u00a0:=#n°]*"
    r"(?P<number>[A-Z]{0,4}-?\d[\d \u00a0./-]{4,}\d)",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?P<local>[\w.+-]{1,64})@(?P<host>[\w-]+(?:\.[\w-]+)+)")
_MOBILE = re.compile(r"(?<!\d)(?:\+33|0)[ \u00a0]?[67](?:[ \u00a0.]?\d{2}){4}(?!\d)")
_ABOUT_ONE = re.compile(r"\b(?:patiente?|mme|mlle|m\.|mr|madame|monsieur)(?!\w)", re.IGNORECASE)


class SuspicionKind(Enum):
    """What a passage looks like."""

    NATIONAL_NUMBER = "nir"
    PERSON = "personne"
    BIRTH = "naissance"
    FILE_NUMBER = "dossier"
    CONTACT = "contact"


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
    SuspicionKind.CONTACT: (
        "L’adresse ou le téléphone d’un particulier semble écrit ici. Si c’est un patient, le "
        "garder dans son dossier seulement."
    ),
}


class GuardRules(Content):
    """The words of `forms/reperage_identite.toml`."""

    version: str
    source: str
    checked_on: date = Field(alias="verifie_le")
    first_names: frozenset[str] = Field(alias="prenoms")
    functions: frozenset[str] = Field(alias="fonctions")
    never_a_name: frozenset[str] = Field(alias="jamais_un_nom")
    never_a_person: frozenset[str] = Field(alias="jamais_une_personne")
    private_mail: frozenset[str] = Field(alias="messageries")
    work_mail: frozenset[str] = Field(alias="adresses_de_travail")

    @cached_property
    def of_a_correspondent(self) -> re.Pattern[str]:
        """A function right after a name: « , responsable qualité », « (DPO) »."""
        words = "|".join(sorted(map(re.escape, self.functions), key=len, reverse=True))
        return re.compile(rf"[ \u00a0]*[,(–-][ \u00a0]*(?:l['’])?(?:{words})\b")


@cache
def rules() -> GuardRules:
    """The words that tell patients from products and correspondents."""
    return load_content(forms_dir() / "reperage_identite.toml", GuardRules)


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
    others = (*_file_numbers(text), *_births(text), *_persons(text), *_contacts(text))
    for one in others:
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
        return match[2] != ""
    value = int(f"{sex}{year}{month}{plain}{town}{order}")
    return 97 - value % 97 == int(key)


def _national_numbers(text: str) -> Iterator[Suspicion]:
    for match in _NUMBER.finditer(text):
        if _is_possible(match):
            yield Suspicion(match.start(), match.end(), SuspicionKind.NATIONAL_NUMBER)


def _file_numbers(text: str) -> Iterator[Suspicion]:
    for match in _FILE.finditer(text):
        yield Suspicion(match.start(), match.end(), SuspicionKind.FILE_NUMBER)


def _births(text: str) -> Iterator[Suspicion]:
    for match in _BORN.finditer(text):
        yield Suspicion(match.start(), match.end(), SuspicionKind.BIRTH)
    for match in _BORN_IN.finditer(text):
        # « une idée née en 2021 » is no birth; people who are treated are mostly older.
        if int(match[1]) < date.today().year - _YOUNG:
            yield Suspicion(match.start(), match.end(), SuspicionKind.BIRTH)
    for match in _DAY.finditer(text):
        if _is_past_day(match):
            yield from _beside_a_name(text, match)


_YOUNG = 10
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


_LINK = re.compile(r"[ \u00a0,(:;–-]*(?:le)?[ \u00a0]*")
_AFTER = re.compile(r"[ \u00a0,):;–-]{1,3}")


def _beside_a_name(text: str, day: re.Match[str]) -> Iterator[Suspicion]:
    near = max(text.rfind("\n", 0, day.start()) + 1, day.start() - 40)
    before = [m for m in _PAIR.finditer(text, near, day.start()) if _is_person(m)]
    if before and _LINK.fullmatch(text, before[-1].end(), day.start()):
        yield Suspicion(before[-1].start(), day.end(), SuspicionKind.BIRTH)
        return
    link = _AFTER.match(text, day.end())
    after = link and _PAIR.match(text, link.end())
    if after and _is_person(after):
        yield Suspicion(day.start(), after.end(), SuspicionKind.BIRTH)


def _is_person(pair: re.Match[str]) -> bool:
    """Whether two words with capitals may be a first name and a name, not a title or a product."""
    first, second = fold(pair["first"]), fold(pair["second"]).rstrip(".")
    known = rules()
    if first in known.never_a_person:
        return False
    given = {first, second, first.split("-")[0], second.split("-")[0]} & known.first_names
    shouted = [word for word in (pair["first"], pair["second"]) if word.isupper()]
    return bool(given) or any(len(word) > 3 for word in shouted)


def _persons(text: str) -> Iterator[Suspicion]:
    for match in (*_TITLED.finditer(text), *_CAPITALS.finditer(text)):
        if _is_named(text, match):
            yield Suspicion(match.start(), match.end(), SuspicionKind.PERSON)
    for match in _PATIENT.finditer(text):
        if _is_patient(text, match):
            yield Suspicion(match.start(), match.end(), SuspicionKind.PERSON)


def _is_named(text: str, match: re.Match[str]) -> bool:
    """Whether a title is followed by somebody's name, not by a function."""
    name = match["name"]
    last = fold(name).split()[-1].strip(".’'-")
    if _FUNCTION.match(name) or last in rules().never_a_name or last in rules().functions:
        return False
    if len(name) < 3 and text[match.start("name") - 1] == ".":
        return False  # « M.Sc. »
    if name.islower() and (" " in name or name.endswith(("é", "ée", "ées", "és"))):
        return False  # « madame de garde », « Mme rappelée »
    return not rules().of_a_correspondent.match(fold(text[match.end() : match.end() + 40]))


def _is_patient(text: str, match: re.Match[str]) -> bool:
    words = match["name"].split()
    plain = [fold(word).strip(".") for word in words]
    if plain[0] in rules().never_a_name:
        return False
    if len(words) > 1 and set(plain) & rules().first_names:
        return True
    if any(word.isupper() for word in words):
        return max(len(word) for word in words if word.isupper()) > 4
    if match["colon"]:
        return len(words[0]) > 3 and text[match.end() :].split("\n")[0].strip(" ,.") == ""
    if match["word"][0] not in "pP":
        return True
    # « le patient Leroy », but « dossier patient Doctolib ».
    return _ONE.search(text, 0, match.start()) is not None


_ONE = re.compile(r"\b(?:le|la|du|au|ce|cette|un|une|notre|l[’'])[ \u00a0]?$", re.IGNORECASE)


def _contacts(text: str) -> Iterator[Suspicion]:
    known = rules()
    for match in _MAIL.finditer(text):
        parts = set(re.split(r"[^a-z]+", fold(match["local"])))
        if fold(match["host"]) not in known.private_mail or parts & known.work_mail:
            continue
        if parts & known.first_names or _is_about_one(text, match):
            yield Suspicion(match.start(), match.end(), SuspicionKind.CONTACT)
    for match in _MOBILE.finditer(text):
        if _is_about_one(text, match):
            yield Suspicion(match.start(), match.end(), SuspicionKind.CONTACT)


def _is_about_one(text: str, match: re.Match[str]) -> bool:
    """Whether a patient, or somebody with a title, is spoken of just before."""
    return bool(_ABOUT_ONE.search(text, max(0, match.start() - 60), match.start()))
