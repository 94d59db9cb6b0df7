What takes hazards away.  A fence, on either side of the VM exit, or the policy
that has one:

  $ mtsim fix s18-vmexit-without-fence
  s18-vmexit-without-fence
  under vmx-6.14-no-exit-barrier with machine=intel-server reason=hlt
    reader=other-cpu
    stale-read victim guest cause write-combining-pending
  
   1. 190 cycles more, 4386 instead of 4196
     models/x86_pat_ept/policies/vmx-6.14-no-exit-barrier.policy, on vm-exit
     - on vm-exit -> nothing                    # line 8
     + on vm-exit if !fast-path -> full-barrier  # as vmx-5.15:40
   2. 230 cycles more, 4426 instead of 4196
     scenarios/x86/s18-vmexit-without-fence.scn
     + cpu0 host: sfence                        # before line 23
   3. 248 cycles more, 4444 instead of 4196
     scenarios/x86/s18-vmexit-without-fence.scn
     + cpu0 guest: sfence                       # before line 22
   4. 1002190 cycles more, 1006386 instead of 4196
     scenarios/x86/s18-vmexit-without-fence.scn
     + cpu0 guest: wbinvd                       # before line 22
  
  Proved, each: no hazard in any schedule. Of sets of up to 2 changes of
    operations, units, platform keys and policies: 472 tried, 8 explored. Cycles
    are of the slowest agent, approximately: what another does meanwhile costs
    nothing.

Pages that a device does not snoop, before they are mapped and before they come
back; one flush each:

  $ mtsim fix s20-map-without-flush-leak
  s20-map-without-flush-leak
  under vmx-6.16+flush-none with machine=intel-server unit=none zeroed=before-map
    touched=no
    stale-read victim vm2 cause dirty-line-not-snooped
    leak victim guest cause dirty-line-not-snooped severity security
  
   1. 70 cycles more, 644 instead of 574
     scenarios/iommu/s20-map-without-flush-leak.scn
     + cpu0 host: clflush page                  # before line 36
   2. 80 cycles more, 654 instead of 574
     models/iommu/policies/iommufd-6.16.policy, no-snoop-write
     - otherwise -> pass                        # line 45
     + otherwise -> mask                        # as iommufd-mask-no-snoop:10
   3. 80 cycles more, 654 instead of 574
     models/iommu/policies/flush-none.policy, before map
     - before map -> nothing                    # line 9
     + before map if first-noncoherent & !host-uncached -> flush pages
                                                # as flush-2024:13
   4. 80 cycles more, 654 instead of 574
     models/iommu/policies/flush-none.policy, before map
     - before map -> nothing                    # line 9
     + before map if !host-uncached -> flush pages  # as flush-every-map-unmap:9
   5. 80 cycles more, 654 instead of 574
     models/iommu/policies/flush-none.policy, before map
     - before map -> nothing                    # line 9
     + before map if first-noncoherent & no-snoop-enabled & !host-uncached -> flush pages
                                                # as flush-if-enabled:8
   6. 80 cycles more, 654 instead of 574; on another machine
     scenarios/iommu/s20-map-without-flush-leak.scn
     - when machine=intel-server: iommu dmar0 vtd has c, $unit  # line 24
     + when machine=intel-server: iommu dmar0 vtd has c, $unit, sc
  
  Proved, each: no hazard in any schedule. Of sets of up to 2 changes of
    operations, units, platform keys and policies: 536 tried, 6 explored. Cycles
    are of the slowest agent, approximately: what another does meanwhile costs
    nothing.
  $ mtsim fix s21-unmap-without-flush-ksm
  s21-unmap-without-flush-ksm
  under flush-none with unit=none late=no zeroed=no
    stale-read victim host cause stale-clean-line severity security
    unstable-read victim host cause lost-earlier severity security
  
   1. 200 cycles more, 786 instead of 586
     models/iommu/policies/flush-none.policy, after invalidate
     + after invalidate if !host-uncached -> flush pages
                                      # after line 11, as flush-every-map-unmap:10
   2. 200 cycles more, 786 instead of 586
     models/iommu/policies/flush-none.policy, before unpin
     - before unpin -> nothing                  # line 11
     + before unpin if ever-noncoherent & !host-uncached -> flush pages
                                                # as flush-2024:14
   3. 201 cycles more, 787 instead of 586
     scenarios/iommu/s21-unmap-without-flush-ksm.scn
     + cpu0 host: clflush page                  # before line 38
   4. 230 cycles more, 816 instead of 586
     models/iommu/policies/iommufd-6.16.policy, no-snoop-write
     - otherwise -> pass                        # line 45
     + otherwise -> mask                        # as iommufd-mask-no-snoop:10
   5. 230 cycles more, 816 instead of 586; on another machine
     scenarios/iommu/s21-unmap-without-flush-ksm.scn
     - iommu dmar0 vtd has c, $unit             # line 20
     + iommu dmar0 vtd has c, $unit, sc
  
  Proved, each: no hazard in any schedule. Of sets of up to 2 changes of
    operations, units, platform keys and policies: 692 tried, 6 explored. Cycles
    are of the slowest agent, approximately: what another does meanwhile costs
    nothing.

and both:

  $ mtsim fix --policy flush-none s22-lazy-unpin-five-steps
  s22-lazy-unpin-five-steps
  under flush-none with gpu-comes=once
    stale-read victim guest cause dirty-line-not-snooped
    unstable-read victim guest cause dirty-line-not-snooped
    leak victim vm2 cause dirty-line-not-snooped severity security
    stale-read victim host cause stale-clean-line severity security
    lost-write victim host cause dirty-eviction
    stale-read victim host cause lost-earlier severity security
  
   1. 270 cycles more, 1511 instead of 1241
     models/iommu/policies/iommufd-6.16.policy, no-snoop-write
     - otherwise -> pass                        # line 45
     + otherwise -> mask                        # as iommufd-mask-no-snoop:10
   2. 461 cycles more, 1702 instead of 1241
     scenarios/iommu/s22-lazy-unpin-five-steps.scn
     + cpu0 host: clflush page                  # before line 28
     + cpu0 host: clflush page                  # before line 48
   3. 470 cycles more, 1711 instead of 1241
     scenarios/iommu/s22-lazy-unpin-five-steps.scn
     + cpu0 host: clflush page                  # before line 28
     models/iommu/policies/flush-none.policy, before unpin
     - before unpin -> nothing                  # line 11
     + before unpin if ever-noncoherent & !host-uncached -> flush pages
                                                # as flush-2024:14
   4. 471 cycles more, 1712 instead of 1241
     models/iommu/policies/flush-none.policy, before map
     - before map -> nothing                    # line 9
     + before map if first-noncoherent & !host-uncached -> flush pages
                                                # as flush-2024:13
     scenarios/iommu/s22-lazy-unpin-five-steps.scn
     + cpu0 host: clflush page                  # before line 48
   5. 471 cycles more, 1712 instead of 1241
     models/iommu/policies/flush-none.policy, before map
     - before map -> nothing                    # line 9
     + before map if first-noncoherent & no-snoop-enabled & !host-uncached -> flush pages
                                                # as flush-if-enabled:8
     scenarios/iommu/s22-lazy-unpin-five-steps.scn
     + cpu0 host: clflush page                  # before line 48
   6. 480 cycles more, 1721 instead of 1241
     policy flush-2024 in place of flush-none
     --policy flush-2024
   7. 480 cycles more, 1721 instead of 1241
     policy flush-if-enabled in place of flush-none
     --policy flush-if-enabled
   8. 480 cycles more, 1721 instead of 1241
     models/iommu/policies/flush-none.policy, before map
     - before map -> nothing                    # line 9
     + before map if first-noncoherent & !host-uncached -> flush pages
                                                # as flush-2024:13
     models/iommu/policies/flush-none.policy, before unpin
     - before unpin -> nothing                  # line 11
     + before unpin if ever-noncoherent & !host-uncached -> flush pages
                                                # as flush-2024:14
      12 more: --all
  
  Proved, each: no hazard in any schedule. Of sets of up to 2 changes of
    operations, units, platform keys and policies: 1269 tried, 21 explored. Cycles
    are of the slowest agent, approximately: what another does meanwhile costs
    nothing.

Clean to the Point of Coherency, or FWB:

  $ mtsim fix s40-guest-uncached-ordinary-memory
  s40-guest-uncached-ordinary-memory
  under arm64-6.17-no-map-flush with machine=neoverse-n1 guest-does=nc
    stale-read victim guest cause dirty-line-not-snooped
    leak victim vm1 cause dirty-line-not-snooped severity security
    lost-write victim guest cause dirty-eviction
    stale-read victim guest cause lost-earlier
  
   1. as many cycles as before, 2537
     scenarios/arm64/s40-guest-uncached-ordinary-memory.scn
     + cpu0 host: dc-civac page                 # before line 22
     + cpu0 host: dsb                           # before line 22
   2. as many cycles as before, 2537
     models/arm64_s2fwb/policies/arm64-6.17-no-map-flush.policy, before
       leaf-install
     + before leaf-install if leaf(normal) & !fwb & leaf(executable) & !dic -> clean-invalidate page, invalidate-icache page
                                                # before line 9, as arm64-5.10:35
     + before leaf-install if leaf(normal) & !fwb -> clean-invalidate page
                                                # as arm64-5.10:36
   3. 129 cycles more, 2666 instead of 2537
     scenarios/arm64/s40-guest-uncached-ordinary-memory.scn
     + cpu1 guest: dc-civac page                # before line 25
     + cpu1 guest: dsb                          # before line 25
   4. 336 cycles more, 2873 instead of 2537
     scenarios/arm64/s40-guest-uncached-ordinary-memory.scn
     + cpu1 host: dc-civac page                 # before line 22
     + cpu1 host: dsb                           # before line 22
   5. 225 cycles less, 2312 instead of 2537; on another machine
     models/arm64_s2fwb/platforms/neoverse-n1.platform
     - fwb no "FEAT_S2FWB is mandatory from Armv8.4 (linux commit 892713e97ca1)...
                                                # line 7
     + fwb yes
  
  Proved, each: no hazard in any schedule. Of sets of up to 2 changes of
    operations, units, platform keys and policies: 168 tried, 7 explored. Cycles
    are of the slowest agent, approximately: what another does meanwhile costs
    nothing.
  $ mtsim fix --max 1 s40-s1-cacheable-s2-noncacheable-leak
  s40-s1-cacheable-s2-noncacheable-leak
  under arm64-6.16 with machine=neoverse-n1 host-alias=WB any-uncached=yes
    guest-does=wb
    stale-read victim guest cause dirty-line-not-snooped
    leak victim vm1 cause dirty-line-not-snooped severity security
    lost-write victim guest cause dirty-eviction
    stale-read victim guest cause lost-earlier
  
   1. 3483 cycles more, 6230 instead of 2747; refused: -EFAULT at line 41
     models/arm64_s2fwb/policies/arm64-6.9.policy, stage2
     - !map-memory & exec-fault -> inject external-abort  # line 14
     - !map-memory & vma(any-uncached) -> Normal-NC  # line 15
     - !map-memory -> Device-nGnRE              # line 16
     - vm-mte & !vma(mte) -> refuse -EFAULT     # line 17
     - otherwise -> Normal                      # line 18
     + map-memory & vm-mte & !vma(mte) -> refuse -EFAULT  # as arm64-6.17:13
     + map-memory -> Normal                     # as arm64-6.17:14
     + !vma(pfnmap) & !vma(mixedmap) & vm-mte & !vma(mte) -> refuse -EFAULT
                                                # as arm64-6.17:15
     + !vma(pfnmap) & !vma(mixedmap) -> Normal  # as arm64-6.17:16
     + vma(WB) & !cacheable-pfnmap-cap -> refuse -EFAULT  # as arm64-6.17:17
     + vma(WB) & vm-mte & !vma(mte) -> refuse -EFAULT  # as arm64-6.17:18
     + vma(WB) -> Normal                        # as arm64-6.17:19
     + exec-fault -> inject external-abort      # as arm64-6.17:20
     + vma(any-uncached) -> Normal-NC           # as arm64-6.17:21
     + otherwise -> Device-nGnRE                # as arm64-6.17:22
   2. 3483 cycles more, 6230 instead of 2747; refused: -EINVAL at line 41
     models/arm64_s2fwb/policies/arm64-6.9.policy, stage2
     - !map-memory & exec-fault -> inject external-abort  # line 14
     - !map-memory & vma(any-uncached) -> Normal-NC  # line 15
     - !map-memory -> Device-nGnRE              # line 16
     - vm-mte & !vma(mte) -> refuse -EFAULT     # line 17
     - otherwise -> Normal                      # line 18
     + map-memory & vm-mte & !vma(mte) -> refuse -EFAULT  # as arm64-block-2025:13
     + map-memory -> Normal                     # as arm64-block-2025:14
     + !vma(pfnmap) & !vma(mixedmap) & vm-mte & !vma(mte) -> refuse -EFAULT
                                                # as arm64-block-2025:15
     + !vma(pfnmap) & !vma(mixedmap) -> Normal  # as arm64-block-2025:16
     + vma(WB) -> refuse -EINVAL                # as arm64-block-2025:17
     + exec-fault -> inject external-abort      # as arm64-block-2025:18
     + vma(any-uncached) -> Normal-NC           # as arm64-block-2025:19
     + otherwise -> Device-nGnRE                # as arm64-block-2025:20
   3. 3483 cycles more, 6230 instead of 2747; refused: -EINVAL at line 41
     models/arm64_s2fwb/policies/arm64-6.9.policy, stage2
     + vma(pfnmap) & vma(cow) -> refuse -EINVAL
                                           # before line 14, as arm64-flag-2025:13
     + vma(pfnmap) & vma(WB) & vm-mte & !vma(mte) -> refuse -EFAULT
                                                # as arm64-flag-2025:14
     + vma(pfnmap) & vma(WB) & !cacheable-pfnmap-cap -> refuse -EINVAL
                                                # as arm64-flag-2025:15
     + vma(pfnmap) & vma(WB) -> Normal          # as arm64-flag-2025:16
   4. 3483 cycles more, 6230 instead of 2747; refused: -EFAULT at line 41
     models/arm64_s2fwb/policies/arm64-6.9.policy, stage2
     - !map-memory & exec-fault -> inject external-abort  # line 14
     - !map-memory & vma(any-uncached) -> Normal-NC  # line 15
     - !map-memory -> Device-nGnRE              # line 16
     - vm-mte & !vma(mte) -> refuse -EFAULT     # line 17
     - otherwise -> Normal                      # line 18
     + slot(guarantee-wb) & !vma(WB) -> refuse -EFAULT
                                                # as arm64-guarantee-2025:22
     + map-memory & vm-mte & !vma(mte) -> refuse -EFAULT
                                                # as arm64-guarantee-2025:23
     + map-memory -> Normal                     # as arm64-guarantee-2025:24
     + !vma(pfnmap) & !vma(mixedmap) & vm-mte & !vma(mte) -> refuse -EFAULT
                                                # as arm64-guarantee-2025:25
     + !vma(pfnmap) & !vma(mixedmap) -> Normal  # as arm64-guarantee-2025:26
     + vma(WB) & vma(pfnmap) & !slot(guarantee-wb) -> refuse -EFAULT
                                                # as arm64-guarantee-2025:27
     + vma(WB) & !cacheable-pfnmap-cap -> refuse -EFAULT
                                                # as arm64-guarantee-2025:28
     + vma(WB) & vm-mte & !vma(mte) -> refuse -EFAULT
                                                # as arm64-guarantee-2025:29
     + vma(WB) -> Normal                        # as arm64-guarantee-2025:30
     + exec-fault -> inject external-abort      # as arm64-guarantee-2025:31
     + vma(any-uncached) -> Normal-NC           # as arm64-guarantee-2025:32
     + otherwise -> Device-nGnRE                # as arm64-guarantee-2025:33
   5. 3483 cycles more, 6230 instead of 2747; refused: -EINVAL at line 41
     models/arm64_s2fwb/policies/arm64-6.9.policy, stage2
     + vma(pfnmap) & vma(cow) -> refuse -EINVAL
                                             # before line 14, as arm64-v3-2025:12
     + vma(pfnmap) & vma(WB) & vm-mte & !vma(mte) -> refuse -EFAULT
                                                # as arm64-v3-2025:13
     + vma(pfnmap) & vma(WB) & !fwb -> refuse -EINVAL  # as arm64-v3-2025:14
     + vma(pfnmap) & vma(WB) -> Normal          # as arm64-v3-2025:15
   6. 3483 cycles more, 6230 instead of 2747; refused: -EFAULT at line 41
     models/arm64_s2fwb/policies/arm64-6.9.policy, stage2
     - !map-memory & exec-fault -> inject external-abort  # line 14
     - !map-memory & vma(any-uncached) -> Normal-NC  # line 15
     - !map-memory -> Device-nGnRE              # line 16
     - vm-mte & !vma(mte) -> refuse -EFAULT     # line 17
     - otherwise -> Normal                      # line 18
     + map-memory & vm-mte & !vma(mte) -> refuse -EFAULT  # as arm64-v8-2025:12
     + map-memory -> Normal                     # as arm64-v8-2025:13
     + !vma(pfnmap) & !vma(mixedmap) & vm-mte & !vma(mte) -> refuse -EFAULT
                                                # as arm64-v8-2025:14
     + !vma(pfnmap) & !vma(mixedmap) -> Normal  # as arm64-v8-2025:15
     + vma(pfnmap) & vma(cow) -> refuse -EINVAL  # as arm64-v8-2025:16
     + vma(WB) & !vma(pfnmap) -> refuse -EINVAL  # as arm64-v8-2025:17
     + vma(WB) & !cacheable-pfnmap-cap -> refuse -EFAULT  # as arm64-v8-2025:18
     + vma(WB) & vm-mte & !vma(mte) -> refuse -EFAULT  # as arm64-v8-2025:19
     + vma(WB) -> Normal                        # as arm64-v8-2025:20
     + exec-fault -> inject external-abort      # as arm64-v8-2025:21
     + vma(any-uncached) -> Normal-NC           # as arm64-v8-2025:22
     + otherwise -> Device-nGnRE                # as arm64-v8-2025:23
   7. 3483 cycles more, 6230 instead of 2747; refused: -EINVAL at line 35
     models/arm64_s2fwb/policies/arm64-6.9.policy, memslot
     + memslot                                  # after line 18
     + vm-mte & !vma(mte) -> refuse -EINVAL     # as arm64-6.17:27
     + vma(pfnmap) & slot(log-dirty) -> refuse -EINVAL  # as arm64-6.17:28
     + vma(pfnmap) & vma(WB) & !cacheable-pfnmap-cap -> refuse -EINVAL
                                                # as arm64-6.17:29
     + otherwise -> accept                      # as arm64-6.17:30
   8. 3483 cycles more, 6230 instead of 2747; refused: -EINVAL at line 35
     models/arm64_s2fwb/policies/arm64-6.9.policy, memslot
     + memslot                                  # after line 18
     + vm-mte & !vma(mte) -> refuse -EINVAL     # as arm64-block-2025:23
     + vma(pfnmap) & slot(log-dirty) -> refuse -EINVAL  # as arm64-block-2025:24
     + vma(pfnmap) & vma(WB) -> refuse -EINVAL  # as arm64-block-2025:25
     + otherwise -> accept                      # as arm64-block-2025:26
      2 more: --all
  
  Proved, each: no hazard in any schedule. Of sets of up to 1 change of
    operations, units, platform keys and policies: 28 tried, 12 explored. Cycles
    are of the slowest agent, approximately: what another does meanwhile costs
    nothing.

A whole program is refused: that is an end of its hazards as well.  Only a policy
or a platform helps:

  $ mtsim fix s37-uncontained-error-kills-host
  s37-uncontained-error-kills-host
  under arm64-6.16 with machine=neoverse-n1 uncontained=nc driver=vfio-pci
    stage1=NC
    fatal victim host cause uncontained severity security
  
   1. 208 cycles less, 2221 instead of 2429
     models/arm64_s2fwb/policies/arm64-6.9.policy, stage2
     - !map-memory & exec-fault -> inject external-abort  # line 14
     - !map-memory & vma(any-uncached) -> Normal-NC  # line 15
     - !map-memory -> Device-nGnRE              # line 16
     - vm-mte & !vma(mte) -> refuse -EFAULT     # line 17
     + !pfn-valid & exec-fault -> inject external-abort  # as arm64-5.10:15
     + !pfn-valid -> Device-nGnRE               # as arm64-5.10:16
     + vma(pfnmap) -> Device-nGnRE              # as arm64-5.10:17
   2. 208 cycles less, 2221 instead of 2429
     models/arm64_s2fwb/policies/arm64-6.9.policy, stage2
     - !map-memory & vma(any-uncached) -> Normal-NC  # line 15
  
  Proved, each: no hazard in any schedule. Of sets of up to 2 changes of
    operations, units, platform keys and policies: 69 tried, 2 explored. Cycles
    are of the slowest agent, approximately: what another does meanwhile costs
    nothing.

Nothing helps:

  $ mtsim fix s29-generic-arch-mismatch-parameter
  s29-generic-arch-mismatch-parameter
  under vmx-6.6 with machine=intel-no-self-snoop ncdma=1
    stale-read victim guest cause stale-clean-line
    stale-read victim guest cause dirty-line-not-snooped
  
  Nothing found. Of sets of up to 2 changes of operations, units, platform keys
    and policies: 731 tried, 1 explored.
  [1]

Nothing to fix:

  $ mtsim fix x11-memslot-flag-is-fixed
  x11-memslot-flag-is-fixed
  nothing to fix: no hazard in any schedule of 2 cases.
  $ mtsim fix s65-probe-enable-no-snoop
  s65-probe-enable-no-snoop
  nothing to fix: a procedure says nothing about every schedule, and is not
    explored.

Wrong use:

  $ mtsim fix
  mtsim: usage: mtsim fix [OPTION]... FILE
  [2]
  $ mtsim fix --max 9 s18-vmexit-without-fence
  mtsim: --max: from 1 to 4 changes, not 9
  [2]
  $ mtsim fix scenarios/x86
  mtsim: fix takes one scenario, not 35
  [2]
  $ mtsim fix --format csv s18-vmexit-without-fence
  mtsim: --format: no 'csv'; there is text, json
  [2]
