"""The command line: one file a group of commands, thin, each with an example in its help."""

from __future__ import annotations

import click

from spaceplan import __version__
from spaceplan.cli import data, drawing, planning


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="spaceplan")
def main() -> None:
    """Allocate a government's offices: floor plans and area quotas in, a proven plan out.

    Results go to stdout, progress and errors to stderr. Exit codes: 0 no finding remains,
    1 findings or people without a seat remain, 2 bad input, 3 hard requirements conflict.
    """


for command in (*planning.COMMANDS, *drawing.COMMANDS, *data.COMMANDS):
    main.add_command(command)
