//===- Server.h - The language server ---------------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_DRIVER_SERVER_SERVER_H
#define COROSCOPE_DRIVER_SERVER_SERVER_H

#include <string>

namespace coroscope {

/// What the command line says; the editor's settings come over it.
struct ServerOptions {
  std::string CompileCommands; ///< Their directory; empty: search upwards.
  unsigned Processes = 0;      ///< 0: one per core.
};

/// Serves the editor at stdin and stdout until it says 'exit' or goes away.
/// Gives the exit code of the protocol: 0 after 'shutdown', else 1.
int runServer(const ServerOptions &Options);

} // namespace coroscope

#endif
