"""Say how the columns of one group of files become the columns that are counted, as DuckDB reads them.

What engines do differently is settled here: every type is declared, and a value that is not of its type gives
the row a reason, never another value. Words, then casts, then what is made of them are steps of one query: an
expression that stands inside a CASE is worked out once a row only where an earlier step has done so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from erpsite.frozen import dataclass
from erpsite.ingest.rollup.faults import MisfitError, RollupFault
from erpsite.ingest.rollup.words import one_of, text
from erpsite.ingest.rollup.writings import is_number, time_of
from erpsite.issues import Issue, Source
from erpsite.load.rolled.definition import DURATION_UNITS, ClockKind, DurationColumn, Rollup
from erpsite.model.base import Record
from erpsite.nearest import find_nearest

__all__ = ["Column", "columns_used", "key_column", "normal_select", "place_of", "refuse_missing", "word_of"]

_LONGEST = 10**12
"""Milliseconds; no number beyond, some thirty years, is a duration."""
_LATEST = 4_102_444_800
"""Seconds since 1970 of the year 2100; no larger number is a time."""
_EPOCHS = {
    ClockKind.EPOCH_S: 1_000_000, ClockKind.EPOCH_MS: 1000, ClockKind.EPOCH_US: 1, ClockKind.EPOCH_NS: 0.001,
}  # fmt: skip
"""Microseconds that one of each unit is."""
_WIDEST = 25
"""Digits of a time that is a number, six of them decimals: 19 are those of nanoseconds."""
_WHOLE = frozenset(
    ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"]
)
_AS_TEXT = frozenset(["VARCHAR", "DOUBLE", "FLOAT"])
"""Types whose numbers are read from their text: 1.0005 is 1.0005, and no file's statistics hide a NaN."""
_FINEST = 6
"""Decimals of durations: millionths of their unit."""
_NAIVE = frozenset(["TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "DATE"])
_NANO = frozenset(["TIMESTAMP_NS", "TIMESTAMPTZ_NS", "TIMESTAMP_NS WITH TIME ZONE"])
_ZONED = frozenset(
    ["TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ", "TIMESTAMPTZ_NS", "TIMESTAMP_NS WITH TIME ZONE"]
)


@dataclass(frozen=True, slots=True)
class Column:
    """Hold one column of some files: how SQL calls it, and its type there."""

    sql: str
    type: str = "VARCHAR"


def _other_delimiter(names: Iterable[str], stated: str) -> str:
    """Return what parts names of columns that stand in one cell; nothing where there are several."""
    only, *more = names or [""]
    marks = {mark: only.count(mark) for mark in ",;\t|" if mark != stated}
    best = max(marks, key=lambda mark: marks[mark])
    return best.replace("\t", "\\t") if marks[best] > 1 and not more else ""


def columns_used(found: Rollup) -> dict[str, str]:
    """Return the columns that a definition names, each with the line of the definition that does."""
    named = {"time": found.time.column, "user": found.user, "transaction": found.transaction,
             "volume": found.volume, "server": found.server}  # fmt: skip
    named["time.beside"] = found.time.beside
    parts = {
        "module": found.module,
        "plant": found.plant,
        "duration": found.duration,
        "outcome": found.outcome,
    }
    held = {column: role for role, column in named.items() if column}
    held |= {part.column: role for role, part in parts.items() if part}
    return held | {rule.column: "filters" for rule in found.filters if rule.column not in held}


def key_column(found: Rollup, role: str) -> str | None:
    """Return the column of a key: `plant`, `module`, `tx` or `who`; None where the log has none."""
    part = {"plant": found.plant, "module": found.module}.get(role)
    return part.column if part else {
        "tx": found.transaction, "who": found.user, "server": found.server,
    }.get(role)  # fmt: skip


def word_of(found: Rollup, columns: Mapping[str, Column], file: str, wanted: str) -> str:
    """Return what gives the words of a column as they count; what is empty is NULL."""
    return _Maker(found, columns, file).plain_word(wanted)


def place_of(found: Rollup, wanted: str) -> Source:
    """Return where the definition names a column."""
    role = columns_used(found)[wanted]
    if role == "filters":
        rule = next(rule for rule in found.filters if rule.column == wanted)
        return rule.where_of("column")
    part = getattr(found, role.partition(".")[0])
    if isinstance(part, Record):
        return part.where_of(role.partition(".")[2] or "column")
    return found.where_of(role)


def refuse_missing(found: Rollup, columns: Mapping[str, Column], file: str) -> None:
    """Raise `MisfitError` for the first column that a definition names and the log does not have."""
    make = _Maker(found, columns, file)
    for wanted in columns_used(found):
        make.column(wanted)


class _Maker:
    """Make the expressions of one group of files, step by step."""

    def __init__(
        self,
        found: Rollup,
        columns: Mapping[str, Column],
        file: str,
        broken: str = "",
        *,
        spark: bool = False,
    ) -> None:
        self.found, self.columns, self.file = found, columns, file
        self.broken, self.spark = broken, spark
        self.steps: tuple[dict[str, str], ...] = ({}, {}, {})
        """Words, casts, and what is made of them: each name by its expression."""

    def _kept(self, step: int, sql: str) -> str:
        """Return the name under which a step gives an expression to the later ones."""
        return self.steps[step].setdefault(sql, f"{'wcm'[step]}{len(self.steps[step])}")

    def stepped(self, relation: str, files: Sequence[str] = ()) -> str:
        """Return a relation with everything that the steps keep; `files` are all of its files, if few."""
        kept = f"CAST(filename AS {_one_type(files)}) AS file" if files else "filename AS file"
        for names in self.steps:
            told = ", ".join([kept, *(f"{sql} AS {given}" for sql, given in names.items())])
            relation, kept = f"(SELECT {told} FROM {relation})", "*"
        return relation

    def column(self, wanted: str) -> Column:
        if wanted in self.columns:
            return self.columns[wanted]
        nearest = find_nearest(wanted, self.columns)
        message = "{file} has no column {column}; it has {known}"
        if nearest:
            message = "{file} has no column {column}; did you mean {nearest}? it has {known}"
        if mark := _other_delimiter(self.columns, self.found.delimiter):
            message = (
                '{file} has no column {column}, and one cell a line; say delimiter: "{nearest}"; it has '
                "{known}"
            )
            nearest = mark
        known = ", ".join(list(self.columns)[:30])
        values = {"file": self.file, "column": wanted, "nearest": nearest or "", "known": known}
        raise MisfitError(Issue("unknown-column", message, place_of(self.found, wanted), values=values))

    def cell(self, wanted: str) -> str:
        """Return a column as it is in the file."""
        return self._kept(0, self.column(wanted).sql)

    def raw(self, wanted: str) -> str:
        """Return a column as it is shown to people; nothing for none."""
        if not wanted:
            return "''"
        return f"COALESCE({self._kept(0, _as_text(self.column(wanted)))}, '')"

    def word(self, wanted: str) -> str:
        """Return a column as text; what is empty is NULL, whatever it was in the file."""
        return self._kept(0, self.plain_word(wanted))

    def few(self, wanted: str, words: Sequence[str]) -> str:
        """Return a column of which all words are known, as one of them."""
        return self._kept(0, f"TRY_CAST({self.column(wanted).sql} AS {_one_type(words)})")

    def plain_word(self, wanted: str) -> str:
        column = self.column(wanted)
        if column.type in ("DOUBLE", "FLOAT"):
            message = "{file}: the column {column} holds numbers with decimals, which cannot be a key"
            raise RollupFault(message, file=self.file, column=wanted)
        sql = _as_text(column)
        if self.found.trim and column.type == "VARCHAR":
            sql = f"TRIM({sql})"
        if not self.found.empty_as:
            return f"NULLIF({sql}, '')"
        return f"CASE WHEN {one_of(sql, ('', *self.found.empty_as))} THEN NULL ELSE {sql} END"

    def time(self) -> tuple[str, str]:
        """Return the time as TIMESTAMP and the test that something stands there."""
        rule = self.found.time
        column = self.column(rule.column)
        if rule.beside:
            word = self._kept(0, f"{self.plain_word(rule.column)} || ' ' || {self.plain_word(rule.beside)}")
            return self._written(word), f"{word} IS NOT NULL"
        if column.type in _NAIVE or column.type in _ZONED:
            return self._stamp(column), f"{self.cell(rule.column)} IS NOT NULL"
        if rule.clock in _EPOCHS:
            return self._epoch(column), f"{self._given(column)} IS NOT NULL"
        if column.type != "VARCHAR":
            message = "{file}: the column {column} is {type}; state clock: epoch-s, -ms, -us or -ns"
            raise RollupFault(message, file=self.file, column=rule.column, type=column.type)
        word = self.word(rule.column)
        return self._written(word), f"{word} IS NOT NULL"

    def _stamp(self, column: Column) -> str:
        clock = self.found.time.clock
        zoned = column.type in _ZONED
        if clock in _EPOCHS or clock is (ClockKind.LOCAL if zoned else ClockKind.OFFSET):
            message = "{file}: the column {column} is {type}, which does not fit clock: {clock}"
            values = {"column": self.found.time.column, "type": column.type, "clock": clock.value}
            raise RollupFault(message, file=self.file, **values)
        cell = self.cell(self.found.time.column)
        if column.type in _NANO and not self.spark:  # a cast would round
            return self._kept(
                1, f"make_timestamp(CAST(FLOOR(CAST(epoch_ns({cell}) AS DECIMAL(22, 3)) * 0.001) AS BIGINT))"
            )
        return self._kept(1, f"TRY_CAST({cell} AS TIMESTAMP)")

    def _epoch(self, column: Column) -> str:
        factor = _decimal(_EPOCHS[self.found.time.clock])
        number = self._kept(1, f"{self._numeric(self._given(column), column, _WIDEST, 6)} * {factor}")
        return self._kept(
            2,
            f"CASE WHEN {number} >= 0 AND {number} < {_LATEST * 1_000_000} "
            f"THEN make_timestamp(CAST(FLOOR({number}) AS BIGINT)) END",
        )

    def _given(self, column: Column) -> str:
        wanted = self.found.time.column
        return self.word(wanted) if column.type == "VARCHAR" else self.cell(wanted)

    def _written(self, word: str) -> str:
        rule = self.found.time
        if rule.written:
            zoned = "%z" in rule.written
            if zoned != (rule.clock is ClockKind.OFFSET):
                message = "written: with %z goes with clock: offset, and clock: offset with %z"
                raise RollupFault(message)
            return self._kept(1, f"CAST(TRY_STRPTIME({word}, {text(rule.written)}) AS TIMESTAMP)")
        return self._kept(1, time_of(word, rule.clock, spark=self.spark))

    def number(self, wanted: str, decimals: int) -> tuple[str, str]:
        """Return a number as a decimal, and the test that one is stated; NaN is none."""
        column = self.column(wanted)
        if column.type == "BOOLEAN":
            message = "{file}: the column {column} is {type}, which is no number"
            raise RollupFault(message, file=self.file, column=wanted, type=column.type)
        if column.type not in _AS_TEXT:
            cell = self.cell(wanted)
            return self._kept(1, f"TRY_CAST({cell} AS DECIMAL(24, {decimals}))"), f"{cell} IS NOT NULL"
        written = column.type == "VARCHAR"
        word = self.word(wanted) if written else self._kept(0, _as_text(column))
        plain = self._plain(word) if written else word
        width = 18 if decimals == _FINEST else 24  # 18 digits are one machine word
        number = self._kept(1, self._numeric(plain, column, width, decimals))
        return number, f"{word} IS NOT NULL AND {word} NOT IN ('NaN', 'nan', 'NAN')"

    def duration(self, part: DurationColumn) -> tuple[str, str, str]:
        """Return milliseconds as written, the test that they are stated, and whole milliseconds."""
        column, factor = self.column(part.column), DURATION_UNITS[part.unit]
        if column.type in _WHOLE and factor >= 1:
            cell = self.cell(part.column)
            bounded = f"CASE WHEN {cell} BETWEEN -{_LONGEST} AND {_LONGEST} THEN {cell} END"
            made = self._kept(1, f"CAST({bounded} AS BIGINT) * {factor:.0f}")
            return made, f"{cell} IS NOT NULL", made
        number, given = self.number(part.column, _FINEST)
        made = number if factor == 1 else self._kept(2, f"{number} * {_decimal(factor)}")
        nearest = f"FLOOR({made} + 0.5)" if self.spark else made
        return made, given, f"CAST({nearest} AS BIGINT)"  # halves go up: what is negative is refused

    def _numeric(self, sql: str, column: Column, width: int, decimals: int) -> str:
        """Return a number as a decimal; NULL of a text that is none, or one to one engine alone."""
        cast = f"TRY_CAST({sql} AS DECIMAL({width}, {decimals}))"
        if column.type != "VARCHAR":
            return cast
        return f"CASE WHEN {is_number(sql, spark=self.spark)} THEN {cast} END"

    def _plain(self, word: str) -> str:
        """Return the digits of a number without what parts its thousands, with a point before decimals."""
        parting = self.found.thousands
        for mark in (" ", "\u00a0", "\u202f") if parting == " " else (parting,) if parting else ():
            word = f"REPLACE({word}, {text(mark)}, '')"
        return f"REPLACE({word}, ',', '.')" if self.found.decimal == "," else word

    def reasons(self) -> Iterator[tuple[str, str, str]]:
        """Yield why a row does not count, the first that holds, each with its test and its column."""
        if self.broken:
            kind = self._kept(0, self.broken)
            yield "half-written", f"{kind} = 1", ""
            yield "too-many-cells", f"{kind} = 2", ""
            yield "not-json", f"{kind} = 3", ""
        for rule in self.found.filters:
            word = self.word(rule.column)
            test = f"NOT {one_of(word, rule.keep)}" if rule.keep else one_of(word, rule.drop)
            yield "filtered", f"COALESCE({test}, {'TRUE' if rule.keep else 'FALSE'})", rule.column
        time, given = self.time()
        column = self.found.time.column
        yield "no-time", f"NOT ({given})", column
        yield "not-a-time", f"{time} IS NULL", column
        if part := self.found.duration:
            made, given, _ = self.duration(part)
            yield "not-a-number", f"{made} IS NULL AND {given}", part.column
            yield "negative", f"{made} < 0", part.column
            yield "too-long", f"{made} > {_LONGEST}", part.column
        if self.found.volume:
            made, given = self.number(self.found.volume, 4)
            yield "not-a-number", f"{made} IS NULL AND {given}", self.found.volume
        if self.found.outcome:
            yield "no-outcome", f"{self.failed()} IS NULL", self.found.outcome.column

    def failed(self) -> str:
        """Return 1 for a failure, 0 for a success, NULL where nobody can know."""
        rule = self.found.outcome
        if rule is None:
            return "NULL"
        if rule.error_from is not None:
            written = self.column(rule.column).type == "VARCHAR"
            cell = self.word(rule.column) if written else self.cell(rule.column)
            number = self._kept(1, self._numeric(cell, self.column(rule.column), 18, _FINEST))
            test = f"CASE WHEN {number} >= {rule.error_from} THEN 1 WHEN {number} IS NOT NULL THEN 0 END"
            return self._kept(2, test)
        word = self.word(rule.column)
        hit, miss = (0, 1) if rule.ok else (1, 0)
        test = one_of(word, rule.ok or rule.error)
        return self._kept(1, f"CASE WHEN {word} IS NULL THEN NULL WHEN {test} THEN {hit} ELSE {miss} END")


def _one_type(words: Sequence[str]) -> str:
    return f"ENUM({', '.join(map(text, words))})"


def _as_text(column: Column) -> str:
    return column.sql if column.type == "VARCHAR" else f"CAST({column.sql} AS VARCHAR)"


def _decimal(factor: float) -> str:
    return f"{factor:.0f}" if factor >= 1 else f"{factor:.3f}"


def normal_select(
    found: Rollup, columns: Mapping[str, Column], relation: str, files: Sequence[str], *,
    broken: str = "", spark: bool = False, few: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> str:  # fmt: skip
    """Return the query that reads one group of files as the columns that every definition counts.

    They are: file, t (TIMESTAMP), plant, module, tx, who (VARCHAR), server where the log has one, ms
    (BIGINT), failed (INTEGER), volume (DECIMAL), reason (VARCHAR, NULL where the row counts), raw
    (`column=word` where a reason was found).
    `broken` is 1 or 2 of a row that has too few or too many cells, 3 of one that is no object of JSON, where
    the reader gives such rows;
    `spark` says that a cast to whole numbers cuts off, and that parts of a time are taken for one; `few` has
    all words of plant, module or file where they are few: DuckDB then keeps them as small numbers.
    """
    make = _Maker(found, columns, files[0], broken, spark=spark)
    milliseconds = volume = "NULL"
    if found.duration:
        made, _, whole = make.duration(found.duration)
        milliseconds = f"CASE WHEN {made} BETWEEN 0 AND {_LONGEST} THEN {whole} END"
    if found.volume:
        volume = make.number(found.volume, 4)[0]
    reasons = list(make.reasons())
    whens = " ".join(f"WHEN {test} THEN {text(reason)}" for reason, test, _ in reasons)
    raws = " ".join(
        f"WHEN {test} THEN {text(f'{column}=' if column else '')} || {make.raw(column)}"
        for _, test, column in reasons
    )
    files_of = few.get("file", ())
    roles = ("plant", "module", "tx", "who", *(("server",) if found.server else ()))
    keys = ", ".join(_key(make, role, few.get(role, ())) for role in roles)
    return (
        f"SELECT file, CAST({make.time()[0]} AS TIMESTAMP) AS t, {keys}, "
        f"CAST({milliseconds} AS BIGINT) AS ms, CAST({make.failed()} AS INTEGER) AS failed, "
        f"CAST({volume} AS DECIMAL(24, 4)) AS volume, "
        f"CASE {whens} END AS reason, CASE {raws} END AS raw FROM {make.stepped(relation, files_of)}"
    )


def _key(make: _Maker, role: str, words: Sequence[str]) -> str:
    column = key_column(make.found, role)
    if column is None:
        return f"CAST(NULL AS VARCHAR) AS {role}"
    return f"{make.few(column, words) if words else make.word(column)} AS {role}"
