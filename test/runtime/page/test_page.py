"""Opens the query log's page in headless Chromium and uses it as a person would.

usage: test_page.py WRITE_PAGE [SCREENSHOTS]

WRITE_PAGE makes the pages (write_page.cpp). With SCREENSHOTS, a folder, the pictures of the
documentation are written there. Exits with 77 where there is no Chromium.
"""

import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2]))
from browser import MISSING, Browser, PageTest

WRITE_PAGE = ""
SCREENSHOTS = None
FOLDER = tempfile.TemporaryDirectory(prefix="orm-page-")


def page(name):
    return pathlib.Path(FOLDER.name, name)


def line_of(comment):
    """The line of write_page.cpp that ends in `comment`."""
    source = pathlib.Path(__file__).with_name("write_page.cpp").read_text().splitlines()
    return next(i for i, line in enumerate(source, 1) if line.endswith(comment))


def setUpModule():
    subprocess.run([WRITE_PAGE, FOLDER.name], check=True, stdout=subprocess.DEVNULL)


class Page(PageTest):
    def setUp(self):
        self.browser.open(page("everything.html"))

    def totals(self):
        labels = self.browser.texts("#totals dt")
        return dict(zip(labels, self.browser.texts("#totals dd")))

    def row(self, *parts):
        """The selector of the first row whose text has all parts."""
        for i, text in enumerate(self.browser.texts("#rows .row"), 1):
            if all(part in text for part in parts):
                return f"#rows .row:nth-child({i})"
        self.fail(f"no row with {parts} in {self.browser.texts('#rows .row')}")

    def test_totals_and_findings(self):
        totals = self.totals()
        # 1 + 12 + 12, 2, 1, 3, 2 + 2
        self.assertEqual(totals["queries"], "35")
        self.assertEqual(totals["N+1"], "2")
        self.assertEqual(totals["failed"], "1")
        self.assertEqual(totals["unused eager loads"], "1")
        findings = "\n".join(self.browser.texts("#findings .finding"))
        query = line_of("// the page names this line,")
        self.assertIn('Append .select_related("department") to the query', findings)
        self.assertIn(f"write_page.cpp:{query}", findings)
        self.assertIn("UNIQUE constraint failed: student.name", findings)
        self.assertIn('select_related("department") of the query', findings)

    def test_duplicates_are_folded(self):
        self.assertEqual(self.browser.text("#shown"), "35 statements in 11 rows")
        text = self.browser.text(self.row("N+1", "Student.department"))
        self.assertIn("12×", text)
        self.browser.click("#fold")
        self.assertEqual(self.browser.text("#shown"), "35 statements")

    def test_click_shows_sql_values_and_both_places(self):
        self.browser.click(self.row("N+1", "Student.courses"))
        detail = self.browser.text("#detail")
        query = line_of("// the page names this line,")
        access = line_of("// and this one")
        self.assertIn('.prefetch_related("courses")', detail)
        self.assertRegex(detail, rf"Query\s+Copy\s+\S*write_page\.cpp:{query}:\d+")
        self.assertRegex(detail, rf"Access\s+Copy\s+\S*write_page\.cpp:{access}:\d+")
        self.assertIn("FROM student_courses", detail)
        self.assertIn("Parameters of run 1", detail)
        self.browser.click("#detail tbody tr:nth-child(3)")
        self.assertIn("Parameters of run 3", self.browser.text("#detail"))
        self.browser.click("#detail .close")
        self.assertFalse(self.browser.run("return document.getElementById('detail').checkVisibility()"))

    def test_places_of_operators_are_resolved(self):
        self.browser.click(self.row("N+1", "Student.department"))
        text = self.browser.text("#detail")
        if "+0x" in text:
            self.skipTest("no symbolizer, or no debug information")
        self.assertIn(f"write_page.cpp:{line_of('// this one,')}", text)

    def test_key_lists_are_written_out(self):
        self.browser.click(self.row("prefetch", "Student.courses"))
        detail = self.browser.text("#detail")
        self.assertIn("IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)", detail)
        self.assertNotIn("orm_keys", detail)
        self.assertIn("Read for 12 of 12 rows", detail)

    def test_nothing_a_program_says_is_markup(self):
        self.assertEqual(self.browser.run("return document.title"),
                         'A title with </script> & <b>bold</b> "quotes" \ufffd · queries')
        self.browser.click(self.row("failed"))
        detail = self.browser.text("#detail")
        self.assertIn("</script><script>document.title=", detail)
        self.assertIn("\ufffd\ufffd <b>", detail)
        self.assertEqual(self.browser.run("return document.querySelectorAll('b').length"),
                         self.browser.run("return document.querySelectorAll('.times b, #kinds b, .place b').length"))

    def test_long_values_are_cut(self):
        self.browser.type("#filter", "photo insert")
        self.browser.click("#rows .row")
        self.assertIn("… 9,000 bytes", self.browser.text("#detail"))

    def test_filter_and_kinds(self):
        self.browser.type("#filter", "lazy DEPARTMENT")
        self.assertEqual(self.browser.text("#shown"), "12 statements in 1 row")
        self.browser.type("#filter", " nonsense")
        self.assertEqual(self.browser.text("#nothing"), "No statement matches.")
        self.browser.open(page("everything.html"))
        self.browser.click("#kinds button:nth-child(2)")
        self.assertEqual(len(self.browser.texts("#rows .row")), 2)
        self.browser.click("#kinds button:nth-child(5)")
        self.assertEqual(len(self.browser.texts("#rows .row")), 1)

    def test_transactions_are_shown_on_demand(self):
        self.assertNotIn("BEGIN", "\n".join(self.browser.texts("#rows .row")))
        self.browser.click("#control")
        self.assertIn("BEGIN", "\n".join(self.browser.texts("#rows .row")))

    def test_sorting(self):
        self.browser.click("#head [data-key=count] button")
        counts = [int(text.split("×")[0]) for text in self.browser.texts("#rows .times")]
        self.assertEqual(counts, sorted(counts, reverse=True))

    def test_keyboard(self):
        self.browser.run("document.getElementById('list').focus()")
        self.browser.keys("\ue015", "\ue015")
        chosen = self.browser.run("return [...document.querySelectorAll('.row')].findIndex((row) => row.ariaSelected === 'true')")
        self.assertEqual(chosen, 1)

    def test_a_span_of_time(self):
        box = self.browser.run("const b = document.getElementById('overview').getBoundingClientRect(); return [b.left, b.top, b.width]")
        x, y = int(box[0]), int(box[1]) + 40
        moves = [{"type": "pointerMove", "x": x + 2, "y": y}, {"type": "pointerDown", "button": 0},
                 {"type": "pointerMove", "x": x + int(box[2] / 4), "y": y}, {"type": "pointerUp", "button": 0}]
        self.browser.post("/actions", {"actions": [{"type": "pointer", "id": "mouse", "actions": moves}]})
        self.assertLess(int(self.browser.text("#shown").split()[0]), 35)
        self.browser.click("#zoom-out")
        self.assertEqual(self.browser.text("#shown"), "35 statements in 11 rows")

    def test_nothing_is_fetched(self):
        entries = self.browser.run("return performance.getEntriesByType('resource').map((entry) => entry.name)")
        self.assertEqual([name for name in entries if not name.startswith("data:")], [])

    def test_ten_thousand_statements(self):
        self.browser.open(page("many.html"))
        self.assertEqual(self.totals()["queries"], "10,001")
        self.assertIn("10,000×", self.browser.text(self.row("Student.department")))
        self.browser.click("#fold")
        self.browser.run("document.getElementById('list').scrollTop = 1e9")
        last = "return [...document.querySelectorAll('.row')].at(-1).getAttribute('aria-rowindex')"
        for _ in range(50): # rows are drawn with the next frame
            if self.browser.run(last) == "10001":
                break
            time.sleep(0.1)
        self.assertEqual(self.browser.run(last), "10001")
        self.assertLess(len(self.browser.texts("#rows .row")), 60) # only what is in sight is made


class Colours(unittest.TestCase):
    """Light and dark, and the pictures of the documentation."""

    def test_light_and_dark(self):
        backgrounds = []
        for name in ("light", "dark"):
            browser = Browser(dark=name == "dark")
            try:
                browser.open(page("report.html"))
                backgrounds.append(browser.run("return getComputedStyle(document.body).backgroundColor"))
                if SCREENSHOTS and name == "light":
                    browser.screenshot(pathlib.Path(SCREENSHOTS, "queries-light.png"))
                browser.click("#findings .finding")
                if SCREENSHOTS and name == "dark":
                    browser.screenshot(pathlib.Path(SCREENSHOTS, "queries-dark-statement.png"))
            finally:
                browser.quit()
        self.assertNotEqual(backgrounds[0], backgrounds[1])


if __name__ == "__main__":
    if MISSING:
        print(MISSING)
        sys.exit(77)
    WRITE_PAGE = sys.argv[1]
    SCREENSHOTS = sys.argv[2] if len(sys.argv) > 2 else None
    unittest.main(argv=sys.argv[:1], verbosity=2)
