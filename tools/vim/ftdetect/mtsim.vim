" Files of mtsim: scenarios with what they include, policies, platforms.
au BufRead,BufNewFile *.scn setfiletype mtsimscenario
au BufRead,BufNewFile */scenarios/*.inc setfiletype mtsimscenario
au BufRead,BufNewFile *.policy setfiletype mtsimpolicy
au BufRead,BufNewFile *.platform setfiletype mtsimplatform
