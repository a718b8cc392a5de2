//===- LibraryNames.cpp - Functions of C and POSIX by name ----------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "source/LibraryNames.h"

#include "llvm/ADT/StringSet.h"

namespace coroscope {

/// Functions of C (C17, clauses in brackets) and of POSIX.1-2017 that use what
/// they are given until they return.
static const llvm::StringSet<> &usersInC() {
  static const llvm::StringSet<> Names = {
      // Strings and memory [7.24].
      "memcmp",
      "memset",
      "strcmp",
      "strncmp",
      "strcoll",
      "strspn",
      "strcspn",
      "strlen",
      "strnlen",
      "strxfrm",
      "strdup",
      "strndup",
      "strcasecmp",
      "strncasecmp",
      "bcmp",
      "bzero",
      "explicit_bzero",
      "strerror_r",
      "wcslen",
      "wcscmp",
      "wmemset",
      // Input and output [7.21].
      "printf",
      "fprintf",
      "sprintf",
      "snprintf",
      "vprintf",
      "vfprintf",
      "vsprintf",
      "vsnprintf",
      "dprintf",
      "scanf",
      "fscanf",
      "sscanf",
      "puts",
      "fputs",
      "fwrite",
      "fread",
      "perror",
      "remove",
      "rename",
      "fopen",
      "freopen",
      "fgetpos",
      "fsetpos",
      "getline",
      // Numbers [7.22.1], sorting [7.22.5], the environment [7.22.4].
      "atoi",
      "atol",
      "atoll",
      "atof",
      "qsort",
      "system",
      "mbstowcs",
      "wcstombs",
      "mblen",
      "setenv",
      "unsetenv",
      // Time [7.27].
      "time",
      "mktime",
      "strftime",
      "clock_gettime",
      "clock_getres",
      "gettimeofday",
      "nanosleep",
      "timespec_get",
      "strptime",
      "difftime",
      // Files and sockets, POSIX.
      "read",
      "write",
      "pread",
      "pwrite",
      "readv",
      "writev",
      "recv",
      "recvfrom",
      "recvmsg",
      "send",
      "sendto",
      "sendmsg",
      "open",
      "openat",
      "creat",
      "close",
      "stat",
      "fstat",
      "lstat",
      "fstatat",
      "access",
      "unlink",
      "unlinkat",
      "mkdir",
      "rmdir",
      "readlink",
      "link",
      "symlink",
      "chdir",
      "chmod",
      "pipe",
      "pipe2",
      "poll",
      "ppoll",
      "select",
      "gethostname",
      "getpeername",
      "getsockname",
      "getsockopt",
      "setsockopt",
      "bind",
      "connect",
      "accept",
      "accept4",
      "inet_pton",
      "inet_aton",
      "inet_addr",
      "uname",
      "getrandom",
      "getentropy",
      "sigemptyset",
      "sigaddset",

      "if_nametoindex",
      "getnameinfo",
      "epoll_wait",
      "sysinfo",
      "statvfs",
      "socketpair",
      "ftruncate",
      "truncate",
      "utimes",
  };
  return Names;
}

/// Those that return a pointer into one of their arguments, or copy memory.
static const llvm::StringSet<> &returnersInC() {
  static const llvm::StringSet<> Names = {
      "memcpy",      "memmove",   "mempcpy",        "memchr",    "memrchr",
      "strcpy",      "strncpy",   "stpcpy",         "strcat",    "strncat",
      "strchr",      "strrchr",   "strstr",         "strpbrk",   "strchrnul",
      "fgets",       "gets",      "bsearch",        "getcwd",    "basename",
      "dirname",     "inet_ntop", "ctime_r",        "asctime_r", "gmtime_r",
      "localtime_r", "realpath",  "if_indextoname", "wcscpy",    "bcopy",
  };
  return Names;
}

/// Those that store a pointer into an argument where another one points.
static const llvm::StringSet<> &deliverersInC() {
  static const llvm::StringSet<> Names = {
      "strtol", "strtoll", "strtoul",  "strtoull", "strtod",
      "strtof", "strtold", "strtok_r", "strsep",
  };
  return Names;
}

LibraryEffect effectInC(llvm::StringRef Name) {
  if (usersInC().contains(Name))
    return LibraryEffect::Uses;
  if (returnersInC().contains(Name))
    return LibraryEffect::Returns;
  if (deliverersInC().contains(Name))
    return LibraryEffect::Delivers;
  return LibraryEffect::Unknown;
}

namespace {
struct NamedFill {
  llvm::StringRef Name;
  LibraryFill Fill;
};
} // namespace

/// Buffer, size, number of elements: C17 [7.21, 7.24, 7.27] and POSIX.1-2017.
static constexpr NamedFill Fills[] = {
    {"memset", {0, 2, {}}},    {"memcpy", {0, 2, {}}},
    {"memmove", {0, 2, {}}},   {"mempcpy", {0, 2, {}}},
    {"strncpy", {0, 2, {}}},   {"bzero", {0, 1, {}}},
    {"fgets", {0, 1, {}}},     {"snprintf", {0, 1, {}}},
    {"vsnprintf", {0, 1, {}}}, {"strftime", {0, 1, {}}},
    {"fread", {0, 1, 2}},      {"read", {1, 2, {}}},
    {"pread", {1, 2, {}}},     {"recv", {1, 2, {}}},
    {"recvfrom", {1, 2, {}}},  {"getrandom", {0, 1, {}}},
    {"getcwd", {0, 1, {}}},    {"getentropy", {0, 1, {}}},
    {"readlink", {1, 2, {}}},  {"gethostname", {0, 1, {}}},
    {"inet_ntop", {2, 3, {}}}, {"strerror_r", {1, 2, {}}},
};

std::optional<LibraryFill> fillInC(llvm::StringRef Name) {
  for (const NamedFill &Known : Fills)
    if (Known.Name == Name)
      return Known.Fill;
  return std::nullopt;
}

} // namespace coroscope
