/* The long form of every diagnostic: what it means, why it is one, what to do;
 * then text that provokes it, or shows the remedy. */
#include "sim/base/diag.h"

// clang-format off
static const struct diag_text texts[DIAG_COUNT] = {
    [DIAG_SYNTAX] = {
        "A line does not have the shape its first word asks for: something\n"
        "is missing, or something stands where it may not. The caret points\n"
        "at the first thing that does not fit, or just behind the last that\n"
        "did, and the message says what may follow there. The rest of the\n"
        "line is not looked at; the lines after it are.",
        "ram buf owner guest     # error: a size expected\n"
        "ram buf 4K owner guest"
    },
    [DIAG_BAD_BYTE] = {
        "Outside strings and comments a file holds words, numbers and the\n"
        "punctuation of the language; this byte begins none of them. Typical\n"
        "causes are a ';' at the end of a line (a line ends by itself), a\n"
        "dash or quotation mark that a word processor replaced, and a file\n"
        "that is not text. Inside a string, control characters are not\n"
        "allowed, and '\\' stands before '\"' or '\\' only.",
        "cpu0 guest: store buf 1;    # error: unexpected ';'\n"
        "cpu0 guest: store buf 1"
    },
    [DIAG_STRING_OPEN] = {
        "A string begins and ends in one line. The closing quotation mark is\n"
        "missing, or a backslash before it makes it part of the string:\n"
        "write two backslashes for one.",
        "title \"Guest fills a buffer      # error\n"
        "title \"Guest fills a buffer\""
    },
    [DIAG_STATEMENT] = {
        "Each line begins with a word that says what the line is, or with\n"
        "the name of an agent and a colon. This word is neither. The message\n"
        "proposes the nearest word that is known; the manual page of the\n"
        "file format lists them all.",
        "platfrom generic    # error: did you mean 'platform'?\n"
        "platform generic"
    },
    [DIAG_BLOCK_END] = {
        "A block was opened and the file, or the block around it, ends\n"
        "before it is closed. The note shows where it was opened.",
        "thread cpu0 guest {\n"
        "  store buf 1\n"
        "            # error: '}' expected"
    },
    [DIAG_NUMBER_FORM] = {
        "A number is decimal, hexadecimal after 0x, or binary after 0b;\n"
        "single '_' may stand between digits; K, M or G at the end\n"
        "multiplies by 2^10, 2^20 or 2^30. There are no fractions and no\n"
        "octal numbers, so that 010 cannot be read in two ways. A unit is a\n"
        "word of its own, with a blank before it.",
        "ram buf 010 owner guest     # error: no octal\n"
        "cyc-dram 190ns              # error: a figure has no unit"
    },
    [DIAG_NUMBER_RANGE] = {
        "The number is larger than what it is for can hold: 64 bits\n"
        "anywhere, fewer for a register field, a page number, a count or an\n"
        "axis of a matrix. The message gives the bounds. Numbers never wrap\n"
        "and are never cut to size.",
        "ram buf 4K at 0x1_0000_0000_0000_0000    # error: not a 64-bit number"
    },
    [DIAG_NAME_UNKNOWN] = {
        "A name is used that nothing in reach defines: a region, an agent, a\n"
        "parameter, a type, a verb, a platform or a policy. Names are case\n"
        "sensitive. The message proposes the nearest name of the right kind\n"
        "if one is near. A file may use a name before\n"
        "it defines it.",
        "ram buf 4K owner guest\n"
        "cpu0 guest: load bfu -> r0    # error: did you mean 'buf'?"
    },
    [DIAG_NAME_TWICE] = {
        "One name stands for one thing in a file: the second definition is\n"
        "the error, the note shows the first. Regions, agents, devices,\n"
        "principals and parameters share one set of names, since a step may\n"
        "name any of them.",
        "ram buf 4K owner guest\n"
        "ram buf 8K owner host     # error: first defined in line 1"
    },
    [DIAG_KIND] = {
        "The name is known, but it stands for something that cannot be used\n"
        "here: a device where memory is needed, a number where a type is.\n"
        "The message says what is needed and what was given.",
        "device gpu no-snoop owner host\n"
        "cpu0 guest: load gpu -> r0    # error: memory needed"
    },
    [DIAG_VALUE] = {
        "A word or number is of the right kind, but not one of those allowed\n"
        "in this place. The message lists the allowed ones, or their bounds.",
        "param runs = 0    # error: at least 1"
    },
    [DIAG_OVERLAP] = {
        "Two ranges of addresses share a byte where each must have its own:\n"
        "regions of memory, memory slots, mappings of one table. The note\n"
        "shows the other one. Two views of one memory are made by mapping it\n"
        "twice, never by defining it twice.",
        "ram a 8K at 0x1000 owner guest\n"
        "ram b 4K at 0x2000 owner guest    # error: overlaps 'a'"
    },
    [DIAG_UNMAPPED] = {
        "A step touches memory through a translation that has no entry for\n"
        "it, and no policy answers the fault. On a real machine this would\n"
        "be a fault nobody asked about; a scenario that means to provoke one\n"
        "says so by expecting the refusal.",
        "ram buf 4K owner guest\n"
        "cpu0 guest: load buf+8K -> r0    # error: beyond 'buf'"
    },
    [DIAG_INCLUDE_LOOP] = {
        "A file includes itself, directly or through others. The notes show\n"
        "the way round. Files are compared by what they are, so that a link\n"
        "does not hide a loop.",
        "include \"common.scn\"    # in common.scn itself"
    },
    [DIAG_INCLUDE_DEPTH] = {
        "Files may include files up to 64 levels deep. Nobody writes that by\n"
        "hand; look for files that are generated, or for a chain that was\n"
        "meant to be a list.",
        "include \"level65.scn\"    # error: in level64.scn"
    },
    [DIAG_TOO_MANY] = {
        "Everything has a limit, so that no input takes all memory: 2^20\n"
        "steps, 2^16 lines under check, 65,535 control states, 64 policies\n"
        "in a file. The message says which limit was exceeded. For a check,\n"
        "use fewer pages or less free behaviour; a replay has room for more.",
        "cpu0 guest: load buf    # error on line 1,048,577 of such lines"
    },
    [DIAG_RESERVED] = {
        "A register or table entry holds an encoding that the architecture\n"
        "reserves. Hardware would fault on it, or promise nothing; it is\n"
        "never read as some nearby value. The message names the register,\n"
        "the field and the value.",
        "reg guest CONTROL = 0x3    # error: bit 0 is reserved"
    },
    [DIAG_FILE_SIZE] = {
        "A file has at most 16 MB. A larger one is not a scenario written by\n"
        "somebody; recorded traces of memory references are read by another\n"
        "command, as a stream of any length.",
        "include \"/dev/zero\"    # error: larger than 16 MB"
    },
    [DIAG_NO_EXPECTATION] = {
        "A scenario states what is expected of it: at least one 'expect',\n"
        "'always', 'possible', 'never', 'exists' or 'forall', or a theorem. One\n"
        "that expects nothing cannot fail, and would hide in a suite as a\n"
        "success.",
        "under vmm-default: expect none"
    },
    [DIAG_INCLUDE_FILE] = {
        "A file that this one includes cannot be read: it does not exist, or\n"
        "may not be opened. Names are looked up from the folder of the file\n"
        "that includes.",
        "include \"comon.scn\"    # error: no such file"
    },
    [DIAG_UNSUPPORTED] = {
        "The text is right, but this version cannot act on it. Litmus tests may\n"
        "hold instructions that are not modelled.",
        "P0: MOV EAX,[x] | XOR EAX,EBX    # error, unknown numbers"
    },
    [DIAG_CONTRADICTION] = {
        "Two statements about the same policies at the same point cannot both\n"
        "hold: something that never shows, and that is possible; a theorem and\n"
        "its opposite. The second is reported and names the line of the first.\n"
        "Set them apart by policies, or by conditions on parameters.",
        "under all: never leak\n"
        "under all: possible leak victim guest    # error"
    },
    [DIAG_DOUBLE_FREE] = {
        "The host kernel has the region back already, and nobody got it since:\n"
        "what is freed again may be another's by now. Give it to somebody in\n"
        "between, or remove one of the two. Where several threads change the\n"
        "owner of the region nothing is said. A page that is mapped for devices\n"
        "or pinned may be freed: a pin is a reference of its own.",
        "host: free page\n"
        "host: free page    # error"
    },
    [DIAG_POLICY_WORD] = {
        "The rules of a policy are made of predicates and actions that the\n"
        "model declares; this word is none of them. The message proposes the\n"
        "nearest. Predicates and actions are listed, with their meaning and\n"
        "their source, in the reference page of the model.",
        "stage2\n"
        "  !non-coherent-dma -> WB    # error: did you mean 'noncoherent-dma'?"
    },
    [DIAG_RULE_UNREACHED] = {
        "Rules are tried from the top and the first that matches decides.\n"
        "Every input that this rule matches is matched by one above it (the\n"
        "note shows which), so the rule never decides anything. Put the more\n"
        "special rule first, or remove the one that does nothing.",
        "stage2\n"
        "  host-mmio               -> UC\n"
        "  host-mmio & tdp         -> WC    # warning: never reached"
    },
    [DIAG_INPUT_UNMET] = {
        "There is an input of this decision that no rule matches; the\n"
        "message gives one. The decision then takes its default, which may\n"
        "not be what the author meant. End the rules with 'otherwise'.",
        "stage2\n"
        "  host-mmio     -> UC\n"
        "  otherwise     -> WB    # without this line: a warning"
    },
    [DIAG_LAYER_TWICE] = {
        "Policies compose when each decides for a layer of its own. These\n"
        "two decide for the same one, and there is no order between policies\n"
        "that would say who wins. Choose one of them, or write a third that\n"
        "holds the rules of both in the order you mean.",
        "mtsim run --policy vmm-old+vmm-new file.scn    # error"
    },
};
// clang-format on

const struct diag_text *
diag_text(enum diag_id id)
{
    return &texts[id];
}
