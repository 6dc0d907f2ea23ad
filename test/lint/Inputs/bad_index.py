"""bad_index.py ORM_CLANG_TIDY SOURCE DIRECTORY: each thing that is no index is an error of clang-tidy, in words, whatever else it finds."""

import json
import subprocess
import sys

tidy, source, directory = sys.argv[1:]
for name, words in {"missing": "cannot be read", "other": "was written by another version of orm-lint", "damaged": "is damaged",
                    "short": "is cut short", "unit": "holds the facts of one unit"}.items():
    config = json.dumps({"CheckOptions": {"OrmIndex": f"{name}.index"}})
    run = subprocess.run([tidy, "-p", directory, "--quiet", "--checks=-*,orm-*", f"--config={config}", source], capture_output=True, text=True)
    said = f"{name}.index' {words}"
    assert run.returncode != 0 and "error: the index '" in run.stdout and said in run.stdout and "'orm-lint --index'" in run.stdout, \
        f"{name}: {run.returncode}\n{run.stdout}{run.stderr}"

# An index by other words than those of the checks.
with open(f"{directory}/words.yaml", "w") as profile:
    profile.write("orm-profile: 1\nname: words\ntypes:\n  - {name: words::Row, role: entity}\n")
config = json.dumps({"CheckOptions": {"OrmIndex": "orm.index", "OrmProfiles": "words.yaml"}})
run = subprocess.run([tidy, "-p", directory, "--quiet", "--checks=-*,orm-*", f"--config={config}", source], capture_output=True, text=True)
said = "orm.index' was written with the built-in profiles alone, and the checks have the profiles words.yaml "
assert run.returncode != 0 and said in run.stdout, f"{run.returncode}\n{run.stdout}{run.stderr}"
