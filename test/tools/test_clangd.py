"""orm-clangd as an editor sees it: a session over the Language Server Protocol."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import lsp

SERVER = os.environ["ORM_CLANGD"]
LINT = os.environ["ORM_LINT"]
INCLUDE = os.environ["ORM_INCLUDE"]

MODELS = """\
#pragma once
#include <orm/orm.hpp>
#include <string>

struct Author : orm::Model<Author> {
  std::string name;
  static constexpr auto fields = orm::fields<&Author::name>;
};

struct Book : orm::Model<Book> {
  std::string title;
  orm::ForeignKey<Author> author;
  static constexpr auto fields = orm::fields<&Book::title, &Book::author>;
};
"""

LAZY = """\
#include "models.hpp"

int letters(orm::Database &db) {
  int sum = 0;
  for (const Book &book : Book::objects(db))
    sum += book.author->name.size();
  int *unused = 0;
  return sum + (unused == nullptr);
}
"""

WRITER = """
const Author &writer(const Book &book) {
  return *book.author;
}
"""

PAGE = """\
#include "models.hpp"
void print(const Book &book);
void page(orm::Database &db) {
  for (const Book &book : Book::objects(db))
    print(book);
}
"""

ACCESS = """\
#include "models.hpp"
#include <iostream>
void print(const Book &book) {
  std::cout << book.author->name;
}
"""


def codes(diagnostics):
    """The clang-tidy checks that spoke."""
    return [diagnostic["code"] for diagnostic in diagnostics if diagnostic.get("source") == "clang-tidy"]


class Project(unittest.TestCase):
    """A folder with models, for a server to be started in."""

    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.root = pathlib.Path(scratch.name).resolve()
        (self.root / "compile_flags.txt").write_text(f"-std=c++20\n-isystem\n{INCLUDE}\n")
        (self.root / "models.hpp").write_text(MODELS)
        self.source = self.root / "letters.cpp"

    def serve(self, *flags):
        # Configuration of the person who runs the tests must not matter.
        server = lsp.Server([SERVER, "--background-index=false", *flags], self.root)
        self.addCleanup(server.__exit__)
        return server

    def notes(self, diagnostic):
        return "\n".join(each["message"] for each in diagnostic["relatedInformation"])

    def configure(self, text):
        (self.root / ".clang-tidy").write_text(text)


class Session(Project):
    def test_diagnostic_and_quick_fix_without_configuration(self):
        server = self.serve()
        found = [diagnostic for diagnostic in server.open(self.source, LAZY) if diagnostic.get("code") == "orm-n-plus-one"]
        self.assertEqual(len(found), 1, found)
        self.assertEqual(found[0]["range"]["start"]["line"], 4)
        self.assertEqual(found[0]["severity"], 2)
        self.assertIn("'Book'", found[0]["message"])

        fixes = [fix for fix in server.quick_fixes(self.source, found[0]) if fix["kind"] == "quickfix"]
        self.assertTrue(fixes)
        self.assertIn("load 'author' with the query", fixes[0]["title"])
        fixed = lsp.apply(LAZY, fixes[0]["edit"]["changes"][self.source.as_uri()])
        self.assertIn('Book::objects(db).select_related("author")', fixed)
        self.assertEqual(server.change(self.source, fixed), [])

    def test_quiet_where_the_eager_load_is_there(self):
        eager = LAZY.replace("objects(db)", 'objects(db).select_related("author")')
        self.assertEqual(self.serve().open(self.source, eager), [])

    def test_a_configuration_of_other_checks_leaves_it_on(self):
        self.configure("Checks: '-*,modernize-use-nullptr'\n")
        self.assertEqual(sorted(codes(self.serve().open(self.source, LAZY))), ["modernize-use-nullptr", "orm-n-plus-one"])

    def test_a_configuration_can_switch_it_off(self):
        for checks in "-orm-*", "-*,modernize-use-nullptr,-orm-n-plus-one", "-*":
            with self.subTest(checks):
                self.configure(f"Checks: '{checks}'\n")
                self.assertNotIn("orm-n-plus-one", codes(self.serve().open(self.source, LAZY)))

    def test_clangd_own_configuration_can_switch_it_off(self):
        (self.root / ".clangd").write_text("Diagnostics: {ClangTidy: {Remove: orm-*}}\n")
        self.assertNotIn("orm-n-plus-one", codes(self.serve().open(self.source, LAZY)))

    def test_all_of_clang_tidy_can_be_switched_off(self):
        self.assertEqual(self.serve("--clang-tidy=false").open(self.source, LAZY), [])

    def test_a_bad_profile_is_a_diagnostic_on_line_1(self):
        (self.root / "words.yaml").write_text("orm-profile: 1\nname: x\ntypes:\n  - name: A\n    role: bad\n")
        self.configure("CheckOptions: {OrmProfiles: words.yaml}\n")
        server = self.serve()
        found = server.open(self.source, LAZY)
        self.assertEqual(len(found), 1, found)
        self.assertEqual(found[0]["range"]["start"]["line"], 0)
        self.assertIn("words.yaml:5:11: ", found[0]["message"])
        # Mended, it is read again, without a restart.
        (self.root / "words.yaml").write_text("orm-profile: 1\nname: x\ntypes:\n  - name: A\n    role: entity\n")
        self.assertIn("orm-n-plus-one", codes(server.change(self.source, LAZY + "\n")))

    def test_a_misspelt_option_is_a_diagnostic_on_line_1(self):
        self.configure("CheckOptions: {OrmProfils: words.yaml}\n")
        lines = {diagnostic["range"]["start"]["line"]: diagnostic["message"]
                 for diagnostic in self.serve().open(self.source, LAZY)}
        self.assertIn("OrmProfils", lines.get(0, ""))

    def test_a_renamed_accessor(self):
        """The finding follows the new name, in the path and in the note."""
        text = LAZY.replace('#include "models.hpp"', MODELS.replace("#pragma once\n", "") + WRITER)
        text = text.replace("book.author->name", "writer(book).name")
        server = self.serve()
        found = server.open(self.source, text)
        self.assertEqual(codes(found), ["orm-n-plus-one"], found)
        self.assertIn("'writer'", self.notes(found[0]))
        for old, new, where in (("writer", "author_of", "'author_of'"), ("author", "scribe", "'scribe'")):
            lines = text.splitlines()
            line = next(number for number, each in enumerate(lines) if f" {old};" in each or f" &{old}(" in each)
            changes = server.rename(self.source, line, lines[line].rindex(old), new)
            self.assertEqual(list(changes), [self.source.as_uri()])
            text = lsp.apply(text, changes[self.source.as_uri()])
            self.assertNotIn(old + "(", text)
            found = server.change(self.source, text)
            self.assertEqual(codes(found), ["orm-n-plus-one"], found)
            self.assertIn(where, found[0]["message"] + self.notes(found[0]))
        fix = server.quick_fixes(self.source, found[0])[0]
        fixed = lsp.apply(text, fix["edit"]["changes"][self.source.as_uri()])
        self.assertIn('Book::objects(db).select_related("scribe")', fixed)
        self.assertEqual(server.change(self.source, fixed), [])

    def test_many_files_open(self):
        """Each file has its own findings, whichever of them is edited."""
        server = self.serve()
        files = [(self.root / f"letters{number}.cpp", LAZY.replace("letters", f"letters{number}")) for number in range(20)]
        for number, (path, text) in enumerate(files):
            # Every other one loads what it reads.
            if number % 2:
                text = text.replace("objects(db)", 'objects(db).select_related("author")')
            self.assertEqual(codes(server.open(path, text)), [] if number % 2 else ["orm-n-plus-one"], path)
        # Now the other half is right.
        for number, (path, text) in enumerate(files):
            if not number % 2:
                text = text.replace("objects(db)", 'objects(db).select_related("author")')
            self.assertEqual(codes(server.change(path, text)), ["orm-n-plus-one"] if number % 2 else [], path)

    def test_half_typed_code(self):
        """Not reported wrongly, and no crash: the file as it is while it is typed."""
        server = self.serve()
        server.open(self.source, "")
        for end in range(1, len(LAZY), 19):
            server.change(self.source, LAZY[:end])
        self.assertIn("orm-n-plus-one", codes(server.change(self.source, LAZY)))


class AcrossFiles(Project):
    """With OrmIndex: the query is in page.cpp, the accessor in access.cpp."""

    def setUp(self):
        super().setUp()
        self.page, self.access = self.root / "page.cpp", self.root / "access.cpp"
        self.page.write_text(PAGE)
        self.access.write_text(ACCESS)
        self.configure("CheckOptions: {OrmIndex: orm.index}\n")

    def link(self):
        flags = (self.root / "compile_flags.txt").read_text().split()
        (self.root / "compile_commands.json").write_text(json.dumps(
            [{"directory": str(self.root), "file": str(source), "arguments": ["c++", *flags, "-c", str(source)]}
             for source in (self.page, self.access)]))
        run = subprocess.run([LINT, "-p", self.root / "compile_commands.json", "--no-cache", "--index", self.root / "orm.index"], capture_output=True, text=True)
        self.assertLessEqual(run.returncode, 1, run.stderr)

    def related(self, diagnostic):
        """Where its notes lead to, and what they say."""
        return [(pathlib.Path(each["location"]["uri"]).name, each["location"]["range"]["start"]["line"], each["message"])
                for each in diagnostic["relatedInformation"]]

    def test_an_accessor_is_told_of_the_query_in_another_file(self):
        self.link()
        server = self.serve()
        found = server.open(self.access, ACCESS)
        self.assertEqual(codes(found), ["orm-n-plus-one"], found)
        self.assertEqual(found[0]["range"]["start"]["line"], 3)
        self.assertIn("'author' is loaded here, once for each row of a query in another file", found[0]["message"])
        notes = self.related(found[0])
        self.assertIn(("page.cpp", 3), [note[:2] for note in notes])
        self.assertTrue(any("lacks an eager load of 'author'" in note[2] for note in notes), notes)
        # The fix belongs to the query.
        self.assertEqual(server.quick_fixes(self.access, found[0]), [])

    def test_the_query_has_the_fix_and_knows_the_accessor(self):
        self.link()
        server = self.serve()
        found = server.open(self.page, PAGE)
        self.assertEqual(codes(found), ["orm-n-plus-one"], found)
        self.assertIn(("access.cpp", 3), [note[:2] for note in self.related(found[0])])
        fix = server.quick_fixes(self.page, found[0])[0]
        fixed = lsp.apply(PAGE, fix["edit"]["changes"][self.page.as_uri()])
        self.assertIn('Book::objects(db).select_related("author")', fixed)
        self.assertEqual(server.change(self.page, fixed), [])

    def test_what_is_typed_counts_and_not_what_was_indexed(self):
        self.link()
        server = self.serve()
        self.assertEqual(codes(server.open(self.access, ACCESS)), ["orm-n-plus-one"])
        self.assertEqual(codes(server.change(self.access, ACCESS.replace("author->name", "title"))), [])
        self.assertEqual(codes(server.change(self.access, "// moved\n" + ACCESS)), ["orm-n-plus-one"])
        for end in range(len(ACCESS) - 30, len(ACCESS)):
            server.change(self.access, ACCESS[:end])

    def test_a_stale_index_is_said_once_and_serves_again_when_it_is_written(self):
        self.link()
        self.page.write_text(PAGE + "// longer\n")
        server = self.serve()
        found = server.open(self.access, ACCESS)
        self.assertEqual([diagnostic["range"]["start"]["line"] for diagnostic in found], [0], found)
        self.assertIn("page.cpp' has changed since the index", found[0]["message"])
        self.assertEqual(server.change(self.access, ACCESS + "\n"), [])
        self.link()
        self.assertEqual(codes(server.change(self.access, ACCESS + "\n\n")), ["orm-n-plus-one"])

    def test_a_changed_header_makes_the_index_stale_but_for_itself(self):
        self.link()
        (self.root / "models.hpp").write_text(MODELS + "// longer\n")
        found = self.serve().open(self.access, ACCESS)
        self.assertEqual([diagnostic["range"]["start"]["line"] for diagnostic in found], [0], found)
        self.assertIn("models.hpp' has changed since the index", found[0]["message"])
        self.assertNotIn("has changed", str(self.serve().open(self.root / "models.hpp", MODELS + "// longer\n")))

    def test_a_bad_index_is_a_diagnostic_on_line_1(self):
        server = self.serve()
        found = server.open(self.access, ACCESS)
        self.assertEqual([diagnostic["range"]["start"]["line"] for diagnostic in found], [0], found)
        self.assertIn("orm.index' cannot be read", found[0]["message"])
        (self.root / "orm.index").write_bytes(b"ORMFACTS, or so")
        found = server.change(self.access, ACCESS + "\n")
        self.assertIn("orm.index' is cut short: write it with 'orm-lint --index'", found[0]["message"])
        self.link()
        self.assertEqual(codes(server.change(self.access, ACCESS + "\n\n")), ["orm-n-plus-one"])


if __name__ == "__main__":
    unittest.main()
