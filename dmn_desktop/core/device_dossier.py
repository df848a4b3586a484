"""A device with everything that the register knows of it, as papers need it."""

from __future__ import annotations

from dataclasses import dataclass

from dmn_desktop.core.records import (
    Device,
    DeviceDocument,
    DeviceState,
    DeviceVersion,
    Point,
    ReusePurpose,
    Risk,
    RiskScale,
    Structure,
)


@dataclass(frozen=True)
class DeviceDossier:
    """What the papers of a device read.

    Attributes:
        project_code: Number of the project it comes from, « P-03 »; empty without one.
    """

    structure: Structure
    device: Device
    scale: RiskScale
    states: tuple[DeviceState, ...] = ()
    versions: tuple[DeviceVersion, ...] = ()
    documents: tuple[DeviceDocument, ...] = ()
    purposes: tuple[ReusePurpose, ...] = ()
    points: tuple[Point, ...] = ()
    risks: tuple[Risk, ...] = ()
    project_code: str = ""
