"""A moment as people type it: « 21/11/2026 16:20 », « 21/11 16h20 », « hier 16:20 », « 9h »."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from dmn_desktop.core.text import NBSP, day, fold, parse_day

_TIME = re.compile(r"(?:^|[\sà])(\d{1,2})\s*[:h](?:\s*(\d{2}))?\s*$")
_SHORT_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})")
_NEAR = {"": 0, "aujourd’hui": 0, "aujourd'hui": 0, "hier": -1, "avant-hier": -2, "avant hier": -2}


def parse_moment(text: str, present: datetime) -> datetime | None:
    """The moment of a typed text, without a zone; None when it is not one.

    A day without a time is its beginning; a day without a year is the last one that has come.

    Args:
        text: What was typed.
        present: The instant, in the time of the practice.
    """
    words = text.replace(NBSP, " ").strip().casefold()
    if not words:
        return None
    found = _TIME.search(words)
    at = time()
    if found is not None:
        hour, minute = int(found[1]), int(found[2] or 0)
        if hour > 23 or minute > 59:
            return None
        at = time(hour, minute)
        words = words[: found.start()].strip().removesuffix(" à").removesuffix(",").strip()
        words = "" if words == "à" else words
    on = _day(words, present.date())
    return None if on is None else datetime.combine(on, at)


def _day(words: str, today: date) -> date | None:
    near = {fold(name): shift for name, shift in _NEAR.items()}
    if fold(words) in near:
        return today + timedelta(days=near[fold(words)])
    if short := _SHORT_DAY.fullmatch(words):
        for year in (today.year, today.year - 1):
            found = parse_day(f"{short[1]}/{short[2]}/{year}")
            if found is not None and found <= today:
                return found
        return None
    return parse_day(words)


def moment_text(value: datetime | None) -> str:
    """« 21/11/2026 16:20 », as it can be typed again; empty when unknown."""
    return f"{day(value)} {value:%H:%M}" if value else ""


def relative_moment(value: datetime, present: datetime) -> str:
    """« aujourd’hui à 16:20 », « hier à 16:20 », « le 21/11/2026 à 16:20 »."""
    days = (present.date() - value.date()).days
    near = {0: "aujourd’hui", 1: "hier"}.get(days, f"le {day(value)}")
    return f"{near} à {value:%H:%M}"
