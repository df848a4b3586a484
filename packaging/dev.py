"""Run, test and lock the application from its source tree.

``python3 packaging/dev.py run`` needs nothing but Python and pip: it makes ``.venv``, installs the
hashed requirements in it, and on Debian and Ubuntu adds the system libraries that Qt needs.
Only the standard library is used here, since this script runs before anything is installed.
"""

from __future__ import annotations

import ast
import ctypes
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
VENV_PYTHON = VENV_BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "requirements.sha256"
TOOLS = ROOT / ".tools"
REQUIREMENTS = ROOT / "packaging" / "requirements"

OLDEST_PYTHON, TOO_NEW_PYTHON = (3, 11), (3, 15)
UV = "uv>=0.9,<1"

# Shared libraries that Qt loads on Linux, each with the Debian package that holds it.
OFFSCREEN_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
WINDOW_LIBRARIES = {
    **OFFSCREEN_LIBRARIES,
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libcups.so.2": "libcups2",
}

# What pip was told about this network, and the variable that tells uv the same.
PIP_OPTIONS = {
    "index-url": "UV_DEFAULT_INDEX",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
    "default-timeout": "UV_HTTP_TIMEOUT",
}

CHECKS = {
    "mise en forme": ["ruff", "format", "--check", "."],
    "relecture du code": ["ruff", "check", "."],
    "types": ["mypy"],
    "frontières entre les pièces": ["lint-imports", "--no-logo"],
    "tests": ["pytest"],
}

USAGE = """\
Utilisation : python3 packaging/dev.py COMMANDE [arguments]

  run [arguments]   ouvre l'application
  test [arguments]  vérifie tout, puis lance les tests (arguments de pytest)
  bench [arguments] mesure les temps (arguments de pytest)
  lock [--upgrade]  recalcule les versions verrouillées
  wheel             fabrique le paquet Python dans dist/
"""


class SetupError(Exception):
    """The work cannot go on; the message, in French, says why and what to do."""


def say(message: str) -> None:
    """Print at once, so that the order with the tools' own output is kept."""
    print(message, flush=True)


def main(arguments: list[str]) -> int:
    """Carry out the command named first and return its exit code."""
    commands = {"run": run, "test": test, "bench": bench, "lock": lock, "wheel": wheel}
    if not arguments or arguments[0] not in commands:
        print(USAGE, file=sys.stderr)
        return 2
    try:
        check_python()
        return commands[arguments[0]](arguments[1:])
    except SetupError as error:
        print(error, file=sys.stderr)
    except subprocess.CalledProcessError as error:
        print(f"Échec de la commande : {shlex.join(error.cmd)}", file=sys.stderr)
    except KeyboardInterrupt:
        print("Interrompu.", file=sys.stderr)
    return 1


def run(arguments: list[str]) -> int:
    """Open the application; paths in `arguments` are relative to the caller's folder."""
    prepare("run", WINDOW_LIBRARIES)
    command = [str(VENV_PYTHON), "-m", "dmn_desktop", *arguments]
    return subprocess.call(command, env=os.environ | {"PYTHONPATH": str(ROOT)})


def test(arguments: list[str]) -> int:
    """Run every check, then pytest with `arguments`; stop at the first that fails."""
    prepare("test", OFFSCREEN_LIBRARIES)
    for name, command in CHECKS.items():
        extra = arguments if command == ["pytest"] else []
        say(f"--- {name} : {shlex.join(command + extra)}")
        if code := run_tool(command + extra):
            say(f"Étape en échec : {name}. Les étapes suivantes n'ont pas été lancées.")
            return code
    return 0


def bench(arguments: list[str]) -> int:
    """Run the benchmarks, which the test command leaves out."""
    prepare("test", OFFSCREEN_LIBRARIES)
    options = ["-o", "addopts=--import-mode=importlib", "--timeout=600", "-s"]
    return run_tool(["pytest", *options, "tests/benchmarks", *arguments])


def lock(arguments: list[str]) -> int:
    """Compile the hashed requirements of every platform; `arguments` go to the compiler."""
    tests = REQUIREMENTS / "test.txt"
    compile_requirements(tests, ["--group", "dev", *arguments])
    # The same versions for users as for the tests.
    compile_requirements(REQUIREMENTS / "run.txt", ["--constraint", relative(tests)])
    return 0


def wheel(arguments: list[str]) -> int:
    """Build the wheel into ``dist/``."""
    call_uv(["build", "--wheel", "--out-dir", "dist", *arguments])
    return 0


def check_python() -> None:
    """Refuse a Python outside the range declared in pyproject.toml."""
    if not OLDEST_PYTHON <= sys.version_info[:2] < TOO_NEW_PYTHON:
        raise SetupError(
            f"Python {sys.version.split()[0]} ne convient pas : il faut Python 3.11 à 3.14. "
            "Relancez cette commande avec une de ces versions, par exemple python3.11."
        )


def prepare(requirements: str, libraries: dict[str, str]) -> None:
    """Make the system and ``.venv`` ready; takes no time when they already are.

    Args:
        requirements: Name of the requirements file, without its extension.
        libraries: Shared libraries needed on Linux, with their Debian packages.
    """
    install_packages(missing_packages(libraries))
    if not VENV_PYTHON.exists():
        call_uv(["venv", "--quiet", "--clear", "--python", sys.executable, relative(VENV)])
    if not is_synced(requirements):
        sync(requirements)


def missing_packages(libraries: dict[str, str]) -> list[str]:
    """Return the Debian packages of the libraries that cannot be loaded here."""
    if sys.platform != "linux":
        return []
    missing = [package for library, package in libraries.items() if not is_loadable(library)]
    if find_uv() is None and not has_pip():
        missing.append("python3-pip")
    return missing


def is_loadable(library: str) -> bool:
    """Tell whether the dynamic linker finds `library`."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_packages(packages: list[str]) -> None:
    """Install Debian packages, as root or through sudo, after saying so."""
    if not packages:
        return
    prefix = administrator_prefix()
    if shutil.which("apt-get") is None or prefix is None:
        raise SetupError(
            "Il manque des bibliothèques du système. Sous Debian ou Ubuntu, installez-les avec :\n"
            f"  sudo apt-get update && sudo apt-get install {shlex.join(packages)}\n"
            "puis relancez cette commande."
        )
    say(f"Installation des bibliothèques du système qui manquent : {', '.join(packages)}.")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    subprocess.run([*apt, "update"], check=True)
    install = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    subprocess.run(install, check=True, stdout=subprocess.DEVNULL)


def administrator_prefix() -> list[str] | None:
    """Return what to write before a command to run it as root, or None when we may not."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    if sys.stdin.isatty():
        return ["sudo"]
    prefix = ["sudo", "--non-interactive"]
    allowed = subprocess.call([*prefix, "true"], stderr=subprocess.DEVNULL) == 0
    return prefix if allowed else None


def is_synced(requirements: str) -> bool:
    """Tell whether ``.venv`` holds `requirements`; those of the tests include those to run."""
    installed = STAMP.read_text() if STAMP.exists() else ""
    return installed in {fingerprint(requirements), fingerprint("test")}


def sync(requirements: str) -> None:
    """Install exactly `requirements` in ``.venv``, every file checked against its hash."""
    say("Installation des dépendances (environ 120 Mo à télécharger la première fois)...")
    source = relative(REQUIREMENTS / f"{requirements}.txt")
    call_uv(["pip", "sync", "--quiet", "--require-hashes", "--python", relative(VENV), source])
    STAMP.write_text(fingerprint(requirements))


def fingerprint(requirements: str) -> str:
    """Return the SHA-256 of a requirements file."""
    return hashlib.sha256((REQUIREMENTS / f"{requirements}.txt").read_bytes()).hexdigest()


def compile_requirements(target: Path, arguments: list[str]) -> None:
    """Write the pinned and hashed requirements of pyproject.toml, without any address."""
    oldest = ".".join(map(str, OLDEST_PYTHON))
    options = ["--quiet", "--universal", "--python-version", oldest]
    options += ["--generate-hashes", "--no-emit-index-url", "--output-file", relative(target)]
    options += ["--custom-compile-command", "python3 packaging/dev.py lock"]
    call_uv(["pip", "compile", *options, *arguments, "pyproject.toml"])


def call_uv(arguments: list[str]) -> None:
    """Run uv from the root of the project, with what pip knows of this network."""
    uv = find_uv() or install_uv()
    subprocess.run([uv, *arguments], cwd=ROOT, env=uv_environment(), check=True)


def find_uv() -> str | None:
    """Return the path of uv, the system's or our own."""
    return shutil.which("uv") or shutil.which("uv", path=f"{TOOLS / 'bin'}")


def install_uv() -> str:
    """Install uv beside the project, where no system rule (PEP 668) forbids it."""
    say("Installation de l'outil uv dans .tools...")
    options = ["--quiet", "--disable-pip-version-check", "--root-user-action", "ignore"]
    command = [sys.executable, "-m", "pip", "install", *options, "--target", str(TOOLS), UV]
    subprocess.run(command, check=True)
    uv = find_uv()
    if uv is None:
        raise SetupError(f"uv est installé dans {TOOLS}, mais son programme n'y est pas.")
    return uv


def uv_environment() -> dict[str, str]:
    """Return the environment for uv: pip's settings, unless uv has its own."""
    environment = {"UV_PYTHON_DOWNLOADS": "never", "UV_SYSTEM_CERTS": "1"}
    for option, value in pip_settings().items():
        if option in PIP_OPTIONS:
            environment.setdefault(PIP_OPTIONS[option], value)
    return environment | os.environ


def pip_settings() -> dict[str, str]:
    """Return pip's configuration, from its files and variables, by option name."""
    if not has_pip():
        return {}
    command = [sys.executable, "-m", "pip", "config", "list"]
    listing = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    settings: dict[str, str] = {}
    for line in listing.splitlines():
        # For example: global.index-url='…'; variables come first and win.
        name, _, value = line.partition("=")
        settings.setdefault(name.rpartition(".")[2], ast.literal_eval(value))
    return settings


def has_pip() -> bool:
    """Tell whether this Python has pip; Debian ships it apart."""
    return importlib.util.find_spec("pip") is not None


def run_tool(command: list[str]) -> int:
    """Run a tool of ``.venv`` from the root of the project, without a screen."""
    program = shutil.which(command[0], path=str(VENV_BIN)) or command[0]
    environment = {"QT_QPA_PLATFORM": "offscreen"} | os.environ
    # Without its bytecode, each of the many processes that tests start compiles the whole program.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if sys.platform == "linux":
        # Outside of a UTF-8 locale Qt prints a warning, and a warning fails the tests.
        environment["LC_ALL"] = "C.UTF-8"
    return subprocess.call([program, *command[1:]], cwd=ROOT, env=environment)


def relative(path: Path) -> str:
    """Return `path` from the root of the project, the same text on every machine."""
    return path.relative_to(ROOT).as_posix()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
