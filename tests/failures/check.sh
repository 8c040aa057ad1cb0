#!/bin/sh
# Holds the list of failures against the tests: sh check.sh TABLE TESTS_FOLDER
# Every failure from 1 to 104 stands in the table once, with the test functions that are named after it or with
# a sentence why there is none; every function named stands in its test's sources, as a slot that Qt runs; and
# every function of the tests that is named after a failure is in the table.
table=$1 tests=$2
[ -r "$table" ] && [ -d "$tests" ] || { echo "usage: check.sh TABLE TESTS_FOLDER"; exit 2; }
found=$(mktemp) || exit 2
trap 'rm -f "$found"' EXIT

# "test function" of every slot named after a failure; the test is the one whose SOURCES name the file.
find "$tests" -name '*.cpp' -o -name '*.h' | sort | while read -r file; do
    slots=$(awk '/Q_SLOTS:/ {inside = 1; next}
        /^ *(public|private|protected|Q_SIGNALS) *:|^};/ {inside = 0}
        inside && match($0, /^ *void case[0-9][0-9][0-9]_[A-Za-z0-9_]*\(\)/) {
            name = substr($0, RSTART, RLENGTH - 2)
            sub(/^ *void /, "", name)
            if (name !~ /_data$/) print name
        }' "$file")
    [ -n "$slots" ] || continue
    test=$(tr '\n' ' ' <"$(dirname "$file")/CMakeLists.txt" | grep -o 'leadline_test([^)]*)' |
        grep -F " $(basename "$file") " | sed 's/leadline_test(\([a-z]*\).*/\1/')
    for slot in $slots; do echo "${test:-nobody} $slot"; done
done >"$found"

awk -v last=104 -v found="$found" '
function complain(text) { print text; bad++ }
function name(number) { return sprintf("case%03d_", number) }
FILENAME == found { exists[$1 ": " $2] = 1; next }
/^ *(#|$)/ { next }
{
    count = split($0, part, / +\| +/)
    number = part[1] + 0
    if (count != 3 || part[1] !~ /^[0-9]+$/) { complain("not three columns with a number first: " $0); next }
    if (part[2] == "") complain(number ": the failure is not named")
    if (number in rows) complain(number ": stands twice in the table")
    rows[number] = 1
    if (part[3] ~ /^not tested: /) {
        if (split(part[3], word, / +/) < 8 || part[3] !~ /\.$/) complain(number ": the reason is no sentence")
        reasons++
        next
    }
    tested++
    groups = split(part[3], group, /; */)
    for (g = 1; g <= groups; g++) {
        colon = index(group[g], ":")
        test = substr(group[g], 1, colon - 1)
        functions = split(substr(group[g], colon + 1), function_, /[ ,]+/)
        named = 0
        for (f = 1; f <= functions; f++) {
            if (function_[f] == "") continue
            named++
            if (!((test ": " function_[f]) in exists)) complain(number ": no such test: " test ": " function_[f])
            if (index(function_[f], name(number)) == 0) complain(number ": not named after it: " function_[f])
            listed[number, test ": " function_[f]] = 1
        }
        if (!colon || !named) complain(number ": no test function in: " group[g])
    }
}
END {
    for (number = 1; number <= last; number++)
        if (!(number in rows)) complain(number ": not in the table")
    for (test in exists) {
        rest = test
        while (match(rest, /case[0-9][0-9][0-9]_/)) {
            number = substr(rest, RSTART + 4, 3) + 0
            rest = substr(rest, RSTART + RLENGTH)
            if (!((number, test) in listed)) complain(number ": a test that the table does not name: " test)
        }
    }
    printf "%d failures with tests, %d with a reason; %d complaints\n", tested, reasons, bad
    exit bad > 0
}' "$found" "$table"
