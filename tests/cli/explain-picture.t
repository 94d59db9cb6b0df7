A picture of a replay: agents, and what holds data, as columns.  A store that
stays in a write-combining buffer:

  $ mtsim explain --picture --policy vmx-6.14-no-exit-barrier s18-vmexit-without-fence
  s18-vmexit-without-fence
  A WC store, a VM exit, and the VMM reads the page
  under vmx-6.14-no-exit-barrier with machine=intel-server reason=hlt
    reader=other-cpu on intel-server
  the first of 8 cases that shows a hazard; --policy and --param choose
  
        cpu0            cpu0           memory           cpu1            cpu1
                   write-combining                      cache
                       buffer
          │               │               │               │               │
  1. host: vfio-add nic (line 20)
          │               │               │               │               │
  3. cpu0 guest: store buf 1 (line 21) [WC]
          ├── store buf ─▶│               │               │               │
          │               ■ buf = 1, step 3               │               │
          │               │               □ buf = 0, at first             │
          │               │               │               │               │
  4. cpu0 guest: vm-exit hlt (line 22)
          │               │               │               │               │
  5. cpu1 vmm: load buf -> r0 (line 23) [WB]
          │               │               ├─── fill buf ─▶│               │
          │               │               │               ├══ buf = 0 ! ═▶│
          │               │               │               □ buf = 0, at first
          │               │               □ buf = 0, at first             │
          │               ◆ the right data│               │               │
     HAZARD stale-read: cpu1 read 0 from buf, should be 1 (in cpu0's
       write-combining buffer)
       remedy: cpu0 guest: sfence, after line 21, before line 23 (replayed: it
         helps)
  
  ■ memory does not have it  □ it does  × gone
  ─▶ write, copy  ┄▶ read  ═▶ ! here the hazard shows
  
  1 hazard; conditions: alias.

Plain characters, on arm64:

  $ mtsim explain --picture --ascii s25-arm-speculative-clean-line-to-disk
  s25-arm-speculative-clean-line-to-disk
  A guest's page is swapped out by coherent DMA past a clean line nobody asked for
  under arm64-6.17-no-unmap-flush with machine=neoverse-n1 early-flush=no on
    neoverse-n1
  the first of 20 cases that shows a hazard; --policy and --param choose
  
        cpu0            cpu0           memory           cpu1            disk
                    merge buffer                        cache
          |               |               |               |               |
  2. cpu0 guest: load page (line 18) [NC]
          * flush page in every cache     |               |               |
          |<.......... page = 0 ..........|               |               |
          |               |               |               |               |
  unasked: speculate cpu1 page (line 22)
          |               |               |-- fill page ->|               |
          |               |               |               o page = 0, at first
          |               |               o page = 0, at first            |
          |               |               |               |               |
  3. cpu0 guest: store page 2 (line 25) [NC]
          |-- store page >|               |               |               |
          |               # page = 2, step 3              |               |
          |               |               o page = 0, at first            |
          |               |               |               |               |
  4. host: s2-unmap page (line 26)
          |               |-- drain page >|               |               |
          |               x page gone     o page = 2, step 3              |
          |               |               |               |               |
  5. disk: dma-read page -> r0 (line 27) [snooped DMA]
          |               |               |               | DMA page = 0 !
          |               |               |               |==============>|
          |               |               @ the right data|               |
     HAZARD stale-read: disk read 0 from page, should be 2 (in memory)
       remedy: cpu0 guest: dc-civac page, after line 25, before line 27 (replayed:
         it helps)
  
  # memory does not have it  o it does  x gone
  -> write, copy  .> read  => ! here the hazard shows
  
  1 hazard; conditions: alias.

A device that does not snoop, behind nothing that makes it:

  $ mtsim explain --picture s20-map-without-flush-leak
  s20-map-without-flush-leak
  A device reads the last owner's data under the zeroes of a new page
  under vmx-6.16+flush-none with machine=intel-server unit=none zeroed=before-map
    touched=no on intel-server
  the first of 144 cases that shows a hazard; --policy and --param choose
  
          cpu0                cpu0               memory                nic
                              cache
            │                   │                   │                   │
  1. host: attach nic io (line 32)
            │                   │                   │                   │
  2. host: dma-map io mailbox (line 33)
            │                   │                   │                   │
  3. host: free page (line 34)
            │                   │                   │                   │
  4. cpu0 host: zero page (line 35) [WB]
            │                   │◀─── fill page ────┤                   │
            ├──── store page ──▶│                   │                   │
            │                   ■ page = 0, step 4  □ page = 42, at first
            │                   │                   │                   │
  5. host: give page vm2 (line 36)
            │                   │                   │                   │
  6. host: dma-map io page (line 37)
            │                   │                   │                   │
  7. nic: dma-read page -> r0 (line 41) [DMA that does not snoop]
            │                   │                   │ DMA page = 42 !   │
            │                   │                   ├══════════════════▶│
            │                   ◆ the right data    │                   │
     HAZARD stale-read: nic read 42 from page, should be 0 (dirty in cpu0's cache)
       remedy: cpu0 host: clflush page, after line 35, before line 41 (replayed:
         it helps)
     HAZARD leak: nic read 42 from page, which is guest's data
            │                   │                   │                   │
  8. nic: dma-write mailbox r0 (line 42) [DMA that does not snoop]
            │                   │                   │ DMA write mailbox │
            │                   │                   │◀──────────────────┤
            │                   │                   □ mailbox = 42, step 8
  
  ■ memory does not have it  □ it does  × gone
  ─▶ write, copy  ┄▶ read  ═▶ ! here the hazard shows
  
  2 hazards.

Twelve columns are narrow ones, and 80 columns are enough for any:

  $ mtsim explain --picture s67-capable-but-unused-majority | head -20
  s67-capable-but-unused-majority
  Flushes for ten devices of which one uses no-snoop
  under flush-2024 with unit=none bit=none until=mapped on intel-server
  no case of 32 shows a hazard; the first is told
  
   memor nic1  nic2  nic3  nic4  nic5  nic6  nic7  nic8  nic9   gpu  host
     y
     │     │     │     │     │     │     │     │     │     │     │     │
  1. host: no-snoop gpu on (line 55)
     │     │     │     │     │     │     │     │     │     │     │     │
  2. host: attach nic1 io-nic1 (line 56)
     │     │     │     │     │     │     │     │     │     │     │     │
  3. host: attach nic2 io-nic2 (line 57)
     │     │     │     │     │     │     │     │     │     │     │     │
  4. host: attach nic3 io-nic3 (line 58)
     │     │     │     │     │     │     │     │     │     │     │     │
  5. host: attach nic4 io-nic4 (line 59)
     │     │     │     │     │     │     │     │     │     │     │     │
  6. host: attach nic5 io-nic5 (line 60)
     │     │     │     │     │     │     │     │     │     │     │     │
  $ mtsim explain --picture s67-capable-but-unused-majority | python3 -c 'import sys; print(max(len(l) - 1 for l in sys.stdin) <= 80)'
  True

A witness is a scenario, and so has its picture:

  $ mtsim check --witness found --quiet --policy vmx-6.14-no-exit-barrier --param reader=other-cpu,machine=intel-server,reason=hlt --all-hazards s18-vmexit-without-fence
  $ mtsim explain --picture --ascii found/*.scn
  s18-vmexit-without-fence-stale-read
  A WC store, a VM exit, and the VMM reads the page
  under vmx-6.14-no-exit-barrier on intel-server
  
        cpu0            cpu0           memory           cpu1            cpu1
                   write-combining                      cache
                       buffer
          |               |               |               |               |
  1. host: vfio-add nic (line 13)
          |               |               |               |               |
  3. cpu0 guest: store buf 1 (line 14) [WC]
          |               |               |               |               |
  unasked: perform cpu0 (line 23)
          |-- store buf ->|               |               |               |
          |               # buf = 1, step 3               |               |
          |               |               o buf = 0, at first             |
          |               |               |               |               |
  4. cpu0 guest: vm-exit hlt (line 15)
          |               |               |               |               |
  5. cpu1 vmm: load buf -> r0 (line 16) [WB]
          |               |               |--- fill buf ->|               |
          |               |               |               |== buf = 0 ! =>|
          |               |               |               o buf = 0, at first
          |               |               o buf = 0, at first             |
          |               @ the right data|               |               |
     HAZARD stale-read: cpu1 read 0 from buf, should be 1 (in cpu0's
       write-combining buffer)
       remedy: cpu0 guest: sfence, after line 14, before line 16 (replayed: it
         helps)
  
  # memory does not have it  o it does  x gone
  -> write, copy  .> read  => ! here the hazard shows
  
  1 hazard; conditions: alias.

The same as SVG, which stands alone:

  $ mtsim explain --format svg s18-vmexit-without-fence >s18.svg
  $ python3 -c 'import xml.dom.minidom as m; print(m.parse("s18.svg").documentElement.tagName)'
  svg
  $ grep -c 'http' s18.svg
  1
  $ grep '<title\|<desc' s18.svg
  <title id="picture-t">s18-vmexit-without-fence under vmx-6.14-no-exit-barrier machine=intel-server reason=hlt reader=other-cpu</title>
  <desc id="picture-d">At "cpu1 vmm: load buf -&gt; r0": stale-read: cpu1 read 0 from buf, should be 1 (in cpu0&apos;s write-combining buffer). 1 hazard; conditions: alias.</desc>

What contradicts itself:

  $ mtsim explain --picture --format json s18-vmexit-without-fence
  mtsim: explain: --picture and --format json contradict each other
  [2]
  $ mtsim explain --ascii s18-vmexit-without-fence
  mtsim: explain: --ascii is about --picture on a terminal
  [2]
  $ mtsim explain --format png s18-vmexit-without-fence
  mtsim: --format: no 'png'; there is text, json, svg
  [2]
