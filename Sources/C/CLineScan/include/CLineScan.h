// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stddef.h>
#include <stdint.h>

/// Two neighbouring bytes to look for, bit 0x20 of both set.
typedef struct {
    uint8_t first;
    uint8_t second;
} feedwatch_byte_pair;

/// The instructions that a scan is made of. All find the same; each is some times faster than the
/// one before.
typedef enum {
    feedwatch_scan_by_byte,
    feedwatch_scan_by_avx2,
    feedwatch_scan_by_avx512
} feedwatch_scan_means;

/// The best that this processor has; it has those before it as well.
feedwatch_scan_means feedwatch_best_scan_means(void);

/// The first place from `start` on, in steps of 64 bytes, from which within 64 bytes something
/// stands that has to be looked at; `count` or more where there is none. `bits` gets a bit for each
/// of those bytes: it begins a pair, whatever bit 0x20 of its two bytes, or a character to which
/// `roles` gives a number (those above U+FFFF all have one), or it is the second byte of U+3099 or
/// U+309A.
///
/// Kana, Han characters and Hangul syllables are passed over, whatever `roles` says. 68 bytes
/// behind `count` must be readable; a bit may be set for some of them. `means` must be no better
/// than `feedwatch_best_scan_means` says.
size_t feedwatch_next_suspects(
    feedwatch_scan_means means, const uint8_t *bytes, size_t count, size_t start,
    const feedwatch_byte_pair *pairs, size_t pair_count, const uint8_t roles[65536],
    uint64_t *bits);
