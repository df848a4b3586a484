"""The one kind of failure that a user can act on.

Everything else that is raised is a bug: logged and shown once, the register untouched.
"""

from __future__ import annotations

import errno


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


_WORDS = {
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.EROFS: "support en lecture seule",
    errno.ENOENT: "introuvable",
    errno.ENOTDIR: "introuvable",
    errno.EISDIR: "c’est un dossier",
    errno.EEXIST: "un fichier porte déjà ce nom",
    errno.ENAMETOOLONG: "nom trop long",
    errno.ENOSPC: "disque plein",
    errno.EFBIG: "disque plein",
    getattr(errno, "EDQUOT", errno.ENOSPC): "disque plein",
    errno.EIO: "erreur du support",
}


def system_words(error: OSError) -> str:
    """What the operating system refused, in French."""
    return _WORDS.get(error.errno or 0, f"erreur {error.errno} du système")
