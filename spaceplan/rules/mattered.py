"""Which figures that nobody has checked had a part in what is said about a portfolio."""

from __future__ import annotations

from spaceplan.model import Portfolio
from spaceplan.rules.book import RuleBook
from spaceplan.rules.figures import Figure

#: Figures of quantities that the program shows for every department.
_ALWAYS = frozenset({"office", "office.base", "minimum", "service", "equipment", "use_coefficient"})
_UNENTITLED = "contractor"


def unverified_figures(rulebook: RuleBook, portfolio: Portfolio) -> tuple[Figure, ...]:
    """Return the figures that nobody has checked against the official text, and that mattered.

    Tables of levels and figures of ranks matter where a department is of that level, has posts or
    people of that rank; the ranks that sit alone where one of them occurs; as which rank another
    one counts where it does; rates that the program does not use (bicycles, guards) never.
    """
    departments = [d for d in portfolio.departments if d.kind != _UNENTITLED]
    own = {rank for d in departments for rank, _ in (*d.establishment, *d.headcount)}
    ranks = own | {rulebook.counts_as(rank) for rank in own}
    levels = {d.level for d in departments} | {rulebook.level_of_rank(rank) for rank in ranks}
    used = set(_ALWAYS)
    if any(rulebook.own_room(rank) for rank in own):
        used.add("own_room")
    if any(rulebook.counts_as(rank) != rank for rank in own):
        used.add("ranks")
    if departments:
        used.add("canteen")

    def mattered(figure: Figure) -> bool:
        if figure.rank:
            return figure.rank in ranks
        return figure.level in levels if figure.level else figure.id in used

    return tuple(f for f in rulebook.figures if not f.verified and mattered(f))
