#!/bin/sh
# What has to hold before a change of this repository goes in.  Runs everything,
# then says by its status whether all of it did.  MTSIM names another program.
set -u
cd "$(dirname "$0")" || exit 4
mtsim=${MTSIM:-mtsim}
policies=vmx-6.14 # what ours are compared with
status=0

if ! command -v "$mtsim" > /dev/null; then
    echo "check.sh: there is no program '$mtsim'; put it on PATH, or set MTSIM" >&2
    exit 4
fi
for file in policies/*.policy; do
    policies=$policies,$file
done

step()
{
    echo "== $1"
    shift
    "$@" || status=1
}

# A policy that the baseline does not name would go in unlooked at.
compare()
{
    "$mtsim" baseline compare baseline.txt || return
    for file in policies/*.policy; do
        if ! grep -q "^policy \(.*,\)*$file\(,.*\)*\$" baseline.txt; then
            echo "$file is not in baseline.txt; save it again"
            return 1
        fi
    done
}

step "files are in canonical form" \
    "$mtsim" fmt --check policies/*.policy scenarios/*.scn
step "no rule is odd" "$mtsim" policy lint policies/*.policy
step "claims hold over every schedule" \
    "$mtsim" check --quiet --policy "$policies" scenarios
step "what comes out is in the baseline" compare
exit $status
