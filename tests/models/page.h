/*
 * A manual's table typed in as text: one string for each row, cells between
 * blanks, the first string holding the column heads and the first word of
 * each later one the row head.
 */
#pragma once

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { PAGE_WORD = 16 };

/* Word N (from 0) of LINE; false if there are fewer. */
static inline bool
page_word(const char *line, unsigned n, char word[PAGE_WORD])
{
    unsigned length = 0;

    for (;; n--) {
        while (isspace((unsigned char) *line))
            line++;
        if (!*line)
            return false;
        if (!n)
            break;
        while (*line && !isspace((unsigned char) *line))
            line++;
    }
    while (line[length] && !isspace((unsigned char) line[length]) &&
           length < PAGE_WORD - 1) {
        word[length] = line[length];
        length++;
    }
    word[length] = '\0';
    return true;
}

/* The cell of PAGE (COUNT strings) in the row and column with these heads. */
static inline bool
page_find(const char *const *page, unsigned count, const char *row,
          const char *column, char cell[PAGE_WORD])
{
    char head[PAGE_WORD];

    for (unsigned r = 1; r < count; r++) {
        if (!page_word(page[r], 0, head) || strcmp(head, row))
            continue;
        for (unsigned c = 0; page_word(page[0], c, head); c++)
            if (!strcmp(head, column))
                return page_word(page[r], c + 1, cell);
    }
    return false;
}
