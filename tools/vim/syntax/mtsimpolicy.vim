" Policies of mtsim.  Made by tests/check_vim.py from the grammar.
if exists("b:current_syntax")
  finish
endif
syn iskeyword @,48-57,_,-,.
syn keyword mtsimWord accept after also any-uncached arch as-reported as-stage1
syn keyword mtsimWord asked-coherent asked-noncoherent asked-per-mapping attach
syn keyword mtsimWord attached base before bus-coherent cache-toggled
syn keyword mtsimWord cacheable-pfnmap cacheable-pfnmap-cap cd-nw-cleared cite
syn keyword mtsimWord clean clean-invalidate clear-mask clear-tvm cmo-outside-slot
syn keyword mtsimWord coherent container cow cr0-cd-write default detach device
syn keyword mtsimWord dic domain domain-enforced domain-mapped enforce
syn keyword mtsimWord enforce-blindly entry-write ever-noncoherent evice- evice-n
syn keyword mtsimWord exec-fault executable execute execute-never fast-path
syn keyword mtsimWord file-add file-del file-elsewhere file-known
syn keyword mtsimWord first-noncoherent flush flush-cpus flush-entries
syn keyword mtsimWord flush-guest-pages forced-by-leaf forget full-barrier fwb
syn keyword mtsimWord group-no-snoop-possible guarantee-wb guest-cache-enabled
syn keyword mtsimWord guest-cr0-cd guest-has-mtrr guest-mtrr host-mmio
syn keyword mtsimWord host-uncached if ignore-guest-pat inject invalidate
syn keyword mtsimWord invalidate-icache invd keep late-enforce layer leaf
syn keyword mtsimWord leaf-install leaf-removal leave log-dirty map map-memory
syn keyword mtsimWord mask memslot memslot-change mixedmap mte mtrr-write n nest
syn keyword mtsimWord no-snoop-enabled no-snoop-possible no-snoop-write
syn keyword mtsimWord noncoherent noncoherent-dma noncoherent-dma-change normal
syn keyword mtsimWord nothing on ormal ormal- otherwise override pass pat-write
syn keyword mtsimWord pfn-valid pfnmap policy quirk refuse remember-cpu replay
syn keyword mtsimWord report self-snoop separate set-tvm set-way share slot
syn keyword mtsimWord slot-noncoherent some-slot-noncoherent space-enforced stack
syn keyword mtsimWord stage2 tags tdp title tvm unit-caches unit-can-force
syn keyword mtsimWord unit-ignores-guest-types unmap unpin upgrade vcpu-load
syn keyword mtsimWord vcpu-moved vcpu-ran vcpu-reset vm-entry vm-exit vm-mte
syn keyword mtsimWord vm-register-write vma vma-change walks-snoop wbinvd
syn keyword mtsimWord wbinvd-exits zap
syn match mtsimNumber /\<\(0x[0-9a-fA-F_]\+\|0b[01_]\+\|[0-9][0-9_]*[KMG]\?\)\>/
syn match mtsimParam /\$[A-Za-z_][A-Za-z0-9_.-]*/
syn match mtsimArrow /->\|==\|!=/
syn region mtsimString start=/"/ skip=/\\./ end=/"/ oneline
syn match mtsimComment /#.*$/
hi def link mtsimWord Keyword
hi def link mtsimNumber Number
hi def link mtsimParam Identifier
hi def link mtsimArrow Operator
hi def link mtsimString String
hi def link mtsimComment Comment
setlocal commentstring=#\ %s
let b:current_syntax = "mtsimpolicy"
