// SPDX-License-Identifier: Apache-2.0
#include "CSimdJSON.h"

#define SIMDJSON_EXCEPTIONS 0
#include <simdjson.h>

#include <cstdlib>
#include <cstring>
#include <new>

using simdjson::SIMDJSON_PADDING;

struct feedwatch_json_parser {
    simdjson::dom::parser parser;
    // simdjson reads up to SIMDJSON_PADDING bytes past the end: its input is copied here.
    uint8_t *padded = nullptr;
    size_t capacity = 0;
    size_t depth = 0;
};

const int feedwatch_json_error_utf8 = simdjson::UTF8_ERROR;
const int feedwatch_json_error_depth = simdjson::DEPTH_ERROR;
const int feedwatch_json_error_memory = simdjson::MEMALLOC;

feedwatch_json_parser *feedwatch_json_create(void) {
    return new (std::nothrow) feedwatch_json_parser;
}

void feedwatch_json_free(feedwatch_json_parser *parser) {
    if (parser) std::free(parser->padded);
    delete parser;
}

// Room for `count` bytes of input and `depth_max` levels; grown by halves, so that lines of
// slowly growing length do not allocate each time.
static int reserve(feedwatch_json_parser *parser, size_t count, size_t depth_max) {
    if (count <= parser->capacity && depth_max == parser->depth) return simdjson::SUCCESS;
    size_t capacity = parser->capacity;
    if (count > capacity) capacity = count + count / 2 + 4096;
    if (count > SIZE_MAX - SIMDJSON_PADDING || capacity < count) return simdjson::CAPACITY;
    if (capacity > parser->parser.max_capacity()) capacity = count;
    uint8_t *padded = (uint8_t *)std::realloc(parser->padded, capacity + SIMDJSON_PADDING);
    if (!padded) return simdjson::MEMALLOC;
    parser->padded = padded;
    parser->capacity = 0;
    int error = parser->parser.allocate(capacity, depth_max);
    if (error) return error;
    parser->capacity = capacity;
    parser->depth = depth_max;
    return simdjson::SUCCESS;
}

int feedwatch_json_parse(
    feedwatch_json_parser *parser, const uint8_t *bytes, size_t count, size_t depth_max,
    struct feedwatch_json_tape *tape) {
    if (count == 0) return simdjson::EMPTY;
    int error = reserve(parser, count, depth_max);
    if (error) return error;
    std::memcpy(parser->padded, bytes, count);
    std::memset(parser->padded + count, ' ', SIMDJSON_PADDING);
    error = parser->parser.parse(parser->padded, count, false).error();
    if (error) return error;
    tape->words = parser->parser.doc.tape.get();
    tape->strings = parser->parser.doc.string_buf.get();
    return simdjson::SUCCESS;
}

const char *feedwatch_json_message(int error) {
    return simdjson::error_message(static_cast<simdjson::error_code>(error));
}

bool feedwatch_is_utf8(const uint8_t *bytes, size_t count) {
    return simdjson::validate_utf8(reinterpret_cast<const char *>(bytes), count);
}
