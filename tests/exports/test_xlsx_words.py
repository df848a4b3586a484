"""Words of a spreadsheet: never a key of the program."""

from __future__ import annotations

from dmn_desktop.core.forms import library
from dmn_desktop.core.records import Project
from dmn_desktop.exports.xlsx.fields import value_of


def test_a_questionnaire_is_named_by_its_title() -> None:
    form = library().forms[0]
    project = Project(number=1, need="Voir", form_versions={form.id: "1.0.0"})
    assert value_of(project, "form_versions") == f"{form.title}\u00a0: 1.0.0"
