#!/usr/bin/env bash
# Guess:    A relative link that names an address instead of a Markdown file, such as ../costs/, stays as it
#           is written: MkDocs leaves it, and Zensical builds MkDocs projects.
# Versions: Zensical 0.0.73, MkDocs 1.6.1, Python 3.11.
# Seen:     MkDocs writes ../costs/#part. Zensical takes the same link as one between source files and writes
#           ../../costs/#part, in Markdown, in raw HTML, and in the src of a picture; it reports "No issues
#           found", although nothing is there. From raw HTML it also drops the attribute data-search-exclude.
# Matters:  Pages that a program writes link to addresses, since it knows them. Moved from one engine to the
#           other, every such link leads one folder too high, and the build is clean.
# It installs into a temporary folder, runs nothing of this repository, and fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check zensical==0.0.73 mkdocs==1.6.1
cd "$folder"
mkdir -p docs/guide
printf '# Home\n' >docs/index.md
printf '# Costs\n\n## Part\n' >docs/guide/costs.md
printf '<svg xmlns="http://www.w3.org/2000/svg"/>' >docs/mark.svg
cat >docs/guide/plan.md <<'MARKDOWN'
# Plan

[Markdown](../costs/#part)

<p><a href="../costs/#part" data-search-exclude>HTML</a> <img src="../../mark.svg" alt=""></p>
MARKDOWN
printf 'site_name: x\nnav: [index.md, guide/plan.md, guide/costs.md]\n' >mkdocs.yml
export NO_MKDOCS_2_WARNING=1
venv/bin/zensical build -f mkdocs.yml >said.txt 2>&1
mv site zensical
venv/bin/mkdocs build --quiet --theme mkdocs
for engine in site zensical; do
    echo "$engine:"
    grep -oE '(href|src)="[./]+(costs|mark)[^"]*"( data-search-exclude)?' "$engine/guide/plan/index.html" | sort | uniq -c | tee "$engine.txt"
done
grep -q 'No issues found' said.txt
grep -q '2 href="../costs/#part"\|1 href="../costs/#part" data-search-exclude' site.txt
grep -q '2 href="../../costs/#part"$' zensical.txt
grep -q 'src="../../../mark.svg"$' zensical.txt
! grep -q 'data-search-exclude' zensical.txt
test -f zensical/guide/costs/index.html && test ! -e zensical/costs
echo "as described"
