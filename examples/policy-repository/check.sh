#!/bin/sh
# What has to hold before a change of this repository goes in.  Runs everything,
# then says by its status whether all of it did.  MTSIM names another program.
set -u
cd "$(dirname "$0")" || exit 4
mtsim=${MTSIM:-mtsim}
policies=vmx-6.14,policies/nt-barrier.policy
status=0

step()
{
    echo "== $1"
    shift
    "$@" || status=1
}

step "files are in canonical form" \
    "$mtsim" fmt --check policies/*.policy scenarios/*.scn
step "no rule is odd" "$mtsim" policy lint policies/*.policy
step "claims hold over every schedule" \
    "$mtsim" check --quiet --policy "$policies" scenarios
step "what comes out is in the baseline" "$mtsim" baseline compare baseline.txt
exit $status
