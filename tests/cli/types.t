  $ mtsim types
  table        │ what it combines
  ─────────────┼────────────────────────────────────────────────
  x86-pat-mtrr │ Intel: PAT type and MTRR type
  x86-ept      │ Intel: guest PAT type and EPT leaf
  amd-npt      │ AMD: guest PAT, host PAT and MTRR types
  arm64-mair   │ arm64: bytes of MAIR_EL1
  arm64-s2     │ arm64: stage-2 MemAttr[3:0]
  arm64-s1s2   │ arm64: stage 1 with stage 2
  arm64-device │ arm64: what Device and Normal-NC memory allow
  vtd          │ VT-d: whether a request snoops
  amd-vi       │ AMD-Vi: whether a request snoops
  smmuv3       │ SMMUv3: final attributes of a PCIe device's DMA
  dma          │ DMA: whether a request looks into the caches
  dma-lines    │ DMA: what it does to a line in a CPU's cache
  $ mtsim types x86-pat-mtrr
  Intel: PAT type and MTRR type
  
  pat / mtrr │ UC           WC           WT           WB           WP
  ───────────┼────────────────────────────────────────────────────────────────
  UC         │ UC optional  UC required  UC required  UC required  UC required
  UC-        │ UC optional  WC optional  UC required  UC required  WC optional
  WC         │ WC optional  WC optional  WC optional  WC optional  WC optional
  WT         │ UC optional  UC required  WT           WT           WT
  WB         │ UC optional  WC optional  WT           WB           WP
  WP         │ UC optional  UC required  WP           WP           WP
  
    CR0.CD = 0.
    required: the type obliges the CPU to look into caches, because UC came from
      the page tables (footnote 2).
    optional: UC came from the MTRR or the EPT (footnote 1), or the type is WC;
      only a CPU with self-snoop looks.
    -: a cacheable type, coherent anyway.
    Older editions call UC- with WP, WT with WC, WT with WP, WP with WC and WP
      with WT undefined (footnote 3).
    source: Intel SDM vol. 3A (325384-059US), "Effective Page-Level Memory Types
      for Pentium III and More Recent Processor Families", Table 11-7 (12-7 in
      recent editions)
  $ mtsim types x86-pat-mtrr --ascii | head -4
  Intel: PAT type and MTRR type
  
  pat / mtrr | UC           WC           WT           WB           WP
  -----------+----------------------------------------------------------------
  $ mtsim types amd-npt | head -10
  AMD: guest PAT, host PAT and MTRR types; mtrr = UC
  
  guest_pat / host_pat │ UC  UC-  WC  WP  WT  WB
  ─────────────────────┼────────────────────────
  UC                   │ UC  UC   UC  UC  UC  UC
  UC-                  │ UC  UC   WC  UC  UC  UC
  WC                   │ WC  WC   WC  WC  WC  WC
  WP                   │ UC  UC   UC  UC  UC  UC
  WT                   │ UC  UC   UC  UC  UC  UC
  WB                   │ UC  UC   WC  UC  UC  UC

A table that repeats too much for a reader is folded; programs get all of it.

  $ mtsim types arm64-s1s2 | sed -n '/fwb = 1, MemAttr\[3:2\] = x1/,/^Normal-WB/p'
  arm64: stage 1 with stage 2; fwb = 1, MemAttr[3:2] = x1
  
  stage 1 / [1:0] │ 00        01             10         11
  ────────────────┼───────────────────────────────────────────────────
  Device-nGnRnE   │ reserved  Device-nGnRnE  Normal-WB  Device-nGnRnE
  Device-nGnRE    │ reserved  Device-nGnRE   Normal-WB  Device-nGnRE
  Device-nGRE     │ reserved  Device-nGRE    Normal-WB  Device-nGRE
  Device-GRE      │ reserved  Device-GRE     Normal-WB  Device-GRE
  Normal-NC       │ reserved  Normal-NC      Normal-WB  Normal-NC
  Normal-WT       │ reserved  Normal-NC      Normal-WB  Normal-WT
  Normal-WB       │ reserved  Normal-NC      Normal-WB  Normal-WB
  $ mtsim types arm64-s1s2 --format csv | sed -n '1,2p; $p'
  fwb,s1_attr,s1_sh,s2_memattr,s2_sh,type,inner,outer,sh
  0,0x00,0,0,0,Device-nGnRnE,-,-,OSH
  1,0xff,3,15,3,Normal,WB,WB,ISH
  $ mtsim types arm64-s1s2 --format csv | wc -l
  67969
  $ mtsim types arm64-mair --format csv | grep -c reserved
  20
  $ mtsim types arm64-s2 | sed -n 3,6p
  memattr / fwb │ 0               1
  ──────────────┼─────────────────────────────────────────
  0000          │ Device-nGnRnE   Device-nGnRnE
  0001          │ Device-nGnRE    Device-nGnRE or stronger
  $ mtsim types arm64-device | sed -n 3,6p
  allowed / type      │ nGnRnE     nGnRE      nGRE       GRE        Normal-NC
  ────────────────────┼──────────────────────────────────────────────────────
  gathering (G)       │ no         no         no         yes        yes
  reordering (R)      │ no         no         yes        yes        yes

The formats for programs: a header and a row for each combination.

  $ mtsim types x86-ept --format csv | head -4
  pat,ept,ipat,cd,effective,snoop
  UC,UC,0,0,UC,optional
  UC,WC,0,0,UC,required
  UC,WT,0,0,UC,required
  $ mtsim types x86-ept --format csv | wc -l
  121
  $ mtsim types x86-pat-mtrr --format csv | head -1
  pat,mtrr,effective,snoop
  $ mtsim types amd-npt --format csv | head -1
  guest_pat,host_pat,mtrr,effective
  $ mtsim types amd-npt --format json | python3 -c '
  > import json, sys
  > table = json.load(sys.stdin)["tables"][0]
  > print(table["name"], len(table["rows"]), table["rows"][0])'
  amd-npt 180 {'guest_pat': 'UC', 'host_pat': 'UC', 'mtrr': 'UC', 'effective': 'UC'}
  $ mtsim types x86-pat-mtrr --format markdown | sed -n 3,5p
  | pat / mtrr | UC | WC | WT | WB | WP |
  | --- | --- | --- | --- | --- | --- |
  | UC | UC optional | UC required | UC required | UC required | UC required |
  $ mtsim types --format csv
  table,what it combines
  x86-pat-mtrr,Intel: PAT type and MTRR type
  x86-ept,Intel: guest PAT type and EPT leaf
  amd-npt,"AMD: guest PAT, host PAT and MTRR types"
  arm64-mair,arm64: bytes of MAIR_EL1
  arm64-s2,arm64: stage-2 MemAttr[3:0]
  arm64-s1s2,arm64: stage 1 with stage 2
  arm64-device,arm64: what Device and Normal-NC memory allow
  vtd,VT-d: whether a request snoops
  amd-vi,AMD-Vi: whether a request snoops
  smmuv3,SMMUv3: final attributes of a PCIe device's DMA
  dma,DMA: whether a request looks into the caches
  dma-lines,DMA: what it does to a line in a CPU's cache

Wrong use:

  $ mtsim types x86-etp
  mtsim: no table 'x86-etp', did you mean 'x86-ept'?
  [2]
  $ mtsim types nonsense
  mtsim: no table 'nonsense'; 'mtsim types' lists them
  [2]
  $ mtsim types --format yaml
  mtsim: --format: no 'yaml'; there is text, markdown, csv, json
  [2]
  $ mtsim types a b
  mtsim: usage: mtsim types [OPTION]... [NAME]
  [2]
  $ mtsim types x86-ept > /dev/full
  mtsim: cannot write the output: No space left on device
  [4]
