#!/usr/bin/env python3
"""Random valid scenarios: the program takes each, always with one answer.

    random_scenarios.py PROGRAM [COUNT [FIRST-SEED]]

A seed makes a scenario: two guests, the host, a VMM and a device, memory that
they share, steps of all kinds in any order, sometimes threads and what hardware
does by itself.  Each runs twice under all shipped stacks, as written and with
spontaneous events.  It must be accepted, end, and say the same both times.
"""
import pathlib
import random
import subprocess
import sys
import tempfile

TYPES = ("WB", "WC", "WT", "WP", "UC-", "UC")
CONTEXTS = ("guest", "guest.1", "vm2", "vmm", "host")
PLATFORMS = ("intel-server", "intel-ddio", "amd-server", "intel-tiny-cache",
             "intel-clean-hit-either", "intel-no-self-snoop",
             "intel-alias-fatal", "intel-wbinvd-native")
FENCES = ("sfence", "lfence", "mfence", "serialize")
FLUSHES = ("clflush", "clflushopt", "clwb")
BATCH = 50  # scenarios of one call


class Scenario:
    """Text of one scenario, drawn from a generator."""

    def __init__(self, seed):
        self.draw = random.Random(seed)
        self.name = f"random-{seed}"
        self.registers = self.blocks = 0
        # A region and those who reach it by its name.
        self.regions = {"a": ("guest", "guest.1", "vmm", "host"),
                        "b": ("vm2", "vmm", "host"),
                        "c": CONTEXTS}

    def chance(self, n):
        """True once in N times."""
        return self.draw.randrange(n) == 0

    def where(self, region):
        """A word or a few lines of a region of 4K."""
        word = 8 * self.draw.choice((0, 1, 7, 8, 9, 64, 511))
        wide = 64 * self.draw.randrange(3)
        return self.draw.choice((region, f"{region}+{word}",
                                 f"{region}[{wide}..{wide + 64}]"))

    def narrow(self, region):
        """One word."""
        return f"{region}+{8 * self.draw.choice((0, 1, 7, 8))}"

    def pick(self, steps):
        """One step: VALUE a number or what was read before, TO a register."""
        step = self.draw.choice(steps)
        value = self.draw.randrange(1, 9)
        if self.registers and self.chance(4):
            value = f"r{self.draw.randrange(self.registers)}"
        if "TO" in step:
            self.registers += 1
        return (step.replace("VALUE", str(value))
                .replace("TO", f"-> r{self.registers - 1}"))

    def places(self):
        """Regions, devices, maps."""
        previous = self.draw.choice(("", " previous vm2", " previous host"))
        flag = self.draw.choice(("", " slot-flag noncoherent-dma"))
        yield f"ram a 4K owner guest{previous}{flag}"
        yield "ram b 4K owner vm2"
        yield "ram c 4K owner host"
        snoop = self.draw.choice(("", " no-snoop", " no-snoop llc-coherent"))
        unit = self.draw.choice(("sc,c,pt", "c,pt", "sc,pt"))
        yield f"iommu dmar0 vtd has {unit}"
        yield "ioas io iommufd"
        behind = self.draw.choice(("", " behind dmar0"))
        yield f"device gpu owner host{snoop}{behind}"
        yield "device nic owner guest no-snoop"
        for principal, region in (("guest", "a"), ("vmm", "a"), ("vm2", "b"),
                                  ("vmm", "b"), ("guest", "c"), ("vm2", "c"),
                                  ("vmm", "c")):
            if region == "c" or not self.chance(3):
                yield f"map {principal} {region} as {self.draw.choice(TYPES)}"

    def access(self, agent, context):
        """A CPU and one place."""
        region = self.draw.choice(
            [r for r, who in self.regions.items() if context in who])
        at, word = self.where(region), self.narrow(region)
        steps = [f"load {at}", f"load {at} TO", f"store {word} VALUE",
                 f"store {at} 3", f"zero {at}", f"movnti {word} VALUE",
                 f"xchg {word} VALUE TO", f"{self.draw.choice(FLUSHES)} {at}"]
        if context != "vmm":  # a process has no privilege
            steps.append(f"set-type {region} {self.draw.choice(TYPES)}")
        return f"{agent} {context}: " + self.pick(steps)

    def cpu_step(self, agent, contexts):
        """A step of a CPU."""
        context = self.draw.choice(contexts)
        if self.chance(3):
            words = [*FENCES, "ring gpu"]
            if context != "vmm":
                words += ["flush-tlb", "wbinvd", "wbnoinvd"]
            if context in ("guest", "guest.1", "vm2"):
                words += ["cr0-cd on", "cr0-cd off", "vm-exit full",
                          "vm-exit hlt", "vm-exit cpuid", "vm-exit fast-path"]
            return f"{agent} {context}: {self.draw.choice(words)}"
        return self.access(agent, context)

    def device_step(self):
        """The device reads or writes."""
        region = self.draw.choice("abc")
        at, word = self.where(region), self.narrow(region)
        return "gpu: " + self.pick((f"dma-read {at}", f"dma-read {word} TO",
                                    f"dma-write {at} 5",
                                    f"dma-write {word} VALUE"))

    def control_step(self):
        """The host changes who may do what."""
        region, owner = self.draw.choice("abc"), self.draw.choice(
            ("guest", "vm2", "vmm", "host"))
        return "host: " + self.draw.choice((
            "vfio-add nic", "vfio-del nic", "vfio-add gpu vm2",
            "vfio-del gpu vm2", "force-snoop gpu", "no-snoop gpu off",
            "attach gpu io", "attach gpu io", "detach gpu", "iotlb-sync io",
            "evict-entries gpu",
            f"dma-map io {region}", f"dma-map io {region}",
            f"dma-unmap io {region}", f"unpin io {region}",
            f"give {region} {owner}", f"share {region} {owner}",
            f"free {region}", "slot-flag a noncoherent-dma",
            "slot-flag a none"))

    def schedule(self, cpus):
        """What hardware does by itself."""
        yield "schedule {"
        for _ in range(self.draw.randrange(1, 4)):
            cpu, region = self.draw.choice(cpus), self.draw.choice("abc")
            yield "  " + self.draw.choice((
                f"evict {region}", f"evict-l1 {cpu} {region}",
                f"evict {cpu} {region}", f"drain {cpu}",
                f"speculate {cpu} host {region}",
                f"tlb-drop {cpu} host {region}"))
        yield "}"

    def threads(self):
        """Two CPUs and the device at once; nobody waits."""
        for cpu in ("cpu0", "cpu1", "cpu2"):  # all guests are left
            yield f"{cpu} host: sfence"
        self.blocks += 1
        for number, contexts in enumerate((("guest", "vmm"), ("vm2", "host"))):
            yield f"thread t{self.blocks}.{number} {{"
            for _ in range(self.draw.randrange(1, 5)):
                yield "  " + self.cpu_step(f"cpu{number}", contexts)
            yield "}"
        yield f"thread dma{self.blocks} {{"
        yield "  " + self.device_step()
        yield "}"

    def program(self):
        """Steps in any order."""
        cpus = ("cpu0", "cpu1", "cpu2")
        for cpu in cpus:  # so that schedules may name it
            yield self.access(cpu, "host")
        for _ in range(self.draw.randrange(2, 25)):
            kind = self.draw.randrange(12)
            if kind < 7:
                yield self.cpu_step(self.draw.choice(cpus), CONTEXTS)
            elif kind < 9:
                yield self.device_step()
            elif kind < 10:
                yield self.control_step()
            elif kind < 11:
                yield from self.schedule(cpus)
            elif self.chance(3):
                yield from self.threads()

    def text(self):
        """The whole file."""
        lines = [f"scenario {self.name}", f'  title "{self.name}"',
                 f"platform {self.draw.choice(PLATFORMS)}",
                 "principal vm2 guest",
                 "reg guest IA32_MTRR_DEF_TYPE = 0xc06"]
        if self.chance(2):
            lines.append("quirk ignore-guest-pat off")
        lines += [*self.places(), *self.program(), "under all: expect none"]
        return "\n".join(lines) + "\n"


class Runner:
    """Writes scenarios, runs them, counts."""

    def __init__(self, program):
        self.program = pathlib.Path(program).resolve()
        self.passed = self.failed = 0

    def run(self, seed, paths, folder):
        """Status and output for some scenarios."""
        done = subprocess.run(
            [self.program, "run", "--verbose", "--policy", "all",
             "--seed", str(seed), *paths], cwd=folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, timeout=500, check=False)
        return done.returncode, done.stdout

    def good(self, paths, folder, tell):
        """Whether all of these are taken, always with the same answer."""
        for seed in (0, 7):
            first = self.run(seed, paths, folder)
            again = self.run(seed, paths, folder)
            if first[0] not in (0, 1, 3) or first != again:
                if tell:
                    how = ("differs" if first[0] == again[0]
                           else f"and {again[0]}")
                    print(f"{paths[0]}: seed {seed}: status {first[0]} "
                          f"{how if first != again else ''}")
                    print(pathlib.Path(folder, paths[0]).read_text(), end="")
                    print(first[1].decode(errors="backslashreplace")[-3000:])
                return False
        return True

    def batch(self, seeds, folder):
        """All at once; one by one when something is wrong."""
        paths = []
        for seed in seeds:
            scenario = Scenario(seed)
            paths.append(f"{scenario.name}.scn")
            pathlib.Path(folder, paths[-1]).write_text(scenario.text())
        if self.good(paths, folder, False):
            self.passed += len(paths)
            return
        bad = sum(not self.good([p], folder, True) for p in paths)
        self.failed += max(bad, 1)
        self.passed += len(paths) - bad
        if not bad:
            print(f"{paths[0]} and those behind it: wrong together only")


def main():
    """Some batches."""
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    runner = Runner(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="mtsim-") as folder:
        for start in range(first, first + count, BATCH):
            runner.batch(range(start, min(start + BATCH, first + count)),
                         folder)
    print(f"{runner.passed} passed, {runner.failed} failed")
    return runner.failed > 0


sys.exit(main())
