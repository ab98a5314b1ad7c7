"""A portfolio made ready: with its graph, rules and entitlements, and the choices of a run.

What ``prepare`` returns, and what prices and ``--from`` make of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from spaceplan.entitlement import Entitlements, compute_entitlements
from spaceplan.errors import Fault, InputError, SpaceplanError
from spaceplan.files import allocation_hashes, load_allocation, load_portfolio
from spaceplan.graph import SpatialGraph, build_graph
from spaceplan.i18n import N_, Message
from spaceplan.model import (
    Allocation,
    Changes,
    Portfolio,
    apply_changes,
    check_prices,
    status_quo,
)
from spaceplan.model.wish_places import UNKNOWN, WishPlaces
from spaceplan.progress import SILENT, Progress
from spaceplan.rules import RuleBook, load_rules


@dataclass(frozen=True)
class Prepared:
    """A portfolio with all that is derived from it before anything is decided.

    Parameters
    ----------
    wish_places
        Where the files state each hard requirement; those that ``with_changes`` changes included.
    price_overrides
        (term, points) where the portfolio's prices were replaced; see ``with_prices``.
    """

    folder: Path
    portfolio: Portfolio
    graph: SpatialGraph
    rulebook: RuleBook
    entitlements: Entitlements
    as_of: date
    warnings: tuple[Fault, ...]
    hashes: tuple[tuple[str, str], ...]
    wish_places: WishPlaces = UNKNOWN
    price_overrides: tuple[tuple[str, float], ...] = ()

    @property
    def has_status_quo(self) -> bool:
        """Whether anybody holds or sits in anything today."""
        return bool(self.portfolio.holdings or self.portfolio.ledger)


def prepare(
    folder: Path,
    *,
    rule_sets: tuple[str, ...] = (),
    as_of: date | None = None,
    progress: Progress = SILENT,
) -> Prepared:
    """Load a portfolio folder and build its graph, rules and entitlements.

    Parameters
    ----------
    rule_sets
        Names or files of rule sets; none: those that the portfolio names.
    as_of
        The day for which deadlines count; else the portfolio's, else today.

    Raises
    ------
    InputError
        With all faults of all files.
    """
    books: list[RuleBook] = []

    def unknown_uses(portfolio: Portfolio) -> Iterable[Fault]:
        """Return uses that no rule set knows, or what is wrong with the rule sets."""
        if not (names := rule_sets or portfolio.rule_sets):
            return ()
        try:
            books.append(load_rules(names, folder))
        except InputError as error:
            return error.faults
        return books[0].unknown_uses(portfolio)

    loaded = load_portfolio(folder, progress=progress, further=unknown_uses)
    portfolio = loaded.portfolio
    if rule_sets:
        portfolio = replace(portfolio, rule_sets=rule_sets)
    (rulebook,) = books  # what has no sound rule sets has not been loaded
    graph = build_graph(portfolio, progress=progress)
    return Prepared(
        folder=folder,
        portfolio=portfolio,
        graph=graph,
        rulebook=rulebook,
        entitlements=compute_entitlements(portfolio, rulebook),
        as_of=as_of or portfolio.as_of or date.today(),
        warnings=loaded.warnings,
        hashes=loaded.hashes,
        wish_places=loaded.wish_places,
    )


def starting_point(prepared: Prepared, start: str | None) -> Allocation | None:
    """Return what ``--from`` names: ``status-quo``, ``nothing`` (None) or a file.

    Without a choice it is the status quo where there is one.
    """
    if start in (None, "status-quo"):
        if prepared.has_status_quo:
            return status_quo(prepared.portfolio)
        if start is not None:
            text = N_("--from status-quo: the portfolio has neither holdings nor a ledger")
            raise SpaceplanError(Message.of(text))
        return None
    if start == "nothing":
        return None
    if not Path(start).exists():
        found = Message.of(N_("'{start}', a file that does not exist"), start=start)
        expected = Message.of(N_("status-quo, nothing, or an allocation.csv"))
        raise InputError([Fault("--from", None, found, expected)])
    return load_allocation(Path(start), prepared.portfolio)


def with_prices(prepared: Prepared, prices: Mapping[str, float]) -> Prepared:
    """Return a portfolio in which some terms have other prices, for the solver and the checker.

    Parameters
    ----------
    prices
        Points by term: a name of ``spaceplan.model.Prices`` each.

    Raises
    ------
    SpaceplanError
        If a term is unknown, or a price is no number from 0 to a billion.
    """
    check_prices(prices)
    portfolio = prepared.portfolio
    return replace(
        prepared,
        portfolio=replace(portfolio, prices=replace(portfolio.prices, **prices)),
        price_overrides=tuple({**dict(prepared.price_overrides), **prices}.items()),
    )


def with_changes(prepared: Prepared, changes: Changes) -> Prepared:
    """Return a portfolio as a scenario changes it; graph and entitlements stay the same.

    Raises
    ------
    SpaceplanError
        As for ``apply_changes``.
    """
    changed = apply_changes(prepared.portfolio, replace(changes, prices=()))
    if changed is not prepared.portfolio:
        prepared = replace(prepared, portfolio=changed)
    return with_prices(prepared, dict(changes.prices)) if changes.prices else prepared


def for_start(prepared: Prepared, start: str | None) -> Prepared:
    """Return the portfolio as a search from ``start`` takes it.

    From nothing nobody is taken to sit anywhere: moves cost nothing, unless their price was given.
    A file is an input, and named with its hash among the others.
    """
    if start == "nothing" and "moved" not in dict(prepared.price_overrides):
        return with_prices(prepared, {"moved": 0.0})
    if start in (None, "nothing", "status-quo"):
        return prepared
    read = ((f"--from {name}", sha256) for name, sha256 in allocation_hashes(Path(start)))
    return replace(prepared, hashes=(*prepared.hashes, *read))
