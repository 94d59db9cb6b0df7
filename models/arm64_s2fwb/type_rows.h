/* The rows of the tables in type_tables.c, each group in a file of its own. */
#pragma once

typedef void arm64_emit(void *to, const char *const cell[]);

/* type_rows.c */
void arm64_mair_rows(arm64_emit *emit, void *to);
void arm64_mair_byte_rows(arm64_emit *emit, void *to);
void arm64_mair_half_rows(arm64_emit *emit, void *to);
void arm64_s2_rows(arm64_emit *emit, void *to);

/* type_rows_both.c */
void arm64_s1s2_rows(arm64_emit *emit, void *to);
void arm64_s1s2_type_rows(arm64_emit *emit, void *to);
void arm64_s1s2_share_rows(arm64_emit *emit, void *to);

/* type_rows_device.c */
void arm64_device_rows(arm64_emit *emit, void *to);
