"""For which devices a field is asked for, or exists at all."""

from typing import Any

from dmn_desktop.core import device_vocabulary as words
from dmn_desktop.core.vocabulary import Nature


def medical(device: Any) -> bool:
    """Whether regulatory fields mean anything: the tool is, or may be, a medical device."""
    return bool(device.is_medical)


def tool(device: Any) -> bool:
    """Not a medical device."""
    return bool(device.nature is Nature.TOOL)


def professional(device: Any) -> bool:
    """A device for professional use."""
    return bool(device.nature is Nature.DEVICE)


def may_use_ai(device: Any) -> bool:
    """Not known to be without AI."""
    return bool(device.uses_ai is not words.Known.NO)


def is_ai(device: Any) -> bool:
    """Known to use AI."""
    return bool(device.uses_ai is words.Known.YES)


def is_high_risk(device: Any) -> bool:
    """A high-risk AI system."""
    return device.high_risk in (words.HighRisk.DEVICE, words.HighRisk.ANNEX)


def outside(device: Any) -> bool:
    """Data lie at somebody else’s."""
    return device.hosting in (words.Hosting.CERTIFIED, words.Hosting.UNCERTIFIED)


def certified(device: Any) -> bool:
    """Whether a notified body has a say: above class I, and class A in vitro."""
    plain = (words.CeClass.NONE, words.CeClass.I, words.CeClass.IVD_A)
    return medical(device) and device.ce_class not in plain
