#!/usr/bin/env python3
"""The style that a compiler and a formatter cannot see.

    check_tidy.py [BUILD]

With a build folder, also that no object of ours has mutable file-scope data.
"""
import pathlib
import re
import shutil
import subprocess
import sys

LINE_MAX, FILE_MAX, FUNCTION_MAX = 100, 600, 60
TOPS = ("sim", "models", "scenarios", "tests", "tools", "docs", "examples",
        ".ci")
TOP_LEVEL = {"CMakeLists.txt", "CMakePresets.json", "sim", "models",
             "scenarios", "tests", "tools", "docs", "examples", "README.md",
             "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"}
CODE = {".c", ".h", ".def", ".py", ".cmake", ".sh", ""}
PROSE = {".md", ".t", ".txt", ".expected", ".json", ".csv", ".svg", ".html", ".litmus"}

# Where, what, and what to use instead.  A line that must do it anyway says
# why in a comment with the words "tidy: allowed".
BANNED = [
    (r"^(sim|models)/.*\.[ch]$", r"(?<![\w])printf\(", "a FILE * argument"),
    (r"^(sim|models)/.*\.[ch]$", r"\bfprintf\(std(out|err)\b",
     "a FILE * argument"),
    (r"^(sim|models)/.*\.[ch]$", r"\bputs\(|\bputchar\(", "a FILE * argument"),
    (r"^(sim|models)/.*\.[ch]$", r"\bexit\(|\babort\(", "GError or g_assert"),
    (r"^(sim|models)/.*\.[ch]$", r"\bgetenv\(|g_getenv\(",
     "an argument from tools/"),
    (r"^(sim|models|tools)/.*\.[ch]$",
     r"\b(strto[a-z]+|ato[fil]|sprintf|strcpy|strcat|gets)\(",
     "lex, g_snprintf or GString"),
    (r"\.[ch]$", r"\bg_hash_table_(foreach|iter_init|get_keys|get_values)\w*\(",
     "an array beside the table, in a total order"),
    (r"^(sim|models|tools)/.*\.[ch]$",
     r"(?<![\w])(time|clock|gettimeofday|clock_gettime|g_get_real_time)\(",
     "no clock: results depend on inputs alone"),
    (r"^(sim|models|tools)/.*\.[ch]$",
     r"(?<![\w])(s?rand|random|g_random_\w+|g_rand_\w+)\(", "sim/base/rng.h"),
    (r"^(sim|models|tools)/.*\.[ch]$", r"setlocale\(LC_(ALL|NUMERIC)",
     "LC_CTYPE at most"),
    (r"^(sim|models|tools)/.*\.[ch]$", r"%l?p\b(?=[^\n]*\")",
     "a name or an index: addresses differ from run to run"),
    (r"\.[ch]$", r"#\s*define\s+\w+_H_?\s*$", "#pragma once"),
    (r"", r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b", "an issue, or do it"),
    (r"", r"/(home|Users|work|root)/[a-z]", "no path of a machine"),
]

# Sections of objects that a program can write to.  .data.rel.ro is constant
# once the program is loaded.
MUTABLE = re.compile(r"\.t?(data(?!\.rel\.ro)|bss)|\*COM\*")


class Report:
    """Counts files; complains once for each fault."""

    def __init__(self):
        self.passed = self.failed = 0
        self.clean = True

    def complain(self, path, number, message):
        print(f"{path}:{number}: error: {message}")
        self.clean = False

    def done(self):
        """One subject is finished."""
        self.passed += self.clean
        self.failed += not self.clean
        self.clean = True


def sources():
    """What git would track, so that build leftovers do not count."""
    out = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others",
         "--exclude-standard"], capture_output=True, check=False)
    if out.returncode == 0:
        names = sorted(n for n in out.stdout.decode().split("\0") if n)
    else:  # an unpacked archive
        names = sorted(p.as_posix() for top in TOPS
                       for p in pathlib.Path(top).rglob("*"))
    return [pathlib.Path(n) for n in names if pathlib.Path(n).is_file()]


def check_lines(report, path, lines):
    """Length, blanks, tabs and banned words."""
    bans = [(re.compile(what), instead) for where, what, instead in BANNED
            if re.search(where, path.as_posix())]
    for number, line in enumerate(lines, 1):
        # A claim or a source is one line, however many policies it names.
        one_line = path.suffix in (".scn", ".policy", ".platform", ".part")
        if path.suffix not in PROSE and not one_line and len(line) > LINE_MAX:
            report.complain(path, number, f"over {LINE_MAX} columns")
        if path.suffix != ".t" and line != line.rstrip():
            report.complain(path, number, "blanks at the end of the line")
        if path.suffix in (".c", ".h", ".def", ".py", ".scn", ".policy") and "\t" in line:
            report.complain(path, number, "a tab")
        for what, instead in bans:
            if "tidy: allowed" not in line and (m := what.search(line)):
                report.complain(path, number,
                                f"'{m[0]}' is banned; use: {instead}")


def check_functions(report, path, lines):
    """A function runs from a '{' in the first column to its '}'."""
    start = None
    for number, line in enumerate(lines, 1):
        if line == "{":
            start = number - 1
        elif line.startswith("}") and start:
            if number - start + 1 > FUNCTION_MAX:
                report.complain(path, start,
                                f"a function over {FUNCTION_MAX} lines")
            start = None


def check_file(report, path):
    """All rules for one file."""
    data = path.read_bytes()
    try:
        text = data.decode()
    except UnicodeDecodeError:
        if path.suffix in CODE | PROSE | {".scn", ".policy", ".platform"}:
            report.complain(path, 1, "not UTF-8")
        return
    if "\0" in text or "\r" in text:
        return  # a test input on purpose
    lines = text.split("\n")
    check_lines(report, path, lines)
    if path.suffix in CODE and len(lines) > FILE_MAX:
        report.complain(path, FILE_MAX, f"over {FILE_MAX} lines")
    if path.suffix == ".c":
        check_functions(report, path, lines)
    if path.suffix == ".h":
        if not text.startswith("/*"):
            report.complain(path, 1, "a header opens with a paragraph")
        if "#pragma once" not in text:
            report.complain(path, 1, "no #pragma once")
    if text and not text.endswith("\n"):
        report.complain(path, len(lines), "no end of line at the end")


def check_data(report, build):
    """No symbol of ours in .data or .bss: file scope holds constants only."""
    for lib in sorted(pathlib.Path(build).glob("**/*.a")):
        out = subprocess.run(["nm", "--format=sysv", str(lib)],
                             capture_output=True, text=True, check=True)
        for line in out.stdout.splitlines():
            field = [f.strip() for f in line.split("|")]
            if len(field) == 7 and MUTABLE.match(field[6]):
                report.complain(lib.name, 0, f"mutable data '{field[0]}'")
        report.done()


def check_format(report, paths):
    """What clang-format would change; only with the version it is for."""
    program = shutil.which("clang-format-14") or shutil.which("clang-format")
    version = program and subprocess.run(
        [program, "--version"], capture_output=True, text=True,
        check=False).stdout
    if not version or "version 14." not in version:
        print("no clang-format 14 here: formatting is not checked")
        return
    files = [str(p) for p in paths if p.suffix in (".c", ".h")]
    for i in range(0, len(files), 32):
        out = subprocess.run([program, "--dry-run", *files[i:i + 32]],
                             capture_output=True, text=True, check=False)
        for m in re.finditer(r"^([^:\n]+):(\d+):\d+: warning: code should",
                             out.stderr, re.M):
            report.complain(m[1], m[2], "not as clang-format would have it")
    report.done()


def check_top_level(report, paths):
    """Nothing lies about in the root."""
    for name in sorted({p.parts[0] for p in paths}):
        if name not in TOP_LEVEL and not name.startswith("."):
            report.complain(name, 0, "does not belong to the top level")
    report.done()


def check_diagnostics(report, paths):
    """Every diagnostic is provoked by some test."""
    ids = re.findall(r"^DIAG\((\w+),\s*(\d+)",
                     pathlib.Path("sim/base/diag_ids.def").read_text(), re.M)
    tests = "\n".join(p.read_text(errors="replace") for p in paths
                      if p.parts[0] in ("tests", "scenarios"))
    for name, number in ids:
        if not re.search(rf"\b(DIAG_{name}|E{number})\b", tests):
            report.complain("sim/base/diag_ids.def", 0,
                            f"no test provokes {name} (E{number})")
    report.done()


def main():
    report = Report()
    paths = sources()
    for path in paths:
        check_file(report, path)
        report.done()
    check_format(report, paths)
    check_top_level(report, paths)
    check_diagnostics(report, paths)
    if len(sys.argv) > 1:
        check_data(report, sys.argv[1])
    print(f"{report.passed} passed, {report.failed} failed")
    return report.failed > 0 or not paths


sys.exit(main())
