A matrix over what a scenario says:

  $ cat > buffer.scn <<'END'
  > scenario buffer
  > title "A guest fills a buffer; a device reads it without snooping"
  > param type = WC WB UC
  > param fence = no yes
  > param size = 1 2 4
  > platform intel-server
  > matrix rows type columns policy
  > ram buf 4K owner guest
  > map guest buf as $type
  > device gpu no-snoop owner host
  > cpu0 guest: store buf 1
  > cpu0 guest: store buf+64 $size
  > when fence=yes: cpu0 guest: sfence
  > cpu0 guest: ring gpu
  > gpu: dma-read buf -> r0
  > under vmx-6.14, vmx-memslot-2024, vmx-6.11-rc: never leak
  > END
  $ mtsim matrix --param size=1 buffer.scn
  A guest fills a buffer; a device reads it without snooping
  ==========================================================
  
  scenario buffer, platform intel-server, size=1; one replay of each case; the
  table holds for every value of: fence
  
  type / policy │ vmx-6.14     vmx-memslot-2024  vmx-6.11-rc
  ──────────────┼───────────────────────────────────────────
  WC            │ stale guest  stale guest       ok
  WB            │ stale guest  stale guest       stale guest
  UC            │ stale guest  stale guest       ok
  
  stale: stale-read; ok: no hazard, nothing refused; second word: the victim
  $ mtsim matrix --ascii --pages none buffer.scn
  A guest fills a buffer; a device reads it without snooping
  ==========================================================
  
  scenario buffer, platform intel-server; one replay of each case; the worst over
  all of: fence, size
  
  type / policy | vmx-6.14     vmx-memslot-2024  vmx-6.11-rc
  --------------+-------------------------------------------
  WC            | stale guest  stale guest       ok
  WB            | stale guest  stale guest       stale guest
  UC            | stale guest  stale guest       ok
  
  stale: stale-read; ok: no hazard, nothing refused; second word: the victim
  $ mtsim matrix --ascii --rows type,fence --columns size --policy vmx-6.11-rc --cell cycles buffer.scn
  A guest fills a buffer; a device reads it without snooping
  ==========================================================
  
  scenario buffer, platform intel-server, policy vmx-6.11-rc; one replay of each
  case
  
  type fence / size | 1     2     4
  ------------------+-----------------
  WC no             | 4888  4888  4888
  WC yes            | 4964  4964  4964
  WB no             | 4509  4509  4509
  WB yes            | 4930  4930  4930
  UC no             | 4509  4509  4509
  UC yes            | 5408  5408  5408
  
  cycles: of the slowest agent, approximately
  $ mtsim matrix --ascii --rows policy --columns platform --param type=WC,fence=no,size=2..4 --pages none buffer.scn
  A guest fills a buffer; a device reads it without snooping
  ==========================================================
  
  scenario buffer, type=WC, fence=no; one replay of each case; the worst over all
  of: size
  
  columns 1 to 3 of 11
  
  policy / platform | amd-server  bench-two-cpus  intel-alias-fatal
  ------------------+----------------------------------------------
  vmx-6.14          | ok          stale guest     stale guest
  vmx-memslot-2024  | ok          stale guest     stale guest
  vmx-6.11-rc       | ok          ok              stale guest
  
  columns 4 to 6 of 11
  
  policy / platform | intel-clean-hit-either  intel-clean-hit-memory  intel-ddio
  ------------------+------------------------------------------------------------
  vmx-6.14          | stale guest             stale guest             stale guest
  vmx-memslot-2024  | stale guest             stale guest             stale guest
  vmx-6.11-rc       | ok                      ok                      ok
  
  columns 7 to 9 of 11
  
  policy / platform | intel-ignores-no-snoop  intel-no-self-snoop  intel-server
  ------------------+----------------------------------------------------------
  vmx-6.14          | ok                      stale guest          stale guest
  vmx-memslot-2024  | ok                      stale guest          stale guest
  vmx-6.11-rc       | ok                      stale guest          ok
  
  columns 10 to 11 of 11
  
  policy / platform | intel-tiny-cache  intel-wbinvd-native
  ------------------+--------------------------------------
  vmx-6.14          | stale guest       stale guest
  vmx-memslot-2024  | stale guest       stale guest
  vmx-6.11-rc       | ok                ok
  
  stale: stale-read; ok: no hazard, nothing refused; second word: the victim
  $ mtsim matrix --format markdown --rows type --columns fence --param size=all --pages none --cell type buffer.scn
  # A guest fills a buffer; a device reads it without snooping
  
  scenario buffer, platform intel-server; one replay of each case; the worst over all of: policy, size
  
  | type / fence | no | yes |
  | --- | --- | --- |
  | WC | WB * | WB * |
  | WB | WB | WB |
  | UC | WB * | WB * |
  
  *: the cases of this cell differ, the worst is shown
  $ mtsim matrix --ascii --by check --rows type --columns fence --param size=1 --policy vmx-6.14 --cell severity buffer.scn
  A guest fills a buffer; a device reads it without snooping
  ==========================================================
  
  scenario buffer, platform intel-server, policy vmx-6.14, size=1; every schedule
  of each case
  
  type / fence | no          yes
  -------------+-----------------------
  WC           | functional  functional
  WB           | functional  functional
  UC           | functional  functional

It is run and checked as any other:

  $ mtsim run --summary --policy vmx-6.14 buffer.scn
  scenario  as expected  not  refused
  buffer              0    0        0
  
  0 as expected, 0 not, 0 refused; 1 claim speaks about every schedule, which a
  replay cannot judge; 18 without a claim

Machines read a line for each case; each can be opened:

  $ mtsim matrix --format csv --policy vmx-6.14 --param fence=no,size=1 buffer.scn
  scenario,platform,policy,type,fence,size,level,kind,cause,victim,severity,hazards,refusal,cycles,verdict,effective-type
  buffer,intel-server,vmx-6.14,WC,no,1,functional,stale-read,dirty-line-not-snooped,guest,functional,1,,4509,no-claim,WB
  buffer,intel-server,vmx-6.14,WB,no,1,functional,stale-read,dirty-line-not-snooped,guest,functional,1,,4509,no-claim,WB
  buffer,intel-server,vmx-6.14,UC,no,1,functional,stale-read,dirty-line-not-snooped,guest,functional,1,,4509,no-claim,WB
  $ mtsim matrix --format json --policy vmx-6.14 --param type=WB,fence=no,size=1 buffer.scn | sed 's/"digest":"[^"]*"/"digest":"..."/'
  [
  {"schema":1,"digest":"...","cell":0,"axes":{"scenario":"buffer","platform":"intel-server","policy":"vmx-6.14","type":"WB","fence":"no","size":"1"},"shows":"stale guest","level":"functional","kind":"stale-read","cause":"dirty-line-not-snooped","victim":"guest","severity":"functional","hazards":1,"refusal":null,"cycles":4509,"verdict":"no-claim","effective-type":"WB","explain":"mtsim explain --policy vmx-6.14 --param type=WB,fence=no,size=1 buffer.scn"}
  ]
  $ mtsim matrix --format json --policy vmx-6.14 --param type=WB,fence=no,size=1 buffer.scn | sed -n 's/.*"explain":"\(.*\)"}$/\1/p' > open.sh
  $ sh open.sh | head -3
  buffer (buffer.scn)
  A guest fills a buffer; a device reads it without snooping
  under vmx-6.14 with type=WB fence=no size=1 on intel-server
  $ mtsim matrix --by check --format json --policy vmx-6.14 --param type=WB,fence=no,size=1 buffer.scn | sed -n 's/.*"explain":"\(.*\)"}$/\1/p' > open.sh
  $ cat open.sh; sh open.sh | head -4
  mtsim check --all-hazards --policy vmx-6.14 --param type=WB,fence=no,size=1 buffer.scn
  buffer
  A guest fills a buffer; a device reads it without snooping
  
    as expected  vmx-6.14 with type=WB fence=no size=1:

The bytes do not depend on threads:

  $ mtsim matrix --jobs 1 --format json --policy all buffer.scn > one
  $ mtsim matrix --jobs 4 --format json --policy all buffer.scn | cmp - one

Parts, merged as if there had been none; and one that was cut off:

  $ for i in 1 2 3; do mtsim matrix --policy all --shard $i/3 -o part$i buffer.scn; done
  $ for f in text markdown csv json; do
  >     mtsim matrix --policy all --format $f buffer.scn > whole
  >     mtsim merge --format $f part3 part1 part2 | cmp - whole
  > done
  $ head -c 2000 part2 > cut
  $ mtsim merge part1 cut part3
  mtsim: merge: cut is not complete; 'mtsim matrix --resume cut' with the same words goes on with it
  [2]
  $ mtsim matrix --policy all --shard 2/3 --resume cut buffer.scn && cmp cut part2
  $ mtsim matrix --policy all --shard 2/3 --resume cut buffer.scn && cmp cut part2
  $ mtsim matrix --policy all --shard 3/3 --resume cut buffer.scn
  mtsim: cut is part 2/3, not 3/3
  [2]
  $ mtsim matrix --policy vmx-6.14 --shard 2/3 --resume cut buffer.scn 2>&1 | sed 's/: [0-9a-f]*, not [0-9a-f]*$//'
  mtsim: cut is of another configuration
  $ mtsim merge part1 part2
  mtsim: merge: 1 of 3 parts is not there: 3/3
  [2]
  $ mtsim merge part1 part2 cut part3
  mtsim: merge: part2 and cut are both part 2/3
  [2]
  $ sed 's/"version":"[^"]*"/"version":"0.0.1"/' part2 > old
  $ mtsim merge old part1 part3 2>&1 | sed 's/of version [1-9].*/of version .../; s/, part1 of .*//'
  mtsim: old is of version 0.0.1
  $ mtsim matrix --policy vmx-6.14 --shard 2/3 -o other buffer.scn
  $ mtsim merge part1 other part3 2>&1 | sed 's/: [0-9a-f]* and [0-9a-f]*$//'
  mtsim: part1 and other are of different configurations
  $ sed 3d part2 > hole
  $ mtsim merge part1 hole part3 2>&1 | sed 's/case [0-9]*/case N/'
  mtsim: merge: hole: before case N one is missing, or it is in the wrong part
  $ mtsim merge buffer.scn
  mtsim: buffer.scn: this is no part of a matrix, of 'mtsim matrix --shard'
  [2]
  $ mtsim matrix --shard 1/1 -o all buffer.scn
  $ sed 's/"role":[123]/"role":0/g' all > roles; mtsim merge -f json roles
  mtsim: roles: this is no part of a matrix, of 'mtsim matrix --shard'
  [2]
  $ sed '2s/"kind":"[^"]*"/"kind":null/' all > level; mtsim merge level
  mtsim: level:2: this is no case of that matrix
  [2]
  $ (cat all; echo more) > behind; mtsim merge behind
  mtsim: behind:57: nothing may stand behind the end
  [2]
  $ mkfifo pipe; mtsim merge pipe; mtsim matrix --resume pipe buffer.scn
  mtsim: pipe: a part of a matrix must be a regular file
  mtsim: pipe: a part of a matrix must be a regular file
  [2]
  $ mtsim matrix --resume /dev/zero buffer.scn
  mtsim: /dev/zero: a part of a matrix must be a regular file
  [2]
  $ mkdir away; cp buffer.scn away; mtsim matrix --resume all away/buffer.scn
  mtsim: all was begun with other words for the same: names of files, or --platform
  [2]
  $ mtsim matrix --resume buffer.scn/part buffer.scn
  mtsim: cannot open 'buffer.scn/part': Not a directory
  [4]

What only some scenarios have is not said of all; a parameter of a few is an axis,
however many there are:

  $ mtsim matrix --pages none scenarios/x86/s01*.scn scenarios/matrix/m5-x86-alias.scn > whole; head -5 whole
  2 scenarios
  ===========
  
  one replay of each case; the worst over all of: scenario, policy, enforce,
  ncdma, slot, pat-quirk, machine
  $ mtsim matrix --pages none --shard 1/1 -o all scenarios/x86/s01*.scn scenarios/matrix/m5-x86-alias.scn
  $ mtsim merge all | cmp - whole
  $ mtsim matrix --format json --policy all scenarios/x86 > /dev/null

What cannot be:

  $ mtsim matrix --rows tpye buffer.scn
  mtsim: matrix: --rows: there is no axis 'tpye', did you mean 'type'?
  [2]
  $ mtsim matrix --rows type --columns type buffer.scn
  mtsim: matrix: --columns: 'type' is an axis already
  [2]
  $ mtsim matrix --param size=8..16 buffer.scn
  mtsim: error: parameter 'size' has no value '8..16' [E204]
  [2]
  $ mtsim matrix --param sice=1 buffer.scn
  mtsim: no parameter 'sice', did you mean 'size'?
  [2]
  $ mtsim matrix --policy arm64-5.10 buffer.scn
  mtsim: matrix: no case is left: no policy that was selected fits the architecture
  [2]
  $ mtsim matrix --platform "" buffer.scn
  mtsim: no platform ''
  [2]
  $ mtsim matrix --cell colour buffer.scn
  mtsim: --cell: no 'colour'; there is hazard, victim, severity, cycles, verdict, type
  [2]
  $ mtsim matrix --shard 4/3 buffer.scn
  mtsim: --shard: '4/3' is not I/N with 1 <= I <= N <= 1048576
  [2]
  $ mtsim matrix --max-states 5 buffer.scn
  mtsim: matrix: --max-states and --memory bound --by check
  [2]
  $ mtsim matrix -o no/such/file buffer.scn
  mtsim: cannot write 'no/such/file': No such file or directory
  [4]
  $ mtsim matrix
  mtsim: usage: mtsim matrix [OPTION]... FILE|FOLDER...
  [2]
  $ sed 's/rows type/rows tpye/' buffer.scn > bad.scn
  $ mtsim matrix bad.scn
  bad.scn:7:13: error: 'tpye' is no parameter, 'policy' or 'platform', did you mean 'type'? [E201]
      7 | matrix rows tpye columns policy
        |             ^~~~
  [2]
  $ for p in a b c d e f; do echo param $p = $(seq 100); done > many
  $ sed '/^param size/r many' buffer.scn > huge.scn
  $ mtsim matrix huge.scn 2>&1 | cut -c1-200 | head -1
  huge.scn:11:1: error: 18000000000000 points are more than 16777216; give parameters fewer values, or divide them among scenarios [E209]
  $ for p in a b c d e; do echo param $p = $(seq 16); done > many
  $ sed -e '/^param size/r many' -e '/^param size/d' -e 's/\$size/$e/' buffer.scn > wide.scn
  $ mtsim matrix --rows a,b,c --columns d,e wide.scn
  mtsim: matrix: 18874368 cells are more than the 1048576 of a table; take axes from the sides, choose with --param, or print CSV or JSON
  [2]

Types are those of CPUs, also where a device comes first:

  $ mtsim matrix --cell type --rows guest-type --columns ncdma --pages none \
  >   --param enforce=off,machine=intel-server --policy vmx-6.16 \
  >   s05-ns-dma-write-then-cpu-read
  A device writes without snooping, the guest reads, a host alias had cached it
  =============================================================================
  
  scenario s05-ns-dma-write-then-cpu-read, policy vmx-6.16, machine=intel-server,
  enforce=off; one replay of each case; the worst over all of: flush
  
  guest-type / ncdma │ 0   1
  ───────────────────┼───────
  WB                 │ WB  WB
  WC                 │ WB  WC
  UC                 │ WB  UC
