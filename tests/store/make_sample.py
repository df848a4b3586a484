"""Writes the first migration and the sample register anew: `python -m tests.store.make_sample`.

Only as long as no version of the program was released with this schema. From then on both are
frozen for ever: raise `RELEASED`, then a change of the records comes with a higher `SCHEMA`, a
migration `v0002_….py`, and its own sample (`schema_2.dmn`) beside this one.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations import ops

from dmn_desktop.core.records import Structure
from dmn_desktop.store import tables
from dmn_desktop.store.backup import save_copy
from dmn_desktop.store.database import create_register, open_register
from tests.store.samples import every_record, fill

RELEASED = 0
"""The last schema that a released program wrote."""

ROOT = Path(__file__).resolve().parents[2]
MIGRATION = ROOT / "dmn_desktop/store/migrations/versions/v0001_initial.py"
REGISTERS = ROOT / "tests/data/registers"

HEAD = '''"""The tables of the first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

APPEND_ONLY = (
{triggers}
)


def upgrade() -> None:
    """Make every table, then the guards of the journal."""
{calls}
    for trigger in APPEND_ONLY:
        op.execute(trigger)


def _text(name: str, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def _int(name: str, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=null)


def _bool(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _one_of(table: str, column: str, *words: str) -> sa.CheckConstraint:
    allowed = ", ".join(f"'{{word}}'" for word in words)
    return sa.CheckConstraint(f"{{column}} IN ({{allowed}})", name=f"ck_{{table}}_{{column}}")


def _refers(
    table: str, column: str, target: str, use_alter: bool = False
) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{{target}}.id"],
        name=f"fk_{{table}}_{{column}}",
        deferrable=True,
        initially="DEFERRED",
        use_alter=use_alter,
    )
'''


def main() -> int:
    if tables.SCHEMA <= RELEASED:
        print(f"Le format {tables.SCHEMA} est publié : il ne change plus.", file=sys.stderr)
        return 1
    write_migration(MIGRATION)
    write_sample(REGISTERS)
    return 0


def write_migration(target: Path) -> None:
    """Write the migration from nothing to the declared tables, spelt out."""
    parts = {name: _rendered(found) for name, found in _operations().items()}
    calls = "\n".join(f"    _{name}()" for name in parts)
    triggers = "\n".join(f"    {_in_lines(trigger)}," for trigger in tables.APPEND_ONLY)
    functions = [f"\n\ndef _{name}() -> None:\n{body}\n" for name, body in parts.items()]
    target.write_text(HEAD.format(calls=calls, triggers=triggers) + "".join(functions), "utf-8")
    ruff = [sys.executable, "-m", "ruff", "format", "--quiet", str(target)]
    subprocess.run(ruff, check=True, cwd=ROOT)


def _in_lines(text: str) -> str:
    """A long text as literals that Python joins."""
    lines = textwrap.wrap(text, 88, break_long_words=False, break_on_hyphens=False)
    return "\n    ".join(json.dumps(line if line is lines[-1] else f"{line} ") for line in lines)


def _operations() -> dict[str, list[ops.MigrateOperation]]:
    """For each table, what makes it and its indexes."""
    with sa.create_engine("sqlite://").connect() as connection:
        script = produce_migrations(MigrationContext.configure(connection), tables.whole())
    assert script.upgrade_ops is not None
    found: dict[str, list[ops.MigrateOperation]] = {}
    for operation in _flat(script.upgrade_ops.ops):
        assert isinstance(operation, ops.CreateTableOp | ops.CreateIndexOp)
        found.setdefault(operation.table_name, []).append(operation)
    return found


def _flat(operations: list[Any]) -> list[ops.MigrateOperation]:
    flat: list[ops.MigrateOperation] = []
    for operation in operations:
        flat += _flat(operation.ops) if isinstance(operation, ops.ModifyTableOps) else [operation]
    return flat


def _rendered(operations: list[ops.MigrateOperation]) -> str:
    code = render_python_code(ops.UpgradeOps(operations), render_item=_rendered_item)
    lines = [line for line in code.splitlines() if "###" not in line]
    return "\n".join(line if line.startswith("    ") else f"    {line}" for line in lines)


def _rendered_item(kind: str, item: Any, _: Any) -> Any:
    """Parts of a table in the words of `HEAD`; False leaves them to Alembic."""
    if kind == "column" and (function := _function_for(item)):
        return f"{function}({item.name!r}{', null=True' if item.nullable else ''})"
    if kind == "foreign_key" and item.deferrable:
        (key,) = item.elements
        later = ", use_alter=True" if item.use_alter else ""
        target = key.column.table.name
        return f"_refers({item.table.name!r}, {key.parent.name!r}, {target!r}{later})"
    if kind == "check":
        column, words = str(item.sqltext).removesuffix(")").split(" IN (")
        return f"_one_of({item.table.name!r}, {column!r}, {words})"
    return False


def _function_for(column: sa.Column[Any]) -> str:
    """Our own types are written as what they are in the database: they may change later."""
    if isinstance(column.type, sa.types.TypeDecorator | sa.Text):
        return "_text"
    if isinstance(column.type, sa.Boolean):
        return "_bool"
    return "_int" if isinstance(column.type, sa.BigInteger) else ""


def write_sample(folder: Path) -> None:
    """Write a register with every kind of record, and what must be found in it for ever."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"schema_{tables.SCHEMA}.dmn"
    with tempfile.TemporaryDirectory() as aside:
        made = Path(aside) / "registre.dmn"
        create_register(made, Structure(name="")).close()
        register = open_register(made)
        fill(register)
        save_copy(register, target)
        register.close()
    images = [{"kind": r.kind, **r.model_dump(mode="json")} for r in every_record()]
    text = json.dumps(images, ensure_ascii=False, indent=1, sort_keys=True)
    target.with_suffix(".json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
