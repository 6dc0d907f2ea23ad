"""Runs a command and succeeds if its exit status is the one wanted: exit_status.py STATUS COMMAND..."""
import subprocess
import sys

status = subprocess.run(sys.argv[2:]).returncode
if status != int(sys.argv[1]):
    sys.exit(f"exit status {status}, not {sys.argv[1]}: {sys.argv[2:]}")
