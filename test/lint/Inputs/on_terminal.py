"""on_terminal.py COMMAND...: what COMMAND says on a terminal, a line for each time that it goes back to the start of one."""

import os
import subprocess
import sys

ours, theirs = os.openpty()
with subprocess.Popen(sys.argv[1:], stderr=theirs) as command:
    os.close(theirs)
    said = b""
    try:
        while part := os.read(ours, 4096):
            said += part
    except OSError: # the other end is closed
        pass
text = said.decode().replace("\r\n", "\n").replace("\r\033[K", "\n<erased>").replace("\r", "\n")
print(text.strip("\n"))
sys.exit(command.returncode)
