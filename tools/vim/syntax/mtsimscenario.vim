" Scenarios of mtsim.  Made by tests/check_vim.py from the grammar.
if exists("b:current_syntax")
  finish
endif
syn iskeyword @,48-57,_,-,.
syn keyword mtsimWord adversary always any arrived as at behind cause cite columns
syn keyword mtsimWord condition count cpu0 cycles device doorbell drain evict
syn keyword mtsimWord evict-l1 evict-llc exists expect forall group has holds host
syn keyword mtsimWord include ioas iommu issue kind leaf linear-map llc-coherent
syn keyword mtsimWord map map-as matrix mmio name needs never no-linear-map
syn keyword mtsimWord no-snoop none not offset other owner page param pcie perform
syn keyword mtsimWord platform possible previous principal property quirk ram
syn keyword mtsimWord read-sensitive refused reg rows scenario schedule severity
syn keyword mtsimWord size slot-flag speculate state theorem thread title tlb-drop
syn keyword mtsimWord to type uncontained under up va victim vma when window with
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
let b:current_syntax = "mtsimscenario"
