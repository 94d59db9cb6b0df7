/* Last states, properties, theorems, and what contradicts what. */
#include "tests/lang/kit.h"

#define START                                                                  \
    "scenario s\nparam p = a b c\nplatform server\n"                           \
    "ram buf 8K owner guest\nram key 4K\n"                                     \
    "cpu0 guest: load buf -> r0\n"
#define END "under all: expect none\n"

static void
expect_faults(const char *body, const char *faults)
{
    char *text = g_strconcat(START, body, END, NULL);

    kit_expect(text, faults);
    g_free(text);
}

Test(lang_theorem, a_theorem_alone_is_an_expectation)
{
    struct kit *k = kit_open(START "property mine: never leak, fatal\n"
                                   "theorem one: host-safe under new-rules, "
                                   "old-rules when p!=a\n"
                                   "theorem two: not mine under all\n"
                                   "theorem no: mine under old-rules when "
                                   "platform!=server\n");
    const struct experiment *x = kit_experiment(k, 0);

    cr_assert_eq(x->ntheorem, 1);
    x = kit_experiment(k, 1);
    cr_assert_eq(x->ntheorem, 2);
    cr_expect_str_eq(x->theorem[0].name, "one");
    cr_expect_eq(x->theorem[0].property, PROPERTY_HOST_SAFE);
    cr_expect_not(x->theorem[0].broken);
    cr_assert_eq(x->theorem[0].nunder, 2);
    cr_expect_str_eq(x->theorem[0].under[1], "old-rules");
    cr_expect_eq(x->theorem[1].property, PROPERTY_OWN);
    cr_expect(x->theorem[1].broken);
    cr_expect_eq(x->theorem[1].nunder, 0);
    cr_assert_not_null(x->theorem[1].own);
    cr_expect_eq(x->theorem[1].own->mode, CLAIM_NEVER);
    cr_expect_eq(x->theorem[1].own->nhazard, 2);
    cr_expect_eq(x->theorem[1].line, 9);
    cr_expect_str_eq(x->theorem[1].text, "theorem two: not mine under all");
    kit_close(k);
}

Test(lang_theorem, last_states)
{
    struct kit *k = kit_open(
        START "map guest buf as T2 name b size 4K offset 4K\n"
              "map guest buf\n"
              "under all: exists r0 == 1 & buf+8 != 2 | b == 0x10\n"
              "under all: forall key <= 3\nunder all: never exists r0 > 4\n");
    const struct experiment *x = kit_experiment(k, 0);
    const struct claim *c = x->claim;

    cr_assert_eq(x->nclaim, 3);
    cr_expect_eq(c[0].mode, CLAIM_POSSIBLE);
    cr_expect_eq(c[1].mode, CLAIM_ALWAYS);
    cr_expect_eq(c[2].mode, CLAIM_NEVER);
    for (unsigned i = 0; i < 3; i++)
        cr_expect_eq(c[i].what, CLAIM_FINAL);
    cr_assert_eq(c[0].nterm, 3);
    cr_expect(!c[0].term[0].memory && !c[0].term[0].or_);
    cr_expect_eq(c[0].term[0].number, 1);
    cr_expect(c[0].term[1].memory && !c[0].term[1].or_);
    cr_expect_eq(c[0].term[1].offset, 8);
    cr_expect_eq(c[0].term[1].compare, CMP_NE);
    cr_expect(c[0].term[2].memory && c[0].term[2].or_);
    cr_expect_eq(c[0].term[2].id, c[0].term[1].id);
    cr_expect_eq(c[0].term[2].offset, 4096);
    cr_expect_eq(c[0].term[2].number, 16);
    cr_expect_eq(c[1].term[0].id, 1);
    kit_close(k);
}

Test(lang_theorem, faults)
{
    expect_faults(
        "theorem t: host-saef under all\n",
        "7:12 E201 'host-saef' is no property, did you mean 'host-safe'?\n");
    expect_faults("property m: never leak\ntheorem t: n under all\n",
                  "8:12 E201 'n' is no property\n");
    expect_faults("theorem t: isolated under all\n",
                  "7:12 E204 'isolated' is about two guests, and this scenario "
                  "has one\n");
    expect_faults(
        "theorem t: host-safe under al\n",
        "7:28 E201 'al' is no policy, stack or tag, did you mean 'all'?\n");
    expect_faults("theorem t: host-safe under all when q=1 platform=srver\n",
                  "7:37 E201 'q' is no parameter\n"
                  "7:50 E201 'srver' is no platform, did you mean 'server'?\n");
    expect_faults("theorem t: host-safe under all\n"
                  "theorem t: unaliased under all\n",
                  "8:9 E202 theorem 't' is there already\n");
    expect_faults("property host-safe: never leak\n",
                  "7:10 E202 property 'host-safe' is there already\n");
    expect_faults("property m: never leek\n",
                  "7:19 E201 'leek' is no hazard, did you mean 'leak'?\n");
    expect_faults("property m: never any\nproperty m: never any\n",
                  "8:10 E202 property 'm' is there already\n");
    expect_faults("under all: exists r1 == 0\n",
                  "7:19 E201 'r1' is no register or region of this scenario, "
                  "did you mean 'r0'?\n");
    expect_faults("under all: exists buf+4 == 0\n",
                  "7:23 E204 '4': an offset is a multiple of 8\n");
    expect_faults("under all: exists buf+16K == 0\n",
                  "7:19 E204 this is outside: it has 0x2000 bytes\n");
    expect_faults("under all: exists r0 & buf == 0\n",
                  "7:22 E101 '+' or a comparison expected\n");
    expect_faults("under all: exists r0 == 1 &\n",
                  "7:28 E101 a name expected\n");
    expect_faults("cpu0: load key -> key\nunder all: forall key == 1\n",
                  "8:19 E202 'key' is a register and memory, too\n");
    kit_expect("scenario s\nram a 4K\ntheorem t: guest-coherent under all\n",
               "3:12 E204 'guest-coherent' is about a guest, and this scenario "
               "has none\n");
    kit_expect("scenario s\ntheorem t: unaliased under all when platform=x\n",
               "2:37 E204 this scenario names no platform\n");
}

Test(lang_theorem, contradictions)
{
    expect_faults("under all: never any\nunder new-rules: possible leak\n",
                  "8:1 E221 line 7 says the opposite\n");
    expect_faults(
        "under new-rules: never any\nunder old-rules: possible leak\n", "");
    expect_faults("under all with p=a: never any\n"
                  "under all with p=b: possible leak\n"
                  "under all with p=a|b: always fatal\n",
                  "9:1 E221 line 7 says the opposite\n");
    expect_faults("under all: possible leak victim guest\n"
                  "under all: never leak\n",
                  "8:1 E221 line 7 says the opposite\n");
    expect_faults("under all: possible leak\n"
                  "under all: never leak victim guest\n",
                  "");
    expect_faults("under all: never r0 == 1\nunder all: possible r0 == 1\n"
                  "under all: possible r0 == 2\n",
                  "8:1 E221 line 7 says the opposite\n");
    expect_faults("under all: forall r0 == 1 & buf == 2\n"
                  "under all: never exists r0 == 1 & buf == 2\n"
                  "under all: exists r0 == 1 | buf == 2\n",
                  "8:1 E221 line 7 says the opposite\n");
    expect_faults("theorem a: host-safe under all\n"
                  "theorem b: not host-safe under new-rules when p=b\n"
                  "theorem c: not unaliased under new-rules\n",
                  "8:1 E221 line 7 says the opposite\n");
    expect_faults("property m: never leak\nproperty n: never leak\n"
                  "theorem a: m under all when p=a\n"
                  "theorem b: not m under all when p!=a\n"
                  "theorem c: not n under all\n",
                  "");
}
