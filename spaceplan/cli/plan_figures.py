"""What the best plan so far has, in the words of the progress line."""

from __future__ import annotations

from spaceplan.i18n import N_, translator
from spaceplan.report import labels


def plan_figures(
    value: float,
    bound: float | None,
    unseated: int,
    broken: int,
    level: str | None,
    language: str,
) -> str:
    """Return the figures of a plan, those left out that do not apply; see ``Progress.plan``."""
    _ = translator(language)
    parts = [_value(value, level, language)]
    if bound and value > 0:
        proven = _(N_("bound {bound:,.1f}  gap {gap:.1%}"))
        parts.append(proven.format(bound=bound, gap=max(0.0, value - bound) / value))
    parts.append(_(N_("without a seat: {n:,}")).format(n=unseated))
    if broken:
        parts.append(_(N_("hard wishes broken: {n:,}")).format(n=broken))
    return "  ".join(parts)


def _value(value: float, level: str | None, language: str) -> str:
    """Return what a plan costs, or what it has of the term that is worked on."""
    _ = translator(language)
    if level is None:
        return _(N_("plan {value:,.1f} points")).format(value=value)
    name = labels.word(labels.LEVELS, level, language)
    unit = labels.word(labels.UNITS, labels.LEVEL_UNITS.get(level, "points"), language)
    return _(N_("{term}: {value:,.1f} {unit}")).format(term=name, value=value, unit=unit)
