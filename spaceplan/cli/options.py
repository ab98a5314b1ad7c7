"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from math import isfinite
from pathlib import Path
from typing import Any

import click

from spaceplan.cli.usage import default_language, wrong_usage
from spaceplan.errors import SpaceplanError
from spaceplan.i18n import LANGUAGES, N_
from spaceplan.model import check_order, check_prices

Command = Callable[..., Any]

DEFAULT_PORTFOLIO = "floorplans/wuxi"


portfolio_argument = click.argument("portfolio")
optional_portfolio = click.argument("portfolio", default=DEFAULT_PORTFOLIO, required=False)


def language_option(command: Command) -> Command:
    """Add ``--language``."""
    return click.option(
        "--language",
        type=click.Choice(LANGUAGES),
        default=default_language,
        help="Language of texts; else that of LANG.",
    )(command)


def _as_date(_ctx: click.Context, _param: click.Parameter, value: datetime | None) -> date | None:
    return None if value is None else value.date()


overwrite_option = click.option(
    "--overwrite", is_flag=True, help="Replace a portfolio that is in the folder already."
)
rules_option = click.option(
    "--rules",
    multiple=True,
    metavar="NAME|FILE",
    help="Rule set to apply instead of the portfolio's; may be repeated.",
)


def rule_options(command: Command) -> Command:
    """Add ``--rules`` and ``--as-of``."""
    command = rules_option(command)
    return click.option(
        "--as-of",
        type=click.DateTime(["%Y-%m-%d"]),
        callback=_as_date,
        help="Day for which deadlines count (YYYY-MM-DD); else the portfolio's, else today.",
    )(command)


class _Positive(click.FloatRange):
    """A finite number above 0: ``nan`` and ``inf`` are numbers to Python and limits to nobody."""

    def __init__(self) -> None:
        super().__init__(0, min_open=True)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number; fails where it is none."""
        number = float(super().convert(value, param, ctx))
        if not isfinite(number):
            self.fail(wrong_usage(N_("{value} is not a finite number."), value=value), param, ctx)
        return number


class _Price(click.ParamType[tuple[str, float]]):
    """``TERM=POINTS``: a term of the objective and what one unit of it costs."""

    name = "price"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, float]:
        """Return term and points; fails where the term is unknown or the price means nothing."""
        if isinstance(value, tuple):
            return value[0], value[1]
        term, _, points = str(value).partition("=")
        try:
            price = (term.strip(), float(points))
            check_prices(dict([price]))
        except ValueError:
            text = N_("'{value}' is not TERM=POINTS, such as excess=5.")
            self.fail(wrong_usage(text, value=value), param, ctx)
        except SpaceplanError as error:
            self.fail(_of_value(value, error), param, ctx)
        return price


class _Order(click.ParamType[tuple[str, ...]]):
    """``TERM,TERM,...``: terms that come strictly before the others, the first one first."""

    name = "order"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Return the terms; fails where one is unknown or named twice."""
        if isinstance(value, tuple):
            return value
        order = tuple(term.strip() for term in str(value).split(","))
        try:
            check_order(order)
        except SpaceplanError as error:
            self.fail(_of_value(value, error), param, ctx)
        return order


def _of_value(value: object, error: SpaceplanError) -> str:
    return wrong_usage(N_("'{value}': {error}."), value=value, error=error.args[0])


def search_limits(command: Command) -> Command:
    """Add how long, on how many cores and with which seed to search."""
    for option in (
        click.option(
            "--workers",
            type=click.IntRange(1, 64),
            default=2,
            show_default=True,
            help="Cores to use.",
        ),
        click.option(
            "--seed", type=click.IntRange(0), default=0, show_default=True, help="Random seed."
        ),
        click.option(
            "--work-limit",
            type=_Positive(),
            help="Limit of deterministic work; with --workers 1 and a seed a run repeats.",
        ),
        click.option(
            "--time-limit",
            type=_Positive(),
            help="Seconds for the search, model building included; else 60, or a day beside "
            "--work-limit, so that a slow machine finds the same plan.",
        ),
    ):
        command = option(command)
    return command


def solver_options(command: Command) -> Command:
    """Add what steers the allocator's search."""
    price = click.option(
        "--price",
        "prices",
        type=_Price(),
        multiple=True,
        metavar="TERM=POINTS",
        help="Price of a term instead of the portfolio's, such as excess=5; may be repeated.",
    )
    start = click.option(
        "--from",
        "start",
        metavar="status-quo|nothing|FILE",
        help="Where the search starts; else the status quo where there is one. From nothing, "
        "moves cost nothing unless --price moved=... is given.",
    )
    order = click.option(
        "--order",
        type=_Order(),
        default=(),
        metavar="TERM,TERM,...",
        help="Terms that come strictly before all others, such as excess,moved,scatter; the rest "
        "is weighed by its prices.",
    )
    return start(search_limits(order(price(command))))


def fail_on_option(command: Command) -> Command:
    """Add ``--fail-on``."""
    return click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "notice"]),
        default="error",
        show_default=True,
        help="Exit with 1 when a finding of this severity or worse remains.",
    )(command)


def allocation_option(command: Command) -> Command:
    """Add ``--allocation``."""
    return click.option(
        "--allocation",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="An allocation.csv; else the status quo.",
    )(command)


def json_switch(command: Command) -> Command:
    """Add ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


output_folder = click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the results; else out/<portfolio>/.",
)
