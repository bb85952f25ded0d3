// SPDX-License-Identifier: Apache-2.0
#pragma once

// How often this program has asked for memory. Linked into feedwatch-bench only: its malloc,
// calloc and realloc stand before the C library's, and count on the way there.
unsigned long feedwatch_allocations(void);
