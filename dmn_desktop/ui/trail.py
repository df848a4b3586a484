"""The places gone through, for Alt+← and Alt+→."""

from __future__ import annotations

from dmn_desktop.ui.routes import Route


class Trail:
    """What was left behind, and what was left by going back."""

    def __init__(self) -> None:
        """Nothing was left yet."""
        self._back: list[Route] = []
        self._forward: list[Route] = []

    def leave(self, here: Route) -> None:
        """Remember a place that one leaves for a new one."""
        self._back.append(here)
        self._forward.clear()

    def back(self, here: Route) -> Route | None:
        """The place before this one, None at the beginning."""
        return _step(here, self._back, self._forward)

    def forward(self, here: Route) -> Route | None:
        """The place left by going back to this one, None at the end."""
        return _step(here, self._forward, self._back)


def _step(here: Route, origin: list[Route], target: list[Route]) -> Route | None:
    if not origin:
        return None
    target.append(here)
    return origin.pop()
