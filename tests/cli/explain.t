A replay step by step.  The first case with a hazard is told:

  $ cat > buffer.scn <<'END'
  > scenario buffer
  >   title "A guest fills a buffer; a GPU reads it without snooping"
  > platform intel-server
  > param type = UC WB
  > ram buf 4K owner guest
  > map guest buf as $type
  > device gpu owner host no-snoop
  > cpu0 guest: store buf 1
  > cpu0 guest: mfence
  > gpu: dma-read buf -> r0
  > schedule {
  >   evict buf
  > }
  > cpu0 guest: load buf -> r1
  > under vmx-6.11-rc with type=WB: expect stale-read victim guest
  > under vmx-6.11: expect r0 == 0
  > END
  $ mtsim explain --policy vmx-6.11-rc buffer.scn
  buffer (buffer.scn)
  A guest fills a buffer; a GPU reads it without snooping
  under vmx-6.11-rc with type=WB on intel-server
  the first of 2 cases that shows a hazard; --policy and --param choose
  
  2. cpu0 guest: store buf 1   (line 8)
      there was no entry yet: a fault, decided by
        x86.intel.exit-drains-nothing: a VM exit by itself is not guaranteed to
          evict WC buffers
            (linux commit 65a4de0ffd97, KVM: x86: Ensure a full memory barrier is
              emitted in the VM-Exit path)
        policy vmx-6.11:34: on vm-exit if !fast-path -> full-barrier
            (linux arch/x86/kvm/vmx/vmx.c vmx_get_mt_mask(), v6.11 line 7653)
        policy vmx-6.11-rc:14 gives WB: otherwise -> WB
            (linux commit 377b2f359d1f, reverted by 9d70f3fec144 before v6.11)
      through guest's mapping of buf, made as WB: effective type WB
        policy vmx-6.11-rc:14 gives WB
        x86.pat gives WB: the leaf's PAT, PCD and PWT bits select a field of
          IA32_PAT
            (Intel SDM vol. 3A (325384-059US), 11.12.3 "Selecting a Memory Type
              from the PAT", Table 11-11)
        x86.ept.pat-ept gives WB: PAT type and EPT type combine by the table, the
          EPT type standing in the MTRR column; MTRRs have no say
            (Intel SDM vol. 3C (325384-059US), 28.2.6.2 "Memory Type Used for
              Translated Guest-Physical Addresses" and Table 11-7)
      buf[0..64] comes into cpu0's cache from memory
      cpu0 writes buf in its cache
      now:  cpu0 cache: buf = 1 (dirty, written by cpu0 in step 2)
            memory: buf = 0 (there at first, guest's)
  
  3. cpu0 guest: mfence   (line 9)
      everything before it is done
  
  4. gpu: dma-read buf -> r0   (line 10)
      through gpu's bus address of buf: effective type DMA that does not snoop
      gpu reads buf = 0 from memory
      HAZARD stale-read: gpu read 0 from buf, should be 1 (dirty in cpu0's cache)
        victim guest, severity functional, cause dirty-line-not-snooped
        the right data was written in step 2 (line 8) through guest's mapping of
          buf, made as WB, type WB
          policy vmx-6.11-rc:14 gives WB
          x86.pat gives WB
          x86.ept.pat-ept gives WB
        remedy: cpu0 guest: clflush buf, after line 8, before line 10 (replayed:
          it helps)
  
  unasked: evict buf   (line 12)
      buf[0..64] moves from cpu0's cache to the last level (evicted)
      buf[0..64] leaves cpu0's cache (evicted)
      the last-level cache writes buf[0..64] back to memory (evicted)
      buf[0..64] leaves the last-level cache (evicted)
      now:  cpu0 cache: buf is gone
            memory: buf = 1 (written by cpu0 in step 2)
  
  5. cpu0 guest: load buf -> r1   (line 14)
      through guest's mapping of buf, made as WB: effective type WB
        policy vmx-6.11-rc:14 gives WB
        x86.pat gives WB
        x86.ept.pat-ept gives WB
      buf[0..64] comes into cpu0's cache from memory
      cpu0 reads buf = 1 from cpu0's cache
      now:  cpu0 cache: buf = 1 (written by cpu0 in step 2)
            memory: buf = 1 (written by cpu0 in step 2)
  
  1 hazard.

A case is chosen; without a hazard that is said:

  $ mtsim explain --policy vmx-6.11-rc --param type=UC buffer.scn | head -3
  buffer (buffer.scn)
  A guest fills a buffer; a GPU reads it without snooping
  under vmx-6.11-rc with type=UC on intel-server
  $ mtsim explain --policy vmx-6.11-rc --param type=UC buffer.scn | tail -1
  No hazard in this schedule; conditions: alias.

For programs:

  $ mtsim explain --policy vmx-6.11-rc --param type=WB --format json buffer.scn > story.json
  $ python3 - <<'END'
  > import json
  > story = json.load(open("story.json"))
  > print(story["schema"], story["policy"], story["point"], story["platform"])
  > for step in story["steps"]:
  >     for hazard in step["hazards"]:
  >         print(step["step"], step["line"], hazard["kind"], hazard["remedy"])
  >         print(*(rule["rule"] for rule in hazard["trail"]))
  > END
  1 vmx-6.11-rc type=WB intel-server
  4 10 stale-read remedy: cpu0 guest: clflush buf, after line 8, before line 10 (replayed: it helps)
  policy vmx-6.11-rc:14 x86.pat x86.ept.pat-ept

Write-combining data, and a WBINVD that the hypervisor ignores:

  $ mtsim explain --policy vmx-6.14-no-exit-barrier s18-vmexit-without-fence | grep -A9 HAZARD
      HAZARD stale-read: cpu1 read 0 from buf, should be 1 (in cpu0's
        write-combining buffer)
        victim guest, severity functional, cause write-combining-pending;
          conditions: alias
        the right data was written in step 3 (line 21) through guest's mapping of
          buf, made as WC, type WC
          policy vmx-6.11:17 gives WB
          x86.pat gives WC
          x86.ept.pat-ept gives WC
        remedy: cpu0 guest: sfence, after line 21, before line 23 (replayed: it
  $ mtsim explain --policy vmx-6.14 s27-wbinvd-intercepted-and-ignored | grep -B9 flush-ignored | head -10
      now:  cpu0 cache: buf = 1 (dirty, written by cpu0 in step 5)
            memory: buf = 0 (there at first, guest's)
  
  6. cpu0 guest: wbinvd   (line 29)
      decided by
        x86.intel.exit-drains-nothing
        policy vmx-6.11:34
        policy vmx-6.11:21: on wbinvd if !noncoherent-dma -> nothing
            (linux arch/x86/kvm/vmx/vmx.c vmx_get_mt_mask(), v6.11 line 7653)
      condition flush-ignored

Rules by their ids, and diagnostics by their numbers:

  $ mtsim explain x86.ept.ipat
  x86.ept.ipat
    with IPAT set in the leaf, the EPT type stands alone
    source: Intel SDM vol. 3C (325384-059US), 28.2.6.2 "Memory Type Used for
      Translated Guest-Physical Addresses"
  $ mtsim explain vmx-6.11:15
  policy vmx-6.11:15
    stage2: host-mmio -> UC
    source: linux arch/x86/kvm/vmx/vmx.c vmx_get_mt_mask(), v6.11 line 7653
  $ mtsim explain 'policy vmx-6.11:15'
  policy vmx-6.11:15
    stage2: host-mmio -> UC
    source: linux arch/x86/kvm/vmx/vmx.c vmx_get_mt_mask(), v6.11 line 7653
  $ mtsim explain E117 | head -1
  E117: a number does not fit its field
  $ mtsim explain x86.ept.ipad
  mtsim: no rule 'x86.ept.ipad', did you mean 'x86.ept.ipat'?
  [2]
  $ mtsim explain E999
  mtsim: there is no diagnostic E999
  [2]
  $ mtsim explain vmx-6.11:1
  mtsim: no rule 'vmx-6.11:1'
  [2]

Wrong use:

  $ mtsim explain
  mtsim: usage: mtsim explain [OPTION]... FILE | RULE | ENUMBER
  [2]
  $ mtsim explain a b
  mtsim: usage: mtsim explain [OPTION]... FILE | RULE | ENUMBER
  [2]
  $ mtsim explain nosuch.scn
  mtsim: cannot open 'nosuch.scn': No such file or directory
  [4]
  $ mtsim explain scenarios
  mtsim: explain takes one scenario, not 23
  [2]
  $ mtsim explain --format csv buffer.scn
  mtsim: --format: no 'csv'; there is text, json
  [2]
  $ mtsim explain --policy nosuch buffer.scn
  mtsim: error: no policy 'nosuch' [E201]
  [2]
  $ mtsim explain --param type=WX buffer.scn
  mtsim: error: parameter 'type' has no value 'WX' [E204]
  [2]
  $ mtsim explain --platform nosuch buffer.scn
  mtsim: no platform 'nosuch'
  [2]
