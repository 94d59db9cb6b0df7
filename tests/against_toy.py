#!/usr/bin/env python3
"""Random small programs: the same outcomes as the toy explorer's.

    against_toy.py PROGRAM [COUNT [FIRST-SEED]]

A seed makes a machine, two CPUs with a few operations each and a DMA engine.
All its schedules are explored by tests/toy_explorer.py and by PROGRAM; the last
values of registers and memory that they find must be the same.
"""
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

from toy_explorer import Config, Op, Toy

LIMIT = 12000  # states of the toy; larger programs are left out
SHOWN = 3      # failures that are printed
LINES = "xy"
WHOLE = (0, 8)
YES_NO = ("no", "yes")


class Program:
    """A machine and a program, drawn from a generator."""

    def __init__(self, seed):
        self.draw = random.Random(seed)
        self.name = f"toy-{seed}"
        self.config = self.machine()
        self.values = 0
        self.nline = 1 if self.config.last_level else self.draw.choice((1, 2))
        self.types = [self.draw.choice(("WB", "WB", "UC", "WC"))
                      for _ in range(2)]
        steps = self.draw.randrange(4, 9)
        dma = self.draw.randrange(3)
        first = self.draw.randrange(1, max(2, steps - dma))
        self.spans = [[self.cpu_step(t, i) for i in range(n)] for t, n in
                      enumerate((first, max(1, steps - dma - first)))]
        self.spans.append([self.dma_step(i) for i in range(dma)])
        self.drop_unused()
        self.cut()

    def machine(self):
        """Keys of a platform."""
        supply = lambda: self.draw.choice(("memory", "cache", "either"))
        return Config(
            depth=self.draw.choice((1, 2, 2, 3)),
            buffers=self.draw.choice((1, 2)),
            last_level=self.draw.randrange(3) == 0,
            self_snoop=self.draw.randrange(4) > 0,
            own_load=self.draw.choice(("drain", "bypass", "either")),
            flush_wc=self.draw.randrange(4) == 0,
            uncached=supply(), dma=supply(), peer=supply(),
            no_snoop=self.draw.randrange(4) > 0)

    def value(self):
        """Of a write: each has its own."""
        self.values += 1
        return self.values

    def word(self):
        """A line and one of two words of it."""
        at = self.draw.randrange(2)
        return self.draw.randrange(self.nline), (at, at + 1)

    def cpu_step(self, thread, number):
        """An operation: (what it is, words)."""
        verb = self.draw.choice(
            ("load", "load", "load", "store", "store", "store", "movnti",
             "xchg", "clflush", "clflush", "clflushopt", "clwb", "sfence",
             "mfence", "lfence"))
        mtype = self.draw.choice(
            (self.types[thread], self.types[thread], "WB", "UC", "WC"))
        line, words = self.word()
        if verb.endswith("fence"):
            return Op(verb), None
        if verb.startswith("cl"):
            return Op(verb, line), (0, 1)
        if verb == "load":
            return Op(verb, line, type=mtype, reg=f"{'ab'[thread]}{number}"), \
                words
        if verb == "xchg":
            return Op(verb, line, type=mtype, value=self.value(),
                      reg=f"{'ab'[thread]}{number}"), words
        if self.draw.randrange(5) == 0:
            words = WHOLE
        return Op(verb, line, type=mtype, value=self.value()), words

    def dma_step(self, number):
        """A request."""
        line, words = self.word()
        if self.draw.randrange(2):
            return Op("dma-read", line, reg=f"d{number}"), words
        if self.draw.randrange(3) == 0:
            words = WHOLE
        return Op("dma-write", line, value=self.value(),
                  full=words == WHOLE), words

    def drop_unused(self):
        """Lines that no operation names do not exist."""
        used = sorted({op.line for t in self.spans for op, s in t if s})
        self.nline = len(used)
        self.spans = [[(op._replace(line=used.index(op.line)) if s else op, s)
                       for op, s in t] for t in self.spans]

    def cut(self):
        """Granules: words that all operations name together."""
        named = [{s for t in self.spans for op, s in t
                  if s and op.line == line} for line in range(self.nline)]
        groups = []
        for spans in named:
            groups.append({})
            for word in range(8):
                who = frozenset(s for s in spans if s[0] <= word < s[1])
                if who:
                    groups[-1].setdefault(who, []).append(word)
        self.first = [[words[0] for words in g.values()] for g in groups]
        self.granules = [[len(words) for words in g.values()] for g in groups]
        self.threads = [
            [op._replace(grans=tuple(
                i for i, w in enumerate(self.first[op.line])
                if s[0] <= w < s[1])) if s else op for op, s in spans]
            for spans in self.spans]

    def step(self, op, words):
        """Text of one."""
        text = op.verb
        if words:
            at = LINES[op.line]
            if op.type != "WB":
                at += f"-{op.type}"
            text += f" {at}[0..64]" if words == WHOLE else \
                f" {at}+{8 * words[0]}"
        if op.value is not None:
            text += f" {op.value}"
        return text + (f" -> {op.reg}" if op.reg else "")

    def platform(self):
        """Text of the platform file."""
        c = self.config
        return f"""platform {self.name}
  title "Drawn by tests/against_toy.py"
  cite "none"
  model x86_pat_ept
  vendor intel
  self-snoop {YES_NO[c.self_snoop]}
  last-level {YES_NO[c.last_level]}
  store-buffer {c.depth}
  wc-buffers {c.buffers}
  wc-own-load {c.own_load} "drawn"
  flush-empties-wc {YES_NO[c.flush_wc]}
  clean-hit.uncached-load {c.uncached} "drawn"
  clean-hit.snooped-dma {c.dma} "drawn"
  clean-hit.peer-fill {c.peer} "drawn"
"""

    def text(self):
        """The scenario file."""
        lines = [f"scenario {self.name}", f'  title "{self.name}"']
        for line in LINES[:self.nline]:
            lines.append(f"ram {line} 4K")
            lines += [f"map host {line} as {t} name {line}-{t}"
                      for t in ("UC", "WC")]
        lines.append("device dma owner host"
                     + (" no-snoop" if self.config.no_snoop else ""))
        for t, spans in enumerate(self.spans):
            if spans:
                agent = ("cpu0 host", "cpu1 host", "dma")[t]
                lines += [f"thread t{t} {{",
                          *(f"  {agent}: {self.step(op, s)}"
                            for op, s in spans), "}"]
        return "\n".join([*lines, "under vmx-6.14: never leak", ""])

    def names(self):
        """What the program prints of a last state: registers, then words."""
        regs = [op.reg for thread in self.threads for op in thread if op.reg]
        words = sorted({(op.line, s[0]) for t in self.spans
                        for op, s in t if s})
        return regs, words

    def toy(self):
        """The last states as the toy finds them, and how many states."""
        regs, words = self.names()
        ends, count = Toy(self.config, self.threads,
                          self.granules).outcomes(LIMIT)
        if ends is None:
            return None, count
        granule = {(line, w): max(
            i for i, f in enumerate(self.first[line]) if f <= w)
                   for line, w in words}
        ends = {frozenset([
            *zip(regs, registers),
            *((f"{LINES[line]}{f'+{8 * w}' if w else ''}",
               memory[line][granule[line, w]])
              for line, w in words)]) for registers, memory in ends}
        return ends, count


class Runner:
    """Runs both, compares, counts."""

    def __init__(self, program, folder):
        self.program = pathlib.Path(program).resolve()
        self.folder = pathlib.Path(folder)
        self.env = dict(os.environ, MTSIM_DATA=str(pathlib.Path.cwd()))
        self.passed = self.failed = self.large = 0

    def real(self, name, *options):
        """The last states as the program finds them, and how many states."""
        done = subprocess.run(
            [self.program, "check", "--outcomes", "--format", "json",
             "--no-background-cpu", "--jobs", "1", *options,
             "--platform", f"{name}.platform", f"{name}.scn"],
            cwd=self.folder, env=self.env, stdin=subprocess.DEVNULL, text=True,
            capture_output=True, timeout=300, check=False)
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        case = json.loads(done.stdout)[0]
        return ({frozenset(end["values"].items())
                 for end in case["outcomes"]}, case["states"])

    def differs(self, program):
        """What is not the same; None if the toy had too many states."""
        ends, count = program.toy()
        if ends is None:
            return None
        for suffix, text in ((".platform", program.platform()),
                             (".scn", program.text())):
            (self.folder / (program.name + suffix)).write_text(text)
        for options in (("--no-reduce",), ()):
            found, states = self.real(program.name, *options)
            if found != ends:
                return "\n".join(
                    [f"outcomes, {' '.join(options) or 'with reductions'}",
                     *(f"  only {who}: {sorted(end)}"
                       for who, some in (("the toy", ends - found),
                                         ("the program", found - ends))
                       for end in sorted(some, key=sorted))])
            if options and states != count:
                return f"{count} states of the toy, {states} of the program"
        return ""

    def one(self, seed):
        """A seed."""
        program = Program(seed)
        try:
            wrong = self.differs(program)
        except RuntimeError as error:
            wrong = str(error)
        if wrong is None:
            self.large += 1
        elif wrong:
            self.failed += 1
            if self.failed <= SHOWN:
                print(f"seed {seed}: {wrong}\n{program.platform()}"
                      f"{program.text()}")
        else:
            self.passed += 1


def main():
    """Some seeds."""
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    with tempfile.TemporaryDirectory(prefix="mtsim-") as folder:
        runner = Runner(sys.argv[1], folder)
        for seed in range(first, first + count):
            runner.one(seed)
    if runner.large:
        print(f"{runner.large} programs of more than {LIMIT} states left out")
    print(f"{runner.passed} passed, {runner.failed} failed")
    return runner.failed > 0


if __name__ == "__main__":
    sys.exit(main())
