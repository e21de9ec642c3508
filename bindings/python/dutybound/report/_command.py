"""`dutybound report`: reads the inputs, assesses them, writes the three files. Entry: run."""

from __future__ import annotations

import argparse
import datetime
import io
import json
import os
import sqlite3
import sys
import warnings
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence

from dutybound._not_read import INPUT_LIMIT, mebibytes

from . import TITLE, write_all
from ._teams import read_teams
from ._words import count_words

#: Exit codes of the command line (docs/cli.md).
OK, USAGE, UNREADABLE, BAD_RULES, NOT_WRITTEN = 0, 2, 3, 4, 74


def run(argv: Optional[Sequence[str]] = None) -> int:
    """Does what the arguments say; messages go to standard error. Gives the exit code."""
    import dutybound

    try:
        options = _parser().parse_args(argv)
    except SystemExit as end:  # argparse has said why
        return int(end.code or 0)
    if options.inputs.count("-") > 1:
        return _said(ValueError("-: standard input can be read once"), USAGE)
    try:
        teams = read_teams(options.teams)
        key = Path(options.code_key).read_bytes().strip() if options.code_key else b""
    except (OSError, ValueError) as error:
        return _said(error, USAGE)
    try:
        rulebook = _load(options)
    except (dutybound.RuleError, dutybound.OptionError) as error:
        return _said(error, BAD_RULES)
    except ValueError as error:
        return _said(error, USAGE)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dutybound.DataWarning)  # the results say the same, and it is said below
        warned: List[Any] = []

        def kept(message: Any, *_: Any, **__: Any) -> None:
            warned.append(message)

        warnings.showwarning = kept
        summary: List[str] = []
        code = _write(rulebook, options, teams, key, summary)
    # What could not be read has been said: it is the first thing to be told.
    for sentence in (*(f"dutybound report: {message}" for message in warned), *summary):
        _say(sentence)
    return code


def _write(rulebook: Any, options: argparse.Namespace, teams: Dict[str, str], key: bytes, summary: List[str]) -> int:
    """Reads and assesses the inputs one by one and writes the files of what could be read; gives the exit code, and adds
    the last line to `summary` where there is one.
    """
    import dutybound

    caseloads: List[Any] = []
    results: List[Any] = []
    names: List[str] = []
    not_read: List[str] = []
    for paths in _grouped(options):
        try:
            caseload = _read(paths, options)
        except (OSError, ValueError, ImportError, sqlite3.Error, dutybound.Error) as error:
            _said(error, UNREADABLE)
            not_read.append(_not_read(paths, error))
            continue
        try:
            results.append(_assess(rulebook, caseload, options))
            caseloads.append(caseload)
            names.append(", ".join(paths))
        except dutybound.OptionError as error:
            return _said(error, USAGE)
        except dutybound.Error as error:
            _said(error, UNREADABLE)
            not_read.append(_not_read(paths, error))
    if not results:
        _say("dutybound report: nothing could be read, so no report was written")
        return UNREADABLE
    for result in results:  # whatever becomes of the report, it is the first thing to be told
        for sentence in result.not_read:
            _say(f"dutybound report: {sentence}")
    try:
        written = write_all(
            results,
            options.output,
            as_at=options.as_at,
            teams=teams,
            weeks=options.weeks,
            title=options.title,
            rulebook=rulebook,
            readings=dict(options.reading),
            choices=_choices(options, caseloads),
            not_read=not_read,
            names=names,
            calendar_ids=options.calendar_ids,
            code_key=key,
            explain=not options.no_sentences,
        )
    except (ValueError, dutybound.OptionError) as error:
        return _said(error, USAGE)
    except dutybound.Error as error:
        return _said(error, UNREADABLE)
    except OSError as error:
        return _said(error, NOT_WRITTEN)
    lost = "not everything could be read; of the rest " if written.not_read else ""
    summary.append(
        f"{written.html}: {lost}{written.overdue:,} overdue, {written.overdue_unless_excused:,} more unless excused, "
        f"{written.falling_due:,} falling due, {written.undecided:,} of "
        f"{count_words(written.findings, 'finding')} could not be judged"
    )
    return UNREADABLE if written.not_read else OK


class _Parser(argparse.ArgumentParser):
    def _print_message(self, message: str, file: Any = None) -> None:
        if file is sys.stderr:
            return _say(message.rstrip("\n"))
        super()._print_message(message, file)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="dutybound report",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=(
            "A caseload's report: one page of HTML that needs no network, what needs action as CSV beside it, and its "
            "last days as a calendar."
        ),
    )
    parser.add_argument(
        "inputs",
        nargs="+",
        type=_input,
        metavar="INPUT",
        help="a CIN census (.xml), an Annex A workbook (.xlsx) or, with --input annex-a, its lists as CSV files, case documents (.json, .jsonl, .yaml), a "
        "database of the "
        "Standard Safeguarding Dataset (.db, .sqlite), or a folder or several files of tables (.csv) with --mapping; "
        "- is documents or a census on standard input, with --input",
    )
    parser.add_argument(
        "--as-at",
        required=True,
        type=_day,
        metavar="DATE",
        help="the day that is looked from, 2024-04-22, or a moment of it",
    )
    parser.add_argument(
        "-o",
        "--output",
        default="report.html",
        metavar="FILE",
        help="the page; FILE.csv and FILE.ics are written beside it (report.html)",
    )
    parser.add_argument("--teams", metavar="FILE", help="a CSV file with the columns case_id and team")
    parser.add_argument(
        "--weeks",
        type=int,
        choices=range(1, 54),
        default=6,
        metavar="N",
        help="how many weeks ahead a last day is told, this one among them (6)",
    )
    parser.add_argument("--title", default=TITLE, help="the page's heading")
    parser.add_argument(
        "--input",
        choices=("json", "jsonl", "yaml", "cin-census", "annex-a", "ssd", "tables"),
        help="in place of a guess by the file's name",
    )
    parser.add_argument(
        "--mapping",
        metavar="ID|FILE",
        help="how tables are joined to cases: ssd, annex-a, cin-census-tables, or a YAML file",
    )
    parser.add_argument(
        "--dates",
        action="append",
        metavar="FORMAT",
        help="how cells say a day besides ISO: dd/mm/yyyy, excel; may be repeated",
    )
    parser.add_argument(
        "--rules",
        action="append",
        default=[],
        metavar="NAME|DIR",
        help="an embedded rulebook by name, or a folder of rules; may be repeated",
    )
    parser.add_argument("--layer", action="append", default=[], metavar="DIR", help="a local protocol; may be repeated")
    parser.add_argument(
        "--policy",
        action="append",
        default=[],
        type=_number,
        metavar="NAME=NUMBER",
        help="a number that guidance leaves to local policy; may be repeated",
    )
    parser.add_argument(
        "--reading",
        action="append",
        default=[],
        type=_pair,
        metavar="NAME=VALUE",
        help="how to read the sources where they differ; may be repeated",
    )
    parser.add_argument(
        "--assume",
        action="append",
        default=[],
        type=_assumption,
        metavar="FACT=VALUE",
        help="what holds of every record that does not say it: assessment.extension_reason_recorded=false; may be repeated",
    )
    parser.add_argument("--edition", metavar="ID", help="judge everything by this rulebook, whatever its dates")
    parser.add_argument(
        "--carry-forward", action="store_true", help="the last edition of a series goes on after its end"
    )
    parser.add_argument(
        "--calendar-ids", action="store_true", help="write children's ids into the calendar in place of codes"
    )
    parser.add_argument("--code-key", metavar="FILE", help="a file with a secret that the codes are made with")
    parser.add_argument(
        "--no-sentences",
        action="store_true",
        help="leave the engine's sentences about findings that need action out: quicker",
    )
    parser.add_argument(
        "--input-limit",
        type=_mebibytes,
        default=INPUT_LIMIT,
        metavar="MIB",
        help=f"read returns and documents of at most so many MiB ({INPUT_LIMIT})",
    )
    parser.add_argument("--threads", type=int, metavar="N", help="as many as the machine has, unless told")
    return parser


def _input(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("a file or a folder is needed, and this is blank")
    return text


def _day(text: str) -> str:
    """The text of a date or a moment, looked at."""
    (datetime.datetime.fromisoformat if len(text) > 10 else datetime.date.fromisoformat)(text)
    return text


def _pair(text: str) -> Any:
    name, sign, value = text.partition("=")
    if not (name and sign and value):
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value


def _assumption(text: str) -> Any:
    """The value as JSON where it is some (false, null, 3), else as a text."""
    fact, value = _pair(text)
    try:
        return fact, json.loads(value)
    except ValueError:
        return fact, value


def _mebibytes(text: str) -> int:
    try:
        return mebibytes(int(text))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _number(text: str) -> Any:
    name, value = _pair(text)
    return name, int(value)


def _load(options: argparse.Namespace) -> Any:
    import dutybound

    folders = [rules for rules in options.rules if os.path.isdir(rules)]
    if len(folders) > 1:
        raise ValueError("--rules takes one folder")
    names = [rules for rules in options.rules if rules not in folders]
    return dutybound.load(
        names or None,
        rules=folders[0] if folders else None,
        layers=options.layer,
        policy=dict(options.policy) or None,
        input_limit=options.input_limit,
    )


def _grouped(options: argparse.Namespace) -> List[List[str]]:
    """Inputs one by one, but files of tables together, and CSV files of Annex A."""
    together = options.input in (None, "tables", "annex-a")
    tables = [path for path in options.inputs if options.input == "tables" or (together and path.lower().endswith(".csv"))]
    rest = [[path] for path in options.inputs if path not in tables]
    return rest + ([tables] if tables else [])


_READERS = {
    ".xml": "cin-census",
    ".xlsx": "annex-a",
    ".xlsm": "annex-a",
    # Not read, but the reader of workbooks says what to do with each.
    ".xls": "annex-a",
    ".xlsb": "annex-a",
    ".ods": "annex-a",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".db": "ssd",
    ".sqlite": "ssd",
    ".sqlite3": "ssd",
    ".csv": "tables",
}


def _read(paths: List[str], options: argparse.Namespace) -> Any:
    """A Caseload, or tables by name. Raises ValueError where the file's name does not tell what it is."""
    import dutybound

    if "-" in paths:
        return _read_standard_input(options)
    path = Path(paths[0])
    kind = options.input or ("tables" if path.is_dir() else _READERS.get(path.suffix.lower()))
    if kind is None:
        raise ValueError(f"{path}: the name does not tell what it is; say --input")
    if kind == "tables":
        return dutybound.read_csv(paths)
    if kind == "annex-a" and (path.is_dir() or path.suffix.lower() == ".csv"):
        return dutybound.read_annex_a(path if path.is_dir() else [Path(each) for each in paths])
    if not path.is_file():
        raise OSError(f"{path}: there is no such file")
    if kind == "cin-census":
        return dutybound.read_cin_census(path, input_limit=options.input_limit)
    if kind == "annex-a":
        return dutybound.read_annex_a(path)
    if kind == "ssd":
        return dutybound.read_ssd(
            sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        )  # open for as long as its tables are read
    return dutybound.read_cases(path, format=kind, input_limit=options.input_limit)


def _read_standard_input(options: argparse.Namespace) -> Any:
    """Documents or a census. Raises ValueError for what comes in files and where nothing says what it is."""
    import dutybound

    texts = ("json", "jsonl", "yaml", "cin-census")
    if options.input not in texts:
        raise ValueError(
            f"-: {options.input} is read from files, not from standard input"
            if options.input
            else f"-: standard input has no name that tells what it is; say --input, one of {', '.join(texts)}"
        )
    content = io.BytesIO(sys.stdin.buffer.read())
    content.name = "standard input"
    if options.input == "cin-census":
        return dutybound.read_cin_census(content, input_limit=options.input_limit)
    return dutybound.read_cases(content, format=options.input, input_limit=options.input_limit)


def _assess(rulebook: Any, caseload: Any, options: argparse.Namespace) -> Any:
    more: Dict[str, Any] = {}
    if options.mapping:
        more["mapping"] = options.mapping
    if options.dates:
        more["dates"] = options.dates
    if options.threads:
        more["threads"] = options.threads
    return rulebook.assess_tables(
        caseload,
        as_at=options.as_at,
        edition=options.edition,
        carry_forward=options.carry_forward,
        readings=dict(options.reading) or None,
        assume=dict(options.assume) or None,
        valid_until=False,
        **more,
    )


def _choices(options: argparse.Namespace, caseloads: List[Any]) -> List[str]:
    """What the page says of the options that change answers, and of what readers left out or took for granted."""
    told = []
    if options.edition:
        told.append(f"Everything was judged by {options.edition}, whatever its dates.")
    if options.carry_forward:
        told.append("The last edition of a series goes on after its end until another is loaded.")
    told += [f"Local policy: {name} is {number}." for name, number in options.policy]
    return told + [note for caseload in caseloads for note in getattr(caseload, "notes", ())]


def _said(error: Exception, code: int) -> int:
    _say(f"dutybound report: {error}")
    return code


def _say(lines: str) -> None:
    """On standard error; nothing in it steers a terminal, whatever a file or its name holds."""
    from dutybound import _dutybound

    print(_dutybound.shown(lines.encode("utf-8", "backslashreplace").decode()), file=sys.stderr)


def _not_read(paths: List[str], error: Exception) -> str:
    """Which input is missing in the report, and why: the first line of the error, with the file's name in it."""
    names = ", ".join(Path(path).name for path in paths)
    reason = str(error).split("\n", 1)[0] or type(error).__name__
    return reason if Path(paths[0]).name in reason else f"{names}: {reason}"
