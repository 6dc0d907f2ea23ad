"""validates.py SCHEMA FILE: FILE holds against SCHEMA, and SCHEMA notices what does not."""

import copy
import json
import pathlib
import sys

import jsonschema

schema, instance = (json.loads(pathlib.Path(argument).read_text()) for argument in sys.argv[1:])
validator = jsonschema.validators.validator_for(schema)
validator.check_schema(schema)
problems = [f"{list(error.absolute_path)}: {error.message}" for error in validator(schema).iter_errors(instance)]
assert not problems, "\n".join(problems)

broken = copy.deepcopy(instance)
first = broken["runs"][0]["results"] if "runs" in broken else broken
assert len(first) > 3
first[0]["message" if "runs" in broken else "description"] = 7
assert not validator(schema).is_valid(broken)
