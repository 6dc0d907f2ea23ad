//===--- Output.cpp - Findings as text ------------------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/lint/Output.h"
#include "index/Paths.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/Version.h"
#include "clang/Frontend/TextDiagnostic.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include <optional>

using namespace llvm;

namespace ormlint::lint {
namespace {

class TextPrinter {
public:
  TextPrinter(raw_ostream &Out, const Shown &What) : Out(Out), What(What) {
    Language.CPlusPlus = true;
    Options->ShowColors = Out.has_colors();
  }

  void print(const facts::Place &At, clang::DiagnosticsEngine::Level Level,
             StringRef Text, ArrayRef<report::Edit> Edits) {
    const facts::Symbol File = What.All.Files[At.File];
    std::unique_ptr<clang::SourceManagerForFile> &Source = Files[File];
    if (!Source)
      Source = std::make_unique<clang::SourceManagerForFile>(
          File, What.Sources.of(File));
    clang::SourceManager &Sources = Source->get();
    const clang::SourceLocation Begin =
        Sources.getLocForStartOfFile(Sources.getMainFileID());
    auto Offset = [&](unsigned N) {
      return Begin.getLocWithOffset(static_cast<int>(N));
    };
    std::vector<clang::FixItHint> Hints;
    for (const report::Edit &Each : Edits)
      if (Each.File == File)
        Hints.push_back(Each.Length == 0
                            ? clang::FixItHint::CreateInsertion(
                                  Offset(Each.Offset), Each.Text)
                            : clang::FixItHint::CreateReplacement(
                                  clang::CharSourceRange::getCharRange(
                                      Offset(Each.Offset),
                                      Offset(Each.Offset + Each.Length)),
                                  Each.Text));
    // One that goes on in the same file does not show a line twice.
    if (Last != File || !Printer) {
      Last = File;
#if CLANG_VERSION_MAJOR >= 21
      Printer.emplace(Out, Language, *Options);
#else
      Printer.emplace(Out, Language, &*Options);
#endif
    }
    Printer->emitDiagnostic(
        At.valid() ? clang::FullSourceLoc(Offset(At.Offset), Sources)
                   : clang::FullSourceLoc(),
        Level, Text, {}, Hints);
  }

private:
  raw_ostream &Out;
  const Shown &What;
  clang::LangOptions Language;
#if CLANG_VERSION_MAJOR >= 21
  std::unique_ptr<clang::DiagnosticOptions> Options =
      std::make_unique<clang::DiagnosticOptions>();
#else
  IntrusiveRefCntPtr<clang::DiagnosticOptions> Options{
      new clang::DiagnosticOptions};
#endif
  StringMap<std::unique_ptr<clang::SourceManagerForFile>> Files;
  facts::Symbol Last;
  std::optional<clang::TextDiagnostic> Printer;
};

/// \p Text in a workflow command.
std::string escaped(StringRef Text, bool Property) {
  std::string Result;
  for (const char C : Text)
    if (C == '%')
      Result += "%25";
    else if (C == '\n')
      Result += "%0A";
    else if (C == '\r')
      Result += "%0D";
    else if (Property && C == ':')
      Result += "%3A";
    else if (Property && C == ',')
      Result += "%2C";
    else
      Result += C;
  return Result;
}

} // namespace

StringRef Shown::relative(StringRef File) const {
  return index::relativePath(File, Root);
}

unsigned utf16Length(StringRef Text) {
  unsigned Result = 0;
  for (const char C : Text) {
    const auto Byte = static_cast<unsigned char>(C);
    Result += ((Byte & 0xC0) != 0x80) + (Byte >= 0xF0);
  }
  return Result;
}

bool isPriced(const analysis::Claim &Of) {
  return !Of.BeforeText.empty() &&
         !(Of.After && Of.BeforeText == utostr(*Of.After));
}

std::string counted(std::size_t Number, StringRef Noun) {
  return (utostr(Number) + " " + Noun + (Number == 1 ? "" : "s")).str();
}

void writeLoops(json::OStream &Out, const analysis::Coverage &Covered,
                function_ref<void(const facts::Place &)> At) {
  Out.attributeObject("loops", [&] {
    Out.attribute("checked",
                  static_cast<std::int64_t>(Covered.LoopsChecked.size()));
    Out.attribute("reported",
                  static_cast<std::int64_t>(Covered.LoopsReported.size()));
    Out.attributeArray("undecided", [&] {
      for (const auto &Each : Covered.LoopsUndecided)
        Out.object([&] {
          At(Each.At);
          Out.attribute("reason", StringRef(Each.Reason));
        });
    });
  });
}

StringRef subject(const report::Message &Of) {
  return Of.Check == "orm-write-in-loop" ? "the write" : "the query";
}

void printText(raw_ostream &Out, const Shown &What) {
  TextPrinter Printer(Out, What);
  for (const report::Message &Each : What.All.Messages) {
    Printer.print(Each.At,
                  What.isError(Each) ? clang::DiagnosticsEngine::Error
                                     : clang::DiagnosticsEngine::Warning,
                  Each.Text + " [" + Each.Check + "]", Each.Edits);
    for (const report::Note &Explains : Each.Notes)
      Printer.print(Explains.At, clang::DiagnosticsEngine::Note, Explains.Text,
                    Explains.Edits);
  }
}

void printGithub(raw_ostream &Out, const Shown &What) {
  for (const report::Message &Each : What.All.Messages) {
    std::string Text = Each.Text;
    for (const report::Note &Explains : Each.Notes)
      if (Explains.At.valid())
        Text += ("\n" + What.relative(What.file(Explains.At)) + ":" +
                 Twine(Explains.At.Line) + ": " + Explains.Text)
                    .str();
    Out << (What.isError(Each) ? "::error" : "::warning")
        << " file=" << escaped(What.relative(What.file(Each.At)), true)
        << ",line=" << Each.At.Line << ",col=" << Each.At.Column
        << ",title=" << escaped(Each.Check, true)
        << "::" << escaped(Text, false) << '\n';
  }
}

} // namespace ormlint::lint
