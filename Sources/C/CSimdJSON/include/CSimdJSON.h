// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "json_escapes.h"

#ifdef __cplusplus
extern "C" {
#endif

// simdjson's DOM parser (libsimdjson 3.0.1) behind a C interface: bytes in, its tape out.
typedef struct feedwatch_json_parser feedwatch_json_parser;

// What was parsed last, owned by the parser and valid until its next call.
// The tape is described in simdjson's doc/tape.md. NULL both where nothing was parsed.
struct feedwatch_json_tape {
    const uint64_t *_Nullable words;
    const uint8_t *_Nullable strings;
};

// NULL without memory.
feedwatch_json_parser *_Nullable feedwatch_json_create(void);
void feedwatch_json_free(feedwatch_json_parser *_Nullable parser);

// Parses a copy of the bytes; 0, or a simdjson::error_code and `tape` is left alone.
int feedwatch_json_parse(
    feedwatch_json_parser *_Nonnull parser, const uint8_t *_Nullable bytes, size_t count,
    size_t depth_max, struct feedwatch_json_tape *_Nonnull tape);

// simdjson's words for an error code; a constant.
const char *_Nonnull feedwatch_json_message(int error);

// Whether the bytes are UTF-8, by simdjson's validator: some ten bytes a cycle.
bool feedwatch_is_utf8(const uint8_t *_Nonnull bytes, size_t count);

// The error codes that are told apart.
extern const int feedwatch_json_error_utf8;
extern const int feedwatch_json_error_depth;
extern const int feedwatch_json_error_memory;

#ifdef __cplusplus
}
#endif
