#!/bin/sh
# Shows that check.sh can fail: a small table and a small test that agree, then one fault at a time.
check="$(dirname "$0")/check.sh"
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
bad=0

# Everything as it should be: failure 1 with a test, all others with a reason.
fresh() {
    rm -rf "$folder/tests" && mkdir -p "$folder/tests/http" || exit 2
    echo 'leadline_test(wire SOURCES wire_test.cpp LIBS leadline_services)' >"$folder/tests/http/CMakeLists.txt"
    printf '%s\n' 'private Q_SLOTS:' '    void case001_refused_data();' '    void case001_refused();' \
        'private:' '    void helper();' '};' >"$folder/tests/http/wire_test.cpp"
    { echo '1 | refused | wire: case001_refused'
      for n in $(seq 2 104); do echo "$n | a failure | not tested: nothing here can bring this about at all."; done
    } >"$folder/table"
}

# want TEXT: check.sh fails and says this; without TEXT: it passes.
want() {
    if output=$(sh "$check" "$folder/table" "$folder/tests"); then passed=yes; else passed=no; fi
    case "$passed:$output" in
        no:*"${1:-nothing that it could say}"*) ;;
        yes:*) [ -z "$1" ] || { echo "not found: $1"; bad=1; } ;;
        *) echo "wanted '$1', not: $output"; bad=1 ;;
    esac
    fresh
}
table() { sed -i "$1" "$folder/table"; }
code() { sed -i "$1" "$folder/tests/http/wire_test.cpp"; }

fresh; want ''
table '/^50 /d'; want '50: not in the table'
table '/^50 /p'; want '50: stands twice'
table '2s/not tested.*/not tested: /'; want '2: '
table '2s/not tested.*/not tested: no time./'; want '2: the reason is no sentence'
table '2s/not tested.*/open/'; want '2: no test function in: open'
table '2s/not tested.*/wire: case001_refused/'; want '2: not named after it'
table '1s/wire:/air:/'; want '1: no such test: air: case001_refused'
table '1s/wire: case001_refused/not tested: no port can be closed on this machine./'
want '1: a test that the table does not name'
code 's/case001_refused()/case001_renamed()/'; want '1: no such test: wire: case001_refused'
code 's/void case001_refused()/\/\/ &/'; want '1: no such test: wire: case001_refused'
code 's/private Q_SLOTS:/private:/'; want '1: no such test: wire: case001_refused'
code 's/case001_refused()/case001_case002_refused()/'; want '2: a test that the table does not name'
echo >"$folder/tests/http/CMakeLists.txt"; want '1: no such test: wire: case001_refused'
[ $bad = 0 ] && echo 'every fault is found'
exit $bad
