"""Caseloads on Spark: the same findings as on one machine, case by case, wherever the cases lie.

Entry: `assess`. Needs `dutybound`, pyspark (3.5 or newer) and pyarrow (14 or newer) on the driver and on every executor.
What a table may look like, what is wrong with its rows and how a case is judged is `Rulebook.assess_tables`'s, which runs here
over the cases of one Arrow batch at a time.
"""

from __future__ import annotations

import json
import os
import tempfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Dict, Iterator, List, Mapping, Optional, Tuple, Union

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

    from . import Rulebook

__all__ = ["SparkAssessment", "assess", "findings_schema", "data_errors_schema"]

_CASE = "dutybound_case"
_ORDER = "dutybound_order"
_TEXTS = "array<string>"
_READINGS = "array<struct<reading:string,value:string>>"
_FINDING = (
    ("rule", "string"),
    ("rulebook", "string"),
    ("kind", "string"),
    ("modality", "string"),
    ("actor", "string"),
    ("entity", "string"),
    ("record_id", "string"),
    ("record", "string"),
    ("status", "string"),
    ("outcome", "string"),
    ("trigger", "date"),
    ("due", "date"),
    ("done", "date"),
    ("due_at", "timestamp"),
    ("days", "bigint"),
    ("day_unit", "string"),
    ("valid_until", "date"),
    ("valid_until_at_least", "boolean"),
    ("missing", _TEXTS),
    ("data_errors", "array<struct<path:string,value:string,reason:string,code:string>>"),
    ("provisional", "string"),
    ("unless", _TEXTS),
    ("assumed", "array<struct<path:string,value:string,by_rule:boolean>>"),
    ("source_table", "string"),
    ("source_row", "bigint"),
    ("edition_policy", "string"),
    ("readings", _READINGS),
    ("same_under_all_readings", "boolean"),
    ("other_readings", f"array<struct<readings:{_READINGS},status:string,outcome:string,due:date,provisional:string>>"),
)
_ERROR = (
    ("table", "string"),
    ("row", "bigint"),
    ("column", "string"),
    ("path", "string"),
    ("value", "string"),
    ("reason", "string"),
    ("code", "string"),
)

Link = Union[str, Tuple[str, str, str], None]


def _ddl(columns: Tuple[Tuple[str, str], ...], case_id: str) -> str:
    return ",".join(f"`{name}`:{kind}" for name, kind in (("case_id", case_id), *columns))


def findings_schema(case_id: str = "string") -> str:
    """The columns of `SparkAssessment.findings`, as Spark writes a schema: a findings table's, with texts for dictionaries;
    `source_row` is null, because rows of a Spark table have no number.

    `case_id`: "string", or "bigint" where the source's case ids are whole numbers.
    """
    return _ddl(_FINDING, case_id)


def data_errors_schema(case_id: str = "string") -> str:
    """The columns of `SparkAssessment.data_errors`; `row` is null, because rows of a Spark table have no number."""
    return _ddl(_ERROR, case_id)


class SparkAssessment:
    """Findings and data errors of one run over Spark tables, as tables that nothing has computed yet.

    Each action on `findings`, `data_errors` or `manifest` assesses again, unless `persist` was called before.
    """

    def __init__(self, run: DataFrame) -> None:
        self._run = run

    def __repr__(self) -> str:
        return "SparkAssessment(findings=..., data_errors=...)"

    @property
    def findings(self) -> DataFrame:
        """One row a finding; in no order, as all tables of Spark: sort by `case_id`, `rule`, `record`."""
        return self._run.where("finding is not null").select("finding.*")

    @property
    def data_errors(self) -> DataFrame:
        """One row for each value, record or row of a table that cannot be used as it is."""
        return self._run.where("error is not null").select("error.*")

    def manifest(self) -> Dict[str, Any]:
        """What was counted, over all cases: `cases`, `unread`, `findings`, `by_status`, `by_rule`, ... Runs at once."""
        total: Dict[str, Any] = {}
        for row in self._run.where("manifest is not null").select("manifest").toLocalIterator():
            _add(total, json.loads(row[0]))
        return total

    def persist(self) -> SparkAssessment:
        """Keep what the first action computes for those after it (`DataFrame.persist`)."""
        self._run = self._run.persist()
        return self

    def unpersist(self) -> None:
        """Let go of what `persist` kept."""
        self._run.unpersist()


def assess(
    rulebook: Rulebook,
    tables: Union[DataFrame, Mapping[str, DataFrame]],
    *,
    as_at: Union[date, datetime, str],
    links: Optional[Mapping[str, Link]] = None,
    **options: Any,
) -> SparkAssessment:
    """Assess the cases of Spark tables on the executors. Nothing runs before an action on the answer.

    rulebook: what `dutybound.load` gave; it is sent along, and read once in each process.
    tables: one nested table with a row for each case; or related tables by name, which are first brought together by case.
    as_at: date, datetime or ISO text, as of `Rulebook.assess`.
    links: how a row of a related table finds its case: the column that holds the case's id, or `(column, other table, other
        table's column)` where that is known to another table only, or None for a table whose rows belong to no case (such as
        professionals), which is collected and sent along whole. Tables that are not named here have a column `case_id`, or are the
        table of the cases themselves, with `id`.
    options: the others of `Rulebook.assess_tables`: mapping, dates, rules, statuses, edition, readings, ... `threads` is 1
        unless given: Spark runs several tasks itself.

    An id that two rows of another table share leads to the case with the lower id.

    Raises OptionError for options of `Rulebook.assess` that do not fit, and for links that name no table or column; what is wrong
    with the tables or their mapping is raised by the first action.
    """
    judged = ("edition", "carry_forward", "readings", "all_readings", "assume")
    rulebook.assess({}, as_at=as_at, **{name: options[name] for name in judged if name in options})
    options = {"threads": 1, **options, "as_at": as_at, "progress": False}
    if options.get("mapping") is not None and os.path.isfile(options["mapping"]):
        with open(options["mapping"], "rb") as file:
            options["mapping"] = (os.path.basename(options["mapping"]), file.read())
    links = links or {}
    names: Optional[List[str]] = None
    shared: Dict[str, List[Dict[str, Any]]] = {}
    if isinstance(tables, Mapping):
        _check_links(tables, links)
        shared = {name: [row.asDict() for row in tables[name].collect()] for name, link in links.items() if link is None}
        tables = {name: frame for name, frame in tables.items() if name not in shared}
        names = sorted(tables)
        frame = _by_case(tables, links)
    else:
        frame = tables
    case_id = "bigint" if _whole_numbers(tables, links) else "string"
    schema = f"finding:struct<{_ddl(_FINDING, case_id)}>,error:struct<{_ddl(_ERROR, case_id)}>,manifest:string"
    worker = _Worker(rulebook, options, names, shared, case_id == "bigint")
    return SparkAssessment(frame.mapInArrow(worker, schema))


# --- on the driver: rows of related tables beside their case -----------------------------------------------------------------


def _link(name: str, frame: DataFrame, links: Mapping[str, Link]) -> Union[str, Tuple[str, str, str]]:
    """The column or the way by which rows of a table find their case."""
    from . import OptionError

    link = links.get(name)
    if link is None:
        for column in ("case_id", "id"):
            if column in frame.columns:
                return column
        raise OptionError(f"table '{name}' has neither 'case_id' nor 'id': say in links how its rows find their case")
    column = link if isinstance(link, str) else link[0]
    if column not in frame.columns:
        raise OptionError(f"links: table '{name}' has no column '{column}'; it has {', '.join(frame.columns)}")
    return link


def _check_links(tables: Mapping[str, DataFrame], links: Mapping[str, Link]) -> None:
    from . import OptionError

    unknown = [name for name in links if name not in tables]
    if unknown:
        raise OptionError(f"links: no table '{unknown[0]}'; there are {', '.join(sorted(tables))}")
    if all(links.get(name, "") is None for name in tables):
        raise OptionError("no table has rows that belong to a case")


def _by_case(tables: Mapping[str, DataFrame], links: Mapping[str, Link]) -> DataFrame:
    """One row for each case: its id, and for each table the list of the case's rows, numbered as the table has them."""
    from pyspark.sql import functions as sql

    from . import OptionError

    numbered = {name: frame.withColumn(_ORDER, sql.monotonically_increasing_id()) for name, frame in tables.items()}
    keyed: Dict[str, DataFrame] = {}

    def key(name: str, way: Tuple[str, ...]) -> DataFrame:
        if name in way:
            raise OptionError(f"links lead in a circle: {' -> '.join((*way, name))}")
        if name not in keyed:
            link = _link(name, tables[name], links)
            if isinstance(link, str):
                keyed[name] = numbered[name].withColumn(_CASE, sql.col(f"`{link}`").cast("string"))
            else:
                column, parent, parent_column = link
                if parent not in tables or parent_column not in tables[parent].columns:
                    raise OptionError(f"links: table '{name}' leads to '{parent}.{parent_column}', which is not there")
                owners = key(parent, (*way, name)).groupBy(sql.col(f"`{parent_column}`").alias("dutybound_key"))
                owner = owners.agg(sql.min(_CASE).alias(_CASE))
                keyed[name] = numbered[name].join(
                    owner, numbered[name][f"`{column}`"] == owner["dutybound_key"], "left"
                ).drop("dutybound_key")
        return keyed[name]

    together: Optional[DataFrame] = None
    for name, frame in tables.items():
        columns = [sql.col(f"`{column}`") for column in (*frame.columns, _ORDER)]
        rows = key(name, ()).select(_CASE, sql.struct(*columns).alias(name))
        together = rows if together is None else together.unionByName(rows, allowMissingColumns=True)
    assert together is not None, "_check_links"
    return together.groupBy(_CASE).agg(*(sql.collect_list(f"`{name}`").alias(name) for name in sorted(tables)))


def _whole_numbers(tables: Union[DataFrame, Mapping[str, DataFrame]], links: Mapping[str, Link]) -> bool:
    """Whether the cases' ids are whole numbers, so that findings give them back as such."""
    whole = ("tinyint", "smallint", "int", "bigint")
    if not isinstance(tables, Mapping):
        return dict(tables.dtypes).get("id") in whole
    ways = {name: _link(name, frame, links) for name, frame in tables.items()}
    kinds = [dict(tables[name].dtypes)[way] for name, way in ways.items() if isinstance(way, str)]
    return bool(kinds) and all(kind in whole for kind in kinds)


# --- on an executor: one Arrow batch of cases at a time ----------------------------------------------------------------------

class _Worker:
    """What `mapInArrow` calls on an executor: batches of cases to batches of findings, errors and counts."""

    def __init__(
        self,
        rulebook: Rulebook,
        options: Mapping[str, Any],
        tables: Optional[List[str]],
        shared: Mapping[str, List[Dict[str, Any]]],
        whole_ids: bool,
    ) -> None:
        self._rulebook, self._options, self._whole_ids = rulebook, options, whole_ids
        self._tables, self._shared = tables, shared

    def __call__(self, batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        with tempfile.TemporaryDirectory() as place:
            options = dict(self._options)
            if isinstance(options.get("mapping"), tuple):
                name, content = options["mapping"]
                options["mapping"] = os.path.join(place, name)
                with open(options["mapping"], "wb") as file:
                    file.write(content)
            for batch in batches:
                if batch.num_rows:
                    yield from self._assessed(self._rulebook.assess_tables(self._given(batch), **options))

    def _given(self, batch: pyarrow.RecordBatch) -> Any:
        import pyarrow as pa

        if self._tables is None:
            return pa.Table.from_batches([batch])
        tables: Dict[str, Any] = dict(self._shared)
        for name in self._tables:
            rows = pa.RecordBatch.from_struct_array(batch.column(batch.schema.get_field_index(name)).flatten())
            tables[name] = pa.Table.from_batches([rows]).sort_by(_ORDER).drop_columns([_ORDER])
        return tables

    def _assessed(self, result: Any) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow as pa

        finding, error = (self._struct(columns) for columns in (_FINDING, _ERROR))
        kinds = {"finding": finding, "error": error, "manifest": pa.string()}

        def told(what: str, rows: pa.Array) -> pa.RecordBatch:
            columns = [rows if name == what else pa.nulls(len(rows), kind) for name, kind in kinds.items()]
            return pa.RecordBatch.from_arrays(columns, names=list(kinds))

        for batch in result.batches():
            yield told("finding", _as_struct(pa.record_batch(batch), finding, nothing="source_row"))
        for batch in result.data_errors.batches():
            yield told("error", _as_struct(pa.record_batch(batch), error, nothing="row"))
        yield told("manifest", pa.array([json.dumps(result.manifest)], pa.string()))

    def _struct(self, columns: Tuple[Tuple[str, str], ...]) -> pyarrow.StructType:
        import pyarrow as pa

        case_id = ("case_id", pa.int64() if self._whole_ids else pa.string())
        return pa.struct([case_id, *((name, _arrow_type(kind)) for name, kind in columns)])


def _arrow_type(kind: str) -> pyarrow.DataType:
    """The Arrow type of a type as Spark writes it."""
    import pyarrow as pa

    if kind.startswith("array<"):
        return pa.list_(_arrow_type(kind[6:-1]))
    if kind.startswith("struct<"):
        return pa.struct([(name, _arrow_type(of)) for name, of in _members(kind[7:-1])])
    plain = {
        "string": pa.string(),
        "bigint": pa.int64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "timestamp": pa.timestamp("us", "UTC"),
    }
    return plain[kind]


def _members(text: str) -> Iterator[Tuple[str, str]]:
    """`a:string,b:array<struct<c:date,d:date>>` member by member."""
    begin = depth = 0
    for at, letter in enumerate(text + ","):
        depth += (letter == "<") - (letter == ">")
        if letter == "," and depth == 0:
            name, _, kind = text[begin:at].partition(":")
            yield name, kind
            begin = at + 1


def _as_struct(batch: pyarrow.RecordBatch, wanted: pyarrow.StructType, nothing: str = "") -> pyarrow.StructArray:
    """The batch's rows with exactly these types: Spark's JVM reads the buffers as the schema says."""
    import pyarrow as pa

    columns = []
    for field in wanted:
        column = batch.column(batch.schema.get_field_index(field.name))
        if field.name == nothing:
            column = pa.nulls(len(column), field.type)
        elif pa.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        columns.append(column.cast(field.type))
    return pa.StructArray.from_arrays(columns, fields=list(wanted))


def _add(total: Dict[str, Any], counts: Mapping[str, Any]) -> None:
    """Adds whole numbers of nested counts up; what is none stays as it was told last."""
    for name, count in counts.items():
        if isinstance(count, Mapping):
            _add(total.setdefault(name, {}), count)
        elif isinstance(count, int) and not isinstance(count, bool):
            total[name] = total.get(name, 0) + count
        else:
            total[name] = count
