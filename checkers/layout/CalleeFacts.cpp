//===- CalleeFacts.cpp - What a call does with addresses ------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "layout/CalleeFacts.h"

#include "layout/PointerFlow.h"
#include "source/LibraryNames.h"

#include "llvm/Analysis/ValueTracking.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Support/ModRef.h"
#include "llvm/Transforms/Coroutines/CoroInstr.h"

using namespace llvm;

namespace coroscope {

/// Larger bodies, and longer chains of calls, count as unknown.
static constexpr unsigned LargestBody = 2000;
static constexpr unsigned DeepestCall = 16;

/// A name as C++ mangles it, taken apart. Empty for names of C.
struct CalleeFacts::CallName {
  std::string Scope;      ///< Such as "std::vector<int>".
  std::string Base;       ///< Such as "push_back".
  std::string Parameters; ///< In parentheses.
  bool IsConstructor = false;
  bool IsDestructor = false;

  bool copiesItsClass() const;
  bool isKnownInStd() const;
};

CalleeFacts::CalleeFacts() = default;
CalleeFacts::~CalleeFacts() = default;

/// Takes what \p Read says, which wants a buffer.
template <class Reader> static std::string textOf(Reader Read) {
  std::size_t Size = 0;
  char *Buffer = Read(nullptr, &Size);
  std::string Text = Buffer ? Buffer : "";
  std::free(Buffer); // As the demangler's interface wants it.
  return Text;
}

const CalleeFacts::CallName &CalleeFacts::nameOf(const Function &F) {
  const auto [It, IsNew] = Names.try_emplace(F.getName());
  CallName &Name = It->second;
  ItaniumPartialDemangler Parts;
  const std::string Mangled = F.getName().str();
  if (!IsNew || !StringRef(Mangled).starts_with("_Z") ||
      Parts.partialDemangle(Mangled.c_str()) || !Parts.isFunction())
    return Name;
  Name.Scope = textOf([&](char *B, std::size_t *N) {
    return Parts.getFunctionDeclContextName(B, N);
  });
  Name.Base = textOf(
      [&](char *B, std::size_t *N) { return Parts.getFunctionBaseName(B, N); });
  Name.Parameters = textOf([&](char *B, std::size_t *N) {
    return Parts.getFunctionParameters(B, N);
  });
  if (Parts.isCtorOrDtor()) {
    Name.IsDestructor = StringRef(Name.Base).starts_with("~");
    Name.IsConstructor = !Name.IsDestructor;
  }
  return Name;
}

/// True for "Big::Big(Big const&)" and "Big::Big(Big&&)".
bool CalleeFacts::CallName::copiesItsClass() const {
  if (!IsConstructor)
    return false;
  StringRef Of = Parameters;
  if (!Of.consume_front("(") || !Of.consume_back(")"))
    return false;
  if (!Of.consume_back("&&") && !Of.consume_back("&"))
    return false;
  Of.consume_back(" const");
  return Of == Scope;
}

/// True for functions of the C++ library that are compiled into it, and keep no
/// address but in what they return.
bool CalleeFacts::CallName::isKnownInStd() const {
  StringRef In = Scope;
  if (!In.consume_front("std"))
    return false;
  for (StringRef Version : {"::__cxx11", "::__1"})
    In.consume_front(Version);
  if (In.empty())
    return StringRef(Base).starts_with("operator<<") ||
           StringRef(Base).starts_with("operator>>") ||
           StringRef(Base).starts_with("__throw_") ||
           StringRef(Base).starts_with("__ostream_insert") ||
           Base == "getline" || Base == "to_chars" || Base == "from_chars";
  for (StringRef Class : {"::basic_string<", "::basic_ostream<",
                          "::basic_istream<", "::filesystem::path"})
    if (In.starts_with(Class))
      return true;
  return false;
}

/// The name of the function of C that \p F is; fortified ones check sizes and
/// do the same.
static StringRef nameInC(const Function &F) {
  StringRef Name = F.getName();
  StringRef Plain = Name;
  if (Plain.consume_front("__") && Plain.consume_back("_chk"))
    return Plain;
  return Name;
}

static bool isPointer(const CallBase &Call, unsigned Number) {
  return Call.getArgOperand(Number)->getType()->isPointerTy();
}

bool hasPointer(const Type &T) {
  if (const auto *Struct = dyn_cast<StructType>(&T))
    return any_of(Struct->elements(),
                  [](const Type *Element) { return hasPointer(*Element); });
  if (const auto *Array = dyn_cast<ArrayType>(&T))
    return hasPointer(*Array->getElementType());
  return T.isPtrOrPtrVectorTy();
}

static bool isResult(const CallBase &Call, unsigned Number) {
  return Call.paramHasAttr(Number, Attribute::StructRet);
}

/// True if \p V is a temporary that Clang made for a parameter of class type
/// (clang 22: clang/lib/CodeGen/CGCall.cpp, EmitCallArg).
static bool isCopyForCallee(const Value &V) {
  const auto *Memory = dyn_cast<AllocaInst>(V.stripPointerCasts());
  return Memory && Memory->getName().starts_with("agg.tmp") &&
         !Memory->getName().starts_with("agg.tmp.ensured");
}

using Goal = CallFacts::Flow::Goal;

/// Assumes that an address goes wherever the attributes do not forbid it.
static void assumeFlows(CallFacts &Facts, const CallBase &Call,
                        bool OnlyReturns) {
  const bool Stores = !Call.onlyReadsMemory();
  for (unsigned From = 0; From != Call.arg_size(); ++From) {
    if (!isPointer(Call, From) || isResult(Call, From))
      continue;
    const CaptureInfo Captures = Call.getCaptureInfo(From);
    // What is passed by value ends with the call.
    const bool IsCopy = Call.paramHasAttr(From, Attribute::ByVal) ||
                        isCopyForCallee(*Call.getArgOperand(From));
    const bool Keeps =
        capturesAnyProvenance(Captures.getOtherComponents()) && !IsCopy;
    const bool Returns =
        (Keeps || capturesAnyProvenance(Captures.getRetComponents())) &&
        !IsCopy;
    if (hasPointer(*Call.getType())) {
      if (Returns)
        Facts.Flows.push_back({From, false, Goal::Result});
      Facts.Flows.push_back({From, true, Goal::Result});
    }
    for (unsigned To = 0; Stores && To != Call.arg_size(); ++To) {
      if (To == From || !isPointer(Call, To) || Call.onlyReadsMemory(To) ||
          (OnlyReturns && !isResult(Call, To)))
        continue;
      if (Keeps)
        Facts.Flows.push_back({From, false, Goal::Argument, To});
      Facts.Flows.push_back({From, true, Goal::Argument, To});
    }
  }
}

/// Fills in what the attributes of \p Call say.
static void readAttributes(CallFacts &Facts, const CallBase &Call) {
  Facts.Arguments.resize(Call.arg_size());
  for (unsigned Number = 0; Number != Call.arg_size(); ++Number) {
    if (!isPointer(Call, Number))
      continue;
    CallFacts::Argument &A = Facts.Arguments[Number];
    A.Reads = !Call.onlyWritesMemory(Number) && !isResult(Call, Number);
    A.Writes = !Call.onlyReadsMemory(Number) &&
               !Call.paramHasAttr(Number, Attribute::ByVal);
    A.UsesThrough = A.Reads && !Call.doesNotAccessMemory();
  }
  if (hasPointer(*Call.getType()))
    Facts.Result = Call.returnDoesNotAlias() ? CallFacts::Origin::Fresh
                                             : CallFacts::Origin::Elsewhere;
}

/// The constant \p V, in bytes.
static std::optional<std::uint64_t> constantOf(const Value *V) {
  const auto *Known = dyn_cast<ConstantInt>(V);
  return Known ? std::optional(Known->getZExtValue()) : std::nullopt;
}

/// Fills in what \p Call writes over, and what it destroys.
void CalleeFacts::readFills(CallFacts &Facts, const CallBase &Call) {
  const Function *Callee = Call.getCalledFunction();
  for (unsigned Number = 0; Number != Call.arg_size(); ++Number)
    if (isResult(Call, Number))
      Facts.Arguments[Number].Fills =
          Call.getDataLayout()
              .getTypeAllocSize(Call.getParamStructRetType(Number))
              .getFixedValue();
  if (!Callee)
    return;
  if (const CallName &Name = nameOf(*Callee);
      Name.IsConstructor || Name.IsDestructor) {
    // 'this' comes first, and Clang says how large its object is.
    if (Call.arg_empty() || !isPointer(Call, 0))
      return;
    std::uint64_t Size = Call.getParamDereferenceableBytes(0);
    if (!Size)
      return;
    if (Name.IsConstructor) {
      Facts.Arguments[0].Fills = Size;
      Facts.Arguments[0].Reads = false;
    } else {
      Facts.Arguments[0].Ends = Size;
    }
    return;
  }
  if (!Callee->isDeclaration())
    return;
  const std::optional<LibraryFill> Fill = fillInC(nameInC(*Callee));
  if (!Fill || Fill->Buffer >= Call.arg_size() ||
      Fill->Size >= Call.arg_size() || !isPointer(Call, Fill->Buffer))
    return;
  CallFacts::Argument &Buffer = Facts.Arguments[Fill->Buffer];
  Buffer.Reads = Buffer.UsesThrough = false;
  std::optional<std::uint64_t> Size =
      constantOf(Call.getArgOperand(Fill->Size));
  if (Size && Fill->Count) {
    const auto Count = Fill->Count < Call.arg_size()
                           ? constantOf(Call.getArgOperand(*Fill->Count))
                           : std::nullopt;
    Size = Count ? std::optional(*Size * *Count) : std::nullopt;
  }
  Buffer.Fills = Size.value_or(0);
}

/// True if \p Call calls a function that its argument holds, as a std::function
/// does with its own contents.
static bool isCalledThrough(const CallBase &Call, unsigned Number) {
  const auto *Target = dyn_cast<LoadInst>(Call.getCalledOperand());
  return Target && getUnderlyingObject(Target->getPointerOperand()) ==
                       getUnderlyingObject(Call.getArgOperand(Number));
}

/// True if \p Call may keep the object that it is given, for all that is known.
static bool mayKeep(const CallBase &Call, unsigned Number) {
  return isPointer(Call, Number) && !isResult(Call, Number) &&
         !Call.paramHasAttr(Number, Attribute::ByVal) &&
         !isCalledThrough(Call, Number);
}

/// True if \p Call gives away an object that may call back: one of a class that
/// cannot be copied byte by byte, whose copy is the callee's own.
static bool isGivenAway(const CallBase &Call, unsigned Number) {
  const Function *Callee = Call.getCalledFunction();
  return isPointer(Call, Number) &&
         !(Callee && Number < Callee->arg_size() &&
           Callee->hasParamAttribute(Number, Attribute::NonNull)) &&
         isCopyForCallee(*Call.getArgOperand(Number));
}

/// What is given away, may be kept and does not come back is kept.
static void addKept(CallFacts &Facts, const CallBase &Call) {
  for (unsigned Number = 0; Number != Call.arg_size(); ++Number)
    if (Facts.Arguments[Number].MayBeKept && isGivenAway(Call, Number))
      Facts.Flows.push_back({Number, true, Goal::Elsewhere});
}

/// True if what \p Call returns can hold an address.
static bool returnsHolder(const CallBase &Call) {
  if (hasPointer(*Call.getType()))
    return true;
  return any_of(seq(Call.arg_size()), [&](unsigned Number) {
    return isResult(Call, Number) &&
           hasPointer(*Call.getParamStructRetType(Number));
  });
}

CallFacts CalleeFacts::of(const CallBase &Call) {
  CallFacts Facts;
  const Function *Callee = Call.getCalledFunction();
  if (Callee && Callee->isIntrinsic()) {
    switch (Callee->getIntrinsicID()) {
    case Intrinsic::coro_id:
    case Intrinsic::coro_free:
    case Intrinsic::coro_end:
    case Intrinsic::coro_save:
    case Intrinsic::coro_suspend:
    case Intrinsic::coro_await_suspend_void:
    case Intrinsic::coro_await_suspend_bool:
    case Intrinsic::coro_await_suspend_handle:
      Facts.Arguments.resize(Call.arg_size());
      Facts.IsKnown = true;
      return Facts;
    case Intrinsic::coro_begin: {
      // The frame is the memory that was allocated for it.
      static constexpr unsigned AllocatedMemory = 1;
      Facts.Arguments.resize(Call.arg_size());
      Facts.IsKnown = true;
      Facts.Flows.push_back({AllocatedMemory, false, Goal::Result});
      return Facts;
    }
    case Intrinsic::coro_promise:
    case Intrinsic::launder_invariant_group:
    case Intrinsic::strip_invariant_group:
    case Intrinsic::ptrmask:
    case Intrinsic::threadlocal_address:
      Facts.Arguments.resize(Call.arg_size());
      Facts.IsKnown = true;
      Facts.Flows.push_back({0, false, Goal::Result});
      return Facts;
    default:
      break;
    }
  }
  if (Callee && Callee->arg_size() == Call.arg_size())
    if (const CallFacts *Body = ofBody(*Callee)) {
      Facts = *Body;
      readFills(Facts, Call);
      if (!returnsHolder(Call))
        addKept(Facts, Call);
      return Facts;
    }
  readAttributes(Facts, Call);
  readFills(Facts, Call);
  const CallName Name = Callee ? nameOf(*Callee) : CallName();
  if (Name.IsDestructor)
    return Facts;
  if (Name.copiesItsClass()) {
    Facts.Flows.push_back({1, true, Goal::Argument, 0});
    return Facts;
  }
  const LibraryEffect InC = Callee && Callee->isDeclaration()
                                ? effectInC(nameInC(*Callee))
                                : LibraryEffect::Unknown;
  if (InC == LibraryEffect::Uses)
    return Facts;
  const bool OnlyReturns = InC == LibraryEffect::Returns || Name.isKnownInStd();
  if (OnlyReturns && Name.IsConstructor)
    return Facts;
  assumeFlows(Facts, Call, OnlyReturns);
  if (!OnlyReturns && !returnsHolder(Call) && !Call.onlyReadsMemory()) {
    for (unsigned Number = 0; Number != Call.arg_size(); ++Number)
      Facts.Arguments[Number].MayBeKept = mayKeep(Call, Number);
    addKept(Facts, Call);
  }
  return Facts;
}

const CallFacts *CalleeFacts::ofBody(const Function &F) {
  // What a coroutine does with its arguments, it does later.
  if (F.isDeclaration() || F.isVarArg() || F.isPresplitCoroutine() ||
      Depth == DeepestCall)
    return nullptr;
  if (auto It = Bodies.find(&F); It != Bodies.end())
    return It->second && It->second->Arguments.size() == F.arg_size()
               ? It->second.get()
               : nullptr;
  Bodies[&F] = nullptr;
  unsigned Size = 0;
  for (const BasicBlock &Block : F)
    Size += Block.size();
  // A coroutine that has been split goes on in other functions.
  if (Size > LargestBody || any_of(instructions(F), [](const Instruction &I) {
        return isa<CoroIdInst>(I);
      }))
    return nullptr;
  ++Depth;
  auto Made = std::make_shared<CallFacts>(summarize(F));
  --Depth;
  Bodies[&F] = Made;
  return Made.get();
}

CallFacts CalleeFacts::summarize(const Function &F) {
  const PointerFlow Flow(F, *this, PointerFlow::Arguments::Objects);
  CallFacts Facts;
  Facts.IsKnown = true;
  Facts.Arguments.resize(F.arg_size());

  PointerFlow::Objects Read, Written, MaybeKept, Mixed;
  for (const Instruction &I : instructions(F)) {
    for (const PointerFlow::Transfer &Made : Flow.transfersOf(I))
      Mixed |= Made.What & Made.Into;
    if (const auto *Load = dyn_cast<LoadInst>(&I)) {
      Read |= Flow.pointees(*Load->getPointerOperand());
    } else if (const auto *Store = dyn_cast<StoreInst>(&I)) {
      Written |= Flow.pointees(*Store->getPointerOperand());
    } else if (const auto *Memory = dyn_cast<MemIntrinsic>(&I)) {
      Written |= Flow.pointees(*Memory->getRawDest());
      if (const auto *Copy = dyn_cast<MemTransferInst>(&I))
        Read |= Flow.pointees(*Copy->getRawSource());
    } else if (const auto *Call = dyn_cast<CallBase>(&I)) {
      const CallFacts *Known = Flow.factsOf(*Call);
      for (unsigned Number = 0; Known && Number != Call->arg_size(); ++Number) {
        const CallFacts::Argument &A = Known->Arguments[Number];
        const PointerFlow::Objects Passed =
            Flow.pointees(*Call->getArgOperand(Number));
        if (A.Reads)
          Read |= Passed;
        if (A.Writes)
          Written |= Passed;
        if (A.UsesThrough)
          Read |= Flow.reachable(Passed);
        if (A.MayBeKept)
          MaybeKept |= Passed;
      }
    } else if (isa<AtomicRMWInst, AtomicCmpXchgInst>(I)) {
      Read |= Flow.pointees(*I.getOperand(0));
      Written |= Flow.pointees(*I.getOperand(0));
    }
  }

  auto AddFlows = [&](const PointerFlow::Objects &Found, Goal To,
                      unsigned ToArgument, bool IntoContents = false) {
    for (unsigned From = 0; From != F.arg_size(); ++From) {
      const bool IsOwn = To == Goal::Argument && From == ToArgument;
      if (Found.test(Flow.behind(From)) && (!IsOwn || IntoContents))
        Facts.Flows.push_back({From, false, To, ToArgument, IntoContents});
      if (Found.test(Flow.beyond(From)) && !IsOwn)
        Facts.Flows.push_back({From, true, To, ToArgument, IntoContents});
    }
  };
  for (unsigned Number = 0; Number != F.arg_size(); ++Number) {
    CallFacts::Argument &A = Facts.Arguments[Number];
    A.Reads = Read.test(Flow.behind(Number));
    A.Writes = Written.test(Flow.behind(Number));
    A.MayBeKept = MaybeKept.test(Flow.behind(Number));
    A.UsesThrough =
        Read.test(Flow.beyond(Number)) || Written.test(Flow.beyond(Number));
    PointerFlow::Objects Here, There;
    Here.set(Flow.behind(Number));
    AddFlows(Flow.reachable(Here), Goal::Argument, Number);
    There.set(Flow.beyond(Number));
    AddFlows(Flow.reachable(There), Goal::Argument, Number,
             /*IntoContents=*/true);
    // "*End = At" in a member function: what one member points to is put where
    // another one does.
    if (Mixed.test(Flow.beyond(Number)))
      Facts.Flows.push_back({Number, true, Goal::Argument, Number,
                             /*IntoContents=*/true});
  }
  PointerFlow::Objects Returned = Flow.returned();
  Returned |= Flow.reachable(Returned);
  AddFlows(Returned, Goal::Result, 0);
  PointerFlow::Objects Lost = Flow.contents(PointerFlow::Elsewhere);
  Lost |= Flow.reachable(Lost);
  AddFlows(Lost, Goal::Elsewhere, 0);
  if (Returned.test(PointerFlow::Elsewhere))
    Facts.Result = CallFacts::Origin::Elsewhere;
  else if (Flow.haveFresh(Flow.returned()))
    Facts.Result = CallFacts::Origin::Fresh;
  return Facts;
}

bool isDestructor(const Function &F) {
  const std::string Mangled = F.getName().str();
  ItaniumPartialDemangler Parts;
  return !Parts.partialDemangle(Mangled.c_str()) && Parts.isCtorOrDtor() &&
         StringRef(demangle(Mangled)).contains("::~");
}

} // namespace coroscope
