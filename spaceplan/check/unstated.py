"""What nobody stated: said once for a building or the portfolio, not for each of its rooms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from spaceplan.check.finding import Outcome, State
from spaceplan.check.situation import Situation
from spaceplan.i18n import N_, Message
from spaceplan.model import Room

Judge = Callable[[Room], Outcome]


def judge_stated(
    rooms: Iterable[Room],
    is_stated: Callable[[Room], bool],
    judge: Judge,
    situation: Situation,
    *,
    template: str,
) -> Iterator[Outcome]:
    """Yield one outcome a room of the buildings where any room states what the rule needs.

    Every other building yields one outcome, blocked, whose message is the template with
    ``building``: a building that nobody surveyed is one thing to do, not a thousand.
    """
    by_building: dict[str, list[Room]] = {}
    for room in rooms:
        by_building.setdefault(situation.portfolio.building_of(room.id).id, []).append(room)
    for id, inside in by_building.items():
        if any(map(is_stated, inside)):
            yield from map(judge, inside)
        else:
            source = situation.portfolio.building(id).source
            message = Message.of(template, building=id)
            yield Outcome(State.BLOCKED, "building", id, message=message, source=source)


def blocked_portfolio(template: str, situation: Situation) -> Outcome:
    """Return the outcome of a rule for which the portfolio as a whole lacks data."""
    portfolio = situation.portfolio
    message = Message.of(template, portfolio=portfolio.id)
    return Outcome(
        State.BLOCKED, "portfolio", portfolio.id, message=message, source=portfolio.source
    )


def without_holders(situation: Situation) -> Outcome | None:
    """Return a blocked outcome where nobody knows who has which room, else None."""
    portfolio = situation.portfolio
    known = portfolio.holdings or portfolio.ledger is not None or situation.planned is not None
    text = N_("{portfolio}: neither holdings.csv nor a ledger says who has which room")
    return None if known else blocked_portfolio(text, situation)
