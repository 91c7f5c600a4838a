"""The ways of loading the package that are compared: which reader, in which idiom, and whether it must be exact."""

from __future__ import annotations

from dataclasses import dataclass

from .environments import Environment

BUILDS = "build"
"""Lock of what builds the source distributions that some old readers come with."""

FRICTIONLESS = Environment("frictionless")
DATAPACKAGE = Environment("datapackage", BUILDS)
DATAFLOWS = Environment("dataflows", BUILDS)
PANDAS_DATAPACKAGE_READER = Environment("pandas-datapackage-reader")
PANDAS = Environment("pandas")
POLARS = Environment("polars")
DUCKDB = Environment("duckdb")
PYARROW = Environment("pyarrow")
PROFILES = Environment("profiles")
NPM = Environment("npm")


@dataclass(frozen=True)
class Way:
    """A reader in one idiom. ``code`` is the idiom as the page shows it; ``descriptor`` says whether the reader takes
    the types from the descriptor itself; a way that is ``exact`` must get every cell as golden."""

    name: str
    environment: Environment
    script: str
    code: str
    idiom: str = "plain"
    descriptor: bool = True
    exact: bool = True


TYPED, PLAIN = "typed", "plain"

WAYS = (
    Way("china_services_trade", PANDAS, "loader", "rows(name)", "rows"),
    Way("china_services_trade", PANDAS, "loader", "frame(name)", "pandas"),
    Way("china_services_trade", POLARS, "loader", "polars_frame(name)", "polars"),
    Way("frictionless", FRICTIONLESS, "frictionless", 'Package("datapackage.json")'),
    Way("datapackage", DATAPACKAGE, "datapackage", 'Package("datapackage.json")'),
    Way("tableschema", DATAPACKAGE, "tableschema", "Table(path, schema=resource['schema'])"),
    Way("dataflows", DATAFLOWS, "dataflows", 'Flow(load("datapackage.json"))'),
    Way(
        "pandas-datapackage-reader",
        PANDAS_DATAPACKAGE_READER,
        "pandas_datapackage_reader",
        "read_datapackage(folder)",
    ),
    Way("npm datapackage", NPM, "datapackage.js", 'Package.load("datapackage.json")'),
    Way("npm tableschema", NPM, "tableschema.js", 'Table.load(path, {schema, delimiter: ","})', TYPED),
    Way("npm tableschema", NPM, "tableschema.js", "Table.load(path, {schema})", exact=False),
    Way("npm frictionless.js", NPM, "frictionless.js", 'Dataset.load("datapackage.json")', exact=False),
    Way("pandas", PANDAS, "pandas", "read_csv(path)", descriptor=False, exact=False),
    Way(
        "pandas",
        PANDAS,
        "pandas",
        'read_csv(path, dtype=types, keep_default_na=False, na_values=[""])',
        TYPED,
        descriptor=False,
    ),
    Way("polars", POLARS, "polars", "read_csv(path)", descriptor=False, exact=False),
    Way("polars", POLARS, "polars", "read_csv(path, schema=types)", TYPED, descriptor=False),
    Way("duckdb", DUCKDB, "duckdb", "read_csv(path)", descriptor=False, exact=False),
    Way("duckdb", DUCKDB, "duckdb", "read_csv(path, header=True, delimiter=',', columns=types)", TYPED, False),
    Way("pyarrow", PYARROW, "pyarrow", "read_csv(path)", descriptor=False, exact=False),
    Way(
        "pyarrow",
        PYARROW,
        "pyarrow",
        'read_csv(path, column_types=types, null_values=[""], strings_can_be_null=True)',
        TYPED,
        descriptor=False,
    ),
)
