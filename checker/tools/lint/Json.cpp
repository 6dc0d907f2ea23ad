//===--- Json.cpp - Findings as data --------------------------------------===//
//
// Part of the ORM lint project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "llvm/Support/JSON.h"
#include "tools/lint/Output.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/xxhash.h"
#include <map>

using namespace llvm;

namespace ormlint::lint {
namespace {

/// Tells a finding from most others, although lines move.
std::string fingerprint(const report::Message &Of) {
  return Of.Check + " " + Of.Function + " " + Of.Entity + " " +
         join(Of.Paths, " ");
}

class Json {
public:
  Json(raw_ostream &Out, const Shown &What) : Out(Out, 2), What(What) {}

  void plain();
  void sarif();
  void gitlab();

private:
  /// Its fingerprint, with a number behind it from the second of the same on:
  /// no two results may be taken for one.
  std::string distinct(const report::Message &Of) {
    std::string Name = fingerprint(Of);
    const unsigned Before = Same[Name]++;
    return Before == 0 ? Name : Name + " " + utostr(Before);
  }

  void place(const facts::Place &At) {
    Out.attribute("file", What.file(At));
    Out.attribute("line", At.Line);
    Out.attribute("column", At.Column);
  }
  void cost(const analysis::Claim &Of) {
    if (!isPriced(Of))
      return;
    Out.attributeObject("cost", [&] {
      Out.attribute("before", Of.BeforeText);
      if (Of.After)
        Out.attribute("after", *Of.After);
    });
  }
  void edits(ArrayRef<report::Edit> All) {
    Out.attributeArray("edits", [&] {
      for (const report::Edit &Each : All)
        Out.object([&] {
          Out.attribute("file", StringRef(Each.File));
          Out.attribute("offset", Each.Offset);
          Out.attribute("length", Each.Length);
          Out.attribute("text", Each.Text);
        });
    });
  }

  void text(StringRef Name, StringRef Text) {
    Out.attributeObject(Name, [&] { Out.attribute("text", Text); });
  }
  void artifact(StringRef File) {
    Out.attributeObject("artifactLocation", [&] {
      const StringRef Name = What.relative(File);
      std::string Uri;
      if (Name == File)
        Uri = "file://";
      for (const char C : Name)
        if (isAlnum(C) || StringRef("/-._~+@").contains(C))
          Uri += C;
        else
          Uri += "%" + toHex(StringRef(&C, 1));
      Out.attribute("uri", Uri);
      if (Name != File)
        Out.attribute("uriBaseId", "SRCROOT");
    });
  }
  unsigned column(const facts::Place &At) {
    const StringRef Text = What.Sources.of(What.file(At));
    const unsigned Before = At.Column - 1;
    return At.Column == 0 || At.Offset < Before || At.Offset > Text.size()
               ? At.Column
               : utf16Length(Text.slice(At.Offset - Before, At.Offset)) + 1;
  }
  void location(const facts::Place &At, StringRef Text = "") {
    Out.attributeObject("physicalLocation", [&] {
      artifact(What.file(At));
      Out.attributeObject("region", [&] {
        Out.attribute("startLine", At.Line);
        Out.attribute("startColumn", column(At));
      });
    });
    if (!Text.empty())
      text("message", Text);
  }
  void codeFlow(const report::Message &Of);
  void fix(const report::Message &Of);
  void result(const report::Message &Of);

  json::OStream Out;
  const Shown &What;
  StringMap<unsigned> Same; ///< How many results had a fingerprint so far.
};

void Json::plain() {
  Out.object([&] {
    Out.attribute("version", 1);
    Out.attributeArray("findings", [&] {
      for (const report::Message &Each : What.All.Messages)
        Out.object([&] {
          Out.attribute("check", Each.Check);
          Out.attribute("severity", What.isError(Each) ? "error" : "warning");
          place(Each.At);
          Out.attribute("message", Each.Text);
          Out.attribute("function", Each.Function);
          Out.attribute("entity", Each.Entity);
          Out.attribute("paths", json::Array(Each.Paths));
          cost(Each.Claim);
          Out.attributeArray("notes", [&] {
            for (const report::Note &Explains : Each.Notes)
              Out.object([&] {
                place(Explains.At);
                Out.attribute("message", Explains.Text);
              });
          });
          edits(Each.Edits);
        });
    });
    writeLoops(Out, What.All.Coverage,
               [&](const facts::Place &At) { place(At); });
  });
}

void Json::codeFlow(const report::Message &Of) {
  if (Of.Notes.empty())
    return;
  auto Step = [&](const facts::Place &At, StringRef Text) {
    Out.object(
        [&] { Out.attributeObject("location", [&] { location(At, Text); }); });
  };
  Out.attributeArray("codeFlows", [&] {
    Out.object([&] {
      Out.attributeArray("threadFlows", [&] {
        Out.object([&] {
          Out.attributeArray("locations", [&] {
            Step(Of.At, subject(Of));
            for (const report::Note &Explains : Of.Notes)
              if (Explains.At.valid())
                Step(Explains.At, Explains.Text);
          });
        });
      });
    });
  });
}

void Json::fix(const report::Message &Of) {
  if (Of.Edits.empty())
    return;
  std::map<facts::Symbol, std::vector<const report::Edit *>> Files;
  for (const report::Edit &Each : Of.Edits)
    Files[Each.File].push_back(&Each);
  Out.attributeArray("fixes", [&] {
    Out.object([&] {
      text("description", Of.Text);
      Out.attributeArray("artifactChanges", [&] {
        for (const auto &[File, Edits] : Files)
          Out.object([&] {
            artifact(File);
            Out.attributeArray("replacements", [&] {
              for (const report::Edit *Each : Edits)
                Out.object([&] {
                  // By line and column, which is all that GitHub reads.
                  const StringRef Text = What.Sources.of(File);
                  auto Position = [&](StringRef Line, StringRef Column,
                                      unsigned Offset) {
                    const StringRef Before = Text.take_front(Offset);
                    Out.attribute(Line, static_cast<std::int64_t>(
                                            Before.count('\n') + 1));
                    Out.attribute(Column, utf16Length(Before.drop_front(
                                              Before.rfind('\n') + 1)) +
                                              1);
                  };
                  Out.attributeObject("deletedRegion", [&] {
                    Position("startLine", "startColumn", Each->Offset);
                    Position("endLine", "endColumn",
                             Each->Offset + Each->Length);
                  });
                  text("insertedContent", Each->Text);
                });
            });
          });
      });
    });
  });
}

void Json::result(const report::Message &Of) {
  Out.object([&] {
    Out.attribute("ruleId", Of.Check);
    Out.attribute("level", What.isError(Of) ? "error" : "warning");
    text("message", Of.Text);
    Out.attributeArray("locations",
                       [&] { Out.object([&] { location(Of.At); }); });
    Out.attributeObject("partialFingerprints",
                        [&] { Out.attribute("ormlint/v1", distinct(Of)); });
    codeFlow(Of);
    fix(Of);
  });
}

void Json::sarif() {
  Out.object([&] {
    Out.attribute("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/"
                             "os/schemas/sarif-schema-2.1.0.json");
    Out.attribute("version", "2.1.0");
    Out.attributeArray("runs", [&] {
      Out.object([&] {
        Out.attributeObject("tool", [&] {
          Out.attributeObject("driver", [&] {
            Out.attribute("name", "orm-lint");
            Out.attribute("version", ORMLINT_VERSION);
            Out.attributeArray("rules", [&] {
              for (StringRef Name : report::checkNames())
                Out.object([&] { Out.attribute("id", Name); });
            });
          });
        });
        Out.attribute("columnKind", "utf16CodeUnits");
        if (!What.Root.empty())
          Out.attributeObject("originalUriBaseIds", [&] {
            Out.attributeObject("SRCROOT", [&] {
              Out.attribute("uri", "file://" + What.Root + "/");
            });
          });
        Out.attributeArray("results", [&] {
          for (const report::Message &Each : What.All.Messages)
            result(Each);
        });
      });
    });
  });
}

void Json::gitlab() {
  Out.array([&] {
    for (const report::Message &Each : What.All.Messages)
      Out.object([&] {
        Out.attribute("description", Each.Text);
        Out.attribute("check_name", Each.Check);
        Out.attribute(
            "fingerprint",
            utohexstr(xxh3_64bits(StringRef(distinct(Each))), true, 16));
        Out.attribute("severity", What.isError(Each) ? "major" : "minor");
        Out.attributeObject("location", [&] {
          Out.attribute("path", What.relative(What.file(Each.At)));
          Out.attributeObject("lines",
                              [&] { Out.attribute("begin", Each.At.Line); });
        });
      });
  });
}

} // namespace

void printJson(raw_ostream &Out, const Shown &What) {
  Json(Out, What).plain();
  Out << '\n';
}

void printSarif(raw_ostream &Out, const Shown &What) {
  Json(Out, What).sarif();
  Out << '\n';
}

void printGitlab(raw_ostream &Out, const Shown &What) {
  Json(Out, What).gitlab();
  Out << '\n';
}

} // namespace ormlint::lint
