/*
 * The system of scenarios/bench/cohdma.scn for SPIN: two CPUs with an issue
 * window of two entries and a private cache each, two lines, a DMA engine that
 * does not snoop; lines are evicted and filled at any time.
 *
 * Same cells as mtsim's machine, so the number of states must be the same too:
 * the window holds operations (stores and line flushes), a copy of a line is
 * the version it came from, and each write makes a version of its own.  Each
 * transition is one d_step; the program counters are ordinary variables, so
 * that control locations of processes add nothing.
 *
 * SHORT leaves out the last steps of each program, as tests/bench/short.scn.
 */
#define X 0
#define Y 1

/* Cache states. */
#define I 0
#define S 1
#define E 2
#define M 3

/* An entry of a window: the line in bit 0; a store has its version above it, a
 * flush has FLUSH. */
#define FLUSH        16
#define STORED(l, v) ((v) * 2 + (l))
#define FLUSHED(l)   (FLUSH + (l))
#define LINE(w)      ((w) & 1)
#define VERSION(w)   ((w) / 2)

byte mem[2];     /* version of each line in memory                            */
byte st[4], d[4]; /* [cpu * 2 + line] private copies: state, version          */
byte win[4];     /* [cpu * 2 + slot] window, oldest first; 0: empty           */
byte pc[3];      /* steps issued: cpu0, cpu1, dma                             */
byte r[10];      /* a0 a1 a2, b0 b1 b2 b3, d0 d1 d2                           */

#define A 0
#define B 3
#define D 7

#define AT(k, i) ((k) * 2 + (i))

/* A dirty copy is written back; no copy is left. */
inline drop(k, l)
{
    if
    :: st[AT(k, l)] == M -> mem[l] = d[AT(k, l)]
    :: else
    fi;
    st[AT(k, l)] = I;
    d[AT(k, l)] = 0
}

/* Shared if the other CPU has the line, whose dirty data goes to memory. */
inline fill(k, l)
{
    if
    :: st[AT(1 - (k), l)] == I -> st[AT(k, l)] = E
    :: else ->
        if
        :: st[AT(1 - (k), l)] == M -> mem[l] = d[AT(1 - (k), l)]
        :: else
        fi;
        st[AT(1 - (k), l)] = S;
        st[AT(k, l)] = S
    fi;
    d[AT(k, l)] = mem[l]
}

/* The youngest store to the line in the own window, else the own cache. */
inline load(k, l, q)
{
    if
    :: win[AT(k, 1)] && LINE(win[AT(k, 1)]) == l -> r[q] = VERSION(win[AT(k, 1)])
    :: else ->
        if
        :: win[AT(k, 0)] && LINE(win[AT(k, 0)]) == l ->
            r[q] = VERSION(win[AT(k, 0)])
        :: else ->
            if
            :: st[AT(k, l)] == I -> fill(k, l)
            :: else
            fi;
            r[q] = d[AT(k, l)]
        fi
    fi;
    pc[k] = pc[k] + 1
}

#define ROOM(k)   (win[AT(k, 1)] == 0)
#define EMPTIED(k) (win[AT(k, 0)] == 0)

/* A load waits for a flush of its line that has not been performed. */
#define CAN_LOAD(k, l) \
    (win[AT(k, 0)] != FLUSHED(l) && win[AT(k, 1)] != FLUSHED(l))

inline enter(k, w)
{
    if
    :: EMPTIED(k) -> win[AT(k, 0)] = w
    :: else -> win[AT(k, 1)] = w
    fi;
    pc[k] = pc[k] + 1
}

/* Stores and flushes leave the window in order. */
inline perform(k)
{
    if
    :: win[AT(k, 0)] >= FLUSH ->
        drop(0, LINE(win[AT(k, 0)]));
        drop(1, LINE(win[AT(k, 0)]))
    :: else ->
        drop(1 - (k), LINE(win[AT(k, 0)]));
        st[AT(k, LINE(win[AT(k, 0)]))] = M;
        d[AT(k, LINE(win[AT(k, 0)]))] = VERSION(win[AT(k, 0)])
    fi;
    win[AT(k, 0)] = win[AT(k, 1)];
    win[AT(k, 1)] = 0
}

/* The first store of cpu0 comes before the threads: others begin when it has
 * issued, and has left the window. */
#define FIRST STORED(X, 1)
#define HANDED_OVER (pc[0] > 0 && win[0] != FIRST && win[1] != FIRST)
#define NOW(k, i)   (pc[k] == i && (k == 0 || i > 0 || HANDED_OVER))

#define STORE(k, i, l, v) \
    d_step { NOW(k, i) && ROOM(k) -> enter(k, STORED(l, v)) }
#define CLFLUSH(k, i, l) \
    d_step { NOW(k, i) && ROOM(k) -> enter(k, FLUSHED(l)) }
#define MFENCE(k, i) \
    d_step { NOW(k, i) && EMPTIED(k) -> pc[k] = i + 1 }
#define LOAD(k, i, l, q) \
    d_step { NOW(k, i) && CAN_LOAD(k, l) -> load(k, l, q) }
#define DMA_READ(i, l, q) \
    d_step { NOW(2, i) -> r[q] = mem[l]; pc[2] = i + 1 }
#define DMA_WRITE(i, l, v) \
    d_step { NOW(2, i) -> mem[l] = v; pc[2] = i + 1 }

#define PERFORM(k)  d_step { !EMPTIED(k) -> perform(k) }
#define EVICT(k, l) d_step { st[AT(k, l)] != I -> drop(k, l) }
#define FILL(k, l)  d_step { st[AT(k, l)] == I -> fill(k, l) }

active proctype cpu0()
{
    do
    :: STORE(0, 0, X, 1)
    :: CLFLUSH(0, 1, X)
    :: STORE(0, 2, Y, 1)
    :: MFENCE(0, 3)
    :: LOAD(0, 4, X, A)
#ifndef SHORT
    :: LOAD(0, 5, Y, A + 1)
    :: STORE(0, 6, X, 2)
    :: LOAD(0, 7, X, A + 2)
#endif
    :: PERFORM(0)
    :: EVICT(0, X)
    :: EVICT(0, Y)
    :: FILL(0, X)
    :: FILL(0, Y)
    od
}

active proctype cpu1()
{
    do
    :: LOAD(1, 0, Y, B)
    :: LOAD(1, 1, X, B + 1)
    :: STORE(1, 2, Y, 2)
    :: CLFLUSH(1, 3, Y)
#ifndef SHORT
    :: LOAD(1, 4, Y, B + 2)
    :: STORE(1, 5, X, 3)
    :: MFENCE(1, 6)
    :: LOAD(1, 7, X, B + 3)
#endif
    :: PERFORM(1)
    :: EVICT(1, X)
    :: EVICT(1, Y)
    :: FILL(1, X)
    :: FILL(1, Y)
    od
}

active proctype dma()
{
    do
    :: DMA_READ(0, Y, D)
    :: DMA_READ(1, X, D + 1)
    :: DMA_WRITE(2, X, 4)
#ifndef SHORT
    :: DMA_READ(3, X, D + 2)
    :: DMA_WRITE(4, Y, 3)
#endif
    od
}
