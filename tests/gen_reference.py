#!/usr/bin/env python3
"""The generated pages of docs/reference/: made from the program's own tables.

    gen_reference.py check PROGRAM LIST_WORDS   compare the pages
    gen_reference.py write PROGRAM LIST_WORDS   write them

PROGRAM is mtsim, LIST_WORDS the program of tests/reference/.
"""
import difflib
import json
import os
import pathlib
import re
import subprocess
import sys

FOLDER = pathlib.Path("docs/reference")
PLATFORMS = "models/*/platforms/*.platform"
MADE = ("<!-- Made by tests/gen_reference.py; change what it is made from, "
        "not this page. -->\n\n")


def run(*command):
    """Standard output of a command that must succeed."""
    return subprocess.run(
        command, env=dict(os.environ, MTSIM_DATA="."), check=True,
        stdout=subprocess.PIPE).stdout.decode()


def cell(text):
    return (text or "").replace("|", "\\|")


def table(columns, rows):
    lines = [columns, ["---"] * len(columns)] + list(rows)
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def diagnostics(program, _):
    page = ("# Diagnostics\n\nEvery message ends in its number, and `mtsim "
            "explain NUMBER` prints what is\nbelow. Numbers are never used "
            "again. 1xx: the text; 2xx: names and values; 3xx:\npolicies.\n")
    ids = pathlib.Path("sim/base/diag_ids.def").read_text()
    for number in re.findall(r"^DIAG\(\w+,\s*(\d+)", ids, re.M):
        title, _, rest = run(program, "explain", f"E{number}").partition("\n")
        text, _, example = rest.strip("\n").partition("\nExample:\n")
        lines = [line.removeprefix("    ")
                 for line in example.strip("\n").splitlines()]
        page += (f"\n## {title}\n\n{text.strip()}\n\n```text\n"
                 + "\n".join(lines) + "\n```\n")
    return page


def rules(_, words):
    return ("# Rules\n\nWhat decides a memory type leaves one of these ids in "
            "the trail, and `mtsim explain\nID` prints its line. Rules of "
            "policies have ids such as `vmx-6.11:17`, name and\nline; they "
            "are in [policies.md](policies.md).\n" + run(words, "rules"))


def verbs(_, words):
    return ("# Steps\n\nWhat an agent can do, and the words a step or a place "
            "may use; how they are put\ntogether is in `mtsim-scenario(5)`. "
            "What stands in brackets may be left out. VALUE\nis a number or a "
            "register that a step before has read into. Entries before the\n"
            "first step in a guest and exits before the host runs go without "
            "saying.\n" + run(words, "verbs"))


def one_platform(path):
    """A shipped platform: its title, and the keys it names."""
    title, rows = "", []
    for line in path.read_text().splitlines():
        word = re.match(r'\s+(\S+)\s+("[^"]*"|\S+)(?:\s+"([^"]*)")?', line)
        if not word or line.lstrip().startswith("#"):
            continue
        if word[1] == "title":
            title = word[2].strip('"')
        elif word[1] not in ("cite", "model"):
            rows.append([f"`{word[1]}`", f"`{word[2]}`", cell(word[3])])
    return (f"\n## {path.stem}\n\n{title}.\n\n"
            + table(["key", "value", "source"], rows))


def platforms(_, words):
    page = ("# Platforms\n\nWhat a platform file may say, then the shipped "
            "ones with what they say. Format:\n`mtsim-platform(5)`; how to "
            "add one: [add-a-platform](../how-to/add-a-platform.md).\n`cyc-` "
            "keys are cycles.\n" + run(words, "platforms"))
    for path in sorted(pathlib.Path().glob(PLATFORMS)):
        page += one_platform(path)
    return page


def listing(program, *arguments):
    """The tables of a report, by name."""
    report = json.loads(run(program, "policy", *arguments,
                            "--format", "json"))
    return report, {t["name"]: t["rows"] for t in report["tables"]}


def one_policy(program, row):
    """A shipped policy: its names and rules."""
    name = row["policy"]
    _, tables = listing(program, "show", name)
    page = f"\n## {name}\n\n{row['title']}.\n\n"
    page += f"Layer {row['layer']} of {row['arch']}.\n"
    if row["also"]:
        page += "Also: " + row["also"] + ".\n"
    if row["tags"]:
        page += "Tags: " + row["tags"] + ".\n"
    own, bases = [], []
    for r in tables["rules"]:
        rule = (r["rule"] or "").removeprefix("policy ")
        origin = rule.partition(":")[0]
        if origin == name:
            own.append([f"`{r['decision']}`", f"`{cell(r['when'])}`",
                        f"`{r['does']}`", rule, cell(r["source"])])
        elif ":" in rule and origin not in bases:
            bases.append(origin)
    if own:
        page += "\n" + table(["decision", "when", "does", "rule", "source"],
                             own)
    if bases:
        page += "\nThe rest as " + " and ".join(bases) + ".\n"
    return page


def policies(program, words):
    page = ("# Policies\n\nEvery shipped policy with its own rules, in the "
            "order in which they are tried;\n`mtsim policy show` prints those "
            "of its base as well. Then the words policies are\nmade of. "
            "Format: `mtsim-policy(5)`.\n")
    _, tables = listing(program, "list")
    page += "\n## Stacks\n\nWhat `--policy all` stands for.\n\n" + table(
        ["stack", "policies"],
        [[f"`{r['stack']}`", f"`{r['policies']}`"] for r in tables["stacks"]])
    for row in tables["policies"]:
        page += one_policy(program, row)
    return page + run(words, "policy-words")


def theorems(program, _):
    table = run(program, "check", "--format", "markdown", "scenarios/theorems")
    return ("# Theorems\n\nWhat `mtsim check --format markdown "
            "scenarios/theorems` prints: sentences of the\ndiscussions, made "
            "precise, under every policy they speak of. The files say what "
            "is\nquantified over; T1 and T2 are over the host life cycle of\n"
            "`scenarios/settings/host-life-cycle.inc`, T6 over that of\n"
            "`scenarios/settings/dma-life-cycle.inc`, T7 over that of\n"
            "`scenarios/settings/arm64-host-life-cycle.inc`.\n\n" + table +
            "\n- *proved (N)*: no program of up to N operations of each "
            "adversary, no schedule, no\n  eviction, fill, drain or dropped "
            "translation breaks it, an idle host CPU included.\n"
            "- *holds\\* (N)*: the same, but the programs can contain what "
            "the machine is stronger\n  about than the architecture: WC loads "
            "that pass older loads. See\n  [warts](../design/warts.md).\n"
            "- *broken*: as stated; `mtsim check` prints the shortest "
            "schedule, and\n  `mtsim check --witness FOLDER` writes it as a "
            "scenario that replays. Of\n  `unaliased` it prints the schedule "
            "and writes nothing, since two types are no\n  hazard; of "
            "`same-outcomes` it says which policy shows what, and\n  "
            "`mtsim check --all-hazards --policy NAME` gives the schedule.\n")


def arm64(program, _):
    page = ("# arm64: the attributes, table by table\n\nWhat `mtsim types "
            "NAME --format markdown` prints, to be compared with the\nmanual's "
            "tables that each names: Arm ARM (DDI 0487), section D8.6 \"Memory "
            "region\nattributes\", and MAIR_EL1. Table numbers move from issue "
            "to issue (these are M.a.a's),\ntitles do not. `mtsim types "
            "arm64-s1s2 --format csv` has all 67,968 combinations.\nThe rules "
            "that decide are in [rules.md](rules.md).\n")
    for name in ("arm64-mair", "arm64-s2", "arm64-s1s2", "arm64-device"):
        page += (f"\n# {name}\n\n"
                 + run(program, "types", name, "--format", "markdown"))
    return page


def one_litmus(path):
    """A shipped litmus test: its row."""
    lines = path.read_text().splitlines()
    info = dict(line.split("=", 1) for line in lines
                if re.match(r"(Source|Verdict|Architecture|MT|Alias)=", line))
    types = " ".join(f"{key}={info[key]}" for key in ("MT", "Alias")
                     if key in info)
    return [f"`{path.stem}`", cell(lines[1].strip('"')), cell(types),
            info["Verdict"], info.get("Architecture", ""),
            cell(info["Source"])]


def litmus(_program, _words):
    page = ("# Litmus tests\n\nThe tests that ship, and what `mtsim check` "
            "says of each: whether what its condition\nasks for comes out "
            "Never, Sometimes or Always. A test of the program compares "
            "every\none. Where the architecture allows what the machine does "
            "not show, its column says\nso, and `Not covered:` in the output "
            "tells what. Format and ranges:\n`mtsim-litmus(5)`.\n")
    for title, folder in (("AArch64", "tests/litmus/aarch64"),
                          ("X86 and X86_64", "tests/litmus")):
        files = sorted(pathlib.Path(folder).glob("*.litmus"))
        page += (f"\n## {title}\n\n{len(files)} tests, `{folder}`.\n\n"
                 + table(["test", "about", "types", "here", "architecture",
                          "source"], map(one_litmus, files)))
    return page


PAGES = (diagnostics, rules, verbs, platforms, policies, theorems, arm64,
         litmus)


def main():
    mode, program, words = sys.argv[1:4]
    passed = failed = 0
    for make in PAGES:
        path = FOLDER / f"{make.__name__}.md"
        text = MADE + make(program, words)
        there = path.read_text() if path.exists() else ""
        if mode == "write":
            path.write_text(text)
            continue
        passed, failed = passed + (text == there), failed + (text != there)
        if text != there:
            print("\n".join(difflib.unified_diff(
                there.splitlines(), text.splitlines(), str(path),
                "as it should be", lineterm="", n=1)))
            print(f"{path}:1: error: write it anew: tests/gen_reference.py "
                  "write PROGRAM LIST_WORDS")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
