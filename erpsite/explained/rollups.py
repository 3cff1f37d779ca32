"""Roll-ups of raw logs (`rollups/*.yml`)."""

from __future__ import annotations

from erpsite.explained.meaning import means

__all__ = ["ROLLUPS"]

ROLLUPS = (
    means(
        "feed-twice",
        "Two feeds give the same health metric or KPI, of one roll-up or of two.",
        "Keep one; where each counts some of the modules, state `modules` at both.",
    ),
    means(
        "feed-without-column",
        "A metric or KPI takes a measure for which the definition names no column.",
        "Name the column, or take another measure.",
    ),
    means(
        "no-names",
        "A log without a header line does not say what its columns are called.",
        "Write `names: […]`, from the left.",
    ),
    means(
        "unknown-encoding",
        "A definition names an encoding that Python does not know.",
        "Write the name of the letters' encoding, such as `gb18030` or `windows-1252`.",
    ),
    means(
        "rolled-file",
        "A file in `rollup/` cannot be read: it was edited, or a merge left its marks.",
        "Delete it and run `erpsite rollup`.",
    ),
    means(
        "word-twice",
        "A word of a log stands under two modules, or under two plants, so that its rows are of both.",
        "Keep it under the one that it means.",
    ),
    means(
        "rollup-ahead",
        "A file holds rows that are later than itself: its server's clock is wrong, or its zone is another.",
        "State `clock` and `zone` as the log means them; count files of another clock by another definition.",
    ),
    means(
        "rollup-clock",
        "Rows of one server lie as those of another over the day, but earlier or later.",
        "Set the clock right; or count files of another zone by a definition with its own `clock`.",
    ),
    means(
        "rollup-column",
        "In one file of a log nothing stands in a column that the definition names.",
        "See whether the column has another name there; if so, count such files by another definition.",
    ),
    means(
        "rollup-jump",
        "The median duration of a module moves some thousandfold from one month to the next.",
        "See which unit the log has, and whether it changed; if so, count its files by two definitions.",
    ),
    means(
        "rollup-not-run",
        "A definition in `rollups/` has given no figures yet.",
        "Run `erpsite rollup`; it needs the logs and the extra `rollup`.",
    ),
    means(
        "rollup-outdated",
        "A definition was changed, or times are read by a newer rule, since its figures were counted.",
        "Run `erpsite rollup` where the logs are.",
    ),
    means(
        "rollup-repeated",
        "Many rows of a day are alike another one: a file holds the day twice, or two files do.",
        "Take the second copy out of the logs and run `erpsite rollup`; where the log means them, leave it.",
    ),
    means(
        "rollup-unit",
        "Durations are some thousandfold, or a thousandth, of those of the month, or of what is aimed at.",
        "See which unit the log has, and whether it changed; if so, count its files by two definitions.",
    ),
    means(
        "table-type",
        "A column of a table is missing, or of a type that the definition cannot mean.",
        "Name another column; or have the database show the table by a view with the types that are meant.",
    ),
    means(
        "typed-and-rolled",
        "A month has a typed value and one counted from logs; the typed one is shown.",
        "Delete the typed row, or take the feed out of the definition.",
    ),
    means(
        "merger-ring",
        "By the mergers of a definition a plant becomes itself, so that nobody knows where its rows count.",
        "Take out the merger that did not happen.",
    ),
    means(
        "undecided-feed",
        "A feed names neither a health metric nor a KPI, or both.",
        "Write `metric: ID` or `kpi: ID`.",
    ),
    means(
        "undecided-filter",
        "A filter says neither which words stay nor which go, or both.",
        "Write `keep: […]` or `drop: […]`.",
    ),
    means(
        "undecided-outcome",
        "The definition does not say, in one way, when a row failed.",
        "Write one of `ok`, `error` and `error_from`.",
    ),
    means(
        "undecided-source",
        "The definition does not say, in one way, where its rows are: in files, or in a table of a server.",
        "Write either `files` or `table`; of a table, the name of the variable, or the file, of its address.",
    ),
)
