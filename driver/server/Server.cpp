//===- Server.cpp - The language server -----------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "server/Server.h"

#include "docs/Pages.h"
#include "inputs/CompileCommands.h"
#include "outputs/Version.h"
#include "rules/Catalogue.h"
#include "server/AnalysisProcess.h"
#include "server/Answers.h"
#include "server/EditorSettings.h"
#include "server/KeptPreambles.h"
#include "server/MessageInput.h"
#include "server/RequestParameters.h"
#include "server/UnitFinder.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/LSP/Transport.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/raw_ostream.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <map>
#include <memory>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace llvm;

namespace coroscope {

namespace {

using Clock = std::chrono::steady_clock;

/// After a change, so that not each key starts an analysis.
constexpr std::chrono::milliseconds Pause(300);
/// For a worker that was ended by somebody.
constexpr unsigned MostAttempts = 5;
/// Units: seconds.
constexpr unsigned UnitTimeout = 300;

/// A file in the editor.
struct Document {
  std::string Path; ///< Absolute.
  std::string Uri;
  std::string Text;
  std::int64_t Version = 0;
  bool IsDue = true;
  Clock::time_point DueAt;
  unsigned Attempts = 0;

  AnalysisProcess Running;
  std::string RunningText;
  std::int64_t RunningVersion = 0;
  std::vector<UnitJob> RunningJobs;
  bool HasAnswer = false; ///< Of what is running.

  std::unique_ptr<AnalyzedText> Last; ///< The last good results.
  std::vector<std::string> FilesRead;
};

class Server {
  lsp::JSONTransport Transport;
  lsp::MessageHandler Handler;
  UnitFinder Finder;
  EditorSettings Wanted;
  const ServerOptions &Options;
  std::map<std::string, std::unique_ptr<Document>> Documents; ///< By path.
  KeptPreambles Kept;
  /// Requests that make the client ask again for hints and lenses; those that
  /// it knows.
  std::vector<lsp::OutgoingRequest<json::Value>> Refreshes;
  std::int64_t Requests = 0; ///< That were sent; each has a number of its own.
  bool IsShutDown = false;

  bool read(std::string &Into);
  int milliseconds(Clock::time_point Now) const;
  unsigned processes() const;
  void work();
  void take(Document &D);
  void start(Document &D);
  void publish(const Document &D, json::Array Diagnostics);
  void offerRefresh(const RawParams &, StringRef What, StringLiteral Method);
  void refresh();
  void log(const std::string &Message);
  void showMessage(const std::string &Message);
  void configure(const json::Object &Given);
  void analyzeAll();
  Document *find(const RawParams &Params);

  using Reply = lsp::Callback<json::Value>;
  void initialize(const RawParams &, Reply);
  void shutdown(const RawParams &, Reply);
  void codeAction(const RawParams &, Reply);
  void inlayHint(const RawParams &, Reply);
  void hover(const RawParams &, Reply);
  void codeLens(const RawParams &, Reply);
  void executeCommand(const RawParams &, Reply);
  void frame(const RawParams &, Reply);
  void ignore(const RawParams &) {}
  void didOpen(const RawParams &);
  void didChange(const RawParams &);
  void didSave(const RawParams &);
  void didClose(const RawParams &);
  void didChangeConfiguration(const RawParams &);

public:
  explicit Server(const ServerOptions &Options);
  int run();
};

} // namespace

Server::Server(const ServerOptions &Options)
    : Transport(std::make_unique<MessageInput>(
                    [this](std::string &Into) { return read(Into); }),
                outs()),
      Handler(Transport), Options(Options) {
  Finder.Directory = Options.CompileCommands;
  Handler.method("initialize", this, &Server::initialize);
  Handler.method("shutdown", this, &Server::shutdown);
  Handler.method("textDocument/codeAction", this, &Server::codeAction);
  Handler.method("textDocument/inlayHint", this, &Server::inlayHint);
  Handler.method("textDocument/hover", this, &Server::hover);
  Handler.method("textDocument/codeLens", this, &Server::codeLens);
  Handler.method("workspace/executeCommand", this, &Server::executeCommand);
  Handler.method("coroscope/frame", this, &Server::frame);
  Handler.notification("initialized", this, &Server::ignore);
  Handler.notification("$/cancelRequest", this, &Server::ignore);
  Handler.notification("$/setTrace", this, &Server::ignore);
  Handler.notification("textDocument/didOpen", this, &Server::didOpen);
  Handler.notification("textDocument/didChange", this, &Server::didChange);
  Handler.notification("textDocument/didSave", this, &Server::didSave);
  Handler.notification("textDocument/didClose", this, &Server::didClose);
  Handler.notification("workspace/didChangeConfiguration", this,
                       &Server::didChangeConfiguration);
}

/// How long there is nothing to do; -1 for ever.
int Server::milliseconds(Clock::time_point Now) const {
  int Least = -1;
  for (const auto &[Path, D] : Documents) {
    if (!D->IsDue)
      continue;
    const auto Left = std::chrono::ceil<std::chrono::milliseconds>(
        std::max(D->DueAt - Now, Clock::duration::zero()));
    if (Least < 0 || Left.count() < Least)
      Least = int(Left.count());
  }
  return Least;
}

/// Waits for the editor, and does what is due meanwhile.
bool Server::read(std::string &Into) {
  while (true) {
    work();
    std::vector<pollfd> Sources{{STDIN_FILENO, POLLIN, 0}};
    std::vector<Document *> Waiting{nullptr};
    for (const auto &[Path, D] : Documents)
      if (D->Running.isRunning()) {
        Sources.push_back({D->Running.pipe(), POLLIN, 0});
        Waiting.push_back(D.get());
      }
    if (poll(Sources.data(), Sources.size(), milliseconds(Clock::now())) < 0 &&
        errno != EINTR)
      return false;
    for (std::size_t I = 1; I != Sources.size(); ++I)
      if (Sources[I].revents)
        take(*Waiting[I]);
    if (!Sources[0].revents)
      continue;
    char Buffer[1 << 16];
    const ssize_t Got = ::read(STDIN_FILENO, Buffer, sizeof(Buffer));
    if (Got < 0 && errno == EINTR)
      continue;
    if (Got <= 0)
      return false;
    Into.append(Buffer, Got);
    return true;
  }
}

unsigned Server::processes() const {
  return Options.Processes ? Options.Processes
                           : hardware_concurrency().compute_thread_count();
}

void Server::work() {
  // Keepers that are gone; analyses are waited for by name.
  for (siginfo_t Ended{};
       waitid(P_ALL, 0, &Ended, WEXITED | WNOHANG | WNOWAIT) == 0 &&
       Ended.si_pid != 0;
       Ended = {}) {
    bool IsAnalysis = false;
    for (const auto &[Path, D] : Documents)
      IsAnalysis |= D->Running.is(Ended.si_pid);
    if (IsAnalysis)
      break; // Its pipe says so, too.
    waitpid(Ended.si_pid, nullptr, 0);
  }
  const unsigned Most = processes();
  const Clock::time_point Now = Clock::now();
  for (const auto &[Path, D] : Documents) {
    if (!D->IsDue || D->DueAt > Now)
      continue;
    D->Running.end(); // It is of an older text.
    unsigned Others = 0;
    for (const auto &[Path, Other] : Documents)
      Others += Other->Running.isRunning();
    if (Others >= Most) {
      D->DueAt = Now + Pause;
      continue;
    }
    start(*D);
  }
}

void Server::start(Document &D) {
  D.IsDue = false;
  D.HasAnswer = false;
  D.RunningText = D.Text;
  D.RunningVersion = D.Version;
  auto Texts = std::make_shared<FileTexts>();
  std::vector<std::string> Includers;
  for (const auto &[Path, Other] : Documents) {
    (*Texts)[Path] = Other->Text;
    if (is_contained(Other->FilesRead, D.Path))
      Includers.push_back(Path);
  }
  AnalysisRequest Request;
  std::string Mistake;
  Request.Jobs = Finder.jobsFor(D.Path, Includers, Mistake);
  if (!Mistake.empty())
    log(Mistake);
  for (UnitJob &Job : Request.Jobs) {
    // Compile commands may spell the path in another way.
    auto Own = std::make_shared<FileTexts>(*Texts);
    if (Request.Jobs.size() == 1 && Job.Command.File != D.Path)
      (*Own)[Job.Command.File] = D.Text;
    Job.Texts = std::move(Own);
  }
  Request.Document = D.Path;
  Request.Rules = Wanted.Rules;
  Request.Measures = Wanted.Measures;
  Request.Processes = processes();
  Request.Timeout = UnitTimeout;
  D.RunningJobs = Request.Jobs;
  const UnitJob &First = Request.Jobs.front();
  Kept.prepare(First, *First.Texts);
  const Failure Wrong = D.Running.start(Request, Kept.keepers());
  Kept.keepers().closeOffered(First);
  if (Wrong)
    log(Wrong.message());
}

void Server::take(Document &D) {
  const bool MayGoOn = D.Running.receive();
  while (auto Answer = D.Running.take()) {
    UnitResult &Result = Answer->Result;
    const UnitJob &Job =
        D.RunningJobs[std::min(Answer->Job, D.RunningJobs.size() - 1)];
    // Somebody has ended the worker: its answer is still owed.
    if (Result.Unit.Status == UnitStatus::Crashed &&
        StringRef(Result.Unit.Reason).starts_with("ended by signal 9"))
      break;
    D.HasAnswer |= Answer->IsLast;
    if (!Result.Unit.isComplete()) {
      log(D.Path + ": " + Result.Unit.Reason);
      continue; // The last good results stay.
    }
    D.FilesRead = Result.FilesRead;
    Kept.noteFiles(Job, Result.FilesRead);
    auto Made = std::make_unique<AnalyzedText>();
    Made->Root = Job.ProjectRoot;
    Made->Path = D.Path;
    Made->Uri = D.Uri;
    Made->Text = TextPositions(D.RunningText);
    // A path that the command spells in another way is that of the editor.
    if (D.RunningJobs.size() == 1)
      Made->Path = Job.Command.File;
    Made->Report.Coroutines = std::move(Result.Coroutines);
    Made->Report.CallSites = std::move(Result.CallSites);
    D.Last = std::move(Made);
    // What is of an older text is not published.
    if (D.RunningVersion == D.Version)
      publish(D, diagnosticsOf(*D.Last));
    refresh();
  }
  if (MayGoOn)
    return;
  D.Running.end();
  if (D.HasAnswer) {
    D.Attempts = 0;
  } else if (++D.Attempts < MostAttempts) {
    D.IsDue = true;
    D.DueAt = Clock::now();
  } else {
    log(D.Path + ": the analysis was ended " + std::to_string(D.Attempts) +
        " times");
  }
}

void Server::publish(const Document &D, json::Array Diagnostics) {
  Transport.notify("textDocument/publishDiagnostics",
                   json::Object{{"uri", D.Uri},
                                {"version", D.Version},
                                {"diagnostics", std::move(Diagnostics)}});
}

/// Remembers \p Method if the client says that it can refresh \p What.
void Server::offerRefresh(const RawParams &Params, StringRef What,
                          StringLiteral Method) {
  const json::Object *Workspace =
      objectIn(Params.Value, "capabilities").getObject("workspace");
  const json::Object *Part = Workspace ? Workspace->getObject(What) : nullptr;
  if (Part && Part->getBoolean("refreshSupport").value_or(false))
    Refreshes.push_back(Handler.outgoingRequest<json::Value, RawParams>(
        Method, [](json::Value, Expected<RawParams> Answer) {
          if (!Answer)
            consumeError(Answer.takeError());
        }));
}

/// Editors ask for hints and lenses when a file is opened, before they are
/// known.
void Server::refresh() {
  for (auto &Ask : Refreshes)
    Ask(nullptr, ++Requests);
}

void Server::log(const std::string &Message) {
  Transport.notify("window/logMessage",
                   json::Object{{"type", int(lsp::MessageType::Warning)},
                                {"message", json::fixUTF8(Message)}});
}

void Server::showMessage(const std::string &Message) {
  Transport.notify("window/showMessage",
                   json::Object{{"type", int(lsp::MessageType::Info)},
                                {"message", Message}});
}

void Server::configure(const json::Object &Given) {
  takeSettings(Given, Wanted, [this](const std::string &Wrong) { log(Wrong); });
  Finder.Level = Wanted.Level.value_or("");
  const std::string Directory = Wanted.CompileCommands.value_or("");
  Finder.Directory = Directory.empty() ? Options.CompileCommands : Directory;
}

void Server::analyzeAll() {
  for (const auto &[Path, D] : Documents) {
    D->IsDue = true;
    D->DueAt = Clock::now();
    D->Attempts = 0;
  }
}

Document *Server::find(const RawParams &Params) {
  auto Uri = lsp::URIForFile::fromURI(
      stringIn(objectIn(Params.Value, "textDocument"), "uri"));
  if (!Uri) {
    consumeError(Uri.takeError());
    return nullptr;
  }
  auto It = Documents.find(Uri->file().str());
  return It == Documents.end() ? nullptr : It->second.get();
}

void Server::initialize(const RawParams &Params, Reply Answer) {
  configure(objectIn(Params.Value, "initializationOptions"));
  offerRefresh(Params, "inlayHint", "workspace/inlayHint/refresh");
  offerRefresh(Params, "codeLens", "workspace/codeLens/refresh");
  Answer(json::Object{
      {"serverInfo", json::Object{{"name", "coroscope"}, {"version", Version}}},
      {"capabilities",
       json::Object{
           {"positionEncoding", "utf-16"},
           {"textDocumentSync",
            json::Object{{"openClose", true},
                         {"change", int(lsp::TextDocumentSyncKind::Full)},
                         {"save", true}}},
           {"codeActionProvider",
            json::Object{{"codeActionKinds", json::Array{"quickfix"}}}},
           {"inlayHintProvider", true},
           {"hoverProvider", true},
           {"codeLensProvider", json::Object{{"resolveProvider", false}}},
           {"executeCommandProvider",
            json::Object{{"commands", json::Array{"coroscope.explain",
                                                  "coroscope.showFrame"}}}}}}});
}

void Server::shutdown(const RawParams &, Reply Answer) {
  IsShutDown = true;
  for (const auto &[Path, D] : Documents)
    D->Running.end();
  Documents.clear();
  Answer(nullptr);
}

void Server::codeAction(const RawParams &Params, Reply Answer) {
  const auto Range = rangeIn(Params);
  if (!Range)
    return Answer(lacks("range"));
  const Document *D = find(Params);
  if (!D || !D->Last)
    return Answer(json::Array());
  Answer(actionsOf(*D->Last, *Range, D->Last->Text.text() == D->Text));
}

void Server::inlayHint(const RawParams &Params, Reply Answer) {
  const auto Range = rangeIn(Params);
  if (!Range)
    return Answer(lacks("range"));
  const Document *D = find(Params);
  if (!D || !D->Last || !Wanted.ShowsHints)
    return Answer(json::Array());
  Answer(hintsOf(*D->Last, *Range));
}

void Server::hover(const RawParams &Params, Reply Answer) {
  const auto At = positionIn(Params);
  if (!At)
    return Answer(lacks("position"));
  const Document *D = find(Params);
  if (!D || !D->Last)
    return Answer(nullptr);
  Answer(hoverOf(*D->Last, *At));
}

void Server::codeLens(const RawParams &Params, Reply Answer) {
  const Document *D = find(Params);
  if (!D || !D->Last || !Wanted.ShowsLenses)
    return Answer(json::Array());
  Answer(lensesOf(*D->Last));
}

/// The table of the coroutine at a position, as text.
void Server::frame(const RawParams &Params, Reply Answer) {
  const auto At = positionIn(Params);
  if (!At)
    return Answer(lacks("position"));
  const Document *D = find(Params);
  Answer(json::fixUTF8(D && D->Last ? tablesAt(*D->Last, *At) : ""));
}

void Server::executeCommand(const RawParams &Params, Reply Answer) {
  const json::Object *Whole = Params.Value.getAsObject();
  const std::string Command = Whole ? stringIn(*Whole, "command") : "";
  const json::Array *Arguments = Whole ? Whole->getArray("arguments") : nullptr;
  if (Command == "coroscope.explain" && Arguments && !Arguments->empty()) {
    const StringRef Name = Arguments->front().getAsString().value_or("");
    if (const Page *P = findPage(Name)) {
      if (const Rule *R = findRule(Name))
        showMessage(std::string(R->Name) + ": " + std::string(R->Title) +
                    " 'coroscope explain " + std::string(R->Name) +
                    "' says more.");
      return Answer(json::Value(std::string(P->Text)));
    }
  }
  if (Command == "coroscope.showFrame" && Arguments && Arguments->size() == 2) {
    RawParams Place{
        json::Object{{"textDocument", json::Object{{"uri", (*Arguments)[0]}}},
                     {"position", (*Arguments)[1]}}};
    return frame(Place, std::move(Answer));
  }
  Answer(make_error<lsp::LSPError>("unknown command '" + Command + "'",
                                   lsp::ErrorCode::InvalidParams));
}

void Server::didOpen(const RawParams &Params) {
  const json::Object &Item = objectIn(Params.Value, "textDocument");
  auto Uri = lsp::URIForFile::fromURI(stringIn(Item, "uri"));
  if (!Uri || Uri->file().empty()) {
    consumeError(Uri.takeError());
    return; // Not a file, such as a new one.
  }
  auto D = std::make_unique<Document>();
  D->Path = Uri->file().str();
  D->Uri = stringIn(Item, "uri");
  D->Text = stringIn(Item, "text");
  D->Version = Item.getInteger("version").value_or(0);
  D->DueAt = Clock::now();
  Documents[D->Path] = std::move(D);
}

void Server::didChange(const RawParams &Params) {
  Document *D = find(Params);
  const json::Object *Whole = Params.Value.getAsObject();
  const json::Array *Changes =
      Whole ? Whole->getArray("contentChanges") : nullptr;
  if (!D || !Changes || Changes->empty())
    return;
  const json::Object *Last = Changes->back().getAsObject();
  if (!Last || !Last->getString("text"))
    return;
  D->Text = Last->getString("text")->str();
  D->Version = objectIn(Params.Value, "textDocument")
                   .getInteger("version")
                   .value_or(D->Version + 1);
  D->IsDue = true;
  D->DueAt = Clock::now() + Pause;
  D->Attempts = 0;
}

void Server::didSave(const RawParams &Params) {
  const Document *Saved = find(Params);
  // Those that include it see the new text as well.
  for (const auto &[Path, D] : Documents)
    if (Saved && D.get() != Saved && is_contained(D->FilesRead, Saved->Path)) {
      D->IsDue = true;
      D->DueAt = Clock::now();
      D->Attempts = 0;
    }
}

void Server::didClose(const RawParams &Params) {
  Document *D = find(Params);
  if (!D)
    return;
  publish(*D, {});
  Kept.forget(D->Path);
  D->Running.end();
  Documents.erase(D->Path);
}

void Server::didChangeConfiguration(const RawParams &Params) {
  configure(objectIn(Params.Value, "settings"));
  analyzeAll();
}

int Server::run() {
  if (Error Wrong = Transport.run(Handler))
    consumeError(std::move(Wrong));
  for (const auto &[Path, D] : Documents)
    D->Running.end();
  return IsShutDown ? 0 : 1;
}

int runServer(const ServerOptions &Options) { return Server(Options).run(); }

} // namespace coroscope
