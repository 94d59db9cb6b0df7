/*
 * One replay told step by step, in words: who did what through which mapping,
 * what type that had and why, what it did, who holds what afterwards, what
 * went wrong and what would have prevented it.  Whoever knows fills it in;
 * writers arrange it.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct story_rule {
    const char *id, *cite, *says, *gave;
};

struct story_hazard {
    const char *kind, *cause, *severity, *victim;
    const char *says;
    const char *path;       /* through which access it came; NULL: not known  */
    const char *conditions; /* "" for none                                    */
    const char *remedy;     /* what would have prevented it                   */
    GPtrArray *why;         /* rules of that access, of struct story_rule *   */
};

struct story_step {
    const char *text;      /* as written                                      */
    uint32_t number, line; /* number from 1; 0: not a step                    */
    bool implied;          /* text leaves it out if nothing came of it        */
    const char *through;   /* "guest's mapping of buf, made as WC"; or NULL   */
    const char *type;      /* its effective type                              */
    GPtrArray *why;        /* of struct story_rule *                          */
    const char *control;   /* that somebody else had a say; or NULL           */
    GPtrArray *rules;      /* what that was decided by: struct story_rule *   */
    GPtrArray *did, *now;  /* of const char *                                 */
    GPtrArray *hazard;     /* of struct story_hazard *                        */
};

struct story {
    const char *scenario, *title, *file, *policy, *platform, *point;
    const char *defaults; /* policies of layers nobody chose: "a + b"         */
    const char *about; /* why this case was chosen                            */
    const char *ending; /* one sentence                                       */
    GPtrArray *step; /* of struct story_step *                              */
};

struct story_step *story_step_new(struct story *s);
void story_init(struct story *s);
void story_clear(struct story *s);

struct story_hazard *story_hazard_new(struct story_step *s);

void story_text(const struct story *s, bool colour, FILE *out);
void story_json(const struct story *s, FILE *out);
