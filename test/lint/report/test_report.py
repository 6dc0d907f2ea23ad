"""Opens orm-lint's report in headless Chromium and uses it as a person would.

usage: test_report.py ORM_LINT LLVM_TOOLS SOURCE_ROOT [PICTURES]

LLVM_TOOLS is where split-file is. With PICTURES, a folder, those of the documentation are written
there. Exits with 77 where there is no Chromium.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2]))
from browser import MISSING, Browser, PageTest

FOLDER = tempfile.TemporaryDirectory(prefix="orm-report-")
PROGRAM = pathlib.Path(FOLDER.name, "school")
PAGE, EMPTY, MANY = (pathlib.Path(FOLDER.name, name) for name in ("report.html", "empty.html", "many.html"))
DATA = re.compile(r'(<script type="application/json" id="data">)(.*?)(</script>)', re.DOTALL)
PICTURES = None
ENTER, ESCAPE, END, DOWN = "\ue007", "\ue00c", "\ue010", "\ue015"


def lint(*arguments):
    return subprocess.run([ORM_LINT, "-p", PROGRAM, "--root", PROGRAM, *arguments], capture_output=True, text=True)


def setUpModule():
    here = pathlib.Path(__file__).resolve()
    os.environ["PATH"] = os.pathsep.join([LLVM_TOOLS, os.environ["PATH"]])
    flags = [f"-isystem{SOURCE_ROOT}/runtime-orm/include", f"-I{SOURCE_ROOT}/test/checker/Inputs"]
    subprocess.run([sys.executable, here.parents[1] / "project.py", *flags, here.with_name("program"), PROGRAM], check=True)
    run = lint("--format", "html", "-o", PAGE, "--report", f"json={FOLDER.name}/report.json")
    assert run.returncode == 1, run.stderr
    run = lint("--checks", "-*,orm-ineffective-prefetch", "--format", "html", "-o", EMPTY)
    assert run.returncode == 0, run.stderr
    MANY.write_text(DATA.sub(lambda match: match[1] + many(json.loads(match[2])) + match[3], PAGE.read_text()))


def many(data):
    """The same findings again and again, at queries of their own, up to 10,000."""
    findings = data["findings"]
    data["findings"] = []
    for i in range(10000):
        of = findings[i % len(findings)]
        data["findings"].append({**of, "query": [of["query"][0], i + 1, 1], "function": f"function_{i}"})
    return json.dumps(data).replace("<", "\\u003c")


class Page(PageTest):
    def setUp(self):
        self.browser.open(PAGE)
        self.said = json.loads(pathlib.Path(FOLDER.name, "report.json").read_text())

    def rows(self):
        return self.browser.texts("#rows .row")

    def open_row(self, *parts):
        """Clicks the only row that has all parts."""
        found = [i for i, text in enumerate(self.rows(), 1) if all(part in text for part in parts)]
        self.assertEqual(len(found), 1, f"{parts} in {self.rows()}")
        self.browser.click(f"#rows .row:nth-child({found[0]})")
        return self.browser.text("#detail")

    def select(self, name, value):
        self.browser.run("const s = document.getElementById(arguments[0]); s.value = arguments[1];"
                         "if (s.value !== arguments[1]) throw new Error('no entry ' + arguments[1]);"
                         "s.dispatchEvent(new Event('change'))", name, value)

    def test_totals_are_those_of_the_data(self):
        totals = dict(zip(self.browser.texts("#totals dt"), self.browser.texts("#totals dd")))
        findings, loops = self.said["findings"], self.said["loops"]
        self.assertEqual(totals, {
            "findings": str(len(findings)), "with a fix": str(sum(bool(finding["edits"]) for finding in findings)),
            "loops checked": str(loops["checked"]), "reported": str(loops["reported"]), "undecided": str(len(loops["undecided"]))})
        self.assertEqual(len(findings), 5)
        self.assertEqual(len(loops["undecided"]), 1)

    def test_the_way_through_three_files(self):
        detail = self.open_row("Student", "courses")
        [finding] = [finding for finding in self.said["findings"] if finding["entity"] == "Student"]
        self.assertIn(finding["message"].split(":")[0], detail)
        places = self.browser.texts("#detail .path p .place")
        self.assertEqual([place.rsplit(":", 1)[0] for place in places], [
            "src/web/student_page.cpp:5", "src/web/student_page.cpp:5", "src/web/student_page.cpp:6", "src/model/students.cpp:8", "src/model/students.cpp:9"])
        self.assertEqual(self.browser.texts("#detail mark"), ["for", "enrolled", "print_card", "student", "department", "courses"])
        # Excerpts have the lines around.
        self.assertIn("for (const Course &course : student.courses.all())", detail)

    def test_cost_and_fix(self):
        self.open_row("Student", "courses")
        [finding] = [finding for finding in self.said["findings"] if finding["entity"] == "Student"]
        self.assertEqual(self.browser.text("#detail .before dd"), finding["cost"]["before"] + " queries")
        self.assertEqual(self.browser.text("#detail .after dd"), f"{finding['cost']['after']} queries")
        self.assertIn('.select_related("department").prefetch_related("courses")', self.browser.text("#detail .added"))
        # What is shown is a patch.
        patch = "\n".join(self.browser.texts("#detail .diff > span")) + "\n"
        subprocess.run(["patch", "-p1", "--dry-run", "--force"], input=patch, cwd=PROGRAM, text=True, check=True, stdout=subprocess.DEVNULL)

    def test_the_marked_column(self):
        """Columns are bytes in the findings, and not in the page."""
        self.open_row("Course · department", "course_list.cpp:5", "n-plus-one")
        self.assertEqual(self.browser.texts("#detail mark"), ["for", "Course", "course", "department"])
        self.assertIn("/* Größe, 🎓 */", self.browser.text("#detail pre"))

    def test_nothing_a_source_says_is_markup(self):
        self.assertIn("<script>document.title = 'taken over'</script>", self.open_row("unused-eager-load"))
        self.assertEqual(self.browser.run("return document.title"), "5 findings · orm-lint")

    def test_filters_and_their_counts(self):
        self.assertEqual(self.browser.text("#shown"), "5 findings of 5 queries")
        self.select("check", "orm-n-plus-one")
        self.assertEqual(self.browser.text("#shown"), "2 findings of 2 queries")
        self.assertIn("Course (1)", self.browser.texts("#entity option"))
        self.assertIn("Locker (0)", self.browser.texts("#entity option"))
        self.select("entity", "Course")
        self.assertEqual(self.browser.text("#shown"), "1 finding of 1 query")
        self.select("check", "")
        self.select("entity", "")
        self.select("folder", "src/jobs/")
        self.assertEqual(len(self.rows()), 1)
        self.assertIn("renumber.cpp", self.rows()[0])
        self.select("folder", "src/")
        self.assertEqual(len(self.rows()), 5)

    def test_search(self):
        self.browser.click("#search")
        self.browser.type("#search", "COUNT student_set")
        self.assertEqual(self.browser.text("#shown"), "1 finding of 1 query")
        self.browser.type("#search", " nonsense")
        self.assertEqual(self.browser.text("#nothing"), "Nothing matches.")

    def test_undecided_loops(self):
        self.browser.click("#views [data-view=undecided]")
        [reason] = [loop["reason"] for loop in self.said["loops"]["undecided"]]
        self.assertIn(reason, self.open_row("cards.cpp:6"))
        self.assertIn("for (const Student &student : students)", self.browser.text("#detail"))
        self.assertFalse(self.browser.run("return document.getElementById('entity').checkVisibility()"))
        self.select("reason", reason)
        self.assertEqual(self.browser.text("#shown"), "1 loop")

    def test_order_by_cost(self):
        self.select("sort", "cost")
        self.assertIn("Student", self.rows()[0])

    def test_keyboard(self):
        chosen = "return [...document.querySelectorAll('.row')].findIndex((row) => row.ariaSelected === 'true')"
        focus = "return document.activeElement.id"
        self.browser.run("document.getElementById('list').focus()")
        self.browser.keys(DOWN, DOWN)
        self.assertEqual(self.browser.run(chosen), 2)
        self.browser.keys(END)
        self.assertEqual(self.browser.run(chosen), 4)
        self.browser.keys(ENTER)
        self.assertEqual(self.browser.run(focus), "detail")
        self.browser.keys("/")
        self.assertEqual(self.browser.run(focus), "search")
        self.browser.keys(*"unused")
        self.assertEqual(self.browser.text("#shown"), "1 finding of 1 query")
        self.browser.keys(ESCAPE)
        self.assertEqual(self.browser.run(focus), "list")

    def test_nothing_is_fetched(self):
        entries = self.browser.run("return performance.getEntriesByType('resource').map((entry) => entry.name)")
        self.assertEqual([name for name in entries if not name.startswith("data:")], [])

    def test_nothing_was_found(self):
        self.browser.open(EMPTY)
        self.assertEqual(self.browser.text("#nothing"), "Nothing was found.")

    def test_ten_thousand_findings(self):
        self.browser.open(MANY)
        self.assertEqual(self.browser.text("#shown"), "10,000 findings of 10,000 queries")
        self.browser.run("document.getElementById('list').focus()")
        self.browser.keys(END)
        last = "return [...document.querySelectorAll('.row')].at(-1).getAttribute('aria-posinset')"
        for _ in range(50): # rows are drawn with the next frame
            if self.browser.run(last) == "10000":
                break
            time.sleep(0.1)
        self.assertEqual(self.browser.run(last), "10000")
        self.assertRegex(self.browser.text("#detail"), "function_999[0-9]")
        self.assertLess(len(self.rows()), 60) # only what is in sight is made
        self.browser.type("#search", "function_4321")
        self.assertEqual(self.browser.text("#shown"), "1 finding of 1 query")


class Colours(unittest.TestCase):
    """Light and dark, and the pictures of the documentation."""

    def test_light_and_dark(self):
        backgrounds = []
        for name in ("light", "dark"):
            browser = Browser(dark=name == "dark")
            try:
                browser.open(PAGE)
                backgrounds.append(browser.run("return getComputedStyle(document.body).backgroundColor"))
                if PICTURES:
                    browser.run("document.getElementById('root').textContent = '/home/asha/school'")
                    browser.click("#rows .row:nth-child(2)")
                    if name == "dark":
                        browser.run("document.getElementById('detail').scrollTop = 1e9")
                    browser.screenshot(pathlib.Path(PICTURES, f"report-{name}.png"))
            finally:
                browser.quit()
        self.assertNotEqual(backgrounds[0], backgrounds[1])


if __name__ == "__main__":
    if MISSING:
        print(MISSING)
        sys.exit(77)
    ORM_LINT, LLVM_TOOLS, SOURCE_ROOT = sys.argv[1:4]
    PICTURES = sys.argv[4] if len(sys.argv) > 4 else None
    unittest.main(argv=sys.argv[:1], verbosity=2)
