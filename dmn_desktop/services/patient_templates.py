"""The texts of the templates for patients and letters: those shipped, those of the practice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dmn_desktop.core.errors import UserError
from dmn_desktop.core.records import Device, OwnText, today
from dmn_desktop.core.templates.content import Model, commons, models, tree
from dmn_desktop.core.templates.syntax import TemplateError
from dmn_desktop.core.text import NBSP
from dmn_desktop.core.vocabulary import Nature
from dmn_desktop.services.register import Register, refuse_read_only
from dmn_desktop.store.transaction import Reader

_PREFIX = "patients"


@dataclass(frozen=True)
class TemplateInfo:
    """A template in a list.

    Attributes:
        edited: The parts that the practice changed: « standard », « simple ».
    """

    key: str
    title: str
    family: str
    about: str
    source: str
    checked_on: date
    edited: tuple[str, ...] = ()


def templates(register: Register, *families: str) -> list[TemplateInfo]:
    """The templates of some families, all without any."""
    with register.reading() as reader:
        own = {text.id for text in reader.find(OwnText)}
    return [
        TemplateInfo(
            model.key,
            model.title,
            model.family,
            model.about,
            model.source,
            model.checked_on,
            tuple(p for p in ("standard", "simple") if _key(model.key, p) in own),
        )
        for model in models().values()
        if not families or model.family in families
    ]


def model_of(key: str) -> Model:
    """A template by its key.

    Raises:
        UserError: There is none.
    """
    found = models().get(key)
    if found is None:
        raise UserError(
            f"Aucun modèle ne s’appelle «{NBSP}{key}{NBSP}».",
            "Rien n’a été modifié.",
            f"Choisir parmi{NBSP}: {', '.join(models())}.",
        )
    return found


def proposed(device: Device | None) -> str:
    """The template that a device asks for."""
    if device is None:
        return "donnees"
    if device.nature is Nature.TOOL:
        return "outil"
    helps = {function.value for function in device.functions}
    found = (model.key for model in models().values() if helps.intersection(model.helps))
    return next(found, "diagnostic")


def text_of(register: Register, key: str, part: str = "standard") -> str:
    """A text of a template: the practice's own, or the one shipped."""
    with register.reading() as reader:
        return texts_in(reader, model_of(key))[part]


def texts_in(reader: Reader, model: Model) -> dict[str, str]:
    """The two texts of a template, inside a transaction."""
    found = {"standard": model.standard, "simple": model.simple}
    for part in found:
        own = reader.get(OwnText, _key(model.key, part))
        # A text that an older or newer program accepted must not hide the sheet.
        if own is not None and problem(own.text) is None:
            found[part] = own.text
    return found


def names() -> Mapping[str, str]:
    """What can be written between braces, with its label: for « { » completion."""
    return {element.name: element.label for element in commons().elements}


def problem(text: str) -> TemplateError | None:
    """What is wrong in a text, with its line and word; None when it can be used."""
    try:
        tree(text)
    except TemplateError as error:
        return error
    return None


def save_text(register: Register, key: str, part: str, text: str, run: str = "") -> None:
    """Keep the practice's own text; one equal to the shipped one is forgotten.

    Raises:
        UserError: A name is unknown, or the text is not written right; the former one is kept.
    """
    refuse_read_only(register)
    model, wrong = model_of(key), problem(text)
    if wrong is not None:
        raise UserError(str(wrong), "Le modèle garde son texte précédent.", "Corriger cette ligne.")
    shipped = getattr(model, part)
    with register.transaction(f"modèle\u00a0: {model.title.lower()}", run) as tx:
        known = tx.get(OwnText, _key(key, part))
        if text.strip() == shipped.strip():
            if known is not None:
                tx.remove(known)
        else:
            tx.put(OwnText(id=_key(key, part), text=text, changed_on=today()))


def restore(register: Register, key: str, part: str) -> None:
    """Go back to the text that was shipped."""
    save_text(register, key, part, getattr(model_of(key), part))


def put_back(register: Register, key: str, part: str, mention: str) -> None:
    """Write a mention again in the practice's own text, after the line it came after.

    Raises:
        UserError: The template does not have this mention.
    """
    shipped = getattr(model_of(key), part).strip("\n").split("\n")
    tag = f"{{mention {mention}}}"
    place = next((i for i, line in enumerate(shipped) if tag in line), None)
    if place is None:
        raise UserError("Ce modèle n’a pas cette mention.", "Le texte n’a pas changé.", "")
    line = shipped[place] if shipped[place].count("{") == 1 else tag
    own = text_of(register, key, part).strip("\n").split("\n")
    after = next((own.index(one) for one in shipped[place - 1 :: -1] if place and one in own), -1)
    if after < 0:
        after = len(own) - 1
    save_text(register, key, part, "\n".join([*own[: after + 1], line, *own[after + 1 :]]) + "\n")


def _key(key: str, part: str) -> str:
    return f"{_PREFIX}:{key}:{part}"
