"""The one kind of failure that a user can act on.

Everything else that is raised is a bug: logged and shown once, the register untouched.
"""

from __future__ import annotations


class UserError(Exception):
    """A failure that the user can act on, told in three French parts.

    Attributes:
        happened: What happened.
        kept: What is kept, untouched or safe.
        to_do: What the user can do now.
    """

    def __init__(self, happened: str, kept: str = "", to_do: str = "") -> None:
        """Keep the three parts; the message joins those that are not empty."""
        self.happened = happened
        self.kept = kept
        self.to_do = to_do
        super().__init__(" ".join(part for part in (happened, kept, to_do) if part))
