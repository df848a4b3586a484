"""Ticks and arrows of controls: drawn from the shipped icons, in the colours of the theme."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dmn_desktop.ui.theme import Mode, Theme


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK, Mode.CONTRAST])
def test_every_image_of_the_style_sheet_is_there_in_its_colour(qtbot: QtBot, mode: Mode) -> None:
    theme = Theme(mode, 200)
    sheet = theme.style_sheet()
    paths = [Path(text) for text in re.findall(r'url\("([^"]+)"\)', sheet)]

    assert "{image:" not in sheet
    assert {path.name.split("-")[0] for path in paths} >= {"check", "chevron"}
    for path in paths:
        colour = "#" + path.stem.rsplit("-", 1)[1]
        assert f'stroke="{colour}"' in path.read_text(encoding="utf-8")
    tick = next(path for path in paths if path.name.startswith("check"))
    assert tick.stem.endswith(theme.colours["onaccent"].lstrip("#"))
