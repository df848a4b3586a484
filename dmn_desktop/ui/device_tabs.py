"""Where the fields of a device stand on its sheet: other rooms lead there."""

from __future__ import annotations

from dmn_desktop.core.records.device_fields.entry import Group

TAB_OF = {
    Group.IDENTITY: "identite",
    Group.USE: "identite",
    Group.REGULATORY: "reglementaire",
    Group.AI: "reglementaire",
    Group.DATA: "donnees",
    Group.CONTRACT: "contrat",
    Group.CONTINUITY: "continuite",
}
"""Where the fields of each group stand."""
