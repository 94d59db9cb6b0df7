A guest writes a buffer, tells a thread of the host, and a GPU reads unsnooped:

  $ cat > buffer.scn <<'END'
  > scenario buffer
  >   title "A guest fills a buffer; a GPU reads it without snooping"
  > platform intel-server
  > param type = WC UC
  > param fence = yes no
  > ram buf 4K owner guest
  > map guest buf as $type
  > device gpu owner host no-snoop
  > cpu0 guest: store buf 1
  > when fence=yes: cpu0 guest: sfence
  > gpu: dma-read buf -> r0
  > under vmx-6.11-rc with type=WC fence=no: expect stale-read
  > under vmx-6.11-rc with type=WC fence=no: possible stale-read victim guest
  > under vmx-6.11-rc with type=WC fence=no: possible r0 == 1
  > under vmx-6.11-rc with type=WC fence=yes: never any
  > under vmx-6.11-rc with type=UC: never any
  > END
  $ mtsim check --no-reduce buffer.scn
  buffer
  A guest fills a buffer; a GPU reads it without snooping
  
    as expected  vmx-6.11-rc with type=WC fence=yes: no hazard
        proved: never any (line 15)
        44 states, 118 transitions, depth 12
    as expected  vmx-6.11-rc with type=WC fence=no:
        shown: possible stale-read victim guest (line 13)
          stale-read: gpu read 0 from buf, should be 1 (in cpu0's write-combining
            buffer)
          in 5 events, the fewest:
             1  cpu0 guest: vm-entry
             2  cpu0 guest: store buf 1 (a fault: no entry yet)
             3  cpu0 guest: store buf 1
             4  cpu0's store buffer: cpu0 puts buf into a write-combining buffer
             5  gpu: dma-read buf -> r0: gpu reads buf = 0 from memory
        shown: possible r0 == 1 (line 14)
          in 6 events, a short schedule:
             1  cpu0 guest: vm-entry
             2  cpu0 guest: store buf 1 (a fault: no entry yet)
             3  cpu0 guest: store buf 1
             4  cpu0's store buffer: cpu0 puts buf into a write-combining buffer
             5  unasked: cpu0's write-combining buffer drains buf to memory
             6  gpu: dma-read buf -> r0: gpu reads buf = 1 from memory
        36 states, 90 transitions, depth 10
    as expected  vmx-6.11-rc with type=UC: no hazard
        proved: never any (line 16)
        2 cases, up to 36 states, 94 transitions, depth 11
  
  4 as expected, 0 not, 0 refused
  
  explored: every interleaving, and every eviction, fill, drain and dropped
  translation that hardware may do unasked; an idle host CPU; reductions: none;
  bounds: none

One case also says how it may end:

  $ mtsim check --no-reduce --param type=WC,fence=no --no-background-cpu buffer.scn
  buffer
  A guest fills a buffer; a GPU reads it without snooping
  
    as expected  vmx-6.11-rc with type=WC fence=no:
        shown: possible stale-read victim guest (line 13)
          stale-read: gpu read 0 from buf, should be 1 (in cpu0's write-combining
            buffer)
          in 5 events, the fewest:
             1  cpu0 guest: vm-entry
             2  cpu0 guest: store buf 1 (a fault: no entry yet)
             3  cpu0 guest: store buf 1
             4  cpu0's store buffer: cpu0 puts buf into a write-combining buffer
             5  gpu: dma-read buf -> r0: gpu reads buf = 0 from memory
        shown: possible r0 == 1 (line 14)
          in 6 events, a short schedule:
             1  cpu0 guest: vm-entry
             2  cpu0 guest: store buf 1 (a fault: no entry yet)
             3  cpu0 guest: store buf 1
             4  cpu0's store buffer: cpu0 puts buf into a write-combining buffer
             5  unasked: cpu0's write-combining buffer drains buf to memory
             6  gpu: dma-read buf -> r0: gpu reads buf = 1 from memory
        last states:
                1  r0=0 buf=1
                1  r0=1 buf=1
        9 states, 9 transitions, depth 7
  
  1 as expected, 0 not, 0 refused
  
  explored: every interleaving, and every eviction, fill, drain and dropped
  translation that hardware may do unasked; no idle host CPU; reductions: none;
  bounds: none

What fails is shown, with all there is to say about the claim:

  $ sed 's/fence=yes: never any/fence=yes: possible stale-read/; s/possible stale-read v/always stale-read v/; s/possible r0 == 1/never r0 == 1/' buffer.scn > wrong.scn
  $ mtsim check --no-reduce --quiet wrong.scn
  buffer
  A guest fills a buffer; a GPU reads it without snooping
  
    UNEXPECTED   vmx-6.11-rc with type=WC fence=yes: no hazard
        FAILS: possible stale-read (wrong.scn:15)
          but no schedule shows it
        44 states, 118 transitions, depth 12
    UNEXPECTED   vmx-6.11-rc with type=WC fence=no:
        FAILS: always stale-read victim guest (wrong.scn:13)
          but a schedule ends with r0=1
          in 6 events, a short schedule:
             1  cpu0 guest: vm-entry
             2  cpu0 guest: store buf 1 (a fault: no entry yet)
             3  cpu0 guest: store buf 1
             4  cpu0's store buffer: cpu0 puts buf into a write-combining buffer
             5  unasked: cpu0's write-combining buffer drains buf to memory
             6  gpu: dma-read buf -> r0: gpu reads buf = 1 from memory
        FAILS: never r0 == 1 (wrong.scn:14)
          but a schedule ends with r0=1
          in 6 events, a short schedule:
             1  cpu0 guest: vm-entry
             2  cpu0 guest: store buf 1 (a fault: no entry yet)
             3  cpu0 guest: store buf 1
             4  cpu0's store buffer: cpu0 puts buf into a write-combining buffer
             5  unasked: cpu0's write-combining buffer drains buf to memory
             6  gpu: dma-read buf -> r0: gpu reads buf = 1 from memory
        36 states, 90 transitions, depth 10
  
  2 as expected, 2 not, 0 refused
  [1]

Properties are asked for in place of claims:

  $ mtsim check --no-reduce --property guest-coherent --policy all buffer.scn
  buffer
  A guest fills a buffer; a GPU reads it without snooping
  
    broken       linux-6.6, linux-6.8, linux-6.14, linux-6.16:
        guest-coherent: broken
          stale-read: gpu read 0 from buf, should be 1 (dirty in cpu0's cache)
          in 7 events, the fewest; under linux-6.6 with type=WC fence=yes:
             1  cpu0 guest: vm-entry
             2  cpu0 guest: store buf 1 (a fault: no entry yet)
             3  cpu0 guest: store buf 1
             4  cpu0's store buffer: buf[0..64] comes into cpu0's cache from
                memory; cpu0 writes buf in its cache
             5  cpu0 guest: sfence
             6  cpu0's store buffer: everything before it is done
             7  gpu: dma-read buf -> r0: gpu reads buf = 0 from memory
        16 cases, up to 69 states, 170 transitions, depth 7; more were not needed
    proved       linux-6.11-rc with type=WC fence=yes, or type=UC:
        guest-coherent: proved
        3 cases, up to 44 states, 118 transitions, depth 12
    broken       linux-6.11-rc with type=WC fence=no:
        guest-coherent: broken
          stale-read: gpu read 0 from buf, should be 1 (in cpu0's write-combining
            buffer)
          in 5 events, the fewest:
             1  cpu0 guest: vm-entry
             2  cpu0 guest: store buf 1 (a fault: no entry yet)
             3  cpu0 guest: store buf 1
             4  cpu0's store buffer: cpu0 puts buf into a write-combining buffer
             5  gpu: dma-read buf -> r0: gpu reads buf = 0 from memory
        19 states, 38 transitions, depth 5; more were not needed
  
  3 proved, 17 broken, 0 undecided
  
  explored: every interleaving, and every eviction, fill, drain and dropped
  translation that hardware may do unasked; an idle host CPU; reductions: none;
  bounds: none
  [1]
  $ mtsim check --no-reduce --property host-safe --summary buffer.scn
  scenario  proved  broken  undecided
  buffer         4       0          0
  
  4 proved, 0 broken, 0 undecided
  
  explored: every interleaving, and every eviction, fill, drain and dropped
  translation that hardware may do unasked; an idle host CPU; reductions: none;
  bounds: none
  $ mtsim check --no-reduce --property unaliased --param type=UC,fence=no buffer.scn
  buffer
  A guest fills a buffer; a GPU reads it without snooping
  
    broken       vmx-6.11-rc with type=UC fence=no:
        unaliased: broken
          the last access is to memory with two effective types
          in 3 events, the fewest:
             1  cpu0 guest: vm-entry
             2  cpu0 guest: store buf 1 (a fault: no entry yet)
             3  cpu0 guest: store buf 1
        last states:
                4  r0=1 buf=1
        24 states, 60 transitions, depth 9
  
  0 proved, 1 broken, 0 undecided
  
  explored: every interleaving, and every eviction, fill, drain and dropped
  translation that hardware may do unasked; an idle host CPU; reductions: none;
  bounds: none
  [1]

Bounds, and what was learnt within them:

  $ mtsim check --no-reduce --max-depth 2 buffer.scn
  buffer
  A guest fills a buffer; a GPU reads it without snooping
  
    undecided    vmx-6.11-rc with type=WC fence=yes:
        undecided: never any (line 15)
        6 states, 7 transitions, depth 2; not all: max-depth
    undecided    vmx-6.11-rc with type=WC fence=no:
        undecided: possible stale-read victim guest (line 13)
        undecided: possible r0 == 1 (line 14)
        6 states, 7 transitions, depth 2; not all: max-depth
    undecided    vmx-6.11-rc with type=UC:
        undecided: never any (line 16)
        2 cases, up to 6 states, 7 transitions, depth 2; not all: max-depth
  
  0 as expected, 0 not, 0 refused, 4 undecided
  
  explored: every interleaving, and every eviction, fill, drain and dropped
  translation that hardware may do unasked; an idle host CPU; reductions: none;
  bounds: max-depth 2
  [3]
  $ mtsim check --no-reduce --max-depth 2 --summary buffer.scn
  buffer
  A guest fills a buffer; a GPU reads it without snooping
  
    undecided    vmx-6.11-rc with type=WC fence=yes:
        undecided: never any (line 15)
        6 states, 7 transitions, depth 2; not all: max-depth
    undecided    vmx-6.11-rc with type=WC fence=no:
        undecided: possible stale-read victim guest (line 13)
        undecided: possible r0 == 1 (line 14)
        6 states, 7 transitions, depth 2; not all: max-depth
    undecided    vmx-6.11-rc with type=UC:
        undecided: never any (line 16)
        2 cases, up to 6 states, 7 transitions, depth 2; not all: max-depth
  
  scenario  as expected  not  refused  undecided
  buffer              0    0        0          4
  
  0 as expected, 0 not, 0 refused, 4 undecided
  
  explored: every interleaving, and every eviction, fill, drain and dropped
  translation that hardware may do unasked; an idle host CPU; reductions: none;
  bounds: max-depth 2
  [3]
  $ mtsim check --no-reduce --memory 1 --quiet --param type=UC,fence=no --no-background-cpu buffer.scn
  buffer
  A guest fills a buffer; a GPU reads it without snooping
  
    undecided    vmx-6.11-rc with type=UC fence=no:
        undecided: never any (line 16)
        last states: none reached
        2 states, 1 transition, depth 1; not all: memory
  
  0 as expected, 0 not, 0 refused, 1 undecided
  [3]
  $ mtsim check --no-reduce --compact --quiet --param type=UC,fence=no --no-background-cpu buffer.scn
  buffer
  A guest fills a buffer; a GPU reads it without snooping
  
    undecided    vmx-6.11-rc with type=UC fence=no:
        undecided: never any (line 16)
        last states:
                1  r0=1 buf=1
        6 states, 6 transitions, depth 6; hashes only: about 0.0 states were
          missed
  
  0 as expected, 0 not, 0 refused, 1 undecided
  [3]

A search that is interrupted says what it has found:

  $ timeout --preserve-status -s INT 1 mtsim check --no-reduce --jobs 1 cohdma > cut; echo $?
  3
  $ grep -o 'not all: .*' cut
  not all: interrupted
  $ grep -c 'undecided: ' cut
  8

Witnesses are scenarios: they replay to the same end, and explain tells them:

  $ mtsim check --witness found --quiet buffer.scn
  $ ls found
  buffer.vmx-6.11-rc.type=WC,fence=no.stale-read.write-combining-pending.guest.scn
  $ cat found/*
  # A witness of stale-read victim guest cause write-combining-pending:
  # buffer.scn under vmx-6.11-rc with type=WC fence=no, found by mtsim check.
  scenario buffer-stale-read
    title "A guest fills a buffer; a GPU reads it without snooping"
  
  platform intel-server
  ram buf 4K owner guest
  map guest buf as WC
  device gpu owner host no-snoop
  
  cpu0 guest: store buf 1
  gpu: dma-read buf -> r0
  
  schedule {
    issue main
    issue main
    issue main
    perform cpu0
    issue main
  }
  
  under vmx-6.11-rc: expect stale-read victim guest cause write-combining-pending
  $ mtsim run --quiet found
  $ mtsim explain found/* | grep -A3 HAZARD
      HAZARD stale-read: gpu read 0 from buf, should be 1 (in cpu0's
        write-combining buffer)
        victim guest, severity functional, cause write-combining-pending;
          conditions: alias

So do those of what is shipped:

  $ mtsim check --witness shipped --all-hazards --summary s04-wc-not-drained-before-doorbell s08-frontend-backend-type-mismatch x08-false-sharing x09-type-change-without-tlb-flush | grep ' not,'
  126 as expected, 0 not, 0 refused
  $ mtsim run --quiet shipped

A buffer of a line that is not the first of its page, and an adversary that has
one choice only:

  $ cat > second-line.scn <<'END'
  > scenario second-line
  >   title "An adversary combines into the second line"
  > platform intel-no-self-snoop
  > ram buf 4K owner host
  > map vmm buf as WC
  > adversary cpu0 vmm: up to 2 {
  >   store buf+64 1
  > }
  > cpu1 host: load buf+64 -> r0
  > under vmx-6.16: possible stale-read
  > END
  $ mtsim check --witness second --all-hazards --summary second-line.scn | grep ' not,'
  1 as expected, 0 not, 0 refused
  $ ls second
  second-line.vmx-6.16.stale-read.stale-clean-line.host.scn
  second-line.vmx-6.16.stale-read.write-combining-pending.host.scn
  $ grep -h 'drain' second/*
    drain cpu0 buf[64..128]
  $ mtsim run --quiet second

A folder that is not there is made, with nothing in it if nothing was found.
Nothing half-written when the disk is full:

  $ (trap '' XFSZ; ulimit -f 0; mtsim check --witness full --quiet buffer.scn 2>&1; echo $?) | sed 's/\(witness\|write\) .*full/\1 full/'
  mtsim: cannot write full/buffer.vmx-6.11-rc.type=WC,fence=no.stale-read.write-combining-pending.guest.scn': File too large
  4
  $ ls full
  $ mtsim check --witness buffer.scn/found buffer.scn
  mtsim: cannot write into 'buffer.scn/found': Not a directory
  [4]

As JSON:

  $ mtsim check --no-reduce --format json --param type=WC,fence=no --no-background-cpu buffer.scn > one.json
  $ python3 - <<'END'
  > import json
  > [c] = json.load(open("one.json"))
  > for name in ("verdict", "complete", "end", "states", "depth", "reductions",
  >              "background-cpu", "life-cycle", "stronger_than", "outcomes"):
  >     print(name, c[name])
  > [h] = c["hazards"]
  > for name in ("kind", "possible", "always", "replayed", "shortest", "schedule"):
  >     print(name, h[name])
  > print(h["witness"].splitlines()[2])
  > print([(k["result"], k.get("says")) for k in c["claims"]])
  > END
  verdict as-expected
  complete True
  end complete
  states 9
  depth 7
  reductions []
  background-cpu False
  life-cycle None
  stronger_than None
  outcomes [{'values': {'r0': 0, 'buf': 1}, 'states': 1}, {'values': {'r0': 1, 'buf': 1}, 'states': 1}]
  kind stale-read
  possible True
  always False
  replayed True
  shortest True
  schedule ['cpu0 guest: vm-entry', 'cpu0 guest: store buf 1 (a fault: no entry yet)', 'cpu0 guest: store buf 1', "cpu0's store buffer: cpu0 puts buf into a write-combining buffer", 'gpu: dma-read buf -> r0: gpu reads buf = 0 from memory']
  scenario buffer-stale-read
  [('holds', None), ('holds', 'shown'), ('holds', 'shown')]
  $ mtsim check --junit --max-depth 2 --param type=UC,fence=no buffer.scn
  <?xml version="1.0" encoding="UTF-8"?>
  <testsuites name="mtsim 0.1.0" tests="1" failures="0" errors="0">
    <testsuite name="buffer" file="buffer.scn" tests="1" failures="0" errors="0" skipped="1">
      <testcase classname="buffer" name="vmx-6.11-rc type=UC fence=no: line 16: under vmx-6.11-rc with type=UC: never any">
        <skipped message="undecided within the bounds"/>
      </testcase>
    </testsuite>
  </testsuites>
  [3]
  $ mtsim check --tap --param fence=no buffer.scn
  TAP version 13
  1..4
  ok 1 - buffer vmx-6.11-rc type=WC fence=no: line 12: under vmx-6.11-rc with type=WC fence=no: expect stale-read
  ok 2 - buffer vmx-6.11-rc type=WC fence=no: line 13: under vmx-6.11-rc with type=WC fence=no: possible stale-read victim guest
  ok 3 - buffer vmx-6.11-rc type=WC fence=no: line 14: under vmx-6.11-rc with type=WC fence=no: possible r0 == 1
  ok 4 - buffer vmx-6.11-rc type=UC fence=no: line 16: under vmx-6.11-rc with type=UC: never any

The bytes do not depend on the threads:

  $ mtsim check --jobs 1 --format json --outcomes buffer.scn x08-false-sharing > a
  $ mtsim check --jobs 7 --format json --outcomes buffer.scn x08-false-sharing > b
  $ cmp a b

Nor do verdicts on the reductions:

  $ for r in none all ample dead ample,dead; do
  >     mtsim check --reduce $r --quiet buffer.scn x08-false-sharing; done

Theorems are about any program of an adversary; their witnesses replay, too:

  $ cat > theorem.scn <<'END'
  > scenario theorem
  >   title "A guest stores as it likes; a GPU reads afterwards"
  > platform intel-server
  > ram buf 4K owner guest
  > map guest buf as WC
  > device gpu owner guest no-snoop
  > adversary cpu0 guest: up to 2 {
  >   store buf 7
  >   clflush buf
  > }
  > gpu: dma-read buf -> r0
  > theorem T1: host-safe under vmx-6.11, vmx-6.14
  > theorem T2: not guest-coherent under vmx-6.11
  > theorem T3: same-outcomes under vmx-6.10, vmx-6.14
  > END
  $ mtsim check --no-reduce --witness theorems theorem.scn
  theorem
  A guest stores as it likes; a GPU reads afterwards
  
    as expected  vmx-6.11:
        proved within 2 operations: theorem T1: host-safe under vmx-6.11, vmx-6.14
          (line 12)
        broken, as stated: theorem T2: not guest-coherent under vmx-6.11 (line 13)
          stale-read: gpu read 0 from buf, should be 7 (dirty in cpu0's cache)
          in 6 events, the fewest:
             1  cpu0 guest: vm-entry
             2  cpu0 guest: store buf 7 (a fault: no entry yet)
             3  cpu0 guest: store buf 7
             4  adversary-cpu0 stops
             5  cpu0's store buffer: buf[0..64] comes into cpu0's cache from
                memory; cpu0 writes buf in its cache
             6  gpu: dma-read buf -> r0: gpu reads buf = 0 from memory
          mtsim explain
            theorems/theorem.vmx-6.11.stale-read.dirty-line-not-snooped.guest.scn
        any programs of adversaries, of up to 2 operations
        429 states, 1,535 transitions, depth 15
    as expected  vmx-6.10:
        proved within 2 operations: theorem T3: same-outcomes under vmx-6.10,
          vmx-6.14 (line 14)
        any programs of adversaries, of up to 2 operations
        429 states, 1,535 transitions, depth 15
  
  2 as expected, 0 not, 0 refused
  
  explored: every interleaving, and every eviction, fill, drain and dropped
  translation that hardware may do unasked; an idle host CPU; reductions: none;
  bounds: none
  $ mtsim run theorems
  theorem-stale-read
  A guest stores as it likes; a GPU reads afterwards
  
    as expected  vmx-6.10:
        stale-read: gpu read 0 from buf, should be 7 (dirty in cpu0's cache)
  
  theorem-stale-read
  A guest stores as it likes; a GPU reads afterwards
  
    as expected  vmx-6.11:
        stale-read: gpu read 0 from buf, should be 7 (dirty in cpu0's cache)
  
  2 as expected, 0 not, 0 refused
  $ mtsim check --format markdown theorem.scn
  | theorem | states | where | vmx-6.11 | vmx-6.10 |
  | --- | --- | --- | --- | --- |
  | T1 | host-safe |  | proved (2) | |
  | T2 | not guest-coherent |  | broken | |
  | T3 | same-outcomes |  | | proved (2) |

What an adversary does behind an access that faulted is in the witness as well:

  $ cat > faults.scn <<'END'
  > scenario faults
  > platform intel-server
  > ram buf 4K owner guest
  > map guest buf
  > device gpu owner guest no-snoop
  > adversary cpu1 guest: up to 2 {
  >   xchg buf 7
  >   clwb buf
  > }
  > gpu: dma-read buf -> r0
  > under vmx-6.14: possible stale-read cause flush-pending
  > END
  $ mtsim check --quiet --witness faults faults.scn
  $ mtsim run --summary faults | tail -n 1
  2 as expected, 0 not, 0 refused
  $ grep -h -A 3 '^thread' faults/*flush-pending*
  thread adversary-cpu1 {
    cpu1 guest: xchg buf 7
    cpu1 guest: clwb buf
  }

A procedure is replayed only:

  $ sed 's/^scenario buffer/&\nkind procedure/' buffer.scn > procedure.scn
  $ mtsim check --verbose --param type=UC,fence=no procedure.scn
  buffer
  A guest fills a buffer; a GPU reads it without snooping
  
    no claim     vmx-6.11-rc with type=UC fence=no: no hazard
        conditions: alias
        procedure.scn:17: under vmx-6.11-rc with type=UC: never any
          not judged here: it speaks about every schedule
  
  0 as expected, 0 not, 0 refused; 1 claim speaks about every schedule, which a
  replay cannot judge; 1 without a claim

Litmus tests stand beside scenarios:

  $ cat > SB.litmus <<'END'
  > X86 SB
  > { x=0; y=0; }
  >  P0          | P1          ;
  >  MOV [x],$1  | MOV [y],$1  ;
  >  MOV EAX,[y] | MOV EAX,[x] ;
  > exists (0:EAX=0 /\ 1:EAX=0)
  > END
  $ mtsim check SB.litmus
  Test SB Allowed
  States 4
  0:EAX=0; 1:EAX=0;
  0:EAX=0; 1:EAX=1;
  0:EAX=1; 1:EAX=0;
  0:EAX=1; 1:EAX=1;
  Ok
  Witnesses
  Positive: 1 Negative: 3
  Condition exists (0:EAX=0 /\ 1:EAX=0)
  Observation SB Sometimes 1 3
  
  $ mtsim check --format json SB.litmus
  mtsim: check: litmus tests are printed as text, not as json
  [2]

A folder gives both, the tests first, and may have one of them only:

  $ mkdir -p both/tests && cp buffer.scn both && cp SB.litmus both/tests
  $ mtsim check --summary both | grep -e Observation -e '^buffer'
  Observation SB Sometimes 1 3
  buffer              4    0        0
  $ mtsim check both/tests | tail -n 2
  Observation SB Sometimes 1 3
  
  $ mkdir empty && mtsim check empty
  mtsim: no scenarios (*.scn) in 'empty'
  [2]

Wrong use:

  $ mtsim check
  mtsim: usage: mtsim check [OPTION]... FILE|FOLDER...
  [2]
  $ mtsim check --max-states 0 buffer.scn
  mtsim: check: --max-states 0 would explore nothing; leave it out for no bound
  [2]
  $ mtsim check --max-states -5 buffer.scn
  mtsim: check: --max-states takes no negative number
  [2]
  $ mtsim check --max-states -1 buffer.scn
  mtsim: check: --max-states takes no negative number
  [2]
  $ mtsim check --max-states 99999999999 buffer.scn
  mtsim: check: --max-states is at most 4294967294
  [2]
  $ mtsim check --max-depth 0 buffer.scn
  mtsim: check: --max-depth 0 would explore nothing; leave it out for no bound
  [2]
  $ mtsim check --memory 0 buffer.scn
  mtsim: check: --memory 0 would explore nothing; leave it out for no bound
  [2]
  $ mtsim check --memory 4X buffer.scn
  mtsim: check: --memory takes a number of bytes, as 512M or 4G, not '4X'
  [2]
  $ mtsim check --memory 999999999999G buffer.scn
  mtsim: check: --memory takes a number of bytes, as 512M or 4G, not '999999999999G'
  [2]
  $ mtsim check --property host-saf buffer.scn
  mtsim: --property: no 'host-saf', did you mean 'host-safe'?
  [2]
  $ mtsim check --property same-outcomes buffer.scn
  mtsim: --property: no 'same-outcomes'; there is host-safe, isolated, guest-coherent, unaliased
  [2]
  $ mtsim check --reduce deda buffer.scn
  mtsim: --reduce: no 'deda', did you mean 'dead'?
  [2]
  $ mtsim check --reduce ample --no-reduce buffer.scn
  mtsim: check: --reduce ample and --no-reduce contradict each other
  [2]
  $ mtsim check --seed 3 buffer.scn
  mtsim: check: there is no option '--seed'
  [2]
  $ mtsim check nosuch.scn
  mtsim: cannot open 'nosuch.scn': No such file or directory
  [4]
  $ mtsim check --policy vmx-6.1l buffer.scn
  mtsim: error: no policy 'vmx-6.1l', did you mean 'vmx-6.1'? [E201]
  [2]

A theorem's platform is the one it runs on; two types have a schedule, too:

  $ cat > platform.scn <<'END'
  > scenario platform
  > platform intel-server
  > ram buf 4K owner guest
  > map guest buf as WC
  > device gpu owner guest no-snoop
  > cpu0 guest: store buf 1
  > cpu0 guest: vm-exit full
  > gpu: dma-read buf
  > theorem A: unaliased under vmx-6.14 when platform=amd-server
  > theorem B: guest-coherent under vmx-6.14 when platform=intel-server
  > END
  $ mtsim check --platform amd-server --format json platform.scn | grep -o '"says":.*"reads"'
  "says":"FAILS","shortest":true,"schedule":["cpu0 guest: vm-entry","cpu0 guest: store buf 1 (a fault: no entry yet)","cpu0 guest: store buf 1"],"seen":"the last access is to memory with two effective types"}],"reads":{},"counts":{"reads"
  $ mtsim check --format junit platform.scn | grep 'failure message'
        <failure message="but a schedule shows stale-read: gpu read 0 from buf, should be 1 (dirty in cpu0&apos;s cache)">platform.scn:10: theorem B: guest-coherent under vmx-6.14 when platform=intel-server
  $ cat > passes.scn <<'END'
  > scenario passes
  > ram buf 4K owner guest
  > map guest buf as WC
  > host: vfio-add gpu
  > device gpu owner guest no-snoop
  > adversary cpu0 guest: up to 2 {
  >   load buf
  > }
  > under vmx-6.14: expect none
  > END
  $ mtsim check --property host-safe --summary passes.scn | head -4
  scenario  proved  holds*  broken  undecided
  passes         0       1       0          0
  
  0 proved, 1 holds*, 0 broken, 0 undecided

A hazard that turns on what the platform leaves open names the key:

  $ cat > looks-up.scn <<'END'
  > scenario looks-up
  >   title "A guest's Normal-NC load, and a dirty line of the host"
  > platform neoverse-n1-nc-lookup
  > ram page 4K owner guest
  > map guest page as NC
  > cpu0 guest: load page
  > cpu1 host: store page 1
  > cpu0 guest: load page -> r0
  > under arm64-6.17: expect stale-read
  > under arm64-6.17: possible stale-read cause dirty-line-not-snooped
  > END
  $ mtsim check looks-up.scn | sed -n 6,8p
          stale-read: cpu0 read 0 from page, should be 1 (dirty in cpu1's cache);
            depends on what the platform leaves open: platform key nc-lookup =
            either

Litmus tests know nothing of policies, and only check knows of them:

  $ printf 'X86 ONE\n{ }\n P0 ;\n MOV [x],$1 ;\nexists (x=1)\n' > one.litmus
  $ mtsim check --quiet one.litmus
  $ mtsim check --policy vmx-6.14 one.litmus
  mtsim: check: --policy means nothing for litmus tests
  [2]
  $ mtsim run one.litmus
  mtsim: one.litmus: a litmus test is for 'mtsim check'
  [2]

On arm64 the pending accesses of a CPU are performed one by one:

  $ mtsim check s30-writel-on-normal-nc --policy arm64-6.17 \
  >     --param stage1=NC,driver=order,accessor=relaxed
  s30-writel-on-normal-nc
  A guest's accesses to registers through Device and Normal-NC mappings
  
    as expected  arm64-6.17 with stage1=NC driver=order accessor=relaxed:
        shown: possible unordered-write victim guest (line 79)
          unordered-write: cpu0's write to regs arrived after a later one
          in 8 events, the fewest:
             1  cpu0 guest: vm-entry
             2  cpu0 guest: store regs 1 (a fault: no entry yet)
             3  cpu0 guest: store regs 1
             4  cpu0 guest: store regs+64 2
             5  out of order, cpu0 guest: store regs+64 2: cpu0 puts regs+64 into
                a merge buffer
             6  unasked: cpu0's merge buffer drains regs+64 to the device; 8 bytes
                arrive at regs+64
             7  performed, cpu0 guest: store regs 1: cpu0 puts regs into a merge
                buffer
             8  unasked: cpu0's merge buffer drains regs to the device; 8 bytes
                arrive at regs
        last states:
                1  r0=-
        20 states, 27 transitions, depth 11
  
  1 as expected, 0 not, 0 refused
  
  explored: every interleaving, and every eviction, fill, drain and dropped
  translation that hardware may do unasked; no idle host CPU; reductions: ample
  dead; bounds: none
