"""Rows that come in batches, as whatever is asked for. Entry: Rows."""

from __future__ import annotations

import csv
import os
from datetime import date, datetime
from typing import IO, Any, Iterator, Union

from dutybound import _dutybound
from dutybound._dutybound import Batch, csv_text
from dutybound._errors import OptionError


class Collected:
    """Batches that have come, as one table of the Arrow PyCapsule interface."""

    def __init__(self, schema: Batch, batches: list[Batch]) -> None:
        self._schema, self._batches = schema, batches

    def __arrow_c_schema__(self) -> object:
        return self._schema.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return _dutybound.batches_stream(self._schema, self._batches)


class Rows:
    """What gives ``batches()``."""

    def batches(self) -> Iterator[Batch]:
        raise NotImplementedError

    def _schema(self) -> Batch:
        """A batch with the same columns."""
        raise NotImplementedError

    def _collected(self) -> Collected:
        return Collected(self._schema(), list(self.batches()))

    def __arrow_c_schema__(self) -> object:
        return self._schema().__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._collected().__arrow_c_stream__()

    def to_dicts(self) -> Iterator[dict[str, Any]]:
        """Row by row as dictionaries of Python values: text, int, bool, date, datetime (English local time), lists, None."""
        for batch in self.batches():
            columns = batch.to_columns()
            names = list(columns)
            for values in zip(*columns.values()):
                yield dict(zip(names, values))

    def to_arrow(self) -> Any:
        """A pyarrow.Table. Needs pyarrow 14 or newer."""
        try:
            import pyarrow
        except ImportError as error:
            raise OptionError("to_arrow needs pyarrow: pip install pyarrow") from error
        return pyarrow.table(self._collected())

    def to_polars(self) -> Any:
        """A polars.DataFrame. Needs polars 1 or newer."""
        try:
            import polars
        except ImportError as error:
            raise OptionError("to_polars needs polars: pip install polars") from error
        return polars.DataFrame(self._collected())

    def to_pandas(self) -> Any:
        """A pandas.DataFrame of any age: words are categories, days datetime64. Uses pyarrow where it is installed."""
        try:
            import pandas
        except ImportError as error:
            raise OptionError("to_pandas needs pandas: pip install pandas") from error
        try:
            import pyarrow

            if int(pyarrow.__version__.partition(".")[0]) >= 14:
                return pyarrow.table(self._collected()).to_pandas(date_as_object=False)
        except ImportError:
            pass
        return _frame(pandas, self._schema(), list(self.batches()))

    def to_csv(self, path: Union[str, os.PathLike[str], IO[str]]) -> None:
        """Writes RFC 4180: UTF-8, one header, lines end in CR LF. Lists are joined by ``; ``: data errors as ``path: code``, readings as ``reading=value``.
        A cell that a spreadsheet would run as a formula has an apostrophe before it (docs/cli.md).

        path: of the file, or a file that is open for text (newline='').
        """
        if hasattr(path, "write"):
            self._write_csv(path)  # type: ignore[arg-type]
        else:
            with open(path, "w", encoding="utf-8", errors="replace", newline="") as file:
                self._write_csv(file)

    def _write_csv(self, file: IO[str]) -> None:
        writer = csv.writer(file)
        writer.writerow(self._schema().names)
        for batch in self.batches():
            for values in zip(*batch.to_columns().values()):
                cells = [_cell(value) for value in values]
                writer.writerow([csv_text(cell) if isinstance(cell, str) else cell for cell in cells])


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "; ".join(_entry(each) for each in value)
    return value


def _entry(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    if "code" in value:
        return f"{value['path']}: {value['code']}"
    if "reading" in value:
        return f"{value['reading']}={value['value']}"
    readings = ", ".join(_entry(reading) for reading in value["readings"])
    return " ".join(str(_cell(part)) for part in (readings + ":", value["status"], value["outcome"], value["due"]) if part is not None)


def _frame(pandas: Any, schema: Batch, batches: list[Batch]) -> Any:
    """By plain columns, without pyarrow."""
    kinds = dict(zip(schema.names, schema.formats))
    columns: dict[str, list[Any]] = {name: [] for name in kinds}
    for batch in batches:
        for name, values in batch.to_columns().items():
            columns[name].extend(values)
    frame = {}
    for name, values in columns.items():
        kind = kinds[name]
        if kind == "words":
            frame[name] = pandas.Series(pandas.Categorical(values))
        elif kind == "tdD":
            frame[name] = pandas.Series(pandas.to_datetime(pandas.Series(values, dtype=object)))
        elif kind.startswith("ts"):
            utc = pandas.to_datetime(pandas.Series(values, dtype=object), utc=True)
            frame[name] = utc.dt.tz_convert("Europe/London")
        elif kind == "l":
            frame[name] = pandas.Series(values, dtype="Int64")
        elif kind == "b":
            frame[name] = pandas.Series(values, dtype="boolean")
        else:
            frame[name] = pandas.Series(values, dtype=object)
    return pandas.DataFrame(frame)
