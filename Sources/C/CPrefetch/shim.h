// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <stdint.h>

// Asks the processor for the cache line at an address that is to be read soon. A hint: any address
// will do, and none faults.
static inline void feedwatch_prefetch(uintptr_t address) {
    __builtin_prefetch((const void *)address);
}
