//===- MachineCode.cpp - Reads instructions -------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "binary/MachineCode.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Object/ObjectFile.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <mutex>

using namespace llvm;
using namespace llvm::object;

namespace coroscope {

static void initializeTargets() {
  static std::once_flag Done;
  std::call_once(Done, [] {
    InitializeAllTargetInfos();
    InitializeAllTargetMCs();
    InitializeAllDisassemblers();
  });
}

std::unique_ptr<Machine> Machine::create(const ObjectFile &Object) {
  initializeTargets();
  auto Made = std::make_unique<Machine>();
  Made->TheTriple = Object.makeTriple();
  // 32-bit ARM has Thumb code at odd addresses.
  std::string Error;
  const Target *Found =
      TargetRegistry::lookupTarget("", Made->TheTriple, Error);
  if (!Found)
    return nullptr;
  Made->Registers.reset(Found->createMCRegInfo(Made->TheTriple));
  if (!Made->Registers)
    return nullptr;
  Made->Assembly.reset(
      Found->createMCAsmInfo(*Made->Registers, Made->TheTriple, Made->Options));
  Made->Instructions.reset(Found->createMCInstrInfo());
  std::string Features;
  if (Expected<SubtargetFeatures> Own = Object.getFeatures())
    Features = Own->getString();
  else
    consumeError(Own.takeError());
  Made->Subtarget.reset(
      Found->createMCSubtargetInfo(Made->TheTriple, "", Features));
  if (!Made->Assembly || !Made->Instructions || !Made->Subtarget)
    return nullptr;
  Made->Context =
      std::make_unique<MCContext>(Made->TheTriple, Made->Assembly.get(),
                                  Made->Registers.get(), Made->Subtarget.get());
  Made->Disassembler.reset(
      Found->createMCDisassembler(*Made->Subtarget, *Made->Context));
  Made->Printer.reset(Found->createMCInstPrinter(
      Made->TheTriple, Made->Assembly->getAssemblerDialect(), *Made->Assembly,
      *Made->Instructions, *Made->Registers));
  Made->Analysis.reset(Found->createMCInstrAnalysis(Made->Instructions.get()));
  if (!Made->Disassembler || !Made->Printer)
    return nullptr;
  return Made;
}

void forEachInstruction(const Machine &Reader, ArrayRef<std::uint8_t> Code,
                        std::uint64_t Address,
                        function_ref<void(const MachineInstruction *)> Visit) {
  for (std::uint64_t At = 0; At < Code.size();) {
    MachineInstruction Read;
    Read.Address = Address + At;
    Read.Length = 0;
    const auto Status = Reader.Disassembler->getInstruction(
        Read.Code, Read.Length, Code.slice(At), Read.Address, nulls());
    At += std::max<std::uint64_t>(Read.Length, 1);
    if (Status != MCDisassembler::Success) {
      Visit(nullptr);
      continue;
    }
    raw_string_ostream Out(Read.Text);
    Reader.Printer->printInst(&Read.Code, Read.Address, "", *Reader.Subtarget,
                              Out);
    StringRef Rest = StringRef(Read.Text).trim();
    Read.Mnemonic = Rest.take_until(isSpace);
    Rest.drop_front(Read.Mnemonic.size()).split(Read.Operands, ',', -1, false);
    for (StringRef &Operand : Read.Operands)
      Operand = Operand.trim();
    Visit(&Read);
  }
}

/// Reads "$464", "#464", "464" or "0x1d0" as a number.
static std::optional<std::uint64_t> immediate(StringRef Text) {
  Text = Text.trim();
  if (!Text.consume_front("$"))
    Text.consume_front("#");
  std::int64_t Value;
  if (Text.empty() || Text.getAsInteger(0, Value))
    return std::nullopt;
  return static_cast<std::uint64_t>(Value);
}

/// What an instruction that stores 16 bits stores, as in "%ax" or "$4", if it
/// does so at \p Offset from a register; else empty.
static StringRef storedAt(std::uint64_t Offset, const MachineInstruction &Read,
                          Triple::ArchType Arch) {
  auto HasOffset = [&](StringRef Text) { return immediate(Text) == Offset; };
  ArrayRef<StringRef> Operands = Read.Operands;
  StringRef To;
  switch (Arch) {
  case Triple::x86_64:
  case Triple::x86:
    if (Read.Mnemonic != "movw" || Operands.size() != 2)
      return {};
    To = Operands[1];
    break;
  case Triple::riscv32:
  case Triple::riscv64:
    if ((Read.Mnemonic != "sh" && Read.Mnemonic != "c.sh") ||
        Operands.size() != 2)
      return {};
    To = Operands[1];
    break;
  case Triple::aarch64:
  case Triple::arm:
  case Triple::thumb:
    // As in "strh w0, [x19, #36]".
    return (Read.Mnemonic == "strh" || Read.Mnemonic == "strh.w") &&
                   Operands.size() == 3 && Operands[1].starts_with("[") &&
                   Operands[1] != "[sp" && Operands[2].ends_with("]") &&
                   HasOffset(Operands[2].drop_back())
               ? Operands[0]
               : StringRef();
  default:
    return {};
  }
  const auto [Distance, Base] = To.split('(');
  return Base.ends_with(")") && !Base.ends_with("sp)") && HasOffset(Distance)
             ? Operands[0]
             : StringRef();
}

std::vector<StoredConstant> storedConstants(const Machine &Reader,
                                            ArrayRef<std::uint8_t> Code,
                                            std::uint64_t Address,
                                            std::uint64_t Offset) {
  std::vector<StoredConstant> Found;
  bool GoesOn = false; // From the last of them.
  const Triple::ArchType Arch = Reader.TheTriple.getArch();
  Constants Registers(Arch, Reader.TheTriple.isOSWindows());
  forEachInstruction(Reader, Code, Address, [&](const MachineInstruction *I) {
    if (!I) {
      GoesOn = false;
      return Registers.called();
    }
    if (GoesOn)
      Found.back().Next.push_back(I->Address);
    if (const StringRef What = storedAt(Offset, *I, Arch); !What.empty())
      if (const auto Value =
              What.starts_with("$") ? immediate(What) : Registers.in(What)) {
        Found.push_back({*Value, I->Address, {}});
        GoesOn = true;
      }
    const MCInstrDesc &Kind = Reader.Instructions->get(I->Code.getOpcode());
    if (Kind.isTerminator())
      GoesOn = false;
    if (Kind.isCall() || Kind.isTerminator())
      Registers.called();
    else
      Registers.read(I->Mnemonic, I->Operands);
  });
  return Found;
}

/// Returns the whole register, such as "rdi" for its parts "edi" and "di", or
/// "x0" for "w0".
std::string Constants::wide(StringRef Register) {
  Register.consume_front("%");
  for (StringRef Short : {"ax", "bx", "cx", "dx", "si", "di", "bp", "sp"})
    if (Register == Short)
      return ("r" + Register).str();
  if (Register.size() >= 3 && Register.starts_with("r") &&
      Register.ends_with("w"))
    return Register.drop_back().str();
  if (Register.starts_with("e") && Register.size() == 3)
    return ("r" + Register.drop_front()).str();
  if (Register.size() >= 3 && Register.starts_with("r") &&
      Register.ends_with("d"))
    return Register.drop_back().str();
  if (Register.starts_with("w") && Register.size() > 1 && isDigit(Register[1]))
    return ("x" + Register.drop_front()).str();
  return Register.str();
}

void Constants::set(StringRef Register, std::optional<std::uint64_t> Value) {
  const std::string Name = wide(Register);
  if (Value)
    Known[Name] = *Value;
  else
    Known.erase(Name);
}

void Constants::read(StringRef Mnemonic, ArrayRef<StringRef> Operands) {
  if (Operands.empty())
    return;
  switch (Arch) {
  case Triple::x86_64:
  case Triple::x86: {
    const StringRef To = Operands.back();
    if (Mnemonic.starts_with("push")) {
      if (auto Value = immediate(Operands.front()))
        Pushed.push_back(*Value);
      else
        Pushed.push_back(~std::uint64_t(0));
      return;
    }
    if (Mnemonic.starts_with("mov") && Operands.size() == 2 &&
        Operands.front().starts_with("$")) {
      if (To.starts_with("%"))
        return set(To, immediate(Operands.front()));
      // An argument on the stack, for i686.
      if (To.ends_with("(%esp)")) {
        Known[To.str()] = immediate(Operands.front()).value_or(0);
        return;
      }
      return;
    }
    if (To.ends_with("(%esp)"))
      Known.erase(To.str());
    if (Mnemonic.starts_with("xor") && Operands.size() == 2 &&
        Operands[0] == Operands[1])
      return set(To, 0);
    if (To.starts_with("%") && !Mnemonic.starts_with("cmp") &&
        !Mnemonic.starts_with("test"))
      set(To, std::nullopt);
    return;
  }
  case Triple::aarch64:
    if ((Mnemonic == "mov" || Mnemonic == "movz") && Operands.size() == 2)
      return set(Operands[0], Operands[1].starts_with("#")
                                  ? immediate(Operands[1])
                                  : std::nullopt);
    if (Mnemonic == "movk" && Operands.size() == 3) {
      const auto Part = immediate(Operands[1]);
      unsigned Shift = 0;
      StringRef Text = Operands[2];
      const auto It = Known.find(wide(Operands[0]));
      if (It != Known.end() && Part && Text.consume_front("lsl #") &&
          !Text.getAsInteger(10, Shift) && Shift < 64)
        return set(Operands[0],
                   (It->second & ~(std::uint64_t(0xffff) << Shift)) |
                       (*Part << Shift));
      return set(Operands[0], std::nullopt);
    }
    break;
  case Triple::arm:
  case Triple::thumb:
    if ((Mnemonic.starts_with("mov") && Mnemonic != "movt") &&
        Operands.size() == 2)
      return set(Operands[0], Operands[1].starts_with("#")
                                  ? immediate(Operands[1])
                                  : std::nullopt);
    if (Mnemonic == "movt" && Operands.size() == 2) {
      const auto Part = immediate(Operands[1]);
      const auto It = Known.find(wide(Operands[0]));
      if (It != Known.end() && Part)
        return set(Operands[0], (It->second & 0xffff) | (*Part << 16));
      return set(Operands[0], std::nullopt);
    }
    break;
  case Triple::riscv32:
  case Triple::riscv64:
    if ((Mnemonic == "li" || Mnemonic == "c.li") && Operands.size() == 2)
      return set(Operands[0], immediate(Operands[1]));
    if ((Mnemonic == "lui" || Mnemonic == "c.lui") && Operands.size() == 2) {
      if (auto Part = immediate(Operands[1]))
        return set(Operands[0], *Part << 12);
      return set(Operands[0], std::nullopt);
    }
    if ((Mnemonic == "addi" || Mnemonic == "addiw") && Operands.size() == 3) {
      const auto Part = immediate(Operands[2]);
      const auto It = Known.find(wide(Operands[1]));
      if (Operands[1] == "zero")
        return set(Operands[0], Part);
      if (It != Known.end() && Part)
        return set(Operands[0], It->second + *Part);
      return set(Operands[0], std::nullopt);
    }
    break;
  default:
    return;
  }
  // Most other instructions write their first operand. Those that do not, such
  // as stores, lose a known constant, which does no harm.
  set(Operands[0], std::nullopt);
}

std::optional<std::uint64_t> Constants::in(StringRef Register) const {
  const auto It = Known.find(wide(Register));
  return It == Known.end() ? std::nullopt
                           : std::optional<std::uint64_t>(It->second);
}

std::optional<std::uint64_t> Constants::argument(unsigned Index) const {
  auto In = [&](StringRef Register) { return in(Register); };
  switch (Arch) {
  case Triple::x86_64:
    return IsWindows ? In(Index ? "rdx" : "rcx") : In(Index ? "rsi" : "rdi");
  case Triple::x86: {
    // The value pushed last is the first argument.
    if (Pushed.size() > Index) {
      const std::uint64_t Value = Pushed[Pushed.size() - 1 - Index];
      return Value == ~std::uint64_t(0) ? std::nullopt
                                        : std::optional<std::uint64_t>(Value);
    }
    return In(Index ? "4(%esp)" : "(%esp)");
  }
  case Triple::aarch64:
    return In(Index ? "x1" : "x0");
  case Triple::arm:
  case Triple::thumb:
    return In(Index ? "r1" : "r0");
  case Triple::riscv32:
  case Triple::riscv64:
    return In(Index ? "a1" : "a0");
  default:
    return std::nullopt;
  }
}

void Constants::called() {
  // Values kept across a call are not arguments.
  Known.clear();
  Pushed.clear();
}

} // namespace coroscope
