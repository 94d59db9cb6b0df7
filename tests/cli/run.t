A scenario of our own: the guest writes a buffer that a GPU reads unsnooped.

  $ cat > buffer.scn <<'END'
  > scenario buffer
  >   title "A guest fills a buffer; a GPU reads it without snooping"
  > platform intel-server
  > param type = WC WB UC
  > param fence = yes no
  > ram buf 4K owner guest
  > map guest buf as $type
  > device gpu owner host no-snoop
  > cpu0 guest: store buf 1
  > when fence=yes: cpu0 guest: sfence
  > gpu: dma-read buf -> r0
  > under vmx-6.11: expect stale-read victim guest
  > under vmx-6.11: expect r0 == 0
  > under vmx-6.11-rc with type=WC fence=yes: expect none
  > under vmx-6.11-rc with type=UC: expect r0 == 1
  > under vmx-6.11-rc with type=WB: expect none
  > under vmx-6.11-rc with type=WC: possible stale-read
  > END
  $ mtsim run buffer.scn
  buffer
  A guest fills a buffer; a GPU reads it without snooping
  
    as expected  vmx-6.11:
        stale-read: gpu read 0 from buf, should be 1 (dirty in cpu0's cache)
    as expected  vmx-6.11-rc with type=WC fence=yes, or type=UC: no hazard
    UNEXPECTED   vmx-6.11-rc with type=WB:
        stale-read: gpu read 0 from buf, should be 1 (dirty in cpu0's cache)
        buffer.scn:16: under vmx-6.11-rc with type=WB: expect none
          but saw stale-read victim guest cause dirty-line-not-snooped
  
  9 as expected, 2 not, 0 refused; 1 claim speaks about every schedule, which a
  replay cannot judge
  [1]
  $ mtsim run --verbose --policy vmx-6.11-rc --param fence=no buffer.scn
  buffer
  A guest fills a buffer; a GPU reads it without snooping
  
    no claim     vmx-6.11-rc with type=WC fence=no:
        stale-read: gpu read 0 from buf, should be 1 (in cpu0's write-combining
          buffer)
        conditions: alias
        buffer.scn:17: under vmx-6.11-rc with type=WC: possible stale-read
          not judged here: it speaks about every schedule
    UNEXPECTED   vmx-6.11-rc with type=WB fence=no:
        stale-read: gpu read 0 from buf, should be 1 (dirty in cpu0's cache)
        buffer.scn:16: under vmx-6.11-rc with type=WB: expect none
          but saw stale-read victim guest cause dirty-line-not-snooped
    as expected  vmx-6.11-rc with type=UC fence=no: no hazard
        conditions: alias
        buffer.scn:15: under vmx-6.11-rc with type=UC: expect r0 == 1
          this holds
  
  1 as expected, 1 not, 0 refused; 1 claim speaks about every schedule, which a
  replay cannot judge; 1 without a claim
  [1]
  $ mtsim run --summary buffer.scn
  buffer
  A guest fills a buffer; a GPU reads it without snooping
  
    UNEXPECTED   vmx-6.11-rc with type=WB:
        stale-read: gpu read 0 from buf, should be 1 (dirty in cpu0's cache)
        buffer.scn:16: under vmx-6.11-rc with type=WB: expect none
          but saw stale-read victim guest cause dirty-line-not-snooped
  
  scenario  as expected  not  refused
  buffer              9    2        0
  
  9 as expected, 2 not, 0 refused; 1 claim speaks about every schedule, which a
  replay cannot judge
  [1]
  $ mtsim run --quiet --policy vmx-6.11 buffer.scn
  $ mtsim run --color always --quiet --param type=WB,fence=yes buffer.scn
  [1mbuffer[0m
  A guest fills a buffer; a GPU reads it without snooping
  
    [1;31mUNEXPECTED[0m   vmx-6.11-rc with type=WB fence=yes:
        stale-read: gpu read 0 from buf, should be 1 (dirty in cpu0's cache)
        buffer.scn:16: under vmx-6.11-rc with type=WB: expect none
          but saw stale-read victim guest cause dirty-line-not-snooped
  
  1 as expected, 1 not, 0 refused
  [1]

Points and policies are chosen; several values of one parameter:

  $ mtsim run --policy vmx-6.11 --param type=WC,UC --param fence=no buffer.scn
  buffer
  A guest fills a buffer; a GPU reads it without snooping
  
    as expected  vmx-6.11 with fence=no:
        stale-read: gpu read 0 from buf, should be 1 (dirty in cpu0's cache)
  
  2 as expected, 0 not, 0 refused
  $ mtsim run --policy vmx-6.11,linux-6.14 --param type=WC --platform intel-no-self-snoop buffer.scn
  buffer
  A guest fills a buffer; a GPU reads it without snooping
  
    as expected  vmx-6.11 with type=WC:
        stale-read: gpu read 0 from buf, should be 1 (dirty in cpu0's cache)
  
  2 as expected, 0 not, 0 refused
  $ mtsim run --param tpye=WC buffer.scn
  mtsim: no parameter 'tpye', did you mean 'type'?
  [2]
  $ mtsim run --param type=WX buffer.scn
  mtsim: error: parameter 'type' has no value 'WX' [E204]
  [2]
  $ mtsim run --param type buffer.scn
  mtsim: --param: 'type' is not NAME=VALUE
  [2]
  $ mtsim run --policy vmx-6.12+vmx-6.7 buffer.scn
  mtsim: error: 'vmx-6.12' and 'vmx-6.7' both decide for layer 'kvm' [E313]
  [2]
  $ mtsim run --policy vmx-6.1l buffer.scn
  mtsim: error: no policy 'vmx-6.1l', did you mean 'vmx-6.1'? [E201]
  [2]
  $ mtsim run --policy svm buffer.scn
  0 as expected, 0 not, 0 refused; 6 without a claim
  $ mtsim run --platform intel-sever buffer.scn
  mtsim: no platform 'intel-sever', did you mean 'intel-server'?
  [2]

Folders are read in order, with what is below them:

  $ mkdir -p suite/b && cp buffer.scn suite/b/two.scn
  $ sed 's/scenario buffer/scenario first/; /with type=WB: expect/d' buffer.scn > suite/one.scn
  $ mtsim run --summary suite
  buffer
  A guest fills a buffer; a GPU reads it without snooping
  
    UNEXPECTED   vmx-6.11-rc with type=WB:
        stale-read: gpu read 0 from buf, should be 1 (dirty in cpu0's cache)
        suite/b/two.scn:16: under vmx-6.11-rc with type=WB: expect none
          but saw stale-read victim guest cause dirty-line-not-snooped
  
  scenario  as expected  not  refused
  first               9    0        0
  buffer              9    2        0
  
  18 as expected, 2 not, 0 refused; 2 claims speak about every schedule, which a
  replay cannot judge
  [1]
  $ mkdir empty && mtsim run empty
  mtsim: no scenarios (*.scn) in 'empty'
  [2]

The bytes do not depend on the threads or on the folder:

  $ mtsim run --jobs 1 --format json suite > one.json
  [1]
  $ mtsim run --jobs 7 --format json suite > seven.json
  [1]
  $ cmp one.json seven.json

With a seed, what hardware may do unasked is drawn:

  $ mtsim run --seed 7 --summary suite > a; mtsim run --seed 7 --summary suite | cmp - a

What is shipped is found by name, and as a folder from anywhere:

  $ mtsim run --summary s01-wc-noncoherent-golden-path
  scenario                        as expected  not  refused
  s01-wc-noncoherent-golden-path           88    0       40
  
  88 as expected, 0 not, 40 refused; 9 claims speak about every schedule, which a
  replay cannot judge
  $ cd empty && mtsim run --summary scenarios/bench | head -2
  scenario  as expected  not  refused
  cohdma              1    0        0

A policy of one's own, in a file:

  $ cat > mine.policy <<'END'
  > policy mine
  >   title "Everything write-back"
  >   cite  "this transcript"
  >   arch  x86
  >   layer kvm
  >   stage2
  >     otherwise -> WB ipat
  > END
  $ mtsim run --verbose --policy mine.policy --param type=WC,fence=yes buffer.scn
  buffer
  A guest fills a buffer; a GPU reads it without snooping
  
    no claim     mine with type=WC fence=yes:
        stale-read: gpu read 0 from buf, should be 1 (dirty in cpu0's cache)
  
  0 as expected, 0 not, 0 refused; 1 without a claim

Nothing is run from a file with an error; the others are:

  $ printf 'scenario bad\nmap guest buf as WD\n' > bad.scn
  $ mtsim run --policy vmx-6.11 bad.scn buffer.scn
  bad.scn:1:1: error: a scenario says what it expects, 'under' some policies [E213]
      1 | scenario bad
        | ^
  bad.scn:2:11: error: 'buf' is no region [E201]
      2 | map guest buf as WD
        |           ^~~
  bad.scn:2:18: error: 'WD' is no memory type of this model, did you mean 'WB'? [E201]
      2 | map guest buf as WD
        |                  ^~
  buffer
  A guest fills a buffer; a GPU reads it without snooping
  
    as expected  vmx-6.11:
        stale-read: gpu read 0 from buf, should be 1 (dirty in cpu0's cache)
  
  6 as expected, 0 not, 0 refused
  [2]
  $ mtsim run nosuch.scn
  mtsim: cannot open 'nosuch.scn': No such file or directory
  [4]
  $ mtsim run bufer
  mtsim: cannot open 'bufer': No such file or directory
  [4]
  $ mtsim run /nowhere/x.scn
  mtsim: cannot open '/nowhere/x.scn': No such file or directory
  [4]
  $ mtsim run - < buffer.scn --quiet --policy vmx-6.11

A reader that has gone is no fault; a full disk is one:

  $ mtsim run --format json suite | head -c 1
  [
  $ mtsim run --policy vmx-6.11 buffer.scn > /dev/full
  mtsim: cannot write the output: No space left on device
  [4]
  $ mtsim run --format json suite > /dev/full
  mtsim: cannot write the output: No space left on device
  [4]

Links to folders are not followed, nothing is not a name, limits have a message:

  $ mkdir -p links && cp buffer.scn links && ln -s . links/loop && mtsim run --policy vmx-6.11 --summary links
  scenario  as expected  not  refused
  buffer              6    0        0
  
  6 as expected, 0 not, 0 refused
  $ mtsim run ''
  mtsim: cannot open '': No such file or directory
  [4]
  $ mtsim run --policy '' buffer.scn
  mtsim: error: no policy '' [E201]
  [2]
  $ sed "s/param fence.*/param fence = yes no\nparam n = $(seq -s' ' 900)\nparam m = $(seq -s' ' 900)/" buffer.scn > big.scn
  $ mtsim run big.scn
  mtsim: 9720000 cases are more than the 1048576 of one run; choose with --param or --policy
  [2]
  $ head -c 3000 /dev/zero > zero.scn; mtsim run zero.scn 2>&1 | head -1
  zero.scn:1:1: error: unexpected byte [E102]

What hardware is told to do by itself may find nothing to do; where it never
finds anything, that is said:

  $ cat > idle.scn <<'END'
  > scenario idle
  > platform intel-server
  > param type = WC WB
  > ram buf 4K owner vmm
  > map vmm buf as $type
  > cpu0 vmm: store buf 1
  > schedule {
  >   drain cpu0
  >   evict cpu0 buf
  >   evict cpu1 buf
  > }
  > cpu1 vmm: load buf -> r0
  > under vmx-6.11: expect none
  > END
  $ mtsim run --verbose idle.scn
  idle
  
    as expected  vmx-6.11 with type=WC: no hazard
        conditions: alias
        nothing to happen: line 9, 10
        idle.scn:13: under vmx-6.11: expect none
          this holds
    as expected  vmx-6.11 with type=WB: no hazard
        nothing to happen: line 8, 10
        idle.scn:13: under vmx-6.11: expect none
          this holds
    idle.scn:10: note: this event finds nothing in any case
  
  2 as expected, 0 not, 0 refused; 0 without a claim
  $ mtsim run --format json --param type=WC idle.scn | python3 -c '
  > import json, sys; print(json.load(sys.stdin)[0]["idle_events"])'
  [9, 10]
  $ mtsim explain --param type=WC idle.scn | grep -A1 unasked
  unasked: drain cpu0   (line 8)
      cpu0's write-combining buffer drains buf to memory
  --
  unasked: evict cpu0 buf   (line 9)
      nothing: no such cache holds it
  --
  unasked: evict cpu1 buf   (line 10)
      nothing: no such cache holds it

A policy of what sits between devices and memory is a stack with what stands for
the other layers by default; where nothing sits there it makes no difference:

  $ cat > unit.scn <<'END'
  > scenario unit
  > platform intel-server
  > iommu dmar0 vtd has c
  > ioas io iommufd
  > ram buf 4K owner guest
  > device nic behind dmar0 owner guest no-snoop
  > cpu0 host: store buf 1
  > host: attach nic io
  > host: dma-map io buf
  > nic: dma-read buf -> r0
  > under flush-none: expect stale-read
  > under flush-2024: expect none
  > END
  $ mtsim run unit.scn
  unit
  flush-none, flush-2024: by default vmx-6.16 + iommufd-6.16 + vmm-as-reported
  
    as expected  flush-none:
        stale-read: nic read 0 from buf, should be 1 (dirty in cpu0's cache)
    as expected  flush-2024: no hazard
  
  2 as expected, 0 not, 0 refused
  $ mtsim run --policy flush-none unit.scn
  unit
  flush-none: by default vmx-6.16 + iommufd-6.16 + vmm-as-reported
  
    as expected  flush-none:
        stale-read: nic read 0 from buf, should be 1 (dirty in cpu0's cache)
  
  1 as expected, 0 not, 0 refused
  $ mtsim run --policy flush-none,flush-2024,vmx-6.11 --summary buffer.scn | tail -5
  scenario  as expected  not  refused
  buffer              6    0        0
  
  6 as expected, 0 not, 0 refused
