//===- MachineCode.h - Reads instructions -----------------------*- C++ -*-===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROSCOPE_BINARY_MACHINECODE_H
#define COROSCOPE_BINARY_MACHINECODE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/MC/MCAsmInfo.h"
#include "llvm/MC/MCContext.h"
#include "llvm/MC/MCDisassembler/MCDisassembler.h"
#include "llvm/MC/MCInst.h"
#include "llvm/MC/MCInstPrinter.h"
#include "llvm/MC/MCInstrAnalysis.h"
#include "llvm/MC/MCInstrInfo.h"
#include "llvm/MC/MCRegisterInfo.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/MCTargetOptions.h"
#include "llvm/TargetParser/Triple.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace llvm::object {
class ObjectFile;
} // namespace llvm::object

namespace coroscope {

/// The disassembler for one kind of machine code.
struct Machine {
  llvm::Triple TheTriple;
  llvm::MCTargetOptions Options;
  std::unique_ptr<const llvm::MCRegisterInfo> Registers;
  std::unique_ptr<const llvm::MCAsmInfo> Assembly;
  std::unique_ptr<const llvm::MCInstrInfo> Instructions;
  std::unique_ptr<const llvm::MCSubtargetInfo> Subtarget;
  std::unique_ptr<llvm::MCContext> Context;
  std::unique_ptr<const llvm::MCDisassembler> Disassembler;
  std::unique_ptr<llvm::MCInstPrinter> Printer;
  std::unique_ptr<llvm::MCInstrAnalysis> Analysis;

  /// Null if LLVM knows no such machine.
  static std::unique_ptr<Machine>
  create(const llvm::object::ObjectFile &Object);
};

/// One instruction, taken apart.
struct MachineInstruction {
  std::uint64_t Address;
  std::uint64_t Length;
  llvm::MCInst Code;
  std::string Text;
  llvm::StringRef Mnemonic;
  llvm::SmallVector<llvm::StringRef> Operands; ///< What commas separate.
};

/// Calls \p Visit with each instruction of \p Code, which is at \p Address;
/// with null where there is none.
void forEachInstruction(
    const Machine &Reader, llvm::ArrayRef<std::uint8_t> Code,
    std::uint64_t Address,
    llvm::function_ref<void(const MachineInstruction *)> Visit);

/// A constant that code stores.
struct StoredConstant {
  std::uint64_t Value;
  std::uint64_t Address; ///< Of the instruction.
  /// The addresses of those that follow, up to one that goes elsewhere.
  std::vector<std::uint64_t> Next;
};

/// Returns the constants of 16 bits that \p Code, which is at \p Address,
/// stores at \p Offset from a register other than the stack pointer.
std::vector<StoredConstant> storedConstants(const Machine &Reader,
                                            llvm::ArrayRef<std::uint8_t> Code,
                                            std::uint64_t Address,
                                            std::uint64_t Offset);

/// The constants in registers while code is read in order.
class Constants {
  const llvm::Triple::ArchType Arch;
  const bool IsWindows;
  std::map<std::string, std::uint64_t> Known;
  std::vector<std::uint64_t> Pushed; ///< Arguments pushed on i686.

public:
  Constants(llvm::Triple::ArchType Arch, bool IsWindows)
      : Arch(Arch), IsWindows(IsWindows) {}

  void read(llvm::StringRef Mnemonic, llvm::ArrayRef<llvm::StringRef> Operands);
  /// Returns the argument number \p Index, counted from 0.
  std::optional<std::uint64_t> argument(unsigned Index) const;
  /// Returns the constant in \p Register.
  std::optional<std::uint64_t> in(llvm::StringRef Register) const;
  void called();

private:
  void set(llvm::StringRef Register, std::optional<std::uint64_t> Value);
  static std::string wide(llvm::StringRef Register);
};

} // namespace coroscope

#endif
