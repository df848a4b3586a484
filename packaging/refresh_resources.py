"""Copy the fonts and icons that the application ships, at pinned versions, with their licences.

Run ``python3 packaging/refresh_resources.py`` after changing a version here or a name in
``icons.txt``. It needs npm, which checks what it fetches against the registry's own digest.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "resources" / "fonts"
ICONS = ROOT / "resources" / "icons"
ICON_NAMES = ROOT / "packaging" / "icons.txt"

TABLER = "@tabler/icons@3.51.0"
STROKE_WIDTH = "1.75"

# For each package: the files taken, and the name of each here.
FONT_FILES = {
    "source-sans@3.52.0": {
        "LICENSE.md": "SourceSans3-LICENSE.md",
        "TTF/SourceSans3-Regular.ttf": "SourceSans3-Regular.ttf",
        "TTF/SourceSans3-It.ttf": "SourceSans3-It.ttf",
        "TTF/SourceSans3-Medium.ttf": "SourceSans3-Medium.ttf",
        "TTF/SourceSans3-Semibold.ttf": "SourceSans3-Semibold.ttf",
        "TTF/SourceSans3-Bold.ttf": "SourceSans3-Bold.ttf",
    },
    "@expo-google-fonts/atkinson-hyperlegible-next@0.4.1": {
        "LICENSE_FONT": "AtkinsonHyperlegibleNext-LICENSE.txt",
        "400Regular/AtkinsonHyperlegibleNext_400Regular.ttf": (
            "AtkinsonHyperlegibleNext-Regular.ttf"
        ),
        "400Regular_Italic/AtkinsonHyperlegibleNext_400Regular_Italic.ttf": (
            "AtkinsonHyperlegibleNext-Italic.ttf"
        ),
        "700Bold/AtkinsonHyperlegibleNext_700Bold.ttf": "AtkinsonHyperlegibleNext-Bold.ttf",
        "700Bold_Italic/AtkinsonHyperlegibleNext_700Bold_Italic.ttf": (
            "AtkinsonHyperlegibleNext-BoldItalic.ttf"
        ),
    },
    "dejavu-fonts-ttf@2.37.3": {
        "LICENSE": "DejaVuSans-LICENSE.txt",
        "ttf/DejaVuSans.ttf": "DejaVuSans.ttf",
        "ttf/DejaVuSans-Bold.ttf": "DejaVuSans-Bold.ttf",
    },
}


def main() -> int:
    """Fetch every package and replace the files that come from it."""
    for package, files in FONT_FILES.items():
        with unpacked(package) as folder:
            copy_fonts(folder, files)
    with unpacked(TABLER) as folder:
        copy_icons(folder)
    return 0


@contextmanager
def unpacked(package: str) -> Iterator[Path]:
    """Yield a folder, removed at the end, that holds the files of an npm package."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm est introuvable : installez Node.js, puis relancez cette commande.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([npm, "pack", "--silent", package], cwd=folder, check=True)
        with tarfile.open(next(folder.glob("*.tgz"))) as archive:
            archive.extractall(folder, filter="data")
        yield folder / "package"


def copy_fonts(source: Path, files: dict[str, str]) -> None:
    """Copy the fonts of one package and its licence into ``resources/fonts``."""
    FONTS.mkdir(parents=True, exist_ok=True)
    for original, name in files.items():
        shutil.copyfile(source / original, FONTS / name)


def copy_icons(source: Path) -> None:
    """Copy the outline icons named in ``icons.txt`` and their licence."""
    ICONS.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source / "LICENSE", ICONS / "LICENSE-tabler.txt")
    for name in ICON_NAMES.read_text(encoding="utf-8").split():
        svg = (source / "icons" / "outline" / f"{name}.svg").read_text(encoding="utf-8")
        (ICONS / f"{name}.svg").write_text(normalised(svg), encoding="utf-8", newline="\n")


def normalised(svg: str) -> str:
    """Return `svg` with our stroke width, without its class and its invisible frame."""
    svg = re.sub(r'stroke-width="[^"]*"', f'stroke-width="{STROKE_WIDTH}"', svg)
    svg = re.sub(r'\s*class="[^"]*"', "", svg)
    svg = re.sub(r'\s*<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>', "", svg)
    return svg.strip() + "\n"


if __name__ == "__main__":
    sys.exit(main())
