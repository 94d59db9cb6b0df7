/*
 * One replay as a picture: agents and what holds data as columns, steps as
 * rows; what went from one to another as messages, who holds what afterwards,
 * and the hazard where it shows.  Whoever knows fills it in beside the story
 * that it belongs to; writers arrange it.
 */
#pragma once

#include "sim/report/story.h"

enum { PICTURE_NOWHERE = UINT32_MAX };

enum picture_column_kind {
    PICTURE_AGENT,  /* a CPU, a device, the host                              */
    PICTURE_BUFFER, /* of a CPU: stores that memory does not have yet         */
    PICTURE_CACHE,  /* of a CPU, or the last level                            */
    PICTURE_MEMORY,
};

struct picture_column {
    const char *name; /* "cpu0", "memory"                                     */
    const char *part; /* of it: "cache"; or NULL                              */
    uint8_t kind;     /* enum picture_column_kind                             */
};

enum picture_message_kind {
    PICTURE_WRITE, /* data goes to the one where it now is                    */
    PICTURE_READ,  /* data comes to the one who asked                         */
    PICTURE_MOVE,  /* a copy is filled, written back, drained                 */
    PICTURE_SNOOP, /* one is asked to give up its copy                        */
    PICTURE_MARK,  /* within one column: a fence, a flush, a refusal          */
};

struct picture_message {
    uint32_t from, to; /* columns; the same: PICTURE_MARK                     */
    uint8_t kind;      /* enum picture_message_kind                           */
    const char *text;
    bool wrong; /* the hazard shows here                                      */
};

struct picture_state { /* what a column holds after the step, if it changed   */
    uint32_t column;
    const char *text; /* "buf = 1, step 3"                                    */
    bool dirty;       /* memory does not have it                              */
    bool gone;
};

struct picture_hazard {
    const struct story_hazard *told;
    uint32_t at;    /* column of the agent whose access showed it             */
    uint32_t right; /* column that has the right data, or PICTURE_NOWHERE     */
};

struct picture_row {
    const struct story_step *step;
    uint32_t actor;     /* column whose step it is, or PICTURE_NOWHERE        */
    GPtrArray *message; /* of struct picture_message *                        */
    GPtrArray *state;   /* of struct picture_state *                          */
    GPtrArray *hazard;  /* of struct picture_hazard *                         */
};

struct picture {
    const struct story *story;
    GPtrArray *column; /* of struct picture_column *                          */
    GPtrArray *row;    /* of struct picture_row *                             */
};

/* S must live as long as the picture. */
void picture_init(struct picture *p, const struct story *s);
void picture_clear(struct picture *p);

uint32_t picture_column_add(struct picture *p, struct picture_column c);
struct picture_row *picture_row_new(struct picture *p,
                                    const struct story_step *step);
void picture_message_add(struct picture_row *r, struct picture_message m);
void picture_state_add(struct picture_row *r, struct picture_state s);
void picture_hazard_add(struct picture_row *r, struct picture_hazard h);

/* Whether there is anything to see of a row; an implied step of which nothing
 * came has nothing. */
bool picture_row_shows(const struct picture_row *r);

/* Puts the columns into the order AT: [ncolumn], new number of each. */
void picture_arrange(struct picture *p, const uint32_t *at);

struct picture_look {
    bool ascii, colour;
};

/* At most 80 columns wide. */
void picture_text(const struct picture *p, const struct picture_look *look,
                  FILE *out);

/* A standalone document. */
void picture_svg(const struct picture *p, FILE *out);

/* The same as an element of a page that has picture_style in it; ID is the
 * beginning of its ids. */
void picture_svg_inline(const struct picture *p, const char *id, GString *out);

/* Style sheet of the classes that both use. */
extern const char picture_style[];
