"""A toy explorer: all that two CPUs and a DMA engine can do to two lines.

Written from docs/design/machine.md and the vendors' ordering rules, not from
sim/: whatever both come to, two ways of putting the rules came to.  x86 with
the types WB, UC (by page table) and WC; every line also has a WB mapping, so
that each CPU may fill it at any time.  Nothing is judged: the result is what
registers and memory can hold in the end.

All data are tuples.  A line is (memory, holders); a holder is None or (state,
data), number 0 the last level, 1 + cpu a private cache; data has one value for
each granule of the line.  A CPU's buffers are (line, snoops, cached, data) in
the order in which they were taken, with None for granules not held.
"""
import collections
import functools

Op = collections.namedtuple("Op", "verb line grans value type reg full",
                            defaults=(None, (), None, "WB", None, False))
Config = collections.namedtuple(
    "Config", "depth buffers last_level self_snoop own_load flush_wc "
    "uncached dma peer no_snoop")

STORES = ("store", "movnti")
FLUSHES = ("clflush", "clflushopt", "clwb")
WAITS_IN_WINDOW = STORES + FLUSHES + ("sfence",)
LAZY = ("clflushopt", "clwb")  # ordered by fences and on their own line only


def put(items, index, value):
    """The tuple with one item replaced."""
    return items[:index] + (value,) + items[index + 1:]


def mixed(data, grans, value):
    """Data with some granules replaced."""
    return tuple(value if g in grans else d for g, d in enumerate(data))


# ---- lines ----

def write_back(line):
    """Dirty copies go to memory, all their words, the last level's first."""
    memory, holders = line
    for holder in holders:
        if holder and holder[0] == "M":
            memory = holder[1]
    return memory


@functools.cache
def snoop_out(line):
    """Dirty copies are written back; no copy is left."""
    return write_back(line), (None,) * len(line[1])


@functools.cache
def clean(line):
    """CLWB: dirty copies are written back and stay as clean ones."""
    _, holders = line
    kept = {"M": "E", "E": "E", "S": "S"}
    return write_back(line), (
        holders[0] and ("S", holders[0][1]),
        *(h and (kept[h[0]], h[1]) for h in holders[1:]))


@functools.cache
def evict(line, who, last_level):
    """One holder gives the line up: down to the last level or to memory."""
    memory, holders = line
    state, data = holders[who]
    holders = put(holders, who, None)
    if who == 0 or not last_level:
        return (data if state == "M" else memory), holders
    if state == "M":
        holders = put(holders, 0, ("M", data))
    elif not holders[0]:
        holders = put(holders, 0, ("S", data))
    return memory, holders


def suppliers(key, copy, memory):
    """Who gives the data when a clean copy may differ from memory."""
    return {"cache": [copy], "memory": [memory],
            "either": [copy, memory]}[key]


@functools.cache
def fills(line, who, last_level, peer_key):
    """The ways a line gets into a private cache that has no copy of it."""
    memory, holders = line
    peers = [h for h in range(1, len(holders)) if h != who and holders[h]]
    for peer in peers:
        state, data = holders[peer]
        holders = put(holders, peer, ("S", data))
        if state == "M" and last_level:
            holders = put(holders, 0, ("M", data))
        elif state == "M":
            memory = data
    if holders[0]:
        sources = [holders[0][1]]
    elif peers:
        sources = suppliers(peer_key, holders[peers[0]][1], memory)
    else:
        sources = [memory]
    state = "S" if peers else "E"
    return [(memory, put(holders, who, (state, data))) for data in sources]


@functools.cache
def owned(line, who, grans, value):
    """A store to the private copy: all others go."""
    memory, holders = line
    data = mixed(holders[who][1], grans, value)
    return memory, put((None,) * len(holders), who, ("M", data))


@functools.cache
def coherent(line, key):
    """Data that a transaction finds which snoops and allocates nothing."""
    memory, holders = line
    for holder in (*holders[1:], holders[0]):
        if holder and holder[0] == "M":
            return [holder[1]]
    for holder in holders:
        if holder:
            return suppliers(key, holder[1], memory)
    return [memory]


class Toy:
    """One program on one machine: threads[0], [1] of the CPUs, [2] of DMA."""

    def __init__(self, config, threads, granules):
        self.config, self.threads, self.granules = config, threads, granules
        self.regs = [op.reg for thread in threads for op in thread if op.reg]

    def start(self):
        """Nothing under way, memory zero."""
        lines = tuple(((0,) * len(words), (None,) * 3)
                      for words in self.granules)
        return (0, 0, 0), ((), ()), ((), ()), lines, (None,) * len(self.regs)

    def snoops(self, mtype):
        """Whether an uncached access of this type looks into caches."""
        return mtype == "UC" or self.config.self_snoop

    # ---- what waits for what ----

    def combines(self, op):
        """Whether a store goes to a write-combining buffer."""
        return op.type == "WC" or op.type == "WB" and op.verb == "movnti"

    def may_load(self, op, window, buffers):
        """Loads wait for flushes of their line; UC ones for all stores."""
        if any(o.line == op.line and o.verb in FLUSHES for o in window):
            return False
        if op.type == "UC" and (buffers or
                                any(o.verb in STORES for o in window)):
            return False
        for line, _, cached, _ in buffers:
            if line == op.line and (cached or op.type == "WC" or
                                    self.config.own_load == "drain"):
                return False
        return True

    def may_issue(self, op, window, buffers):
        """Whether the next operation of a CPU can leave program order."""
        if op.verb in WAITS_IN_WINDOW:
            return len(window) < self.config.depth
        if op.verb in ("mfence", "xchg"):
            return not window and not buffers
        return op.verb == "lfence" or self.may_load(op, window, buffers)

    def may_perform(self, op, older, buffers):
        """Whether an entry of the window can take effect."""
        if op.verb == "sfence":
            return not older and not buffers
        if any(o.line == op.line for o in older):
            return False
        if op.verb in LAZY:
            return all(o.verb != "sfence" for o in older)
        if any(o.verb not in LAZY for o in older):
            return False
        if op.verb not in STORES:
            return True
        mine = any(b[0] == op.line for b in buffers)
        if self.combines(op):
            return mine or len(buffers) < self.config.buffers
        return not mine and (op.type != "UC" or not buffers)

    # ---- effects: each yields (lines, value read or own buffers) ----

    def read(self, cpu, op, window, lines):
        """A load: what it can get, and what that does to the line."""
        line, gran = lines[op.line], op.grans[0]
        for older in reversed(window):
            if older.verb in STORES and older.line == op.line \
                    and gran in older.grans:
                yield lines, older.value
                return
        if op.type == "WB":
            ways = [line] if line[1][1 + cpu] else fills(
                line, 1 + cpu, self.config.last_level, self.config.peer)
            for way in ways:
                yield put(lines, op.line, way), way[1][1 + cpu][1][gran]
        elif self.snoops(op.type):
            for data in coherent(line, self.config.uncached):
                yield put(lines, op.line, snoop_out(line)), data[gran]
        else:
            yield lines, line[0][gran]

    def write(self, cpu, op, lines):
        """A store that combines nothing."""
        line = lines[op.line]
        if op.type == "WB":
            ways = [line] if line[1][1 + cpu] else fills(
                line, 1 + cpu, self.config.last_level, self.config.peer)
            for way in ways:
                yield put(lines, op.line,
                          owned(way, 1 + cpu, op.grans, op.value))
            return
        if self.snoops(op.type):
            line = snoop_out(line)
        yield put(lines, op.line,
                  (mixed(line[0], op.grans, op.value), line[1]))

    def combine(self, op, buffers):
        """A store goes into the buffer of its line, or takes the next one."""
        numbers = [b[0] for b in buffers]
        nontemporal = op.type == "WB"
        at, buffer = len(buffers), (
            op.line, False, False, (None,) * len(self.granules[op.line]))
        if op.line in numbers:
            at = numbers.index(op.line)
            buffer = buffers[at]
        _, snoops, cached, data = buffer
        return (*buffers[:at],
                (op.line, snoops or nontemporal or self.snoops(op.type),
                 cached or nontemporal, mixed(data, op.grans, op.value)),
                *buffers[at + 1:])

    def drains(self, buffers, lines):
        """A buffer leaves: full or with one granule whole, else in chunks."""
        for i, (number, snoops, cached, data) in enumerate(buffers):
            held = [g for g, value in enumerate(data) if value is not None]
            words = sum(self.granules[number][g] for g in held)
            whole = len(held) == 1 or words == 8
            for chunk in [held] if whole else [[g] for g in held]:
                line = snoop_out(lines[number]) if snoops else lines[number]
                memory = tuple(data[g] if g in chunk else old
                               for g, old in enumerate(line[0]))
                left = tuple(None if g in chunk else value
                             for g, value in enumerate(data))
                rest = buffers[:i] + buffers[i + 1:]
                if any(value is not None for value in left):
                    rest = put(buffers, i, (number, snoops, cached, left))
                yield rest, put(lines, number, (memory, line[1]))

    def flush(self, op, buffers, lines):
        """CLFLUSH, CLFLUSHOPT, CLWB."""
        line = lines[op.line]
        if op.verb == "clflush" and self.config.flush_wc:
            for _, snoops, _, data in [b for b in buffers if b[0] == op.line]:
                line = snoop_out(line) if snoops else line
                line = (tuple(old if new is None else new for old, new
                              in zip(line[0], data)), line[1])
            buffers = tuple(b for b in buffers if b[0] != op.line)
        line = clean(line) if op.verb == "clwb" else snoop_out(line)
        return buffers, put(lines, op.line, line)

    def perform(self, cpu, op, buffers, lines):
        """An entry of the window takes effect."""
        if op.verb == "sfence":
            yield buffers, lines
        elif op.verb in FLUSHES:
            yield self.flush(op, buffers, lines)
        elif self.combines(op):
            yield self.combine(op, buffers), lines
        else:
            for after in self.write(cpu, op, lines):
                yield buffers, after

    def dma(self, op, lines):
        """One request: without snooping memory alone."""
        memory, holders = line = lines[op.line]
        if op.verb == "dma-read":
            for data in [memory] if self.config.no_snoop else coherent(
                    line, self.config.dma):
                yield lines, data[op.grans[0]]
            return
        if not self.config.no_snoop:  # a whole line is just replaced
            memory = memory if op.full else write_back(line)
            holders = (None,) * 3
        yield put(lines, op.line,
                  (mixed(memory, op.grans, op.value), holders)), None

    # ---- all together ----

    def issues(self, state):
        """The next operation of each thread."""
        pcs, windows, buffers, lines, regs = state
        for t, thread in enumerate(self.threads):
            if pcs[t] == len(thread):
                continue
            op, after = thread[pcs[t]], put(pcs, t, pcs[t] + 1)
            if t < 2 and not self.may_issue(op, windows[t], buffers[t]):
                continue
            if op.verb in WAITS_IN_WINDOW:
                yield (after, put(windows, t, windows[t] + (op,)), buffers,
                       lines, regs)
                continue
            if op.verb in ("mfence", "lfence"):
                yield after, windows, buffers, lines, regs
                continue
            for then, got in (self.dma(op, lines) if t == 2 else
                              self.read(t, op, windows[t], lines)):
                known = regs if op.reg is None else put(
                    regs, self.regs.index(op.reg), got)
                for last in (self.write(t, op, then) if op.verb == "xchg"
                             else [then]):
                    yield after, windows, buffers, last, known

    def successors(self, state):
        """Every state that can come next."""
        pcs, windows, buffers, lines, regs = state
        yield from self.issues(state)
        for cpu in range(2):
            window = windows[cpu]
            for i, op in enumerate(window):
                if not self.may_perform(op, window[:i], buffers[cpu]):
                    continue
                rest = put(windows, cpu, window[:i] + window[i + 1:])
                for own, after in self.perform(cpu, op, buffers[cpu], lines):
                    yield pcs, rest, put(buffers, cpu, own), after, regs
            for own, after in self.drains(buffers[cpu], lines):
                yield pcs, windows, put(buffers, cpu, own), after, regs
        for number, line in enumerate(lines):
            for who, holder in enumerate(line[1]):
                ways = []
                if holder:
                    ways = [evict(line, who, self.config.last_level)]
                elif who:
                    ways = fills(line, who, self.config.last_level,
                                 self.config.peer)
                for way in ways:
                    yield (pcs, windows, buffers, put(lines, number, way),
                           regs)

    def final(self, state):
        """Registers, then memory with dirty copies folded in; else None."""
        pcs, windows, buffers, lines, regs = state
        if any(windows) or any(buffers) or any(
                n < len(t) for n, t in zip(pcs, self.threads)):
            return None
        return regs, tuple(map(write_back, lines))

    def outcomes(self, limit):
        """All there are and the number of states; None beyond LIMIT."""
        seen = {self.start()}
        todo, ends = list(seen), set()
        while todo:
            state = todo.pop()
            end = self.final(state)
            if end:
                ends.add(end)
            for after in self.successors(state):
                if after not in seen:
                    seen.add(after)
                    todo.append(after)
            if len(seen) > limit:
                return None, len(seen)
        return ends, len(seen)
