#!/usr/bin/env python3
"""vim's syntax files know the words of the grammar, and vim reads them.

    check_vim.py [write]

The words are those in quotes in docs/reference/grammar.md; of policies, the
statements of sim/policy/grammar.c and the words in docs/reference/policies.md.
Other tests compare these pages with the program.  With "write", the files are made.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

STATEMENTS = pathlib.Path("sim/policy/grammar.c")
POLICY_WORDS = pathlib.Path("docs/reference/policies.md")
GRAMMAR = pathlib.Path("docs/reference/grammar.md")
FOLDER = pathlib.Path("tools/vim")
LANGUAGES = {  # file type: heading in the grammar, a folder with such files
    "mtsimscenario": ("Scenarios", "scenarios/x86/*.scn"),
    "mtsimpolicy": ("Policies", "models/iommu/policies/*.policy"),
    "mtsimplatform": ("Platforms", "models/x86_pat_ept/platforms/*.platform"),
}
TEMPLATE = '''" {heading} of mtsim.  Made by tests/check_vim.py from the grammar.
if exists("b:current_syntax")
  finish
endif
syn iskeyword @,48-57,_,-,.
{words}
syn match mtsimNumber /\\<\\(0x[0-9a-fA-F_]\\+\\|0b[01_]\\+\\|[0-9][0-9_]*[KMG]\\?\\)\\>/
syn match mtsimParam /\\$[A-Za-z_][A-Za-z0-9_.-]*/
syn match mtsimArrow /->\\|==\\|!=/
syn region mtsimString start=/"/ skip=/\\\\./ end=/"/ oneline
syn match mtsimComment /#.*$/
hi def link mtsimWord Keyword
hi def link mtsimNumber Number
hi def link mtsimParam Identifier
hi def link mtsimArrow Operator
hi def link mtsimString String
hi def link mtsimComment Comment
setlocal commentstring=#\\ %s
let b:current_syntax = "{name}"
'''


def words(heading):
    """The words of one language."""
    return policy_words() if heading == "Policies" else quoted_words(heading)


def policy_words():
    """Statements, decisions, events, facts, actions."""
    found = set(re.findall(r'^ *{"([a-z]+)", ',
                           STATEMENTS.read_text(encoding="utf-8"), re.M))
    text = POLICY_WORDS.read_text(encoding="utf-8")
    for section in re.split(r"^##+ ", text, flags=re.M):
        if section.startswith(("Decisions and events", "Facts",
                               "Results and actions")):
            for code in re.findall(r"^\| `([^`]*)`", section, re.M):
                found |= set(re.findall(r"[a-z][a-z0-9-]*", code))
    return sorted(found | {"if", "otherwise"})


def quoted_words(heading):
    """The words in quotes in the grammar."""
    text = GRAMMAR.read_text(encoding="utf-8")
    section = re.split(r"^## ", text, flags=re.M)
    section = next(s for s in section if s.startswith(heading + "\n"))
    block = "".join(re.findall(r"^```\n(.*?)^```$", section, re.M | re.S))
    return sorted(set(re.findall(r'"([a-z][a-z0-9-]*)"', block)))


def wanted(name):
    """What the syntax file of a language is to be."""
    heading = LANGUAGES[name][0]
    lines, line = [], ""
    for word in words(heading):
        if len(line) + len(word) > 60:
            lines.append(line.strip())
            line = ""
        line += " " + word
    lines.append(line.strip())
    return TEMPLATE.format(heading=heading, name=name,
                           words="\n".join("syn keyword mtsimWord " + w
                                            for w in lines))


def seen_by_vim(path):
    """The file type and the syntax groups of the first words of the lines."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out"
        script = (
            "let groups = {} | for n in range(1, line('$')) | "
            "let g = synIDattr(synID(n, indent(n) + 1, 1), 'name') | "
            "if g != '' | let groups[g] = 1 | endif | endfor | "
            f"call writefile([&ft, join(sort(keys(groups)))], '{out}')")
        subprocess.run(
            ["vim", "-es", "-u", "NONE", "-i", "NONE", "-n",
             "--cmd", f"set rtp^={FOLDER.resolve()}", "--cmd",
             "filetype on | syntax on", str(path), "-c", script, "-c", "qa!"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, timeout=60, check=False)
        return out.read_text(encoding="utf-8").split("\n") if out.exists() \
            else ["", ""]


def main():
    passed = failed = 0
    for name, (_, files) in LANGUAGES.items():
        path = FOLDER / "syntax" / f"{name}.vim"
        if sys.argv[1:] == ["write"]:
            path.write_text(wanted(name), encoding="utf-8")
        checks = [(path.read_text(encoding="utf-8") == wanted(name),
                   f"{path}: not what the grammar has; "
                   "python3 tests/check_vim.py write")]
        if shutil.which("vim"):
            first = sorted(pathlib.Path().glob(files))[0]
            kind, groups = seen_by_vim(first)[:2]
            checks.append((kind == name, f"{first}: file type '{kind}'"))
            checks.append(({"mtsimWord", "mtsimComment"} <= set(groups.split()),
                           f"{first}: groups '{groups}'"))
        for good, what in checks:
            passed += good
            failed += not good
            if not good:
                print(f"error: {what}")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
