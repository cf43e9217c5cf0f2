#!/bin/sh
# All tests but the browser's, in two halves at once, each with a database of its own; fails if either half fails.
mkdir -p var
PYTEST=".venv/bin/python -m pytest"
HALF="tests/casefiles tests/pages tests/feed tests/papers tests/ledger tests/samplecity tests/administration tests/staff tests/database"
SHAHRSAZI_TEST_STATE=var/test-half $PYTEST $HALF > var/test-half.log 2>&1 &
half=$!
IGNORE=$(for folder in $HALF tests/browser; do printf ' --ignore %s' "$folder"; done)
$PYTEST tests $IGNORE
rest=$?
wait $half
first=$?
cat var/test-half.log
[ $rest -eq 0 ] && [ $first -eq 0 ]
