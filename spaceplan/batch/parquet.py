"""The key figures as a Parquet table: a typed column each, with its unit."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from spaceplan.batch.columns import COLUMNS, Column, Kind
from spaceplan.batch.record import RunRecord
from spaceplan.batch.tables import cell
from spaceplan.errors import MissingExtraError
from spaceplan.i18n import N_, Message

_TYPES: dict[Kind, str] = {
    "text": "string",
    "whole": "int64",
    "number": "float64",
    "share": "float64",
}


def check_parquet() -> None:
    """Refuse to begin what cannot be ended: hours of runs without their table.

    Raises
    ------
    MissingExtraError
        If the library is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401 - whether it is there
    except ImportError:
        purpose = Message.of(N_("a Parquet table (--no-parquet does without)"))
        raise MissingExtraError("batch", purpose) from None


def runs_parquet(records: Sequence[RunRecord]) -> bytes:
    """Return the table; texts in English, states as words, unknown figures as nulls."""
    import pyarrow
    import pyarrow.parquet

    schema = pyarrow.schema([_field(column) for column in COLUMNS])
    columns = {column.key: [_typed(column, record) for record in records] for column in COLUMNS}
    stream = BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns, schema=schema), stream)
    return stream.getvalue()


def _field(column: Column) -> object:
    import pyarrow

    metadata = {"unit": column.unit, "label": column.heading("en")}
    return pyarrow.field(column.key, pyarrow.type_for_alias(_TYPES[column.kind]), metadata=metadata)


def _typed(column: Column, record: RunRecord) -> object:
    figure = cell(record, column, "en")
    if figure is None:
        return None
    if column.kind == "text":
        return str(figure)
    return int(figure) if column.kind == "whole" else float(figure)
