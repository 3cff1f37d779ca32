#!/usr/bin/env bash
# Guess:    A PDF/UA checker that says "PASS (no findings)" and exits with 0 has evaluated each rule it lists.
# Versions: pdfua 0.1.3, pikepdf 10.18.0, WeasyPrint 70.0, Python 3.11.
# Seen:     Of a tagged PDF as WeasyPrint writes it, where the content of a heading is an array, the rule on
#           empty headings (UA-14-001) is "not evaluated: rule raised ValueError", since asking an array of
#           pikepdf for an attribute that it has not raises ValueError and not AttributeError, so that
#           getattr's default is not used. The result is PASS and the exit code 0; so it is with one heading
#           that is empty, which the rule is there to find.
# Matters:  A build that is held to the exit code believes that headings were looked at. Read the list of
#           rules that were skipped, and hold headings by a check of one's own.
# It installs into a temporary folder, runs nothing of this repository, and fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check pdfua==0.1.3 pikepdf==10.18.0 weasyprint==70.0
"$folder/venv/bin/python" - "$folder" <<'PYTHON'
import sys
from weasyprint import HTML

page = '<html lang="en"><head><title>Plan</title></head><body>{}<p>Text</p></body></html>'
for name, headings in (("full", "<h1>Plan</h1>"), ("empty", "<h1>Plan</h1><h2></h2>")):
    HTML(string=page.format(headings)).write_pdf(f"{sys.argv[1]}/{name}.pdf", pdf_variant="pdf/ua-1")
PYTHON
for name in full empty; do
    code=0
    said=$("$folder/venv/bin/pdfua" check "$folder/$name.pdf") || code=$?
    grep -E "result:|skip" <<<"$said" | sed "s/^/$name: /"
    [ "$code" = 0 ]
    grep -q "PASS (no findings)" <<<"$said"
    grep -q "UA-14-001  not evaluated: rule raised ValueError" <<<"$said"
done
echo "as described"
