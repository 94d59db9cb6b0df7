What a release changed for guests, and by which rule:

  $ mtsim diff vmx-6.14 vmx-6.16
  vmx-6.14 -> vmx-6.16
    vmx-6.14 is vmx-6.11
  
  ...
  1. vmx-6.11 line 16: stage2: !noncoherent-dma -> WB ipat
     vmx-6.16 line 19: stage2: otherwise -> WB
  ...
     + better      s01-wc-noncoherent-golden-path, 2 points
                   with enforce=off ncdma=0 pat-quirk=off
                   stale-read victim guest (functional) -> no hazard
  ...
  [1]

What a series changes that nobody has scenarios of his own for:

  $ mtsim diff flush-none flush-2024 s20-map-without-flush-leak s21-unmap-without-flush-ksm s22-lazy-unpin-five-steps
  flush-none -> flush-2024
  
  6 of 26 replayed points change, in 3 of 3 scenarios.
  0 worse, 6 better, 0 other.
  Cost: 8 points in 3 scenarios cost more, up to +38.7 %; --cost says where.
  
  1. flush-none line 9: before map -> nothing
     flush-2024 line 13: before map if first-noncoherent & !host-uncached -> flush
       pages
  
     + better      s20-map-without-flush-leak, 2 points
                   with machine=intel-server unit=none zeroed=before-map
                   leak victim guest (security), stale-read victim vm2
                     (functional) -> no hazard
  
  2. flush-none line 11: before unpin -> nothing
     flush-2024 line 14: before unpin if ever-noncoherent & !host-uncached ->
       flush pages
  
     + better      s21-unmap-without-flush-ksm, 2 points
                   with unit=none zeroed=no
                   stale-read victim host (security), unstable-read victim host
                     (security) -> no hazard
  
  3. flush-none line 9: before map -> nothing
     flush-2024 line 13: before map if first-noncoherent & !host-uncached -> flush
       pages
     only together with 'before unpin'
  
     + better      s22-lazy-unpin-five-steps, 2 points
                   leak victim vm2 (security), 2 stale-read victim host
                     (security), lost-write victim host (functional), stale-read
                     victim guest (functional), unstable-read victim guest
                     (functional) -> no hazard
  [1]

A line for each cause, or only the status:

  $ mtsim diff --summary flush-none flush-2024 s20-map-without-flush-leak s21-unmap-without-flush-ksm s22-lazy-unpin-five-steps
  flush-none -> flush-2024
  
  6 of 26 replayed points change, in 3 of 3 scenarios.
  0 worse, 6 better, 0 other.
  Cost: 8 points in 3 scenarios cost more, up to +38.7 %; --cost says where.
  
  1. 2 better: flush-none line 9: before map -> nothing; flush-2024 line 13: before map if first-noncoherent & !host-uncached -> flush pages
  2. 2 better: flush-none line 11: before unpin -> nothing; flush-2024 line 14: before unpin if ever-noncoherent & !host-uncached -> flush pages
  3. 2 better: flush-none line 9: before map -> nothing; flush-2024 line 13: before map if first-noncoherent & !host-uncached -> flush pages; only together with 'before unpin'
  [1]
  $ mtsim diff --quiet flush-none flush-2024 s21-unmap-without-flush-ksm
  [1]
  $ mtsim diff --summary --format json flush-none flush-2024 s21-unmap-without-flush-ksm
  mtsim: diff: --summary is text, not json
  [2]

Every schedule instead of one:

  $ mtsim diff --by check flush-none flush-2024 s21-unmap-without-flush-ksm
  flush-none -> flush-2024
  
  2 of 8 points change, in 1 of 1 scenario, over every schedule.
  0 worse, 2 better, 0 other.
  
  1. flush-none line 11: before unpin -> nothing
     flush-2024 line 14: before unpin if ever-noncoherent & !host-uncached ->
       flush pages
  
     + better      s21-unmap-without-flush-ksm, 2 points
                   with unit=none zeroed=no
                   stale-read victim host (security) possible, 2 unstable-read
                     victim host (security) possible -> no hazard
  [1]

On arm64, with what costs otherwise:

  $ mtsim diff --cost arm64-6.17 arm64-6.17-no-map-flush s40-guest-uncached-ordinary-memory
  arm64-6.17 -> arm64-6.17-no-map-flush
  
  2 of 8 replayed points change, in 1 of 1 scenario.
  2 worse, 0 better, 0 other.
  Cost: 2 points in 1 scenario cost less, down to -5.3 %.
  
  1. arm64-5.10 line 36: before leaf-install if leaf(normal) & !fwb ->
       clean-invalidate page
     arm64-6.17-no-map-flush: no rule of 'before leaf-install' applies
  
     - worse       s40-guest-uncached-ordinary-memory, 2 points
                   with machine=neoverse-n1 guest-does=nc|mmu-off
                   no hazard -> leak victim vm1 (security), lost-write victim
                     guest (functional), 2 stale-read victim guest (functional)
  
     + costs less  s40-guest-uncached-ordinary-memory, 2 points
                   with machine=neoverse-n1 guest-does=wb|ivac
                   -5.3 % to -0.3 %
  [1]

A policy under two names, and a policy and itself:

  $ mtsim diff vmx-6.16 vmx-6.18 scenarios/x86
  vmx-6.16 -> vmx-6.18
    vmx-6.18 is vmx-6.16
  
  ...
  $ mtsim diff flush-none flush-none s20-map-without-flush-leak
  flush-none -> flush-none
  
  0 of 16 replayed points change, in 1 scenario.

A copy with a changed line keeps its name, or its file's:

  $ cp models/x86_pat_ept/policies/vmx-6.16.policy mine.policy
  $ sed -i '/stage2/,/^$/s/otherwise .*/otherwise -> guest-mtrr/' mine.policy
  $ mtsim diff vmx-6.16 mine.policy s11-whole-vm-honor-versus-memslot s14-flagged-slot-ignores-mtrr s51-matrix-box3
  vmx-6.16 -> mine.policy
    mine.policy is vmx-6.16
  
  7 of 44 replayed points change, in 3 of 3 scenarios.
  4 worse, 3 better, 0 other.
  Cost: 9 points in 3 scenarios cost more, up to +28.9 %; 1 point in 1 scenario
  costs less, down to -2.2 %; --cost says where.
  
  1. vmx-6.16 line 19: stage2: otherwise -> WB
     mine.policy line 19: stage2: otherwise -> guest-mtrr
  
     - worse       s11-whole-vm-honor-versus-memslot, 2 points
                   with machine=intel-no-self-snoop guest-type=mtrr-UC ncdma=1
                   no hazard -> 2 stale-read victim guest (functional)
  
     - worse       s14-flagged-slot-ignores-mtrr, 2 points
                   with guest-type=WB|UC machine=intel-no-self-snoop
                     host-copy=dirty
                   no hazard -> lost-write victim guest (functional), stale-read
                     victim guest (functional)
  
     + better      s14-flagged-slot-ignores-mtrr, 2 points
                   with guest-type=WB machine=intel-server
                   stale-read victim guest (functional) -> no hazard
  
     + better      s51-matrix-box3, 1 point
                   with flush=wbinvd dirtied=other-vcpu
                   stale-read victim guest (functional) -> no hazard
  [1]
  $ cp mine.policy vmx-6.16.policy
  $ mtsim diff vmx-6.16.policy vmx-6.16 --param guest-type=mtrr-UC s11-whole-vm-honor-versus-memslot
  vmx-6.16.policy -> vmx-6.16
    vmx-6.16.policy is vmx-6.16
  
  2 of 8 replayed points change, in 1 of 1 scenario.
  0 worse, 2 better, 0 other.
  Cost: 5 points in 1 scenario cost less, down to -22.4 %; --cost says where.
  
  1. vmx-6.16.policy line 19: stage2: otherwise -> guest-mtrr
     vmx-6.16 line 19: stage2: otherwise -> WB
  
     + better      s11-whole-vm-honor-versus-memslot, 2 points
                   with machine=intel-no-self-snoop guest-type=mtrr-UC ncdma=1
                   2 stale-read victim guest (functional) -> no hazard
  [1]

For a review and for programs:

  $ mtsim diff --format markdown flush-none flush-2024 s20-map-without-flush-leak s21-unmap-without-flush-ksm
  # What changes: flush-none to flush-2024
  
  4 of 24 points in 2 scenarios: 0 worse, 4 better, 0 other.
  Cost: 6 points cost more, 0 less.
  
  ## 1. `flush-none line 9: before map -> nothing`, `flush-2024 line 13: before map if first-noncoherent & !host-uncached -> flush pages`
  
  | | scenario | points | with | what comes out |
  |---|---|---:|---|---|
  | + better | s20-map-without-flush-leak | 2 | machine=intel-server unit=none zeroed=before-map | leak victim guest (security), stale-read victim vm2 (functional) -> no hazard |
  
  ## 2. `flush-none line 11: before unpin -> nothing`, `flush-2024 line 14: before unpin if ever-noncoherent & !host-uncached -> flush pages`
  
  | | scenario | points | with | what comes out |
  |---|---|---:|---|---|
  | + better | s21-unmap-without-flush-ksm | 2 | unit=none zeroed=no | stale-read victim host (security), unstable-read victim host (security) -> no hazard |
  [1]
  $ mtsim diff --format json flush-none flush-2024 s21-unmap-without-flush-ksm
  {
    "schema" : 1,
    "version" : "0.1.0",
    "from" : "flush-none",
    "to" : "flush-2024",
    "by" : "run",
    "scenarios" : 1,
    "points" : 8,
    "left_out" : 0,
    "worse" : 0,
    "better" : 2,
    "other" : 0,
    "undecided" : 0,
    "undecided_in" : [],
    "costs_more" : {
      "points" : 4,
      "scenarios" : 1,
      "most" : 0.35836177474402731
    },
    "costs_less" : {
      "points" : 0,
      "scenarios" : 0,
      "most" : 0.0
    },
    "changes" : [
      {
        "scenario" : "s21-unmap-without-flush-ksm",
        "file" : "scenarios/iommu/s21-unmap-without-flush-ksm.scn",
        "change" : "better",
        "severity" : "security",
        "from" : "stale-read victim host (security), unstable-read victim host (security)",
        "to" : "no hazard",
        "points" : 2,
        "with" : [
          "unit=none zeroed=no"
        ],
        "cause" : {
          "from" : {
            "rule" : "flush-none line 11: before unpin -> nothing",
            "cite" : "linux drivers/vfio/vfio_iommu_type1.c, drivers/iommu/iommufd/pages.c, v6.8 to v6.16"
          },
          "to" : {
            "rule" : "flush-2024 line 14: before unpin if ever-noncoherent & !host-uncached -> flush pages",
            "cite" : "[PATCH 3/5] vfio/type1: Flush CPU caches on DMA pages in non-coherent domains, 20240507062138.20465-1-yan.y.zhao@intel.com"
          }
        }
      }
    ]
  }
  [1]

What can be compared:

  $ mtsim diff vmx-6.16 flush-none
  mtsim: diff: 'vmx-6.16' decides for layer kvm and 'flush-none' for layer flush; policies of one layer are compared, or stacks A+B
  [2]
  $ mtsim diff vmx-6.16 arm64-6.17
  mtsim: diff: 'vmx-6.16' is of x86 and 'arm64-6.17' of arm64; no scenario runs under both
  [2]
  $ mtsim diff all vmx-6.16
  mtsim: diff: 'all' stands for several policies; one is compared with one
  [2]
  $ mtsim diff kernel vmx-6.16
  mtsim: diff: 'kernel' stands for several policies; one is compared with one
  [2]
  $ mtsim diff vmx-6.61 vmx-6.16
  mtsim: error: no policy 'vmx-6.61', did you mean 'vmx-6.1'? [E201]
  [2]
  $ mtsim diff vmx-6.14+vmx-6.16 vmx-6.16
  mtsim: error: 'vmx-6.14' and 'vmx-6.16' both decide for layer 'kvm' [E313]
  [2]
  $ mtsim diff vmx-6.14
  mtsim: usage: mtsim diff [OPTION]... POLICY POLICY [FILE|FOLDER]...
  [2]
  $ mtsim diff nosuch.policy vmx-6.16
  mtsim: cannot open 'nosuch.policy': No such file or directory
  [4]
  $ cat mine.policy > two.policy
  $ sed 's/^policy vmx-6.16/policy other/; /^  also/d' mine.policy >> two.policy
  $ mtsim diff two.policy vmx-6.16
  mtsim: diff: 'two.policy' has several policies, 'other' and 'vmx-6.16'; a file that is compared has one
  [2]
  $ mtsim diff --by chance vmx-6.14 vmx-6.16
  mtsim: --by: no 'chance'; there is run, check
  [2]
  $ mtsim diff --by check --cost vmx-6.14 vmx-6.16
  mtsim: diff: exploring has no cost; --cost is for --by run
  [2]
  $ mtsim diff --max-states 10 vmx-6.14 vmx-6.16
  mtsim: diff: --max-states is for --by check
  [2]
  $ mtsim diff vmx-6.14 vmx-6.16 s40-reverse-mismatch
  mtsim: no policy that was selected fits the architecture
  [2]
  $ mtsim diff vmx-6.14 vmx-6.16 --param nosuch=1
  mtsim: no parameter 'nosuch'
  [2]

Undecided within the bounds:

  $ mtsim diff --by check --max-states 3 flush-none flush-2024 s21-unmap-without-flush-ksm
  flush-none -> flush-2024
  
  0 of 8 points change, in 1 scenario, over every schedule.
  Undecided within the bounds: 8 points, of s21-unmap-without-flush-ksm.
  [3]
