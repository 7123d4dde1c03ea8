"""The command ``brief``: started as a program of its own, because it shows what the dashboard shows."""

import subprocess
import sys
from collections.abc import Sequence

PROGRAM = "dashboard.brief"


def brief(arguments: Sequence[str]) -> int:
    """Its exit code. Input and output are those of this process."""
    return subprocess.run([sys.executable, "-m", PROGRAM, *arguments], check=False).returncode
