import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from dmn_desktop.core.records import KINDS, RECORDS
from dmn_desktop.store import migrate, tables
from dmn_desktop.store.database import Register, open_register
from tests.store import make_sample
from tests.store.samples import CONTENT, every_record, fill, filled

SAMPLES = sorted((Path(__file__).parents[1] / "data" / "registers").glob("schema_*.dmn"))

AFTER_A_CHANGE = (
    "The records changed. Before the first release: python -m tests.store.make_sample. "
    "Afterwards: raise SCHEMA and write a migration; see tests/store/make_sample.py."
)


@pytest.fixture
def migrated() -> Iterator[sa.Connection]:
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        migrate.run(connection, 0, tables.SCHEMA)
        yield connection
    engine.dispose()


def schema_of(connection: sa.Connection) -> dict[str, str | None]:
    rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_schema")
    return {f"{row.type} {row.name}": row.sql for row in rows}


def test_migrations_from_nothing_make_the_declared_tables(migrated: sa.Connection) -> None:
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        tables.create_all(connection)
        assert schema_of(migrated) == schema_of(connection), AFTER_A_CHANGE
    engine.dispose()


def test_alembic_finds_nothing_to_change_after_the_migrations(migrated: sa.Connection) -> None:
    assert compare_metadata(MigrationContext.configure(migrated), tables.whole()) == []


def test_every_schema_has_its_migration_and_its_sample() -> None:
    wanted = list(range(1, tables.SCHEMA + 1))
    assert sorted(migrate.steps()) == wanted
    assert [path.name for path in SAMPLES] == [f"schema_{number}.dmn" for number in wanted]


def test_the_script_still_writes_the_first_migration_as_it_is(tmp_path: Path) -> None:
    if tables.SCHEMA > 1 or make_sample.RELEASED:
        return
    make_sample.write_migration(tmp_path / "v0001.py")
    written = (tmp_path / "v0001.py").read_text("utf-8")
    assert written == make_sample.MIGRATION.read_text("utf-8"), AFTER_A_CHANGE


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_register_of_every_schema_opens_with_everything_in_place(
    sample: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "registre.dmn"
    shutil.copyfile(sample, copy)
    register = open_register(copy)
    with register.reading() as reader:
        for image in json.loads(sample.with_suffix(".json").read_text("utf-8")):
            kind = KINDS[image.pop("kind")]
            found = reader.get(kind, image["id"])
            assert found is not None, f"{kind.title} perdu"
            stored = found.model_dump(mode="json")
            assert {name: stored.get(name) for name in image} == image
        assert reader.content(reader.find(KINDS["attachment"])[0].sha256) == CONTENT  # type: ignore[attr-defined]
        assert reader.history()[0].label == "registre d’essai"
    register.close()


def test_every_field_of_every_record_comes_back_from_the_file(register: Register) -> None:
    fill(register)
    register.close()
    again = open_register(register.path)
    with again.reading() as reader:
        for record in RECORDS:
            assert reader.find(record) == [filled(record)]
    again.close()


def test_every_record_has_a_table_with_its_fields() -> None:
    for record in RECORDS:
        assert set(tables.TABLES[record.kind].columns.keys()) == set(record.model_fields)


def closed_lists() -> list[tuple[str, str]]:
    return [
        (table.name, str(constraint.sqltext).split(" IN ")[0])
        for table in tables.whole().tables.values()
        for constraint in table.constraints
        if isinstance(constraint, sa.CheckConstraint)
    ]


def test_the_database_refuses_words_that_no_list_knows(register: Register) -> None:
    fill(register)
    lists = [(table, column) for table, column in closed_lists() if table != "step"]
    assert len(lists) > 20
    for table, column in lists:
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            register.raw.execute(f"UPDATE {table} SET {column} = 'peut-être'")


def test_the_database_refuses_what_must_not_be_empty_twice_or_lost(register: Register) -> None:
    fill(register)
    with pytest.raises(sqlite3.IntegrityError, match="NOT NULL"):
        register.raw.execute("UPDATE candidate SET name = NULL")
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        register.raw.execute(
            "INSERT INTO own_question SELECT 'autre', number, text, help, retired FROM own_question"
        )
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        register.raw.execute("DELETE FROM project")
    assert len(every_record()) == sum(count_rows(register).values())


def count_rows(register: Register) -> dict[str, int]:
    with register.reading() as reader:
        return reader.counts()


@pytest.mark.parametrize("table", ["step", "change"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET seq = seq + 1000", "DELETE FROM {}"])
def test_the_journal_refuses_to_be_rewritten(
    register: Register, table: str, statement: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        register.raw.execute(statement.format(table))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE change SET after = '{\"number\": 2}'",
        "UPDATE change SET before = '{}'",
        "UPDATE change SET after = NULL",
        "UPDATE change SET after = '{}', record_id = 'autre'",
        "UPDATE change SET after = '{}', step = 7",
    ],
)
def test_the_journal_forgets_images_and_changes_nothing_else(
    register: Register, statement: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        register.raw.execute(statement)
    register.raw.execute("UPDATE change SET after = '{}'")


def test_a_new_register_has_just_the_known_schema(register: Register) -> None:
    connection = sqlite3.connect(f"file:{register.path}?mode=ro&immutable=1", uri=True)
    query = "SELECT sql FROM sqlite_schema WHERE sql > '' ORDER BY type, name"
    found = tables.fingerprint(row[0] for row in connection.execute(query))
    connection.close()
    assert found == tables.FINGERPRINT, "the records changed: write the new one in tables.py"
