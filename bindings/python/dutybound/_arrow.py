"""Any table as an Arrow capsule. Entry: stream.

pandas is asked for its own only where it can answer; without pyarrow, or where a column holds several kinds of value, its columns
are taken one by one.
"""

from __future__ import annotations

import os
from typing import Any, Iterable, Mapping

from dutybound import _dutybound
from dutybound._errors import TableError

TABLE_HINT = (
    "give a pandas, polars or pyarrow table, anything else with __arrow_c_stream__ or __arrow_c_array__, a dictionary of columns, or a list of dictionaries"
)


def is_table(value: Any) -> bool:
    """Whether it is a table, not a column."""
    if _has_capsule(value):
        return True
    if _is_pandas(value) or isinstance(value, Mapping):
        return True
    return isinstance(value, (list, tuple)) and all(isinstance(row, Mapping) for row in value)


def is_neither(value: Any) -> bool:
    """Whether it is no table and no column either."""
    return not is_table(value) and (isinstance(value, (str, bytes, bytearray)) or not hasattr(value, "__iter__"))


def stream(table: Any, name: str) -> Any:
    """A capsule of an Arrow stream that holds all of it. Raises TableError, naming the table."""
    if not is_table(table):
        raise TableError(f"table `{name}`: {_no_table(table)}")
    if _has_capsule(table):
        try:
            return _dutybound.drained(table.__arrow_c_stream__() if hasattr(table, "__arrow_c_stream__") else table.__arrow_c_array__())
        except TableError as error:
            raise TableError(f"table `{name}`: {error}") from error
        except Exception as error:
            if not _is_pandas(table):
                raise TableError(f"table `{name}`: {type(error).__name__}: {error}") from error
    try:
        return _dutybound.columns_stream(_columns(table))
    except TableError as error:
        raise TableError(f"table `{name}`: {error}") from error


def _no_table(value: Any) -> str:
    """What somebody gave in the place of a table, and what to do."""
    kind = type(value).__name__
    if value is None:
        return "None is no table; leave the name out where there is no table: what it would tell is then unknown"
    if isinstance(value, (str, os.PathLike)):
        return "the name of a file is no table; read it first, with dutybound.read_csv or pandas.read_csv(..., dtype=str)"
    if hasattr(value, "collect") and hasattr(value, "lazy"):
        return f"a {kind} has not been computed; give its collect()"
    if hasattr(value, "compute") and hasattr(value, "columns"):
        return f"a {kind} has not been computed; give its compute()"
    if not is_neither(value) and (hasattr(value, "to_list") or hasattr(value, "to_pylist") or hasattr(value, "tolist")):
        return f"a {kind} is a column and no table; give a frame, or a dictionary with the column's name"
    return f"a {kind} is no table; {TABLE_HINT}"


def _has_capsule(value: Any) -> bool:
    # What a column is has the same methods: a pyarrow array, a polars or pandas series.
    if not (hasattr(value, "__arrow_c_stream__") or hasattr(value, "__arrow_c_array__")):
        return False
    return hasattr(value, "columns") or hasattr(value, "schema") or not hasattr(value, "to_pylist") and not hasattr(value, "to_list")


def _is_pandas(value: Any) -> bool:
    return hasattr(value, "iloc") and hasattr(value, "columns") and hasattr(value, "dtypes")


def _columns(table: Any) -> list[tuple[str, Any]]:
    if _is_pandas(table):
        columns = [(str(name), _series(table.iloc[:, place])) for place, name in enumerate(table.columns)]
        named = [(str(name), _values(table.index.get_level_values(name).tolist())) for name in table.index.names if name is not None]
        return [each for each in named if each[0] not in dict(columns)] + columns
    if isinstance(table, Mapping):
        return [(_text(name), _values(values)) for name, values in table.items()]
    if isinstance(table, Iterable) and not isinstance(table, (str, bytes)):
        return _rows(table)
    raise TableError(f"a {type(table).__name__} is no table; {TABLE_HINT}")


def _text(name: Any) -> str:
    if not isinstance(name, str):
        raise TableError(f"the name of a column is text, not {name!r}")
    return name


def _rows(table: Iterable[Any]) -> list[tuple[str, Any]]:
    columns: dict[str, list[Any]] = {}
    count = 0
    for count, row in enumerate(table, 1):
        if not isinstance(row, Mapping):
            raise TableError(f"row {count - 1} is a {type(row).__name__}, not a dictionary")
        for name, value in row.items():
            column = columns.get(name)
            if column is None:
                column = columns[_text(name)] = [None] * (count - 1)
            column.append(value)
        for column in columns.values():
            if len(column) < count:
                column.append(None)
    return list(columns.items())


def _values(values: Any) -> Any:
    """A column: a list, or a buffer with its format."""
    if isinstance(values, list):
        return values
    if isinstance(values, (str, bytes, Mapping)) or not hasattr(values, "__iter__"):
        raise TableError(f"a {type(values).__name__} is no column; a sequence is needed")
    if hasattr(values, "iloc") and hasattr(values, "dtype"):
        return _series(values)
    if hasattr(values, "__array_interface__") and hasattr(values, "dtype"):
        return _array(values)
    for method in ("to_pylist", "to_list", "tolist"):
        if hasattr(values, method):
            return list(getattr(values, method)())
    return list(values)


def _series(series: Any) -> Any:
    """A pandas column of any age."""
    dtype = series.dtype
    if getattr(dtype, "tz", None) is not None:
        if hasattr(series.dt, "tz_convert"):
            return _array(series.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy(), "UTC")
    if getattr(dtype, "kind", "") in "iufbM" and type(dtype).__module__.partition(".")[0] == "numpy":
        return _array(series.to_numpy())
    return list(series.astype(object).tolist())


def _array(array: Any, zone: str = "") -> Any:
    """A numpy array: numbers, days and truths by their bytes, anything else value by value."""
    kind = array.dtype.kind
    if getattr(array, "ndim", 1) != 1:
        raise TableError("a column has one dimension")
    if getattr(array, "mask", None) is not None:
        return list(array.tolist())
    if kind == "b":
        return "b", array.copy(), None
    if kind == "i" or (kind == "u" and array.dtype.itemsize < 8):
        return "l", array.astype("int64"), None
    if kind == "f" and array.dtype.itemsize <= 8:
        return "g", array.astype("float64"), None
    if kind == "M":
        unit = array.dtype.str.partition("[")[2].rstrip("]")
        if unit == "D":
            return "tdD", array.astype("int64"), None
        if unit not in ("s", "ms", "us", "ns"):
            array, unit = array.astype("datetime64[s]"), "s"
        return f"ts{unit[0]}:{zone}", array.astype("int64"), None
    return list(array.tolist())
