"""Plans to take away: a storey or the stack of all storeys as a figure."""

from __future__ import annotations

from threading import Lock

from spaceplan.dashboard.plans import colouring_of
from spaceplan.dashboard.session import Session
from spaceplan.model import Storey
from spaceplan.plot import Colouring

#: matplotlib's settings are of the whole process: one drawing at a time.
_DRAWING = Lock()


def storey_file(session: Session, storey: Storey, ending: str) -> bytes:
    """Return a storey as a figure: ``svg``, ``pdf`` or ``png``."""
    from spaceplan.plot.output import figure_bytes  # with matplotlib's figures
    from spaceplan.plot.storey import plot_storey

    by = colouring_of()
    with _DRAWING:
        axes = plot_storey(
            session.portfolio,
            session.prepared.graph,
            storey.id,
            by=by if by in set(Colouring) else Colouring.DEPARTMENT,
            allocation=session.shown.allocation,
            rulebook=session.prepared.rulebook,
            findings=session.shown.check.findings,
            language=session.language,
            palette=session.palette,
        )
        figure = axes.get_figure(root=True)
        assert figure is not None
        return figure_bytes(figure, f".{ending}")


def stack_file(session: Session, ending: str) -> bytes:
    """Return the stack of all storeys as a figure: ``svg``, ``pdf`` or ``png``."""
    from spaceplan.plot.output import figure_bytes  # with matplotlib's figures
    from spaceplan.plot.stack import plot_stack

    with _DRAWING:
        axes = plot_stack(
            session.portfolio,
            session.prepared.rulebook,
            allocation=session.shown.allocation,
            entitlements=session.prepared.entitlements,
            language=session.language,
            palette=session.palette,
        )
        figure = axes.get_figure(root=True)
        assert figure is not None
        return figure_bytes(figure, f".{ending}")
