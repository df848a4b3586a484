"""The devices that the inventory shows, in its order: the sheet walks through them with ← and →."""

from __future__ import annotations

from collections.abc import Callable, Sequence


class Walk:
    """Told by the inventory, read by the sheet; known to both through the context.

    The identifiers are asked for when needed: a filter typed over 100,000 rows makes no list.
    """

    def __init__(self) -> None:
        """Start with nothing shown."""
        self._shown: Callable[[], Sequence[str]] = tuple

    def follow(self, shown: Callable[[], Sequence[str]]) -> None:
        """Walk through what this gives from now on."""
        self._shown = shown

    @property
    def ids(self) -> Sequence[str]:
        """The identifiers of the devices shown, in order."""
        return self._shown()

    def place(self, device_id: str) -> tuple[int, int]:
        """« 6 sur 15 » as numbers; zero when the device is not among those shown."""
        ids = list(self.ids)
        return (ids.index(device_id) + 1 if device_id in ids else 0), len(ids)

    def beside(self, device_id: str, step: int) -> str:
        """The device before (-1) or after (1) this one, empty at the ends."""
        ids = list(self.ids)
        if device_id not in ids:
            return ids[0] if ids and step > 0 else ""
        target = ids.index(device_id) + step
        return ids[target] if 0 <= target < len(ids) else ""
