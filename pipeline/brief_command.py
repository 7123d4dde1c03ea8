"""The command ``brief``: started as a program of its own, because it shows what the dashboard shows."""

import os
import subprocess
import sys
from collections.abc import Sequence

PROGRAM = "dashboard.brief"


def brief(arguments: Sequence[str]) -> int:
    """Its exit code. Input and output are those of this process."""
    command = [sys.executable, "-m", PROGRAM, *arguments]
    quiet = os.environ | {"STREAMLIT_LOGGER_LEVEL": "error"}  # its caches work without its server, and say so at length
    return subprocess.run(command, env=quiet, check=False).returncode
