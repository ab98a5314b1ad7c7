"""The command line: one file a group of commands, thin, each loaded only when it is called."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from spaceplan import __version__
from spaceplan.cli.console import exit_codes
from spaceplan.cli.usage import language_in, remember, speaking

#: Command to its module, the name there, and one line on it.
_COMMANDS = {
    "run": ("planning", "run", "Load, allocate, check, report and draw a portfolio."),
    "allocate": ("planning", "allocate", "Find an allocation and write its tables."),
    "batch": ("batching", "batch", "Run portfolios with settings, many at once."),
    "check": ("checking", "check", "Check the status quo or an allocation against the rules."),
    "dashboard": ("dashboard", "dashboard", "Open the planning dashboard in a browser."),
    "seat": ("seating", "seat", "Seat named people inside what their departments hold."),
    "entitlement": ("checking", "entitlement", "Print the m² that departments are entitled to."),
    "rules": ("rules", "rules", "List rule sets, show one in full, or compare two."),
    "explain": ("explaining", "explain", "Say what cannot be met, why, and what would cure it."),
    "forms": ("forms", "forms", "Write the Excel forms that bureaus hand in."),
    "certificates": ("forms", "certificates", "Write certificates of use and publications."),
    "draw": ("drawing", "draw", "Draw a storey, or the stack of all storeys."),
    "graph": ("drawing", "graph", "Show, check or export the spatial graph."),
    "import": ("data", "import_", "Turn a building in a foreign format into a portfolio folder."),
    "generate": ("data", "generate", "Make a synthetic portfolio, with the truth about it."),
    "schema": ("data", "schema", "Write the JSON Schemas of the portfolio's files."),
}


class _LazyGroup(click.Group):
    """Imports a command's module when the command is asked for: ``--help`` stays quick.

    Says what is wrong with a command line in the user's language.
    """

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        """Run a command line."""
        given = sys.argv[1:] if args is None else args
        with speaking(language_in(given)):
            return super().main(args, *rest, **options)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; whatever is wrong with them is said in the language they name."""
        remember(ctx, language_in(args))
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which one meets them."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module, name, _ = _COMMANDS[cmd_name]
        with exit_codes():  # where Ctrl-C comes early, click would say 1: something was found
            command: click.Command = getattr(import_module(f"spaceplan.cli.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry[2]) for name, entry in _COMMANDS.items()])


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="spaceplan")
def main() -> None:
    """Allocate a government's offices: floor plans and area quotas in, a proven plan out.

    Results go to stdout, progress and errors to stderr. Exit codes: 0 no finding remains,
    1 findings or people without a seat remain, 2 bad input, 3 hard requirements conflict.

    Example: spaceplan run floorplans/wuxi
    """
