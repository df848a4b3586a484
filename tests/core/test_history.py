"""What the history says of a change."""

from __future__ import annotations

from dmn_desktop.core import history
from dmn_desktop.core.records import KINDS, references_of


def test_every_field_shown_has_a_title() -> None:
    untitled = [
        f"{kind}.{name}"
        for kind, record in KINDS.items()
        for name, spec in record.model_fields.items()
        if name not in history._ASIDE and name not in references_of(record) and not spec.title
    ]
    assert untitled == ["counter.last"]  # numbers given: no step of the history is about them
