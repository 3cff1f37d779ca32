"""What can be wrong with one value."""

from __future__ import annotations

from erpsite.explained.meaning import means

__all__ = ["VALUES"]

VALUES = (
    means(
        "empty-text",
        "A text is there and says nothing.",
        "Write it, or leave the key out where it is not required.",
    ),
    means(
        "fiscal-calendar",
        "A fiscal calendar of weeks, or with months of its own, is given. Only calendar months are "
        "counted, so that no sum mixes up weeks.",
        "State the first calendar month of the fiscal year in `fiscal_start`.",
    ),
    means(
        "missing-key",
        "A record lacks a key that it must have.",
        "Add the key with its value; the reference of the file says what it holds.",
    ),
    means(
        "negative",
        "An amount or count is below zero where that has no meaning.",
        "Correct the sign, or book the correction where it belongs.",
    ),
    means(
        "other-currency",
        "The text of an amount names a currency that is not the plan's: the number alone is another sum.",
        "Write amount and currency as the message shows, with a rate under `currencies` in `handbook.yml`.",
    ),
    means(
        "no-rate",
        "An amount is given in another currency than the plan's, and `handbook.yml` states no rate of it.",
        "Add the currency under `currencies` with code, rate and the day of the rate.",
    ),
    means(
        "no-value",
        "A key stands there, and nothing behind its colon. Whether it is nought or not known nobody can"
        " tell.",
        "Write the value. What is not known is left out with its key; what may not be said is "
        "`withheld: reason`.",
    ),
    means(
        "not-a-flag",
        "Only true or false can stand here.",
        "Write `true` or `false`.",
    ),
    means(
        "not-a-list",
        "A list is expected.",
        "Begin each item with a hyphen and a space, on a line of its own.",
    ),
    means(
        "not-a-mapping",
        "Keys with values are expected.",
        "Write `key: value`, a line each, indented alike.",
    ),
    means(
        "not-a-number",
        "A number is expected, and the value holds words, a unit, a span or a formula.",
        "Write digits with a decimal point and no unit, such as 1200.5; the unit belongs into its own field.",
    ),
    means(
        "not-finite",
        "The value is infinite or no number, which no sum can hold.",
        "Write the real number, or leave the key out.",
    ),
    means(
        "not-text-value",
        "A text is expected, and the value is a number, a list or a mapping.",
        "Put it in quotation marks.",
    ),
    means(
        "not-whole",
        "A whole number is expected.",
        "Write it without decimals.",
    ),
    means(
        "out-of-range",
        "The number lies outside of what the field can mean, such as 150 for a percentage of work done.",
        "Correct it; the bounds stand in the message and in the reference. A very large amount may be "
        "counted in a larger unit.",
    ),
    means(
        "text-twice",
        "A text is given both as one column and by language, so nobody knows which counts.",
        "Keep one of the two: `name`, or `name_en` with `name_zh`.",
    ),
    means(
        "unknown-currency",
        "A currency is given that is no code of ISO 4217.",
        "Write three letters such as CNY, EUR or USD.",
    ),
    means(
        "unknown-key",
        "A record has a key that it cannot have, so that its value would count for nothing.",
        "Take the nearest name that the message gives, or one of the reference of the file; delete the "
        "key where it is not needed.",
    ),
    means(
        "unknown-language",
        "A text is given in a language that erpsite has no catalogue of.",
        "Write the code that the message offers, such as `zh` or `en`.",
    ),
    means(
        "unknown-word",
        "The field takes one of a few words, and this is none of them.",
        "Take one of the words that the message lists.",
    ),
    means(
        "withheld",
        "A value is withheld, and no reason is given; readers would take it for forgotten.",
        "Say why: `{withheld: reason}` in YAML, `withheld: reason` in a cell.",
    ),
    means(
        "wrong-day",
        "A day is expected in the form 2026-03-31. Another form may mean two days, so it is not guessed.",
        "Write year, month and day with hyphens; the message says which readings there are.",
    ),
    means(
        "wrong-address",
        "An address or a name on a forge holds something that a request, or the policy of the pages, would "
        "read as more than it, or the address does not begin with https://.",
        "Write the HTTPS address alone, without a path of the repository and without a slash at its end; "
        "repository, branch and folders as they stand there.",
    ),
    means(
        "wrong-id",
        "An id holds something else than lower-case letters a to z, digits and hyphens. Addresses of "
        "pages are made of it.",
        "Take the form that the message offers, and the same at all places that refer to it.",
    ),
    means(
        "wrong-month",
        "A month is expected in the form 2026-03.",
        "Write the calendar month; periods of a fiscal calendar are not read.",
    ),
    means(
        "wrong-quarter",
        "A quarter is expected in the form 2026-Q1.",
        "Write it so; the year is that of the plan's quarters.",
    ),
    means(
        "wrong-time",
        "A time is expected in the form 09:30, or 2026-03-31 18:05 with its day.",
        "Write it so, in the plan's time zone.",
    ),
    means(
        "wrong-value",
        "The value does not fit its field in a way that has no message of its own.",
        "Read the reason in the message, and the field in the reference.",
    ),
)
