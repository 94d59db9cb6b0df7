#!/usr/bin/env python3
"""No shipped scenario speaks of its replay alone.

    check_claims.py PROGRAM [FOLDER]

Where a scenario expects hazards, or none, of its replay at some point under
some policy, it must also claim something about every schedule there: a hazard
expected must be claimed to be possible or always there, and where none is
expected some hazards must be claimed never to come, or to come in another
schedule.  Scenarios of kind procedure have but one schedule.
"""
import json
import os
import pathlib
import re
import subprocess
import sys

program = sys.argv[1]
folder = sys.argv[2] if len(sys.argv) > 2 else "scenarios"

HAZARDS = {"stale-read", "unstable-read", "lost-write", "leak",
           "unordered-write", "register-access", "fatal", "interference"}


def hazards(words):
    """The kinds of hazard that a claim names; "any" for all of them."""
    text = words.partition(" ")[2]
    if text in ("none", "any"):
        return {"any"}
    kinds = {part.split()[0] for part in text.split(", ") if part}
    return kinds & HAZARDS


def lacking(claims):
    """The first expectation that no claim about every schedule goes with."""
    said = [(words.split()[0], hazards(words)) for words in claims]
    shown = {kind for mode, kinds in said
             if mode in ("possible", "always") for kind in kinds}
    silent = not any(mode != "expect" and kinds for mode, kinds in said)
    for (mode, kinds), words in zip(said, claims):
        if mode == "expect" and kinds:
            if silent or "any" not in kinds and not kinds & shown:
                return words
    return None


def main():
    """Counts cases; complains once for each scenario and expectation."""
    run = subprocess.run(
        [program, "run", "--format", "json", folder], capture_output=True,
        env=dict(os.environ, MTSIM_DATA=str(pathlib.Path.cwd())), text=True,
        check=False)
    cases = json.loads(run.stdout or "[]")
    if not cases:
        print(run.stderr, end="")
    passed, complaints = 0, set()
    for case in cases:
        if re.search(r"^\s*kind procedure\b",
                     pathlib.Path(case["file"]).read_text(), re.M):
            continue
        words = lacking([c["text"].partition(": ")[2]
                         for c in case["claims"]])
        if words is None:
            passed += 1
        elif (case["file"], words) not in complaints:
            complaints.add((case["file"], words))
            print(f"{case['file']}: error: under {case['policy']} with "
                  f"{' '.join(f'{k}={v}' for k, v in case['params'].items())}: "
                  f"'{words}' and no word about every schedule")
    failed = len(complaints) + (not cases)
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
