"""Commands that show places: graph, draw."""

from __future__ import annotations

from pathlib import Path

import click

from spaceplan.cli.console import ConsoleProgress, exit_codes, show_warnings
from spaceplan.cli.options import (
    allocation_option,
    language_option,
    output_file,
    portfolio_argument,
    rule_options,
)
from spaceplan.errors import Fault, InputError

COLOURINGS = ("department", "category", "occupancy", "excess", "finding")
