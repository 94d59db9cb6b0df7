/*
 * Scenarios, the grammar.  A file is a row of lines; indentation and empty
 * lines mean nothing, '#' begins a comment.  name, number, string and $name are
 * tokens of sim/base/lex.h.  Options come in any order, each at most once,
 * "slot-flag" any number of times.
 *
 *   file       = { [ when ] statement }
 *   when       = "when" cond { cond } ":" [ when ]
 *   statement  = about | setting | place | step | schedule | thread
 *              | adversary | under | theorem | property | matrix
 *
 *   about      = "scenario" name | "title" string | "cite" string [ string ]
 *              | "kind" name | "include" string
 *
 *   setting    = "platform" ref
 *              | "param" name "=" literal { literal }
 *              | "principal" name name
 *              | "quirk" name ref
 *              | "reg" context name "=" value
 *
 *   place      = "ram" name value { ram-option }
 *              | "mmio" name value { mmio-option }
 *              | ( "iommu" | "ioas" ) name ref [ "has" ref { "," ref } ]
 *              | "device" name { device-option }
 *              | "map" ref ref { map-option }
 *   ram-option = "owner" ref | "previous" ref | "holds" value | "at" value
 *              | "no-linear-map" | "linear-map" ref | "slot-flag" ref
 *              | "vma" ref { "," ref }
 *   mmio-option = "device" ref | "owner" ref | "at" value | "window" | "reg"
 *              | "read-sensitive" | "doorbell" | "uncontained" ref
 *              | "vma" ref { "," ref }
 *   device-option = "owner" ref | "no-snoop" | "llc-coherent"
 *              | "behind" ref | "pcie" ref { "," ref }
 *              | "group" value
 *   map-option = "as" ref | "leaf" value | "name" name | "size" value
 *              | "offset" value | "va" value | "page" value
 *
 *   step       = agent [ context ] ":" verb { operand } [ "==" operand ]
 *                [ "->" register ] [ "needs" register { register } ]
 *   operand    = ref [ "+" value | "[" ( ".." | value ".." value ) "]" ]
 *              | number
 *
 *   schedule   = "schedule" "{" { [ when ] event } "}"
 *   event      = ( "evict" | "evict-l1" | "evict-llc" | "speculate" | "drain"
 *              | "tlb-drop" ) operand { operand } [ "other" ]
 *              | "issue" name [ "other" ]
 *              | "perform" agent [ number ] [ "other" ]
 *   thread     = "thread" name "{" { [ when ] ( step | schedule ) } "}"
 *
 *   adversary  = "adversary" agent [ context ] ":" "up" "to" number
 *                "{" { [ when ] choice | "map-as" ( "any" | ref { ref } ) } "}"
 *   choice     = "any" operand | verb { operand }
 *
 *   under      = "under" stack { "," stack } [ "with" cond { cond } ] ":" claim
 *   stack      = name { "+" name }
 *   cond       = name ( "=" | "!=" ) literal { "|" literal }
 *   claim      = "expect" ( "none" | subject | observed ) | every
 *   every      = ( "always" | "possible" ) subject
 *              | "never" ( "any" | subject | "exists" final )
 *              | ( "exists" | "forall" ) final
 *   final      = term { ( "&" | "|" ) term }
 *   term       = ref [ "+" value ] compare value
 *   subject    = hazard { "," hazard } | register compare value
 *   hazard     = name { "victim" ref | "cause" name | "severity" name }
 *   observed   = "type" context ref "=" ref
 *              | "count" "(" name ")" compare value
 *              | "arrived" ref "=" "[" [ arrival { "," arrival } ] "]"
 *              | "refused" [ name ] | "condition" name
 *              | "state" name compare value | "cycles" compare value
 *   arrival    = number "@" number
 *   compare    = "==" | "!=" | "<" | "<=" | ">" | ">="
 *
 *   theorem    = "theorem" name ":" [ "not" ] name
 *                "under" stack { "," stack } [ "when" cond { cond } ]
 *   property   = "property" name ":" every
 *   matrix     = "matrix" "rows" ref { "," ref } "columns" ref { "," ref }
 *
 *   agent      = name       (a device, "host", or a CPU: "cpu0")
 *   context    = name       (a principal, or one of its vCPUs: "guest.1")
 *   verb, register = name
 *   ref        = name | $name
 *   value      = number | $name
 *   literal    = name | number
 */
#include "sim/lang/grammar.h"

#define ADDRESS_OPERANDS "<operand>..."

/* What speaks about every schedule. */
#define FINAL_STATE "<term> [JOIN <term>]..."
#define EVERY_SCHEDULE                                                         \
    "always <subject>,... | possible <subject>,..."                            \
    " | never (any | exists " FINAL_STATE " | <subject>,...)"                  \
    " | exists " FINAL_STATE " | forall " FINAL_STATE

// clang-format off
static const struct slot slots[S_COUNT] = {
    [S_NAME]    = {"NAME", SLOT_WORD, "a name"},
    [S_REF]     = {"REF", SLOT_WORD | SLOT_PARAM, "a name"},
    [S_WORD]    = {"WORD", SLOT_WORD, "a word"},
    [S_NUMBER]  = {"NUMBER", SLOT_NUMBER | SLOT_PARAM, "a number"},
    [S_LITERAL] = {"LITERAL", SLOT_WORD | SLOT_NUMBER, "a value"},
    [S_TEXT]    = {"TEXT", SLOT_STRING, "a string"},
    [S_AGENT]   = {"AGENT", SLOT_WORD, "an agent"},
    [S_CONTEXT] = {"CONTEXT", SLOT_WORD, "a context"},
    [S_VERB]    = {"VERB", SLOT_WORD, "an operation"},
    [S_RESULT]  = {"RESULT", SLOT_WORD, "a register"},
    [S_COMPARE] = {"COMPARE",
                   SLOT_TOKEN(TK_EQ) | SLOT_TOKEN(TK_NE) | SLOT_TOKEN(TK_LT) |
                       SLOT_TOKEN(TK_LE) | SLOT_TOKEN(TK_GT) |
                       SLOT_TOKEN(TK_GE),
                   "a comparison"},
    [S_JOIN]    = {"JOIN", SLOT_TOKEN(TK_AND) | SLOT_TOKEN(TK_OR),
                   "'&' or '|'"},
    [S_EQUALS]  = {"EQUALS", SLOT_TOKEN(TK_EQ), "'=='"},
    [S_UNEQUAL] = {"UNEQUAL", SLOT_TOKEN(TK_NE), "'!='"},
    [S_WHOLE]   = {"WHOLE", SLOT_TOKEN(TK_RANGE), "'..'"},
    [S_PARAM]   = {"PARAM", SLOT_WORD, "a parameter"},
    [S_TYPE]    = {"TYPE", SLOT_WORD | SLOT_PARAM, "a memory type"},
    [S_PLAIN]   = {"PLAIN", SLOT_NUMBER, "a number"},
};

static const struct form forms[] = {
    {"scenario", "NAME", F_SCENARIO, SCOPE_TOP, 0, 0, 0,
     "begins a scenario and names it",
     "scenario dma-after-store"},
    {"title", "TEXT", F_TITLE, SCOPE_TOP, 0, 1, 0,
     "says in one line what happens",
     "title \"A device reads a line the CPU still holds dirty\""},
    {"cite", "TEXT [TEXT]", F_CITE, SCOPE_TOP, 0, 1, 0,
     "names a source, and the words of it that are meant",
     "cite \"a mail\" \"may read incorrect data\""},
    {"kind", "WORD", F_KIND, SCOPE_TOP, 0, 1, 0,
     "'procedure': control steps only, every schedule is the same; 'setting': "
     "claims nothing, and lists what 'mtsim diff --search' makes programs of",
     "kind procedure"},
    {"include", "TEXT", F_INCLUDE, SCOPE_TOP, 0, 0, 0,
     "reads another file here; its path is relative to this one",
     "include \"settings/gpu.inc\""},
    {"platform", "REF", F_PLATFORM, SCOPE_TOP, 0, 0, 0,
     "the machine it runs on",
     "platform server"},
    {"param", "NAME '=' LITERAL...", F_PARAM, SCOPE_TOP, 0, 0, 0,
     "an axis: the scenario is run with each value in place of '$NAME'",
     "param guest-type = T1 T2 T3"},
    {"principal", "NAME WORD", F_PRINCIPAL, SCOPE_TOP, 0, 0, 0,
     "another 'guest' or 'user'; host, vmm (a user) and guest are there",
     "principal vm2 guest"},
    {"quirk", "WORD REF", F_QUIRK, SCOPE_TOP, 0, 0, 0,
     "switches a quirk of the model 'on' or 'off'",
     "quirk some-quirk off"},
    {"ram",
     "NAME NUMBER {owner REF; previous REF; holds NUMBER; at NUMBER; "
     "no-linear-map; linear-map TYPE; * slot-flag REF; vma REF,...}",
     F_RAM, SCOPE_TOP, 0, 0, 0,
     "memory: its size, who owns it, whose data it holds at the start and which",
     "ram buf 4K owner guest previous vm1 holds 42"},
    {"mmio",
     "NAME NUMBER {device REF; owner REF; at NUMBER; window; reg; "
     "read-sensitive; doorbell; uncontained REF; vma REF,...}",
     F_MMIO, SCOPE_TOP, 0, 0, 0,
     "registers of a device: single ones, or a window where accesses may "
     "merge",
     "mmio bar 4K device gpu window"},
    {"iommu", "NAME REF {has REF,...}", F_IOMMU, SCOPE_TOP, 0, 0, 0,
     "a remapping unit that devices stand behind: its kind and capabilities",
     "iommu unit0 $unit has coherent-walks, $forces"},
    {"ioas", "NAME REF {has REF,...}", F_IOAS, SCOPE_TOP, 0, 0, 0,
     "an I/O address space that devices are attached to",
     "ioas guest-dma $kind has coherency"},
    {"device",
     "NAME {owner REF; no-snoop; llc-coherent; behind REF; "
     "pcie REF,...; group NUMBER}",
     F_DEVICE, SCOPE_TOP, 0, 0, 0,
     "a device, for whom it acts, and how its requests snoop",
     "device gpu owner host no-snoop"},
    {"map",
     "REF REF {as TYPE; leaf NUMBER; name NAME; size NUMBER; offset NUMBER; "
     "va NUMBER; page NUMBER}",
     F_MAP, SCOPE_TOP, 0, 0, 0,
     "a principal maps a region, by memory type or by raw attribute bits",
     "map guest buf as $guest-type name buf-alias"},
    {"reg", "CONTEXT WORD '=' NUMBER", F_REG, SCOPE_TOP, 0, 0, 0,
     "a register of a context at the start",
     "reg guest CTRL = 0x7"},
    {"schedule", "BLOCK", F_SCHEDULE, SCOPE_TOP | SCOPE_THREAD, SCOPE_SCHEDULE,
     0, 0,
     "what hardware does by itself here when the scenario is replayed",
     "schedule {\n  evict buf\n}"},
    {"thread", "NAME BLOCK", F_THREAD, SCOPE_TOP, SCOPE_THREAD, 0, 0,
     "steps beside those of the threads next to it",
     "thread reader {\n  cpu1 host: load buf -> r0\n}"},
    {"when", "<cond>... ':' STATEMENT", F_WHEN,
     SCOPE_TOP | SCOPE_THREAD | SCOPE_SCHEDULE | SCOPE_ADVERSARY, 0, 0, 0,
     "the rest of the line, at some points only",
     "when fence=yes: cpu0 guest: fence"},
    {"under", "<stack>,... [with <cond>...] ':' <claim>", F_UNDER, SCOPE_TOP,
     0, 0, 0,
     "what is to come out under these policies",
     "under all with fence=no: expect stale-read victim guest"},
    {"adversary", "AGENT [CONTEXT] ':' up to PLAIN BLOCK", F_ADVERSARY,
     SCOPE_TOP, SCOPE_ADVERSARY, 0, 0,
     "an agent that runs any program of so many of these operations",
     "adversary cpu0 guest: up to 3 {\n  store buf 1\n}"},
    {"any", "<operand>", F_ANY, SCOPE_ADVERSARY, 0, 0, 0,
     "every access and every line operation the agent has for an address",
     "adversary cpu0 guest: up to 2 {\n  any buf\n}"},
    {"map-as", "TYPE...", F_MAP_AS, SCOPE_ADVERSARY, 0, 0, 0,
     "the addresses are used through maps of each of these types, or of 'any'",
     "adversary cpu0 guest: up to 2 {\n  map-as any\n  any buf\n}"},
    {"theorem",
     "NAME ':' [not] WORD under <stack>,... [when <cond>...]", F_THEOREM,
     SCOPE_TOP, 0, 0, 0,
     "a property that holds, or not, under these policies",
     "theorem t1: host-safe under all when snoop=yes"},
    {"property", "NAME ':' (" EVERY_SCHEDULE ")", F_PROPERTY, SCOPE_TOP, 0, 0,
     0, "a property of this file's own, for theorems",
     "property no-leak: never leak"},
    {"matrix", "rows REF,... columns REF,...", F_MATRIX, SCOPE_TOP, 0, 0, 0,
     "what makes the rows and the columns: parameters, policy, platform",
     "matrix rows guest-type columns fence"},

    {"evict", ADDRESS_OPERANDS, F_EVENT, SCOPE_SCHEDULE, 0, 0, 0,
     "lines leave every cache, or those of one CPU's hierarchy",
     "schedule {\n  evict buf\n}"},
    {"evict-l1", ADDRESS_OPERANDS, F_EVENT, SCOPE_SCHEDULE, 0, 0, 0,
     "lines leave the private cache of a CPU",
     "schedule {\n  evict-l1 cpu0 buf\n}"},
    {"speculate", ADDRESS_OPERANDS, F_EVENT, SCOPE_SCHEDULE, 0, 0, 0,
     "a CPU fills a line through a translation of its context",
     "schedule {\n  speculate cpu0 buf\n}"},
    {"drain", ADDRESS_OPERANDS, F_EVENT, SCOPE_SCHEDULE, 0, 0, 0,
     "a write-combining buffer leaves a CPU, or all of them",
     "schedule {\n  drain cpu0\n}"},
    {"tlb-drop", ADDRESS_OPERANDS, F_EVENT, SCOPE_SCHEDULE, 0, 0, 0,
     "a CPU forgets a translation",
     "schedule {\n  tlb-drop cpu0 buf\n}"},

    {"evict-llc", ADDRESS_OPERANDS, F_EVENT, SCOPE_SCHEDULE, 0, 0, 0,
     "lines leave the last-level cache",
     "schedule {\n  evict-llc buf\n}"},
    {"issue", "NAME [other]", F_EVENT, SCOPE_SCHEDULE, 0, 0, 0,
     "a thread takes its next step; 'main' is what stands outside of threads",
     "schedule {\n  issue main\n}"},
    {"perform", "AGENT [PLAIN] [other]", F_EVENT, SCOPE_SCHEDULE, 0, 0, 0,
     "a CPU performs an operation that waits, counted from the oldest, 0; or a "
     "device with relaxed ordering a write",
     "schedule {\n  perform cpu0 1\n}"},

    {NULL, "AGENT [CONTEXT] ':' VERB [<operand>...] [EQUALS <operand>] "
     "['->' RESULT] [needs RESULT...]",
     F_STEP, SCOPE_TOP | SCOPE_THREAD, 0, 0, TK_COLON,
     "an agent does something",
     "cpu0 guest: load buf+8 -> r0"},
    {NULL, "VERB [<operand>...]", F_CHOICE, SCOPE_ADVERSARY, 0, 0, 0,
     "an operation an adversary may choose",
     "adversary gpu: up to 2 {\n  dma-read buf\n}"},

    {"<operand>",
     "(PLAIN | REF ['+' NUMBER | '[' (WHOLE | NUMBER '..' NUMBER) ']'])",
     F_OPERAND, 0, 0, 0, 0, NULL, NULL},
    {"<cond>", "PARAM (~'=' | ~UNEQUAL) LITERAL|...", F_COND, 0, 0, 0, 0, NULL,
     NULL},
    {"<stack>", "WORD ['+' WORD]...", F_STACK, 0, 0, 0, 0, NULL, NULL},
    {"<claim>",
     "(expect (none | type CONTEXT REF '=' TYPE"
     " | count '(' WORD ')' COMPARE NUMBER"
     " | arrived REF '=' '[' [<arrival>,...] ']'"
     " | refused [WORD] | condition WORD | state WORD COMPARE NUMBER"
     " | cycles COMPARE NUMBER | <subject>,...)"
     " | " EVERY_SCHEDULE ")",
     F_CLAIM, 0, 0, 0, 0, NULL, NULL},
    {"<subject>",
     "WORD [COMPARE NUMBER] {victim REF; cause WORD; severity WORD}",
     F_SUBJECT, 0, 0, 0, 0, NULL, NULL},
    {"<term>", "REF ['+' NUMBER] COMPARE NUMBER", F_TERM, 0, 0, 0, 0, NULL,
     NULL},
    {"<arrival>", "PLAIN '@' PLAIN", F_ARRIVAL, 0, 0, 0, 0, NULL, NULL},
};
// clang-format on

const struct grammar scenario_grammar = {
    .name = "scenario",
    .form = forms,
    .slot = slots,
    .nform = sizeof forms / sizeof forms[0],
    .nslot = S_COUNT,
};
