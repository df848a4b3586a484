"""Read the command line, start the window or a command."""

from __future__ import annotations

import sys


def main() -> int:
    """Start the window, or the console command named first."""
    if getattr(sys, "frozen", False):
        # In a bundle, the process that reads a stranger's file is this program again.
        from multiprocessing import freeze_support

        freeze_support()
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        from dmn_desktop import cli

        if sys.argv[1] in cli.COMMANDS:
            return cli.main()
    from dmn_desktop.ui import loading

    loading.begin()
    from dmn_desktop import app

    return app.main()


if __name__ == "__main__":
    raise SystemExit(main())
