"""What a spreadsheet must not run comes back from CSV as it was."""

from __future__ import annotations

import pytest

from dmn_desktop.exports.inventory_files import inert
from dmn_desktop.exports.sheets.delimited import _cell

TEXTS = ("=1", "+33 6", "-5", "@x", "＝1", " =1", "'=1", "''=1", "'2024", "a=b", "’n", "plain")


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_comes_back_from_csv(text: str) -> None:
    written = inert(text)
    assert written.lstrip()[:1] not in tuple("=+-@＝")
    assert _cell(written) == text
