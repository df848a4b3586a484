"""Parts that stand in one of two ways, as the room allows."""

from __future__ import annotations

from collections.abc import Callable


class TwoWays:
    """Puts parts in their places when the room asks for the other way.

    Attributes:
        beside: Whether the parts stand side by side; None before the first time.
    """

    def __init__(self, roomy: Callable[[], bool], place: Callable[[bool], None]) -> None:
        """Nothing is placed before `fit`.

        Args:
            roomy: Whether there is room for the parts side by side.
            place: Puts them side by side, or one under the other.
        """
        self.beside: bool | None = None
        self._roomy = roomy
        self._place = place
        self._placing = False

    def fit(self) -> None:
        """Place the parts if the way must change.

        Placing lays out, which may give another room and ask again in the middle: the second
        answer is carried out after the first, not within it, or a part would be lost.
        """
        if self._placing:
            return
        self._placing = True
        try:
            for _ in range(3):  # room that depends on the way would never settle
                if (beside := self._roomy()) == self.beside:
                    return
                self.beside = beside
                self._place(beside)
        finally:
            self._placing = False
