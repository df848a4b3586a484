"""European identifiers of a device: what can be checked of them, said in one sentence.

Nothing is refused: a remark stands beside the field, and what was typed is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dmn_desktop.core.text import NBSP

if TYPE_CHECKING:
    from biip.gs1_element_strings import GS1ElementString

BASIC_UDI_LIMIT = 25

_GS1_CHARACTERS = (
    "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
)
_CHECK_CHARACTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83)
"""Check character pair of a global model number: GS1 General Specifications, 7.9.5."""

_DI = "01"
_LINK = re.compile(r"https?://", re.IGNORECASE)
_LINK_HOST = re.compile(r"^https?://[^/]+", re.IGNORECASE)
_HRI = re.compile(r"\(\d{2,4}\)")
_SPACES = re.compile("[ \t\r\n\u00a0\u202f]")
"""Not every space: a scanner separates its parts by U+001D."""

_OTHER_ISSUERS = (
    ("HIBCC", re.compile(r"\+[A-Z][A-Z0-9]{3}[0-9A-Z$+/%. -]{2,}")),
    ("ICCBBA", re.compile(r"=/[A-Z0-9]{5}[A-Z0-9]{6}[A-Z0-9]{5}.*")),
    ("IFA", re.compile(r"(9N)?1[1-9A-Z][0-9A-Z]{8,18}[0-9]{2}")),
)


@dataclass(frozen=True)
class Remark:
    """What is said beside a field.

    Attributes:
        tone: « ok », « warn », or « neu » when nothing could be checked.
    """

    text: str
    tone: str


@dataclass(frozen=True)
class UdiReading:
    """What a typed or pasted UDI holds.

    Attributes:
        di: The code of the model.
        pi: What follows it (lot, version, dates), as « (10)ABC(17)271231 ».
    """

    di: str
    pi: str
    remark: Remark

    @property
    def is_whole(self) -> bool:
        """Whether more than the code of the model was pasted."""
        return bool(self.pi)


def read_udi(text: str) -> UdiReading:
    """Find the parts of a UDI, typed by hand, scanned, or pasted as printed or as a link."""
    compact = _SPACES.sub("", text)
    if not compact:
        return UdiReading("", "", Remark("", "neu"))
    elements = _elements(compact)
    if elements:
        return _from_elements(compact, elements)
    if re.fullmatch(r"\d[\d-]*", compact):
        return _from_digits(compact)
    for issuer, form in _OTHER_ISSUERS:
        if form.fullmatch(compact.upper()):
            words = f"Code de forme {issuer}{NBSP}: format non vérifié."
            return UdiReading(compact, "", Remark(words, "neu"))
    words = "Ni GS1 (14 chiffres), ni HIBCC, ICCBBA ou IFA. Relire l’étiquette."
    return UdiReading(text.strip(), "", Remark(words, "warn"))


def _elements(compact: str) -> tuple[GS1ElementString, ...]:
    """The element strings of a GS1 carrier, empty when it is not one."""
    import biip
    from biip.gs1_messages import GS1Message

    try:
        if _HRI.match(compact):
            return tuple(GS1Message.parse_hri(compact).element_strings)
        if not (_LINK.match(compact) or compact.startswith((f"{_DI}0", f"{_DI}1", "]"))):
            return ()
        if len(compact) <= 14 and compact.isdecimal():
            return ()  # a bare code that happens to start with 01
        parsed = biip.parse(_LINK_HOST.sub(lambda found: found[0].lower(), compact))
    except (biip.ParseError, ValueError, IndexError):
        return ()  # a lone « ] » is an IndexError there
    found = parsed.gs1_digital_link_uri or parsed.gs1_message
    return tuple(found.element_strings) if found is not None else ()


def _from_elements(compact: str, elements: tuple[GS1ElementString, ...]) -> UdiReading:
    code = next((e for e in elements if e.ai.ai == _DI), None)
    pi = "".join(f"({e.ai.ai}){e.value}" for e in elements if e.ai.ai != _DI)
    if code is None:
        words = "Code GS1 sans code de modèle (01). Relire l’étiquette."
        return UdiReading(compact, "", Remark(words, "warn"))
    if not _is_gtin(code.value):
        return UdiReading(code.value, pi, _WRONG_DIGIT)
    words = f"GS1 reconnu{NBSP}: code du modèle, clé juste"
    tail = f"{NBSP}; le reste est l’IUD-IP." if pi else "."
    return UdiReading(code.value, pi, Remark(words + tail, "ok"))


_WRONG_DIGIT = Remark(
    f"La clé de contrôle GS1 est fausse{NBSP}: un chiffre est à relire sur l’étiquette.", "warn"
)


def _from_digits(compact: str) -> UdiReading:
    digits = compact.replace("-", "")
    if len(digits) not in (8, 12, 13, 14):
        words = f"Un code GS1 a 14 chiffres (8, 12 ou 13 sinon){NBSP}: {len(digits)} ici."
        return UdiReading(compact, "", Remark(words, "warn"))
    if not _is_gtin(digits):
        return UdiReading(digits, "", _WRONG_DIGIT)
    return UdiReading(digits.zfill(14), "", Remark("Code GS1, clé de contrôle juste.", "ok"))


def _is_gtin(digits: str) -> bool:
    from biip.checksums import gs1_standard_check_digit

    return digits.isdecimal() and gs1_standard_check_digit(digits[:-1]) == int(digits[-1])


def gs1_check_pair(model: str) -> str:
    """The two check characters of a GS1 global model number, without them in `model`.

    Raises:
        ValueError: A sign that GS1 does not know, or too many signs.
    """
    if not 1 <= len(model) <= len(_PRIMES):
        raise ValueError("a global model number has 1 to 23 characters before its check pair")
    values = [_GS1_CHARACTERS.index(sign) for sign in model]
    total = sum(w * v for w, v in zip(_PRIMES, reversed(values), strict=False)) % 1021
    return _CHECK_CHARACTERS[total // 32] + _CHECK_CHARACTERS[total % 32]


def _basic_udi(text: str) -> Remark:
    compact = _SPACES.sub("", text)
    if len(compact) > BASIC_UDI_LIMIT:
        words = (
            f"{len(compact)} caractères{NBSP}: un IUD-ID de base en a {BASIC_UDI_LIMIT} au plus."
        )
        return Remark(words, "warn")
    if compact.startswith("++"):
        return Remark(f"Code de forme HIBCC{NBSP}: format non vérifié.", "neu")
    if not re.match(r"\d{6}", compact) or len(compact) < 9:
        return Remark(f"Longueur permise{NBSP}; format non vérifié.", "neu")
    try:
        right = gs1_check_pair(compact[:-2]) == compact[-2:]
    except ValueError:
        return Remark("Un signe n’existe pas dans un code GS1.", "warn")
    if right:
        return Remark("Code GS1, caractères de contrôle justes.", "ok")
    # Codes of other issuers may start with digits too: it cannot be called wrong.
    words = f"Lu comme un code GS1, ses deux derniers signes ne concordent pas{NBSP}: à relire."
    return Remark(words, "warn")


def _srn(text: str) -> Remark:
    found = re.fullmatch(r"([A-Z]{2})-(MF|AR|IM|PR)-(\d{9})", text.strip())
    if found is None:
        words = f"Un SRN s’écrit ES-MF-000025345{NBSP}: pays, rôle (MF, AR, IM, PR), neuf chiffres."
        return Remark(words, "warn")
    if found[2] != "MF":
        role = {"AR": "mandataire", "IM": "importateur", "PR": "assembleur"}[found[2]]
        return Remark(f"Forme juste, mais ce numéro est celui d’un {role}.", "warn")
    return Remark("Forme juste. Il se vérifie dans EUDAMED.", "ok")


def _form(pattern: str, right: str, wrong: str) -> Callable[[str], Remark]:
    """A check by form alone."""

    def check(text: str) -> Remark:
        compact = _SPACES.sub("", text)
        return Remark(right, "ok") if re.fullmatch(pattern, compact) else Remark(wrong, "warn")

    return check


CHECKS: Mapping[str, Callable[[str], Remark]] = {
    "udi_di": lambda text: read_udi(text).remark,
    "basic_udi_di": _basic_udi,
    "notified_body": _form(
        "[0-9]{4}", "Quatre chiffres.", "Quatre chiffres sont attendus, comme 0459."
    ),
    "srn": _srn,
    "emdn": _form(
        "[A-Z][0-9]{2,12}",
        "Forme d’un code EMDN.",
        "Une lettre puis des chiffres sont attendus, comme Z12040192.",
    ),
    "gmdn": _form("[0-9]{5}", "Cinq chiffres.", "Cinq chiffres sont attendus, comme 65975."),
}
"""The check of a field, by its name."""


def remark(name: str, text: str) -> Remark | None:
    """What is said beside a field; None when it is empty or there is nothing to check."""
    check = CHECKS.get(name)
    return check(text) if check is not None and text.strip() else None
