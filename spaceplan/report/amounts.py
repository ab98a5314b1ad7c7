"""Quantities of terms as a reader expects them: people are counted, areas measured."""

from __future__ import annotations

from spaceplan.model import Term


def amount(term: Term) -> str:
    """Return a term's quantity: areas with one decimal, everything else whole.

    Examples
    --------
    >>> amount(Term("moved", 1234.0, "persons", 3.0, 3702.0))
    '1,234'
    >>> amount(Term("excess", 8.5, "m²", 5.0, 42.5))
    '8.5'
    """
    return f"{term.quantity:,.1f}" if term.unit == "m²" else f"{term.quantity:,.0f}"
