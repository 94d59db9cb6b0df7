#!/usr/bin/env python3
"""What consumers of JUnit XML and of TAP make of the program's output.

    check_formats.py PROGRAM

JUnit goes through xmllint with the schema tests/formats/junit.xsd, TAP through
prove, where there are such programs.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

SCHEMA = "tests/formats/junit.xsd"
RUNS = [  # arguments, whether some claim fails
    (["run", "scenarios/x86", "scenarios/iommu"], False),
    (["run", "--policy", "flush-2024", "scenarios/iommu"], True),
    (["check", "s19-implicit-srcu-barrier"], False),
    (["check", "--max-states", "3", "s19-implicit-srcu-barrier"], False),
]


def consumed(program, arguments, form, consumer):
    """Whether a consumer takes an output; and what it says."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / f"out.{form}"
        with open(path, "wb") as out:
            subprocess.run([program, *arguments, "--format", form], stdout=out,
                           stderr=subprocess.DEVNULL, timeout=300, check=False)
        done = subprocess.run([*consumer, str(path)], capture_output=True,
                              timeout=300, check=False)
    return done.returncode == 0, (done.stdout + done.stderr).decode()


def main():
    program = sys.argv[1]
    passed = failed = 0
    for arguments, fails in RUNS:
        results = []
        if shutil.which("xmllint"):
            results.append(consumed(program, arguments, "junit",
                                    ["xmllint", "--noout", "--schema", SCHEMA]))
        if shutil.which("prove"):
            good, says = consumed(program, arguments, "tap",
                                  ["prove", "-q", "--exec", "cat"])
            results.append((good != fails and "Parse errors" not in says, says))
        for good, says in results:
            passed += good
            failed += not good
            if not good:
                print(f"error: {' '.join(arguments)}\n{says[-1000:]}")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
