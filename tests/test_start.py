"""What every command and every page waits for before it begins: no more than it needs."""

from __future__ import annotations

import subprocess
import sys

#: Slow to load, and needed by few: the compiler, what lays pages out.
_LATER = ("numba", "reportlab", "matplotlib.pyplot", "openpyxl", "streamlit")


def test_judging_allocating_and_drawing_load_no_library_that_is_needed_later_if_at_all() -> None:
    """The command, jobs and the dashboard's pages import these."""
    code = f"""
import sys
import spaceplan.cli, spaceplan.jobs.work, spaceplan.pipeline, spaceplan.plot
sys.exit(", ".join(name for name in {_LATER} if name in sys.modules) or 0)
"""
    started = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert (started.returncode, started.stderr.strip()) == (0, "")
