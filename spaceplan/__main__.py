"""``python -m spaceplan`` and the command ``spaceplan``."""

from spaceplan.cli import main

if __name__ == "__main__":
    main()
