// SPDX-License-Identifier: Apache-2.0
#pragma once

// What glibc declares for _GNU_SOURCE only, which Swift's own import of it does not define. No
// header of glibc is included: Swift would take its types for this module's.

// A file without a name that is gone with its last descriptor (memfd_create, MFD_CLOEXEC).
int feedwatch_memory_file(const char *name);

// A counter that poll(2) sees (eventfd, EFD_CLOEXEC | EFD_NONBLOCK).
int feedwatch_event_counter(void);

// A descriptor that becomes readable when the process ends (pidfd_open).
int feedwatch_open_process(int process);

// A pipe whose ends are closed by exec, and whose reading end does not wait (pipe2, O_CLOEXEC).
int feedwatch_pipe(int ends[2]);

// A session of its own, the given signal mask and default actions (posix_spawnattr_setflags,
// POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) for a posix_spawnattr_t.
int feedwatch_spawn_set_flags(void *attributes);

// posix_spawn_file_actions_addclosefrom_np for a posix_spawn_file_actions_t.
int feedwatch_spawn_close_from(void *actions, int first);
