"""Starting the app so that the first planner does not wait: the portfolio is read meanwhile.

``python -m spaceplan.dashboard.launch APP FOLDER [--option=value ...]``; the options are those of
``streamlit run``.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from threading import Thread

from streamlit.web.cli import main as streamlit


def warm(folder: Path) -> None:
    """Read a portfolio and check it, for all sessions to come; its faults are theirs to show."""
    from spaceplan.dashboard import cached
    from spaceplan.errors import SpaceplanError

    quiet = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")
    quiet.addFilter(lambda record: "missing ScriptRunContext" not in record.getMessage())
    try:
        loaded = cached.load(folder)
        cached.stage(loaded)
        cached.palette(loaded)
    except SpaceplanError:
        return


def main() -> None:
    """Warm the caches beside the server, and run it until it is stopped."""
    app, folder, *options = sys.argv[1:]
    Thread(target=warm, args=(Path(folder),), daemon=True).start()
    streamlit(["run", app, *options], standalone_mode=True)


if __name__ == "__main__":
    main()
