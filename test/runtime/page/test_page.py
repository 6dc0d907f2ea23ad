"""Opens the query log's page in headless Chromium and uses it as a person would.

usage: test_page.py WRITE_PAGE [SCREENSHOTS]

WRITE_PAGE makes the pages (write_page.cpp). With SCREENSHOTS, a folder, the pictures of the
documentation are written there. Exits with 77 where there is no Chromium.
"""

import base64
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request

WRITE_PAGE = ""
SCREENSHOTS = None
FOLDER = tempfile.TemporaryDirectory(prefix="orm-page-")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CHROMEDRIVER = shutil.which("chromedriver")


class Browser:
    """A session of chromedriver, by the W3C WebDriver protocol."""

    def __init__(self, dark=False):
        self.driver = subprocess.Popen([CHROMEDRIVER, "--port=0"], stdout=subprocess.PIPE, text=True)
        for line in self.driver.stdout:
            if "started successfully on port" in line:
                self.url = "http://127.0.0.1:" + line.strip().rstrip(".").split()[-1]
                break
        arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
                     "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
                     "--window-size=1240,860", "--user-data-dir=" + tempfile.mkdtemp(dir=FOLDER.name)]
        options = {"args": arguments, "binary": CHROMIUM}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        self.url += "/session"
        self.url += "/" + self.post("", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]
        if dark:
            feature = {"name": "prefers-color-scheme", "value": "dark"}
            self.post("/goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": {"features": [feature]}})

    def request(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error: # chromedriver says why in the body
            raise RuntimeError(f"{method} {path} {body}: {error.read().decode()[:600]}") from None

    def post(self, path, body):
        return self.request("POST", path, body)

    def open(self, page):
        self.post("/url", {"url": pathlib.Path(FOLDER.name, page).as_uri()})

    def run(self, script, *arguments):
        return self.post("/execute/sync", {"script": script, "args": list(arguments)})

    def element(self, selector):
        return next(iter(self.post("/element", {"using": "css selector", "value": selector}).values()))

    def click(self, selector):
        for attempt in range(5):
            try:
                return self.post(f"/element/{self.element(selector)}/click", {})
            except RuntimeError as error: # the list was drawn again between the two requests
                if "stale element" not in str(error) or attempt == 4:
                    raise

    def type(self, selector, text):
        self.post(f"/element/{self.element(selector)}/value", {"text": text})

    def text(self, selector):
        return self.request("GET", f"/element/{self.element(selector)}/text")

    def texts(self, selector):
        return self.run("return [...document.querySelectorAll(arguments[0])].map((e) => e.innerText)", selector)

    def complaints(self):
        return self.post("/se/log", {"type": "browser"})

    def screenshot(self, name):
        if SCREENSHOTS:
            picture = base64.b64decode(self.request("GET", "/screenshot"))
            pathlib.Path(SCREENSHOTS, name).write_bytes(picture)

    def quit(self):
        self.request("DELETE", "")
        self.driver.terminate()
        self.driver.wait()
        self.driver.stdout.close()


def line_of(comment):
    """The line of write_page.cpp that ends in `comment`."""
    source = pathlib.Path(__file__).with_name("write_page.cpp").read_text().splitlines()
    return next(i for i, line in enumerate(source, 1) if line.endswith(comment))


def setUpModule():
    subprocess.run([WRITE_PAGE, FOLDER.name], check=True, stdout=subprocess.DEVNULL)


class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()

    def setUp(self):
        self.browser.open("everything.html")

    def tearDown(self):
        self.assertEqual(self.browser.complaints(), [])

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
        self.browser.open("everything.html")
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
        keys = [{"type": kind, "value": key} for key in "\ue015\ue015" for kind in ("keyDown", "keyUp")]
        self.browser.post("/actions", {"actions": [{"type": "key", "id": "keys", "actions": keys}]})
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
        self.browser.open("many.html")
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
                browser.open("report.html")
                backgrounds.append(browser.run("return getComputedStyle(document.body).backgroundColor"))
                browser.screenshot(f"queries-{name}.png")
                browser.click("#findings .finding")
                browser.screenshot(f"queries-{name}-statement.png")
            finally:
                browser.quit()
        self.assertNotEqual(backgrounds[0], backgrounds[1])


if __name__ == "__main__":
    if not CHROMIUM or not CHROMEDRIVER:
        print("SKIPPED: the page was not opened: needs Debian's packages chromium and chromium-driver")
        sys.exit(77)
    WRITE_PAGE = sys.argv[1]
    SCREENSHOTS = sys.argv[2] if len(sys.argv) > 2 else None
    unittest.main(argv=sys.argv[:1], verbosity=2)
