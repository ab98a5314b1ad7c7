#!/bin/sh
# Checks a portfolio every night, or at every change, and fails on what is new or worse only.
#
#   check.sh PORTFOLIO [RESULTS]
#
# RESULTS keeps findings.json between the runs: it is what the next run is compared with. The first
# run has nothing to compare with and only writes it down. The exit code is spaceplan's: 0 nothing
# new, 1 new or worse findings, 2 bad input; a baseline is replaced only after 0, so that what came
# up stays red until it is cured, waived, or accepted by replacing baseline.json by hand.
set -u
portfolio=$1
results=${2:-results}
baseline=$results/baseline.json

if [ ! -e "$baseline" ]; then
    spaceplan check "$portfolio" --format "json=$baseline"
    code=$?
    [ "$code" -le 1 ] || exit "$code"
fi

spaceplan check "$portfolio" --baseline "$baseline" --fail-on error \
    --format json --format sarif --format junit --format html -o "$results"
code=$?

[ "$code" -ne 0 ] || cp "$results/findings.json" "$baseline"
exit "$code"
