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
  $ cat > mine.policy <<'END'
  > policy mine
  >   title "The guest's type decides"
  >   cite  "this transcript"
  >   arch  x86
  >   layer kvm
  >   stage2
  >     otherwise -> WB
  >   on wbinvd -> nothing
  >   on vm-exit -> full-barrier
  > END
  $ mtsim explain --policy mine.policy buffer.scn
  buffer (buffer.scn)
  A guest fills a buffer; a GPU reads it without snooping
  under mine with type=WB on intel-server
  the first of 2 cases that shows a hazard; --policy and --param choose
  
  2. cpu0 guest: store buf 1   (line 8)
      there was no entry yet: a fault, decided by
        x86.intel.exit-drains-nothing: a VM exit by itself is not guaranteed to
          evict WC buffers
            (linux commit 65a4de0ffd97, KVM: x86: Ensure a full memory barrier is
              emitted in the VM-Exit path)
        policy mine:9: on vm-exit -> full-barrier
            (this transcript)
        policy mine:7 gives WB: otherwise -> WB
            (this transcript)
      through guest's mapping of buf, made as WB: effective type WB
        policy mine:7 gives WB
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
          policy mine:7 gives WB
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
        policy mine:7 gives WB
        x86.pat gives WB
        x86.ept.pat-ept gives WB
      buf[0..64] comes into cpu0's cache from memory
      cpu0 reads buf = 1 from cpu0's cache
      now:  cpu0 cache: buf = 1 (written by cpu0 in step 2)
            memory: buf = 1 (written by cpu0 in step 2)
  
  1 hazard.

A case is chosen; without a hazard that is said:

  $ mtsim explain --policy mine.policy --param type=UC buffer.scn | head -3
  buffer (buffer.scn)
  A guest fills a buffer; a GPU reads it without snooping
  under mine with type=UC on intel-server
  $ mtsim explain --policy mine.policy --param type=UC buffer.scn | tail -1
  No hazard in this schedule; conditions: alias.

For programs:

  $ mtsim explain --policy mine.policy --param type=WB --format json buffer.scn > story.json
  $ python3 - <<'END'
  > import json
  > story = json.load(open("story.json"))
  > print(story["schema"], story["policy"], story["point"], story["platform"])
  > for step in story["steps"]:
  >     for hazard in step["hazards"]:
  >         print(step["step"], step["line"], hazard["kind"], hazard["remedy"])
  >         print(*(rule["rule"] for rule in hazard["trail"]))
  > END
  1 mine type=WB intel-server
  4 10 stale-read remedy: cpu0 guest: clflush buf, after line 8, before line 10 (replayed: it helps)
  policy mine:7 x86.pat x86.ept.pat-ept

A write-combining buffer, and a WBINVD that the hypervisor ignores:

  $ cat > wc.scn <<'END'
  > scenario wc
  > platform intel-server
  > ram buf 4K owner guest
  > ram other 8K owner guest
  > map guest buf as WC
  > map guest other as WB
  > cpu0 guest: store other[..] 7
  > cpu0 guest: store buf 1
  > cpu1 host: load buf -> r0
  > cpu0 guest: wbinvd
  > cpu1 host: load buf -> r1
  > under mine: expect r0 == 0
  > END
  $ mtsim explain --policy mine.policy wc.scn | sed -n '/^2/,$p'
  2. cpu0 guest: store other[..] 7   (line 7)
      there was no entry yet: a fault, decided by
        x86.intel.exit-drains-nothing: a VM exit by itself is not guaranteed to
          evict WC buffers
            (linux commit 65a4de0ffd97, KVM: x86: Ensure a full memory barrier is
              emitted in the VM-Exit path)
        policy mine:9: on vm-exit -> full-barrier
            (this transcript)
        policy mine:7 gives WB: otherwise -> WB
            (this transcript)
      through guest's mapping of other, made as WB: effective type WB
        policy mine:7 gives WB
        x86.pat gives WB: the leaf's PAT, PCD and PWT bits select a field of
          IA32_PAT
            (Intel SDM vol. 3A (325384-059US), 11.12.3 "Selecting a Memory Type
              from the PAT", Table 11-11)
        x86.ept.pat-ept gives WB: PAT type and EPT type combine by the table, the
          EPT type standing in the MTRR column; MTRRs have no say
            (Intel SDM vol. 3C (325384-059US), 28.2.6.2 "Memory Type Used for
              Translated Guest-Physical Addresses" and Table 11-7)
      other[0..8192] comes into cpu0's cache from memory
      cpu0 writes other[0..8192] in its cache
      now:  cpu0 cache: other[0..8192] = 7 (dirty, written by cpu0 in step 2)
            memory: other[0..8192] = 0 (there at first, guest's)
  
  3. cpu0 guest: store buf 1   (line 8)
      there was no entry yet: a fault, decided by
        x86.intel.exit-drains-nothing
        policy mine:9
        policy mine:7 gives WB
      through guest's mapping of buf, made as WC: effective type WC
        policy mine:7 gives WB
        x86.pat gives WC
        x86.ept.pat-ept gives WC
      cpu0 puts buf into a write-combining buffer
      now:  cpu0 write-combining buffer: buf = 1 (written by cpu0 in step 3)
            memory: buf = 0 (there at first, guest's)
  
  4. cpu1 host: load buf -> r0   (line 9)
      through host's mapping of buf, made as WB: effective type WB
        x86.mtrr.firmware gives WB: the host's MTRRs are as firmware leaves them:
          memory write-back, device memory uncached
            (mtsim-scenario(5))
        x86.pat gives WB
        x86.intel.pat-mtrr gives WB: PAT type and MTRR type combine by the table
            (Intel SDM vol. 3A (325384-059US), 11.5.2.2 "Selecting Memory Types
              for Pentium III and More Recent Processor Families", Table 11-7)
      buf[0..64] comes into cpu1's cache from memory
      cpu1 reads buf = 0 from cpu1's cache
      now:  cpu1 cache: buf = 0 (there at first, guest's)
            memory: buf = 0 (there at first, guest's)
      HAZARD stale-read: cpu1 read 0 from buf, should be 1 (in cpu0's
        write-combining buffer)
        victim guest, severity functional, cause write-combining-pending;
          conditions: alias
        the right data was written in step 3 (line 8) through guest's mapping of
          buf, made as WC, type WC
          policy mine:7 gives WB
          x86.pat gives WC
          x86.ept.pat-ept gives WC
        remedy: cpu0 guest: sfence, after line 8, before line 9 (replayed: it
          helps)
  
  5. cpu0 guest: wbinvd   (line 10)
      decided by
        x86.intel.exit-drains-nothing
        policy mine:9
        policy mine:8: on wbinvd -> nothing
            (this transcript)
      buf[0..64] leaves cpu1's cache (snooped)
      cpu0's write-combining buffer drains buf to memory
      condition flush-ignored
      now:  cpu1 cache: buf is gone
            cpu0 write-combining buffer: buf is gone
            memory: buf = 1 (written by cpu0 in step 3)
  
  6. cpu1 host: load buf -> r1   (line 11)
      through host's mapping of buf, made as WB: effective type WB
        x86.mtrr.firmware gives WB
        x86.pat gives WB
        x86.intel.pat-mtrr gives WB
      buf[0..64] comes into cpu1's cache from memory
      cpu1 reads buf = 1 from cpu1's cache
      now:  cpu1 cache: buf = 1 (written by cpu0 in step 3)
            memory: buf = 1 (written by cpu0 in step 3)
      HAZARD unstable-read: cpu1 read 1 from buf after it had read 0, though
        nobody wrote in between
        victim guest, severity functional, cause lost-earlier; conditions: alias
          flush-ignored
        remedy: no single operation
  
  2 hazards; conditions: alias flush-ignored.

Rules by their ids, and diagnostics by their numbers:

  $ mtsim explain x86.ept.ipat
  x86.ept.ipat
    with IPAT set in the leaf, the EPT type stands alone
    source: Intel SDM vol. 3C (325384-059US), 28.2.6.2 "Memory Type Used for
      Translated Guest-Physical Addresses"
  $ mtsim explain 'policy vmx-6.11:15' | head -2
  policy vmx-6.11:15
    stage2: host-mmio -> UC
  $ mtsim explain vmx-6.11:15 | head -2
  policy vmx-6.11:15
    stage2: host-mmio -> UC
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
  $ mtsim explain scenarios 2>&1 | sed 's/[0-9]*$/N/'
  mtsim: explain takes one scenario, not N
  $ mtsim explain --format csv buffer.scn
  mtsim: --format: no 'csv'; there is text, json, svg
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

Stores that merge on arm64 and arrive as one access; an unaligned store, with the
stage that made it Device:

  $ mtsim explain s31-iowrite64-copy-on-device --policy arm64-6.17 > told
  $ sed -n '/ dsb /,/is done/p' told
  10. cpu0 guest: dsb   (line 32)
      cpu0's merge buffer drains bar[0..64] to the device
      64 bytes arrive at bar
      everything before it is done
  $ mtsim explain s76-stage-2-nc-mmu-off --policy arm64-6.8 \
  >     --param access=unaligned,guest-mmu=on | sed -n '/^3/,/refused/p'
  3. cpu0 guest: store-unaligned bar[0..16] 1   (line 33)
      through guest's mapping of bar, made as NC: effective type Device-nGnRE
        policy arm64-5.14:16 gives Device-nGnRE
        arm64.s1.mair gives Normal-NC ISH
        arm64.s2.memattr gives Device-nGnRE ISH
        arm64.combine.device gives Device-nGnRE ISH
        arm64.share.outer gives Device-nGnRE OSH
        arm64.align.stage-2: stage 2 alone makes it Device: an unaligned access
          and DC ZVA take an Alignment fault at stage 2, to EL2; KVM has no
          handler for it and KVM_RUN fails with -EFAULT
            (Arm ARM (DDI 0487), "Device memory", B2.10.2; linux
              arch/arm64/kvm/mmu.c kvm_handle_guest_abort(), v6.17)
      refused: -EFAULT, stage-2 Alignment fault
  $ mtsim explain s76-stage-2-nc-mmu-off --policy arm64-6.17 \
  >     --param access=unaligned,guest-mmu=off | grep -A4 'align\.'
        arm64.align.stage-1: stage 1 makes it Device: an unaligned access and DC
          ZVA take an Alignment fault at stage 1, which is the guest's own
            (Arm ARM (DDI 0487), "Device memory", B2.10.2; sail-arm
              S1HasAlignmentFault())
      refused: stage-1 Alignment fault
  $ mtsim run s76-stage-2-nc-mmu-off --policy arm64-6.8 --param access=unaligned
  s76-stage-2-nc-mmu-off
  A VM_ALLOW_ANY_UNCACHED mapping under a guest with its MMU on, and off
  
    refused      arm64-6.8 with guest-mmu=on|cache-off access=unaligned: -EFAULT,
                   stage-2 Alignment fault at line 33
    refused      arm64-6.8 with guest-mmu=off access=unaligned: stage-1 Alignment
                   fault at line 33
  
  0 as expected, 0 not, 6 refused; 1 claim speaks about every schedule, which a
  replay cannot judge
