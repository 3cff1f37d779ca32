#!/bin/sh
# Apply the change files under changes/ and commit the changed lines, a commit a file, and the files away.
# Leaves with 1, and the branch as it is, where one of them is in conflict, damaged or refused.
# ERPSITE names the command, ERPSITE_DATA the data folder, ERPSITE_CHANGES the folder of change files.
set -eu
erpsite="${ERPSITE:-.venv/bin/erpsite}"
data="${ERPSITE_DATA:-data}"
changes="${ERPSITE_CHANGES:-changes}"

set -- "$changes"/*.erpsite-change.json
if [ ! -e "$1" ]; then
  echo "There is no change file in $changes/."
  exit 0
fi
"$erpsite" apply "$@" --data "$data" --dry-run
"$erpsite" apply "$@" --data "$data" --commit > /dev/null
git rm --quiet -- "$@"
git commit --quiet --message "Take away the change files that are applied"
