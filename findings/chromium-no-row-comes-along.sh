#!/usr/bin/env bash
# Guess:    break-before: avoid on a block below a table takes the last rows along to the next sheet, as it takes
#           the last paragraphs along where paragraphs stand above it.
# Versions: PyQt6-WebEngine 6.10.0 (Chromium 134), pypdf 6.1.1, Python 3.11; Chromium 156 does the same.
# Seen:     Behind paragraphs it does. Behind a table no row comes along, whether rows may be broken or not: of
#           four lines that break-inside: avoid keeps together the last ones are cut off, at five of six heights
#           of what stands above (10 px apart), and at the sixth all four stand alone on the last sheet.
# Matters:  The note or the signatures under a table are torn apart on paper, for some lengths of the data only,
#           although every rule in the style sheet says that they stay together and with the table.
# It installs into a temporary folder, runs nothing of this repository, and fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check PyQt6==6.10.0 PyQt6-Qt6==6.10.0 \
  PyQt6-WebEngine==6.10.0 PyQt6-WebEngine-Qt6==6.10.0 pypdf==6.1.1
export QT_QPA_PLATFORM=offscreen QTWEBENGINE_CHROMIUM_FLAGS="--no-sandbox --disable-gpu"
# Qt says on its way that there is no graphics card and no bus; neither is needed.
"$folder/venv/bin/python" - 2>"$folder/qt.log" <<'PYTHON' || { cat "$folder/qt.log" >&2; exit 1; }
import io
import os

from pypdf import PdfReader
from PyQt6.QtCore import QEventLoop, QMarginsF
from PyQt6.QtGui import QPageLayout, QPageSize
from PyQt6.QtWebEngineCore import QWebEnginePage
from PyQt6.QtWidgets import QApplication

application = QApplication(["pages"])
page = QWebEnginePage()
sheet = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(28, 28, 28, 28))


def printed(above: int, rows: str) -> list[str]:
    """Return the words of each sheet: 100 rows, and behind them four lines that stay together and with these."""
    lines = "".join(f"<div>end {number}</div>" for number in range(4))
    html = (
        "<!doctype html><style>body{margin:0;font:12px/16px sans-serif}table{border-collapse:collapse}"
        "p{margin:0}td{padding:0}.whole{break-inside:avoid;break-before:avoid}</style>"
        f'<div style="height:{above}px"></div>{rows}<div class="whole">{lines}</div>'
    )
    wait, found = QEventLoop(), []
    page.loadFinished.connect(wait.quit)
    page.setHtml(html)
    wait.exec()
    page.loadFinished.disconnect(wait.quit)

    def keep(pdf: object) -> None:
        found.append(bytes(pdf))
        wait.quit()

    page.printToPdf(keep, sheet)
    wait.exec()
    return [one.extract_text() for one in PdfReader(io.BytesIO(found[0])).pages]


cells = "".join(f"<tr><td>row {number}</td></tr>" for number in range(100))
kinds = {
    "paragraphs": "".join(f"<p>row {number}</p>" for number in range(100)),
    "table": f"<table>{cells}</table>",
    "table, rows whole": f"<style>tr{{break-inside:avoid}}</style><table>{cells}</table>",
}
heights = range(0, 1000, 10)
cut, alone = {}, {}
for kind, rows in kinds.items():
    sheets = {above: printed(above, rows) for above in heights}
    cut[kind] = [at for at in heights if any("end 0" in one and "end 3" not in one for one in sheets[at])]
    alone[kind] = [at for at in heights if "end 0" in sheets[at][-1] and "row" not in sheets[at][-1]]
    print(f"{kind}: cut with {cut[kind]} px above, alone with {alone[kind]}", flush=True)
assert cut["paragraphs"] == alone["paragraphs"] == [], (cut, alone)
for kind in ("table", "table, rows whole"):
    assert 4 <= len(cut[kind]) <= 6 and 1 <= len(alone[kind]) <= 2, (cut, alone)
print("as described", flush=True)
os._exit(0)
PYTHON
