//===- Server.cpp - The language server -----------------------------------===//
//
// Part of Coroscope, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "server/Server.h"

#include "docs/Pages.h"
#include "outputs/Version.h"
#include "rules/Catalogue.h"
#include "server/Answers.h"
#include "server/EditorSettings.h"
#include "server/MessageInput.h"
#include "server/OpenDocuments.h"
#include "server/RequestParameters.h"

#include "llvm/Support/LSP/Transport.h"
#include "llvm/Support/raw_ostream.h"

#include <cerrno>
#include <memory>
#include <unistd.h>

using namespace llvm;

namespace coroscope {

namespace {

class Server {
  lsp::JSONTransport Transport;
  lsp::MessageHandler Handler;
  EditorSettings Wanted;
  OpenDocuments Documents;
  /// Requests that make the client ask again for hints and lenses; those that
  /// it knows.
  std::vector<lsp::OutgoingRequest<json::Value>> Refreshes;
  std::int64_t Requests = 0; ///< That were sent; each has a number of its own.
  bool IsShutDown = false;

  bool read(std::string &Into);
  void tell(const Document &D);
  void publish(const Document &D, json::Array Diagnostics);
  void offerRefresh(const RawParams &, StringRef What, StringLiteral Method);
  void refresh();
  void log(const std::string &Message);
  void showMessage(const std::string &Message);
  void configure(const json::Object &Given);
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
      Handler(Transport),
      Documents(
          Options, [this](const Document &D) { tell(D); },
          [this](const std::string &Message) { log(Message); }) {
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

/// Waits for the editor; documents are analyzed meanwhile.
bool Server::read(std::string &Into) {
  while (Documents.workUntilReadable(STDIN_FILENO)) {
    char Buffer[1 << 16];
    const ssize_t Got = ::read(STDIN_FILENO, Buffer, sizeof(Buffer));
    if (Got < 0 && errno == EINTR)
      continue;
    if (Got <= 0)
      return false;
    Into.append(Buffer, Got);
    return true;
  }
  return false;
}

/// Tells the editor about new results.
void Server::tell(const Document &D) {
  // What is of an older text is not published.
  if (D.RunningVersion == D.Version)
    publish(D, diagnosticsOf(*D.Last));
  refresh();
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
  Documents.configure(Wanted);
}

Document *Server::find(const RawParams &Params) {
  auto Uri = lsp::URIForFile::fromURI(
      stringIn(objectIn(Params.Value, "textDocument"), "uri"));
  if (!Uri) {
    consumeError(Uri.takeError());
    return nullptr;
  }
  return Documents.find(Uri->file().str());
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
  Documents.closeAll();
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
  Documents.open(Uri->file().str(), stringIn(Item, "uri"),
                 stringIn(Item, "text"),
                 Item.getInteger("version").value_or(0));
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
  Documents.change(*D, Last->getString("text")->str(),
                   objectIn(Params.Value, "textDocument")
                       .getInteger("version")
                       .value_or(D->Version + 1));
}

void Server::didSave(const RawParams &Params) {
  if (const Document *Saved = find(Params))
    Documents.noteSaved(*Saved);
}

void Server::didClose(const RawParams &Params) {
  Document *D = find(Params);
  if (!D)
    return;
  publish(*D, {});
  Documents.close(*D);
}

void Server::didChangeConfiguration(const RawParams &Params) {
  configure(objectIn(Params.Value, "settings"));
  Documents.analyzeAll();
}

int Server::run() {
  if (Error Wrong = Transport.run(Handler))
    consumeError(std::move(Wrong));
  Documents.closeAll();
  return IsShutDown ? 0 : 1;
}

int runServer(const ServerOptions &Options) { return Server(Options).run(); }

} // namespace coroscope
