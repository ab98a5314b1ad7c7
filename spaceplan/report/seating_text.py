"""Who sits where by name, as a text for the terminal."""

from __future__ import annotations

from collections import Counter

from spaceplan.allocate.named import SeatedDepartment
from spaceplan.i18n import N_, NN_, Message, in_language, translator
from spaceplan.model.seating_words import wish_words
from spaceplan.report import labels
from spaceplan.report.safe import visible
from spaceplan.report.seating import SeatingReport, seating_dict

_SEATED = NN_(
    "{seated:,} of {people:,} person has a seat; {moved:,} leave today's room",
    "{seated:,} of {people:,} people have a seat; {moved:,} leave today's room",
)
_MORE = NN_(
    "({n:,} more department: nobody moves, no division is split, all wishes met)",
    "({n:,} more departments: nobody moves, no division is split, all wishes met)",
)
#: Departments up to which all their divisions are told.
_FEW = 3
_PROVEN = N_("{cost:,.1f} points; proven: not below {bound:,.1f} (gap {gap:.1%}); {seconds:.1f} s")


def seating_text(report: SeatingReport, language: str) -> str:
    """Return a seating in words: what was seated, each department, what is not met, the proof."""
    _ = translator(language)
    name = report.portfolio.name.text(language) or report.portfolio.id
    head = _(N_("{name}: seating by name inside {plan}"))
    blocks = [
        head.format(name=visible(name), plan=visible(in_language(report.plan, language))),
        _summary(report, language),
        _table(report, language),
        _broken(report, language),
    ]
    if len(report.seating.departments) <= _FEW:
        blocks.append(_divisions(report, language))
    return "\n\n".join(block for block in blocks if block)


def _summary(report: SeatingReport, language: str) -> str:
    _ = translator(language)
    content = seating_dict(report)
    lines = [
        in_language(Message.counted(_SEATED, "people", **content), language),
        _moves(report, language),
        _(N_("Divisions in more than one zone: {today:,} today, {after:,} in this seating")).format(
            today=content["divisions_split_today"], after=content["divisions_split"]
        ),
        _(N_("Wishes not met: {wishes_broken:,}")).format(**content),
        _(_PROVEN).format(**content),
    ]
    if report.free:
        lines.append(_(N_("Ranks are distributed anew: allocation.csv is no longer that plan")))
    changed = _(N_("{term}: {before:,.1f} → {after:,.1f} points"))
    worse = _(N_("{term}: {before:,.1f} → {after:,.1f} points, worse"))
    for name, before, after in report.changed_terms:
        term = labels.word(labels.TERMS, name, language)
        said = worse if after > before else changed
        lines.append(said.format(term=term, before=before, after=after))
    return "\n".join(lines)


def _moves(report: SeatingReport, language: str) -> str:
    """Say whether more move than the plan itself asks for."""
    _ = translator(language)
    more = report.moved_active - report.moved_by_the_plan
    if more <= 0:
        text = N_("Nobody moves whom the plan lets stay ({n:,} active people move)")
        return _(text).format(n=report.moved_active)
    text = N_(
        "{more:,} more active people move than the plan asks for ({n:,} instead of {least:,})"
    )
    return _(text).format(more=more, n=report.moved_active, least=report.moved_by_the_plan)


def _table(report: SeatingReport, language: str) -> str:
    """Return a line a department; of many only those about which there is something to say."""
    _ = translator(language)
    rows = report.seating.departments
    shown = [row for row in rows if len(rows) <= _FEW or _tells(report, row)]
    if not shown:
        return ""
    header = (
        *(_(N_("people")), _(N_("moved")), _(N_("split today")), _(N_("split"))),
        *(_(N_("not met")), _(N_("points")), _(N_("bound")), _(N_("gap"))),
    )
    cells = [_cells(report, row) for row in shown]
    wide = [max(_width(title), *(len(row[i]) for row in cells)) for i, title in enumerate(header)]
    titles = "  ".join(" " * (w - _width(t)) + t for t, w in zip(header, wide, strict=True))
    lines = [f"{titles}  {_(N_('department'))}"]
    for row, cell in zip(shown, cells, strict=True):
        named = report.portfolio.department(row.department).name.text(language)
        numbers = "  ".join(f"{c:>{w}}" for c, w in zip(cell, wide, strict=True))
        lines.append(f"{numbers}  {visible(named or row.department)}")
    if len(shown) < len(rows):
        more = Message.counted(_MORE, "n", n=len(rows) - len(shown))
        lines.append(in_language(more, language))
    return "\n".join(lines)


def _tells(report: SeatingReport, row: SeatedDepartment) -> bool:
    today, after = report.of(row)
    unseated = row.seated < row.people
    return bool(row.moved or today.split or after.split or after.broken or row.gap or unseated)


def _cells(report: SeatingReport, row: SeatedDepartment) -> tuple[str, ...]:
    today, after = report.of(row)
    return (
        f"{row.people:,}",
        f"{row.moved:,}",
        f"{today.split:,}",
        f"{after.split:,}",
        f"{sum(broken.times for broken in after.broken):,}",
        f"{row.cost:,.1f}",
        f"{row.bound:,.1f}",
        f"{row.gap:.1%}",
    )


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes: Chinese characters take two."""
    return sum(1 if ord(character) < 0x2E80 else 2 for character in text)


def _broken(report: SeatingReport, language: str) -> str:
    _ = translator(language)
    lines = [
        f"  {row.department}: {visible(in_language(wish_words(broken.wish), language))}"
        + (f" × {broken.times}" if broken.times > 1 else "")
        for row in report.seating.departments
        for broken in report.of(row)[1].broken
    ]
    return "\n".join([_(N_("Wishes not met")), *lines]) if lines else ""


def _divisions(report: SeatingReport, language: str) -> str:
    """Say where each division sits: its rooms with how many of it sit in each."""
    _ = translator(language)
    people = dict(report.seating.allocation.people)
    part_of = {entry.person: entry.division for entry in report.portfolio.ledger or ()}
    numbers: Counter[tuple[str, str]] = Counter(
        (part_of.get(person, ""), room) for person, room in people.items()
    )
    lines = [_(N_("Divisions and their rooms (people)"))]

    def several(row: SeatedDepartment) -> str:
        if len(report.seating.departments) == 1:
            return ""
        name = report.portfolio.department(row.department).name.text(language)
        return f"{visible(name or row.department)} · "

    for row in report.seating.departments:
        names = {
            part.id: part.name.text(language)
            for part in report.portfolio.department(row.department).divisions
        }
        for division in report.of(row)[1].divisions:
            rooms = ", ".join(f"{r} ({numbers[division.division, r]})" for r in division.rooms)
            name = names.get(division.division) or division.division
            lines.append(f"  {several(row)}{visible(name)}: {rooms}")
    return "\n".join(lines) if len(lines) > 1 else ""
