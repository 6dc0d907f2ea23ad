"""A browser for tests of pages: headless Chromium, used as a person would."""

import base64
import json
import pathlib
import shutil
import socket
import subprocess
import tempfile
import unittest
import urllib.error
import urllib.request

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CHROMEDRIVER = shutil.which("chromedriver")


def missing():
    """Why no page can be opened here, or None."""
    if not (CHROMIUM and CHROMEDRIVER):
        return "it needs Debian's packages chromium and chromium-driver"
    try:
        socket.getaddrinfo("localhost", None)
    except OSError: # chromedriver speaks to Chromium by that name
        return "'localhost' is no address here: /etc/hosts, which a new chroot lacks, has to name it"
    return None


MISSING = f"SKIPPED: the page was not opened: {missing()}" if missing() else None


class Browser:
    """A session of chromedriver, by the W3C WebDriver protocol."""

    def __init__(self, dark=False):
        self.folder = tempfile.TemporaryDirectory(prefix="orm-browser-", ignore_cleanup_errors=True)
        self.driver = subprocess.Popen([CHROMEDRIVER, "--port=0"], stdout=subprocess.PIPE, text=True)
        for line in self.driver.stdout:
            if "started successfully on port" in line:
                self.url = "http://127.0.0.1:" + line.strip().rstrip(".").split()[-1]
                break
        arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
                     "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
                     "--window-size=1240,860", "--user-data-dir=" + self.folder.name]
        options = {"args": arguments, "binary": CHROMIUM}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        self.url += "/session"
        try:
            self.url += "/" + self.post("", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]
        except Exception:
            self.end() # a driver that is left alone keeps the test's output open
            raise
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
        self.post("/url", {"url": pathlib.Path(page).as_uri()})

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

    def keys(self, *keys):
        """Presses keys where the focus is; names as WebDriver has them."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.post("/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def text(self, selector):
        return self.request("GET", f"/element/{self.element(selector)}/text")

    def texts(self, selector):
        return self.run("return [...document.querySelectorAll(arguments[0])].map((e) => e.innerText)", selector)

    def complaints(self):
        return self.post("/se/log", {"type": "browser"})

    def screenshot(self, file):
        pathlib.Path(file).write_bytes(base64.b64decode(self.request("GET", "/screenshot")))

    def quit(self):
        self.request("DELETE", "")
        self.end()

    def end(self):
        self.driver.terminate()
        self.driver.wait()
        self.driver.stdout.close()
        self.folder.cleanup()


class PageTest(unittest.TestCase):
    """Tests of pages in one browser, which has nothing to complain of."""

    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()

    def tearDown(self):
        self.assertEqual(self.browser.complaints(), [])
