"""Texts that the practice may make its own: read, change, go back to the shipped one."""

from __future__ import annotations

from dmn_desktop.core.own_texts import Template, read_template
from dmn_desktop.core.records import OwnText, today
from dmn_desktop.services.register import Register, refuse_read_only


def text_of(register: Register, key: str) -> str:
    """The text of the practice, or the shipped one."""
    with register.reading() as reader:
        own = reader.get(OwnText, key)
    return own.text if own else read_template(key).text.strip()


def is_own(register: Register, key: str) -> bool:
    """Whether the practice changed the text."""
    with register.reading() as reader:
        return reader.get(OwnText, key) is not None


def template_of(key: str) -> Template:
    """The shipped text, with its source and date."""
    return read_template(key)


def change(register: Register, key: str, text: str, run: str = "") -> None:
    """Keep the text of the practice; one equal to the shipped one is forgotten."""
    refuse_read_only(register)
    template = read_template(key)
    with register.transaction(
        f"texte\u00a0: {template.title[:1].lower()}{template.title[1:]}", run
    ) as tx:
        known = tx.get(OwnText, key)
        if text.strip() == template.text.strip():
            if known is not None:
                tx.remove(known)
        elif known is None or known.text != text.strip():
            tx.put(OwnText(id=key, text=text.strip(), changed_on=today()))


def restore(register: Register, key: str) -> None:
    """Go back to the shipped text."""
    change(register, key, read_template(key).text)
