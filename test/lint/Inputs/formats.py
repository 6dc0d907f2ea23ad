"""formats.py JSON SARIF ROOT: both say what formats.test expects, and the fix in SARIF, made by hand, is the one in JSON."""

import json
import pathlib
import sys

plain, sarif, root = (pathlib.Path(argument) for argument in sys.argv[1:])
[finding] = json.loads(plain.read_text())["findings"]
assert finding["check"] == "orm-n-plus-one" and finding["function"] == "page" and finding["entity"] == "Student"
assert finding["paths"] == ["department"] and finding["file"] == str(root / "page.cpp") and finding["line"] == 3
assert [note["file"] for note in finding["notes"]][-1] == str(root / "access.cpp")
[edit] = finding["edits"]

log = json.loads(sarif.read_text())
assert log["version"] == "2.1.0"
[run] = log["runs"]
assert run["tool"]["driver"]["name"] == "orm-lint"
[result] = run["results"]
assert result["ruleId"] in [rule["id"] for rule in run["tool"]["driver"]["rules"]]
assert result["message"]["text"] == finding["message"] and result["level"] == "warning"
physical = result["locations"][0]["physicalLocation"]
assert physical["artifactLocation"] == {"uri": "page.cpp", "uriBaseId": "SRCROOT"}
assert run["originalUriBaseIds"]["SRCROOT"]["uri"] == f"file://{root}/"
assert physical["region"] == {"startLine": finding["line"], "startColumn": finding["column"]}
steps = result["codeFlows"][0]["threadFlows"][0]["locations"]
assert [step["location"]["message"]["text"] for step in steps[1:]] == [note["message"] for note in finding["notes"]]

[change] = result["fixes"][0]["artifactChanges"]
[replacement] = change["replacements"]
text = (root / change["artifactLocation"]["uri"]).read_text()
lines = text.splitlines(keepends=True)


def offset(line, column):
    return sum(map(len, lines[:line - 1])) + column - 1


region = replacement["deletedRegion"]
assert offset(region["startLine"], region["startColumn"]) == edit["offset"]
assert offset(region["endLine"], region["endColumn"]) == edit["offset"] + edit["length"]
assert replacement["insertedContent"]["text"] == edit["text"] == '.select_related("department")'
