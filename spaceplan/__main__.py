"""``python -m spaceplan`` and the command ``spaceplan``."""

from __future__ import annotations

import sys
import traceback

from spaceplan import cli
from spaceplan.cli.console import OWN_MISTAKE, exit_codes


def main() -> None:
    """Run the command line; a mistake of the program has an exit code of its own.

    Python would exit with 1, which says that a check went well and found something.
    """
    try:
        with exit_codes():
            cli.main()
    except Exception:
        traceback.print_exc()
        sys.exit(OWN_MISTAKE)


if __name__ == "__main__":
    main()
