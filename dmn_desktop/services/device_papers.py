"""What the papers of a device read."""

from __future__ import annotations

from dmn_desktop.core.device_dossier import DeviceDossier
from dmn_desktop.core.records import Device, Project
from dmn_desktop.services.inventory import sheet
from dmn_desktop.services.register import Register, structure_of
from dmn_desktop.services.risk_scale import scale_of


def load(register: Register, device_id: str) -> DeviceDossier:
    """Everything that the register knows of a device.

    Raises:
        UserError: The device is no longer there.
    """
    found = sheet(register, device_id)
    project = project_of(register, found.device)
    return DeviceDossier(
        structure=structure_of(register),
        device=found.device,
        scale=scale_of(register),
        states=found.states,
        versions=found.versions,
        documents=found.documents,
        purposes=found.purposes,
        points=found.points,
        risks=found.risks,
        project_code=project.code if project else "",
    )


def project_of(register: Register, device: Device) -> Project | None:
    """The project that a device comes from."""
    if not device.project_id:
        return None
    with register.reading() as reader:
        return reader.get(Project, device.project_id)


def memo_pages(dossier: DeviceDossier) -> int:
    """How many pages the reminder takes; it is meant to hold on one."""
    from dmn_desktop.exports.pdf.memo import pages

    return pages(dossier)
