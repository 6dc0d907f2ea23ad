"""columns.py SARIF ROOT: its columns count UTF-16 units, as it says: the query behind an umlaut and an emoji is where it is said to be."""

import json
import pathlib
import sys

sarif, root = map(pathlib.Path, sys.argv[1:])
[run] = json.loads(sarif.read_text())["runs"]
assert run["columnKind"] == "utf16CodeUnits"
found = 0
for result in run["results"]:
    physical = result["locations"][0]["physicalLocation"]
    line = (root / physical["artifactLocation"]["uri"]).read_text().splitlines()[physical["region"]["startLine"] - 1]
    units = line.encode("utf-16-le")[2 * (physical["region"]["startColumn"] - 1):].decode("utf-16-le")
    if "Größe" in line:
        found += 1
        assert units.startswith("Course::objects(db)) out"), units
        [replacement] = result["fixes"][0]["artifactChanges"][0]["replacements"]
        region = replacement["deletedRegion"]
        assert line.encode("utf-16-le")[:2 * (region["startColumn"] - 1)].decode("utf-16-le").endswith("Course::objects(db)")
assert found == 1
