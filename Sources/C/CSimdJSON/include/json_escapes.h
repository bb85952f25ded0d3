// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// Copies 32 bytes and tells which of them JSON strings cannot hold as they are (RFC 8259
// section 7): a bit for each, the first in the lowest. Swift has no way to say `pmovmskb`.
static inline uint32_t feedwatch_json_copy32(
    const uint8_t *_Nonnull from, uint8_t *_Nonnull to) {
#if defined(__SSE2__)
    const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\'),
                  control = _mm_set1_epi8(0x1F);
    uint32_t mask = 0;
    for (int half = 0; half < 2; half++) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(from + 16 * half));
        _mm_storeu_si128((__m128i *)(to + 16 * half), bytes);
        __m128i special = _mm_or_si128(
            _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)),
            _mm_cmpeq_epi8(_mm_min_epu8(bytes, control), bytes));
        mask |= (uint32_t)_mm_movemask_epi8(special) << (16 * half);
    }
    return mask;
#else
    uint32_t mask = 0;
    for (int place = 0; place < 32; place++) {
        uint8_t byte = from[place];
        to[place] = byte;
        mask |= (uint32_t)(byte < 0x20 || byte == '"' || byte == '\\') << place;
    }
    return mask;
#endif
}
