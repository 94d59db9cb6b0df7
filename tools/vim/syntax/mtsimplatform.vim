" Platforms of mtsim.  Made by tests/check_vim.py from the grammar.
if exists("b:current_syntax")
  finish
endif
syn iskeyword @,48-57,_,-,.
syn keyword mtsimWord cite model platform title
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
let b:current_syntax = "mtsimplatform"
