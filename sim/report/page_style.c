/* How a report looks, on a screen and on paper, by day and by night. */
#include "sim/report/colours.h"
#include "sim/report/page_inside.h"

const char *const page_style[] = {
    // clang-format off
    ":root{--paper:#fff;--ink:#1b1f24;--soft:#57606a;--line:#c8ced4;"
    "--band:#f2f4f6;--link:#0550ae;--not:#a40e26;\n",
    "--l0:" COLOUR_SAFE ";--l0i:" COLOUR_SAFE_INK
    ";--l1:" COLOUR_REFUSED ";--l1i:" COLOUR_REFUSED_INK
    ";--l2:" COLOUR_UNDECIDED ";--l2i:" COLOUR_UNDECIDED_INK
    ";--l3:" COLOUR_STUCK ";--l3i:" COLOUR_STUCK_INK
    ";--l4:" COLOUR_PERFORMANCE ";--l4i:" COLOUR_PERFORMANCE_INK
    ";--l5:" COLOUR_FUNCTIONAL ";--l5i:" COLOUR_FUNCTIONAL_INK
    ";--l6:" COLOUR_SECURITY ";--l6i:" COLOUR_SECURITY_INK "}\n",
    "@media (prefers-color-scheme:dark){:root{--paper:#15191e;"
    "--ink:#e8ecf0;--soft:#a5afb9;--line:#3d4650;--band:#1e242a;"
    "--link:#79c0ff;--not:#ff9a9a;\n",
    "--l0:#123524;--l0i:#b6e8cc;--l1:#152c47;--l1i:#bcd7f5;"
    "--l2:#33383e;--l2i:#ddd;--l3:#322850;--l3i:#d9cdf7;--l4:#4d3f0a;"
    "--l4i:#ffeeb0;--l5:#7a4310;--l5i:#ffe6cc;--l6:#ff9a5c;"
    "--l6i:#2b0f00}}\n",
    "*{box-sizing:border-box}\n",
    "html{scroll-padding-top:1rem}\n",
    "body{margin:0 auto;padding:1rem;max-width:78rem;"
    "background:var(--paper);color:var(--ink);"
    "font:1rem/1.5 system-ui,\"Segoe UI\",Roboto,\"DejaVu Sans\",sans-serif;"
    "overflow-wrap:break-word}\n",
    "code,.command{font:.9em ui-monospace,\"DejaVu Sans Mono\",Menlo,"
    "Consolas,monospace}"
    "\n",
    "h1{font-size:1.6rem;line-height:1.2;margin:.5rem 0}\n",
    "h2{font-size:1.3rem;margin:2.2rem 0 .6rem;"
    "border-bottom:2px solid var(--line)}\n",
    "h3{font-size:1.1rem;margin:1.6rem 0 .3rem}\n",
    "h4{display:inline;font-size:1rem;font-weight:normal}\n",
    "h5{font-size:1rem;margin:1rem 0 .3rem}\n",
    "p{margin:.4rem 0;max-width:60rem}\n",
    "a{color:var(--link)}\n",
    ":focus-visible{outline:3px solid var(--link);outline-offset:2px}\n",
    ".skip{position:absolute;left:-100rem}\n",
    ".skip:focus{left:1rem;top:.5rem;background:var(--paper);"
    "padding:.5rem;z-index:3}\n",
    "nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;"
    "list-style:none;padding:0;margin:.6rem 0}\n",
    ".soft,small{color:var(--soft)}\n",
    "small{font-size:.8rem}\n",
    ".not{color:var(--not);font-weight:bold}\n",
    "summary .soft,summary .not{margin-left:.7rem;font-size:.85rem}\n",
    "table{border-collapse:collapse}\n",
    "caption{text-align:left;padding:.3rem 0;color:var(--soft)}\n",
    "th,td{border:1px solid var(--line);padding:.25rem .5rem;"
    "text-align:left;vertical-align:top;font-size:.9rem}\n",
    "th{background:var(--band);font-weight:600}\n",
    ".num{text-align:right;font-variant-numeric:tabular-nums}\n",
    ".scroll{overflow-x:auto;max-width:100%}\n",
    ".matrix{font-size:.85rem}\n",
    ".matrix td{min-width:6rem}\n",
    ".matrix tbody th{position:sticky;left:0;z-index:1;min-width:9rem;"
    "max-width:18rem;font-weight:normal}\n",
    ".matrix td a{color:inherit;font-weight:600}\n",
    ".matrix td small{display:block;color:inherit}\n",
    ".matrix td .not{color:inherit;text-decoration:underline}\n",
    ".matrix td .not::before{content:\"\\2717 \"}\n",
    ".none{color:var(--soft);text-align:center}\n",
    ".l0{background:var(--l0);color:var(--l0i)}"
    ".l1{background:var(--l1);color:var(--l1i)}"
    ".l2{background:var(--l2);color:var(--l2i)}"
    ".l3{background:var(--l3);color:var(--l3i)}\n",
    ".l4{background:var(--l4);color:var(--l4i)}"
    ".l5{background:var(--l5);color:var(--l5i)}"
    ".l6{background:var(--l6);color:var(--l6i)}\n",
    ".tag{display:inline-block;padding:0 .45rem;border-radius:.3rem;"
    "border:1px solid var(--line);font-size:.9rem;font-weight:600}\n",
    ".legend{font-size:.9rem;line-height:1.9}\n",
    "form{display:flex;flex-wrap:wrap;gap:.6rem 1.2rem;align-items:end;"
    "margin:.6rem 0}\n",
    "form[hidden]{display:none}\n",
    "fieldset{border:1px solid var(--line);display:flex;flex-wrap:wrap;"
    "gap:.2rem 1rem;flex-basis:100%}\n",
    "input[type=search],select{font:inherit;padding:.25rem .4rem;"
    "max-width:100%;color:inherit;background:var(--paper);"
    "border:1px solid var(--soft);border-radius:.25rem}\n",
    "details{border:1px solid var(--line);border-radius:.4rem;"
    "padding:.4rem .7rem;margin:.5rem 0}\n",
    "details[open]{padding-bottom:.8rem}\n",
    "summary{cursor:pointer}\n",
    "summary:hover{background:var(--band)}\n",
    "figure{margin:.8rem 0}\n",
    "figcaption{color:var(--soft);margin-bottom:.3rem}\n",
    "figure svg{display:block}\n",
    ".plot{color:var(--ink)}\n",
    ".where{margin:.5rem 0;padding-left:1.2rem}\n",
    ".story>li{margin:.5rem 0}\n",
    ".story .event{list-style:none}\n",
    ".story p{margin:.15rem 0}\n",
    ".did::before{content:\"\\2192  \";color:var(--soft)}\n",
    ".now{color:var(--soft)}\n",
    ".now::before{content:\"now: \"}\n",
    ".why{margin:.1rem 0 .3rem;padding-left:1.4rem;font-size:.9rem;"
    "list-style:\"\\2013  \"}\n",
    ".hazard{border:2px solid var(--l5);border-left-width:.5rem;"
    "padding:.3rem .7rem;margin:.4rem 0}\n",
    ".remedy{font-weight:600}\n",
    "dl>div{margin:.5rem 0}\n",
    "dd{margin-left:1.2rem}\n",
    "dl>div:target,details:target{outline:3px solid var(--link)}\n",
    "cite{color:var(--soft);font-size:.9rem}\n",
    "@media (max-width:40rem){body{padding:.6rem}h1{font-size:1.3rem}"
    ".matrix tbody th{min-width:7rem;max-width:8rem;font-size:.75rem}"
    ".story{padding-left:1.6rem}dd{margin-left:.5rem}}\n",
    "@media print{:root{--paper:#fff;--ink:#000;--soft:#333;"
    "--band:#eee;--line:#999;--link:#000;--not:#000}"
    "body{max-width:none;font-size:9pt;padding:0}"
    "nav,form,.skip{display:none}.scroll{overflow:visible}"
    "figure svg{max-width:100%;height:auto}"
    "figure,.hazard,tr{break-inside:avoid}"
    "h2,h3,h5,summary{break-after:avoid}details{border:0;padding:0}"
    "details::details-content{content-visibility:visible;display:block;"
    "height:auto}.matrix tbody th{position:static}"
    ".tag,td{print-color-adjust:exact}}\n",
    NULL,
    // clang-format on
};
