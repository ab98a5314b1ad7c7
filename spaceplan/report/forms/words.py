"""The words of a rule book for reading forms back: the same that were written."""

from __future__ import annotations

from spaceplan.formats.xlsx import FormWords
from spaceplan.rules import RuleBook


def form_words(rulebook: RuleBook) -> FormWords:
    """Return what ranks and levels are called."""
    return FormWords(
        tuple((rank, rulebook.rank_name(rank)) for rank in rulebook.ranks),
        tuple((level, rulebook.level_name(level)) for level in rulebook.levels),
    )
