"""Colours that can be read, sizes that follow, icons that exist."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dmn_desktop.app import make_application
from dmn_desktop.core.paths import resources_dir
from dmn_desktop.ui.pages.incident.device_choice import Choosable, DeviceChoice
from dmn_desktop.ui.theme import SCALES, Mode, Theme
from dmn_desktop.ui.widgets.basics import icon_button
from dmn_desktop.ui.widgets.completing import Completer
from dmn_desktop.ui.widgets.fields import LineField, TextField

TOKENS = json.loads((resources_dir() / "styles" / "tokens.json").read_text(encoding="utf-8"))
COLOURS: dict[str, dict[str, str]] = TOKENS["couleurs"]
SHEET = (resources_dir() / "styles" / "base.qss").read_text(encoding="utf-8")

GROUNDS = ("bg", "panel", "panel2", "side")
TEXTS = [
    *product(("ink", "ink2"), (*GROUNDS, "asoft")),
    *product(("ink3",), ("bg", "panel", "panel2")),
    *product(("accent",), ("bg", "panel", "panel2", "asoft")),
    *[(tone, f"{tone}s") for tone in ("ok", "warn", "dang", "ask", "neu")],
    *product(("ok", "warn", "dang", "ask", "neu"), ("panel", "bg")),
    *product(("ink",), ("oks", "warns", "dangs")),
    *product(("onaccent",), ("accent", "hover")),
    *product(("ok", "warn", "dang"), ("side",)),
    ("panel", "ink"),
]
"""Every pair of words and ground that the style sheet and the painters draw."""

EDGES = [
    *product(("strong",), ("panel", "bg")),
    *product(("accent",), (*GROUNDS, "asoft")),
    *product(("ok", "ask", "dang"), ("panel", "bg", "neus")),
]
"""Borders of controls, focus, parts of bars: what must be seen but is not read."""


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """The ratio of WCAG 2, from 1 to 21."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("mode", list(COLOURS))
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_words_can_be_read(mode: str, text: str, ground: str) -> None:
    colours = COLOURS[mode]
    ratio = contrast(colours[text], colours[ground])
    assert ratio >= 4.5, f"{text} on {ground}: {ratio:.2f}"


@pytest.mark.parametrize("mode", list(COLOURS))
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_borders_and_focus_can_be_seen(mode: str, edge: str, ground: str) -> None:
    colours = COLOURS[mode]
    ratio = contrast(colours[edge], colours[ground])
    assert ratio >= 3, f"{edge} on {ground}: {ratio:.2f}"


def test_every_set_has_the_same_colours_and_the_sheet_names_no_other() -> None:
    names = {frozenset(colours) for colours in COLOURS.values()}
    assert len(names) == 1
    body = without_comments(SHEET)
    assert set(re.findall(r"\{(\w+)\}", body)) <= set(next(iter(names)))
    assert not re.findall(r"#[0-9A-Fa-f]{6}", body), "colours come from the tokens"


def without_comments(sheet: str) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)


@pytest.mark.parametrize("mode", list(Mode))
def test_the_sheet_is_complete_in_every_mode(mode: Mode) -> None:
    make_application()
    sheet = without_comments(Theme(mode).style_sheet())
    assert not re.search(r"\{\w+\}", sheet)


@pytest.mark.parametrize("scale", SCALES)
def test_sizes_follow_the_text_and_borders_do_not(scale: int) -> None:
    make_application()
    theme = Theme(Mode.LIGHT, scale)
    assert theme.px(206) == round(206 * scale / 100)
    assert theme.px(1) == 1
    assert theme.font(14).pixelSize() == round(14 * scale / 100)
    sheet = theme.style_sheet()
    assert f"font-size: {round(15 * scale / 100)}px" in sheet
    assert "border: 1px solid" in sheet


def test_every_icon_named_in_the_code_exists_and_draws(qtbot: QtBot) -> None:
    make_application()
    theme = Theme(Mode.LIGHT)
    for path in sorted((resources_dir() / "icons").glob("*.svg")):
        image = theme.pixmap(path.stem, "ink").toImage()
        assert any_ink(image), path.stem


def any_ink(image: QImage) -> bool:
    points = product(range(0, image.width(), 2), range(0, image.height(), 2))
    return any(image.pixelColor(x, y).alpha() for x, y in points)


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK, Mode.CONTRAST])
@pytest.mark.parametrize("kind", [LineField, TextField])
def test_grey_words_of_an_empty_field_can_be_read(
    qtbot: QtBot, mode: Mode, kind: Callable[[str, str], QWidget]
) -> None:
    make_application()
    theme = Theme(mode)
    theme.apply()
    field = kind("Champ", "MMMMMMMM")
    qtbot.addWidget(field)
    theme.dress(field)
    field.resize(200, 40)
    field.ensurePolished()
    image = field.grab().toImage()
    ground = theme.colours["panel"]
    ratios = {contrast(name(image, x, y), ground) for x in range(8, 80) for y in range(6, 30)}
    assert max(ratios) >= 4.5


def name(image: QImage, x: int, y: int) -> str:
    return QColor(image.pixelColor(x, y)).name()


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_the_focus_ring_cuts_no_words(qtbot: QtBot, kind: type[QAbstractButton]) -> None:
    make_application()
    window = QWidget()
    qtbot.addWidget(window)
    theme = Theme(Mode.LIGHT)
    theme.apply()
    theme.dress(window)
    QVBoxLayout(window)
    button, other = kind(), kind()
    for made in (button, other):
        made.setText("Cabinet libéral")
        window.layout().addWidget(made)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    other.setFocus()
    before = button.sizeHint()
    button.setFocus()
    assert button.hasFocus()
    assert button.sizeHint() == before


@pytest.mark.parametrize(("mode", "follows"), [(Mode.SYSTEM, True), (Mode.LIGHT, False)])
def test_colours_change_with_the_system_unless_the_user_chose(mode: Mode, follows: bool) -> None:
    make_application()
    theme, applied = Theme(mode), []
    theme.apply()
    theme.follow_system()
    theme.changed.connect(lambda: applied.append(mode))
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert bool(applied) is follows


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("scale", [100, 200])
def test_words_offered_have_the_look_of_the_window(qtbot: QtBot, scale: int) -> None:
    make_application()
    window = QWidget()
    qtbot.addWidget(window)
    field = LineField("Fabricant", "")
    QVBoxLayout(window).addWidget(field)
    field.setCompleter(Completer(["Ostalis", "Veridos"], field))
    theme = Theme(Mode.DARK, scale)
    theme.apply()
    theme.dress(window)
    window.show()
    qtbot.keyClicks(field, "ERI")
    offered = field.completer().popup()
    assert offered.isVisible()
    assert offered.model().index(0, 0).data() == "Veridos"
    assert offered.fontInfo().pixelSize() == theme.px(14)
    assert theme.colour("panel").name() in {
        name(offered.grab().toImage(), x, 2) for x in range(2, 60)
    }


def test_an_icon_alone_grows_with_the_text(qtbot: QtBot) -> None:
    make_application()
    theme = Theme(Mode.LIGHT)
    theme.apply()
    window = QWidget()
    qtbot.addWidget(window)
    made = icon_button(theme, "trash", "Supprimer")
    QVBoxLayout(window).addWidget(made)
    theme.dress(window)
    window.show()
    assert made.iconSize().height() == 18
    assert made.sizeHint().width() >= made.sizeHint().height() == 26
    theme.apply(scale=200)
    assert made.iconSize().height() == 36
    assert made.sizeHint().width() >= 46


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_words_offered_under_a_combo_box_have_the_look_of_the_window(qtbot: QtBot) -> None:
    make_application()
    window = QWidget()
    qtbot.addWidget(window)
    choice = DeviceChoice()
    QVBoxLayout(window).addWidget(choice)
    choice.show_devices([Choosable("1", "DMN-01 Ostalis"), Choosable("2", "DMN-02 Veridos")])
    theme = Theme(Mode.DARK, 200)
    theme.apply()
    theme.dress(window)
    window.show()
    qtbot.keyClicks(choice.lineEdit(), "ERI")
    offered = choice.completer().popup()
    assert offered.isVisible()
    assert offered.fontInfo().pixelSize() == theme.px(14)
    assert offered.sizeHintForRow(0) >= theme.px(27)
