#include <stdio.h>
#include <stdlib.h>

#include "sim/base/lex.h"
#include "tests/fuzz/inside.h"

/* One token: where it may be, and that what it stands for can be had. */
static void
look_at(const struct lexer *lx, uint32_t before)
{
    struct place at = source_place(lx->src, lx->from);
    size_t length;

    g_assert(lx->from >= before && lx->from <= lx->to &&
             lx->to <= lx->src->length);
    g_assert(lx->kind != TK_NONE && lx->kind < TK_COUNT);
    g_assert(lx->kind == TK_COMMENT || lx->kind == TK_END || lx->to > lx->from);
    g_assert(at.line > 0 && at.column > 0 && token_name(lx->kind));
    lex_text(lx, &length);
    g_assert(length <= lx->src->length);
    if (lx->kind == TK_STRING)
        g_free(lex_string(lx));
}

void
fuzz_lex(const struct fuzz *f, const char *text, size_t length)
{
    struct source *src = source_new("fuzz", text, length);
    struct diag_sink *sink = diag_sink_new();
    struct lexer lx;
    uint32_t before = 0;
    char *printed = NULL;
    size_t size;
    FILE *out = open_memstream(&printed, &size);

    (void) f;
    lex_start(&lx, src, sink);
    while (lex_next(&lx) != TK_END) {
        look_at(&lx, before);
        before = lx.to;
    }
    look_at(&lx, before);
    g_assert(lex_next(&lx) == TK_END);
    diag_print_all(sink, out, true);
    fclose(out);
    free(printed);
    diag_sink_free(sink);
    source_free(src);
}
