/* Every token, every way to get one wrong, and the traps of other scanners. */
#include <criterion/criterion.h>
#include <glib.h>
#include <string.h>

#include "sim/base/lex.h"
#include "sim/base/rng.h"

static const char *const short_names[TK_COUNT] = {
    [TK_NONE] = "none", [TK_END] = "END",  [TK_NEWLINE] = "NL",
    [TK_COMMENT] = "#", [TK_BAD] = "BAD",  [TK_WORD] = "w",
    [TK_NUMBER] = "n",  [TK_STRING] = "s", [TK_PARAM] = "$",
};

/* All tokens as text: "w:map n:4K=4096 -> NL". */
static char *
dump(const char *text, size_t length, struct diag_sink *sink)
{
    struct source *src = source_new("x", text, length);
    GString *out = g_string_new(NULL);
    struct lexer lx;

    lex_start(&lx, src, sink);
    while (lex_next(&lx) != TK_END) {
        size_t n;
        const char *p = lex_text(&lx, &n);

        if (out->len)
            g_string_append_c(out, ' ');
        if (!short_names[lx.kind])
            g_string_append_len(out, p, (gssize) n);
        else if (lx.kind == TK_NEWLINE || lx.kind == TK_BAD)
            g_string_append(out, short_names[lx.kind]);
        else
            g_string_append_printf(out, "%s:%.*s", short_names[lx.kind],
                                   (int) n, p);
        if (lx.kind == TK_NUMBER)
            g_string_append_printf(out, "=%" G_GUINT64_FORMAT, lx.number);
    }
    source_free(src);
    return g_string_free(out, FALSE);
}

// clang-format off
static const struct {
    const char *text, *tokens;
} good[] = {
    {"",                        ""                                        },
    {"map buf",                 "w:map w:buf"                             },
    {"a\nb\r\n",                "w:a NL w:b NL"                           },
    {"\n \t\n",                 "NL NL"                                   },
    {"_x X9 a_b",               "w:_x w:X9 w:a_b"                         },
    /* '-' and '.' in words */
    {"cmd-6.6",                 "w:cmd-6.6"                               },
    {"a->b",                    "w:a -> w:b"                              },
    {"ab->-EIO",                "w:ab -> w:-EIO"                          },
    {"-EINVAL",                 "w:-EINVAL"                               },
    {"UC-",                     "w:UC-"                                   },
    {"UC- UC",                  "w:UC- w:UC"                              },
    {"WC+ UC",                  "w:WC+ w:UC"                              },
    {"A+B",                     "w:A + w:B"                               },
    {"B+$x",                    "w:B + $:$x"                              },
    {"UC->x",                   "w:UC -> w:x"                             },
    {"UC-->x",                  "w:UC- -> w:x"                            },
    {"UC-1",                    "w:UC-1"                                  },
    {"a..b",                    "w:a .. w:b"                              },
    {"1..2",                    "n:1=1 .. n:2=2"                          },
    {"4K..8K",                  "n:4K=4096 .. n:8K=8192"                  },
    {"buf+64",                  "w:buf + n:64=64"                         },
    {"quirk(cd-nw)",            "w:quirk ( w:cd-nw )"                     },
    {"f.g.h",                   "w:f.g.h"                                 },
    /* numbers */
    {"0",                       "n:0=0"                                   },
    {"1_000",                   "n:1_000=1000"                            },
    {"0x10 0Xff 0b101",         "n:0x10=16 n:0Xff=255 n:0b101=5"          },
    {"0xfee0_0000",             "n:0xfee0_0000=4276092928"                },
    {"4K 2M 1G 0x1K",           "n:4K=4096 n:2M=2097152 n:1G=1073741824 "
                                "n:0x1K=1024"                             },
    {"10 cycles",               "n:10=10 w:cycles"                        },
    {"18446744073709551615",
     "n:18446744073709551615=18446744073709551615"                        },
    {"0xffff_ffff_ffff_ffff",
     "n:0xffff_ffff_ffff_ffff=18446744073709551615"                       },
    {"17179869183G",            "n:17179869183G=18446744072635809792"     },
    {"0b1",                     "n:0b1=1"                                 },
    {"0xb",                     "n:0xb=11"                                },
    /* the rest */
    {"\"\" \"a b\"",            "s:\"\" s:\"a b\""                        },
    {"\"a\\\"b\\\\\"",          "s:\"a\\\"b\\\\\""                        },
    {"\"# no comment\"",        "s:\"# no comment\""                      },
    {"\"\xc3\xa9\"",            "s:\"\xc3\xa9\""                          },
    {"$p $guest-type.x",        "$:$p $:$guest-type.x"                    },
    {"a # b \"c\n",             "w:a #:# b \"c NL"                        },
    {"# \xff\x01\r\n#",         "#:# \xff\x01 NL #:#"                     },
    {":= == != = ! < <= > >=",  ": = == != = ! < <= > >="                 },
    {"()[]{},&|!+*@/%",         "( ) [ ] { } , & | ! + * @ / %"           },
    {"a==b!=c<=d>=e",           "w:a == w:b != w:c <= w:d >= w:e"         },
    {"a:b=c",                   "w:a : w:b = w:c"                         },
    {"===",                     "== ="                                    },
    {"->->",                    "-> ->"                                   },
    {"...",                     ".. BAD"                                  },
};
// clang-format on

Test(lex, reads_every_token)
{
    for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
        const char *text = good[i].text;
        g_autofree char *got = dump(text, strlen(text), NULL);

        cr_expect_str_eq(got, good[i].tokens, "'%s': %s", text, got);
    }
}

// clang-format off
static const struct {
    const char *text, *tokens;
    enum diag_id id;
    unsigned from, to;
    const char *message;
} faults[] = {
    {"a ; b", "w:a BAD w:b", DIAG_BAD_BYTE, 2, 3, "unexpected ';'"},
    {"a \xe2\x80\x93 b", "w:a BAD w:b", DIAG_BAD_BYTE, 2, 5,
     "unexpected '\xe2\x80\x93'"},
    {"a \xff\xfe\x01 b", "w:a BAD w:b", DIAG_BAD_BYTE, 2, 5,
     "unexpected byte"},
    {"a \xe2\x80", "w:a BAD", DIAG_BAD_BYTE, 2, 4, "unexpected byte"},
    {"a\rb", "w:a BAD w:b", DIAG_BAD_BYTE, 1, 2, "unexpected '\r'"},
    {"- x", "BAD w:x", DIAG_BAD_BYTE, 0, 1, "unexpected '-'"},
    {"-x", "BAD w:x", DIAG_BAD_BYTE, 0, 1, "unexpected '-'"},
    {"foo-", "w:foo BAD", DIAG_BAD_BYTE, 3, 4, "unexpected '-'"},
    {"a.", "w:a BAD", DIAG_BAD_BYTE, 1, 2, "unexpected '.'"},
    {"$", "BAD", DIAG_BAD_BYTE, 0, 1, "unexpected '$'"},
    {"$1", "BAD n:1=1", DIAG_BAD_BYTE, 0, 1, "unexpected '$'"},
    {"\"ab", "BAD", DIAG_STRING_OPEN, 0, 3,
     "this string does not end in its line"},
    {"\"ab\nc", "BAD NL w:c", DIAG_STRING_OPEN, 0, 3,
     "this string does not end in its line"},
    {"\"ab\r\nc", "BAD NL w:c", DIAG_STRING_OPEN, 0, 3,
     "this string does not end in its line"},
    {"\"ab\\\"", "BAD", DIAG_STRING_OPEN, 0, 5,
     "this string does not end in its line"},
    {"\"a\\\nb", "BAD NL w:b", DIAG_STRING_OPEN, 0, 3,
     "this string does not end in its line"},
    {"\"a\\n\" b", "BAD w:b", DIAG_BAD_BYTE, 0, 5,
     "in a string, '\\' stands before '\"' or '\\' only"},
    {"\"a\x1b\" b", "BAD w:b", DIAG_BAD_BYTE, 0, 4,
     "a control character in a string"},
    {"010", "BAD", DIAG_NUMBER_FORM, 0, 3,
     "a number does not start with 0; there is no octal"},
    {"0x", "BAD", DIAG_NUMBER_FORM, 0, 2, "not a number"},
    {"0xg b", "BAD w:b", DIAG_NUMBER_FORM, 0, 3, "not a number"},
    {"0b2", "BAD", DIAG_NUMBER_FORM, 0, 3, "not a number"},
    {"1__0", "BAD", DIAG_NUMBER_FORM, 0, 4, "not a number"},
    {"1_", "BAD", DIAG_NUMBER_FORM, 0, 2, "not a number"},
    {"0x_1", "BAD", DIAG_NUMBER_FORM, 0, 4, "not a number"},
    {"12ns", "BAD", DIAG_NUMBER_FORM, 0, 4, "not a number"},
    {"4KB", "BAD", DIAG_NUMBER_FORM, 0, 3, "not a number"},
    {"1.5 x", "BAD w:x", DIAG_NUMBER_FORM, 0, 3, "not a number"},
    {"6-6", "BAD", DIAG_NUMBER_FORM, 0, 3, "not a number"},
    {"18446744073709551616", "BAD", DIAG_NUMBER_RANGE, 0, 20,
     "not a 64-bit number"},
    {"0x1_0000_0000_0000_0000", "BAD", DIAG_NUMBER_RANGE, 0, 23,
     "not a 64-bit number"},
    {"17179869184G", "BAD", DIAG_NUMBER_RANGE, 0, 12, "not a 64-bit number"},
    {"99999999999999999999999999999999999 x", "BAD w:x", DIAG_NUMBER_RANGE, 0,
     35, "not a 64-bit number"},
};
// clang-format on

Test(lex, complains_once_and_goes_on)
{
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
        const char *text = faults[i].text;
        struct diag_sink *sink = diag_sink_new();
        g_autofree char *got = dump(text, strlen(text), sink);
        g_autofree char *quiet = dump(text, strlen(text), NULL);
        const struct diag *d;

        cr_expect_str_eq(got, faults[i].tokens, "'%s': %s", text, got);
        cr_expect_str_eq(quiet, faults[i].tokens, "'%s' without sink", text);
        cr_assert_eq(diag_count(sink), 1, "'%s'", text);
        d = diag_at(sink, 0);
        cr_expect_eq(d->id, faults[i].id, "'%s': E%u", text,
                     diag_info(d->id)->number);
        cr_expect_eq(d->at.from, faults[i].from, "'%s'", text);
        cr_expect_eq(d->at.to, faults[i].to, "'%s'", text);
        cr_expect_str_eq(d->message, faults[i].message, "'%s'", text);
        diag_sink_free(sink);
    }
}

Test(lex, a_nul_byte_is_one_bad_byte)
{
    static const char text[] = "a \0\0 b \"c\0d\" # e\0f\ng";
    struct diag_sink *sink = diag_sink_new();
    g_autofree char *got = dump(text, sizeof text - 1, sink);

    cr_expect_eq(diag_count(sink), 2, "outside and in the string");
    cr_expect(g_str_has_prefix(got, "w:a BAD w:b BAD #:# e"), "%s", got);
    cr_expect(g_str_has_suffix(got, " NL w:g"), "%s", got);
    diag_sink_free(sink);
}

/* What GLib's own scanner gets wrong for us; ours must not. */

Test(lex, trap_1_the_start_of_a_token_is_known)
{
    static const char text[] = "  \"a\\\"b\" 0x0010 x";
    struct source *src = source_new("x", text, sizeof text - 1);
    struct lexer lx;

    lex_start(&lx, src, NULL);
    lex_next(&lx);
    cr_expect_eq(lex_span(&lx).from, 2);
    cr_expect_eq(lex_span(&lx).to, 8);
    lex_next(&lx);
    cr_expect_eq(lex_span(&lx).from, 9);
    cr_expect_eq(lex_span(&lx).to, 15);
    lex_next(&lx);
    cr_expect_eq(lex_span_before(&lx).from, 15, "where one is missing");
    cr_expect_eq(lex_span_before(&lx).to, 15);
    source_free(src);
}

Test(lex, trap_2_a_number_too_large_does_not_saturate)
{
    struct diag_sink *sink = diag_sink_new();
    g_autofree char *got = dump("18446744073709551616", 20, sink);

    cr_expect_str_eq(got, "BAD");
    cr_expect_eq(diag_errors(sink), 1);
    diag_sink_free(sink);
}

Test(lex, trap_3_there_is_no_octal)
{
    g_autofree char *octal = dump("0644", 4, NULL);
    g_autofree char *zero = dump("0 0x0644", 8, NULL);

    cr_expect_str_eq(octal, "BAD");
    cr_expect_str_eq(zero, "n:0=0 n:0x0644=1604");
}

Test(lex, trap_4_underscores_are_part_of_a_number)
{
    g_autofree char *got = dump("1_000", 5, NULL);

    cr_expect_str_eq(got, "n:1_000=1000");
}

Test(lex, trap_5_a_character_of_many_bytes_is_one_mistake)
{
    struct diag_sink *sink = diag_sink_new();
    g_autofree char *got = dump("a\xc3\xa9\xe2\x82\xac", 6, sink);

    cr_expect_str_eq(got, "w:a BAD");
    cr_expect_eq(diag_errors(sink), 1);
    diag_sink_free(sink);
}

Test(lex, trap_6_long_operators_are_one_token)
{
    g_autofree char *got = dump("a->b==c", 7, NULL);

    cr_expect_str_eq(got, "w:a -> w:b == w:c");
}

Test(lex, words_are_compared_whole)
{
    struct source *src = source_new("x", "map \"map\"", 9);
    struct lexer lx;

    lex_start(&lx, src, NULL);
    lex_next(&lx);
    cr_expect(lex_is(&lx, "map"));
    cr_expect(!lex_is(&lx, "ma"));
    cr_expect(!lex_is(&lx, "mapp"));
    lex_next(&lx);
    cr_expect(!lex_is(&lx, "\"map\""), "a string is no word");
    lex_next(&lx);
    cr_expect_eq(lx.kind, TK_END);
    cr_expect_eq(lex_next(&lx), TK_END, "for ever");
    source_free(src);
}

Test(lex, strings_lose_quotes_and_escapes)
{
    struct source *src = source_new("x", "\"a \\\"b\\\" \\\\c\" \"\"", 17);
    struct lexer lx;

    lex_start(&lx, src, NULL);
    for (unsigned i = 0; i < 2; i++) {
        g_autofree char *s = NULL;

        cr_assert_eq(lex_next(&lx), TK_STRING);
        s = lex_string(&lx);
        cr_expect_str_eq(s, i ? "" : "a \"b\" \\c");
    }
    source_free(src);
}

Test(lex, every_token_has_a_name_for_messages)
{
    for (unsigned kind = 0; kind < TK_COUNT; kind++)
        cr_expect_not_null(token_name(kind), "token %u", kind);
    cr_expect_str_eq(token_name(TK_ARROW), "'->'");
}

Test(lex, tokens_and_blanks_make_up_the_whole_text)
{
    /* any bytes at all: no byte is skipped or read twice, and it ends */
    struct rng r;

    rng_seed(&r, 1);
    for (unsigned round = 0; round < 2000; round++) {
        static const char alphabet[] = "aZ_09xb.-\"\\#$ \t\r\n=!<>:(K\xc3\xa9";
        char text[64];
        size_t length = rng_below(&r, sizeof text);
        struct source *src;
        struct lexer lx;
        uint32_t at = 0;

        for (size_t i = 0; i < length; i++)
            text[i] = rng_below(&r, 8)
                          ? alphabet[rng_below(&r, sizeof alphabet - 1)]
                          : (char) rng_below(&r, 256);
        src = source_new("x", text, length);
        lex_start(&lx, src, NULL);
        while (lex_next(&lx) != TK_END) {
            for (; at < lx.from; at++)
                cr_assert(text[at] == ' ' || text[at] == '\t');
            cr_assert_gt(lx.to, lx.from);
            cr_assert_leq(lx.to, length);
            at = lx.to;
        }
        cr_assert_eq(lx.to, length);
        source_free(src);
    }
}
