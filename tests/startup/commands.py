"""Run the command as a person does, in an environment of our choice."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOLD_AND_LET_GO = """
from haicap.foundation.database import embedded
embedded.hold()
embedded.let_go()
"""
"""What every command does before and after its work, and nothing else."""


def environment_of(**changes):
    """Ours with changes; an empty value takes a variable away."""
    wanted = {**os.environ, **changes}
    return {name: value for name, value in wanted.items() if value}


def haicap(*words, **environment):
    """The command run to its end."""
    return subprocess.run(
        [sys.executable, "-m", "haicap", *words],
        cwd=ROOT,
        env=environment_of(**environment),
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
