#!/usr/bin/env bash
# Guess:    Babel prints an amount with the decimals that ISO 4217 gives its currency.
# Versions: Babel 2.18.0, iso4217 1.16.20260101, Python 3.11.
# Seen:     EUR 2, JPY 0 and KWD 3 agree; IQD 0 against 3, LBP 0 against 2, RSD 0 against 2 do not. Babel has
#           CLDR's digits of daily use, ISO the minor unit. IQD 1.750 and IQD 2.250 are both printed "IQD2",
#           their sum "IQD4".
# Matters:  Amounts from an ERP that differ are printed alike, without a word. The decimals of a ledger come
#           from ISO 4217; currency_digits=False gives those of the locale's pattern (1.75), not ISO's.
# It installs into a temporary folder, runs nothing of this repository, and fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check Babel==2.18.0 iso4217==1.16.20260101
"$folder/venv/bin/python" - <<'PYTHON'
from decimal import Decimal
from babel.numbers import format_currency, get_currency_precision
from iso4217 import Currency

codes = ("EUR", "JPY", "KWD", "IQD", "LBP", "RSD")
found = {code: (get_currency_precision(code), Currency(code).exponent) for code in codes}
for code, (cldr, iso) in found.items():
    print(f"{code}: Babel {cldr}, ISO 4217 {iso}{'' if cldr == iso else '   differ'}")
amounts = [Decimal("1.750"), Decimal("2.250")]
printed = [format_currency(one, "IQD", locale="en") for one in amounts]
total = format_currency(sum(amounts), "IQD", locale="en")
print(" + ".join(printed), "=", total)
assert found["EUR"] == (2, 2) and found["JPY"] == (0, 0) and found["KWD"] == (3, 3), found
assert found["IQD"] == (0, 3) and found["LBP"] == found["RSD"] == (0, 2), found
assert [one[3:].strip() for one in printed] == ["2", "2"], printed
PYTHON
echo "as described"
