/*
 * How much of a long list is tried.
 *
 * Under the sanitizers tests look for accesses that are wrong, at five times
 * the cost; whether answers are right is what the plain build asks of the whole
 * list.
 */
#pragma once

#ifdef __SANITIZE_ADDRESS__
enum { SANITIZED = 1, EACH = 4 }; /* one of so many is tried */
#else
enum { SANITIZED = 0, EACH = 1 };
#endif
