"""办公用房管理使用情况登记表: what each unit has and may have, by unit, site and division."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spaceplan.formats.xlsx.columns import Column, words
from spaceplan.formats.xlsx.headings import UNIT_NAME
from spaceplan.i18n import N_, Message
from spaceplan.model import Counts, Name
from spaceplan.model.people import CONTRACT, SECONDED
from spaceplan.report.forms.facts import FormsData
from spaceplan.report.forms.groups import (
    LevelGroup,
    division_name,
    level_groups,
    people_by_division,
)
from spaceplan.report.forms.parts import Part, Tally, tally, tally_by
from spaceplan.report.forms.register import (
    area_cells,
    people_cells,
    register_columns,
    sums_by_unit,
    use_cells,
)
from spaceplan.report.forms.sheet import Cell, Form, Row, RowKind, Sheet, row_of, sum_row

TITLE = Name("办公用房管理使用情况登记表", "Register of office use")
_SITE = words("site", "办公区", "Site", width=26)
_DIVISION = words("division", "处室", "Division", width=20)
BY_SITE = N_(
    "People, entitlement and excess stand at a unit's home site; rooms where they are. The excess "
    "is the sum of the units' own, not held less entitled of the site."
)
BY_DIVISION = N_(
    "An office that several divisions share is split by the quotas of their people; entitlement is "
    "approved for units and stands in the unit's sum only."
)


def county_form(data: FormsData) -> Form:
    """Return the registration form: for each level by unit, by site and by division."""
    sheets: list[Sheet] = []
    for group in level_groups(data):
        sheets += [_by_unit(group), _by_site(group), _by_division(group)]
    return Form("county", TITLE.zh, TITLE, tuple(sheets))


def _by_unit(group: LevelGroup) -> Sheet:
    columns = register_columns(group, UNIT_NAME)
    rows = [
        row_of(columns, {"seq": i, "unit": group.data.unit_name(unit), **cells})
        for i, (unit, cells) in enumerate(_unit_cells(group), start=1)
    ]
    rows.append(sum_row(columns, rows, {"unit": Name("合计", "Sum")}))
    return Sheet(
        Name(f"{group.name.zh}·按单位", f"{group.name.en}, units"), TITLE, columns, tuple(rows)
    )


def _unit_cells(group: LevelGroup) -> Iterator[tuple[str, dict[str, Cell]]]:
    for unit, sums in sums_by_unit(group).items():
        cells = people_cells(group, unit) | use_cells(sums)
        yield unit, cells | area_cells(group.data, unit, sums)


def _by_site(group: LevelGroup) -> Sheet:
    columns = register_columns(group, _SITE)
    held = tally_by(group.parts, lambda part: (part.site,))
    at_home: dict[str, list[dict[str, Cell]]] = {site: [] for site in group.sites}
    for unit, sums in sums_by_unit(group).items():
        department = group.data.department(unit)
        if department is not None:
            cells = people_cells(group, unit) | area_cells(group.data, unit, sums)
            at_home[department.home_site].append(cells)
    rows = []
    for i, site in enumerate(group.sites, start=1):
        home = _summed(at_home[site])
        used = use_cells(held.get((site,), Tally()))
        name = group.data.portfolio.site(site).name
        rows.append(row_of(columns, {"seq": i, "site": name, **home, **used}))
    rows.append(sum_row(columns, rows, {"site": Name("合计", "Sum")}))
    name = Name(f"{group.name.zh}·按办公区", f"{group.name.en}, sites")
    return Sheet(name, TITLE, columns, tuple(rows), (Message.of(BY_SITE),))


def _summed(cells: Iterable[dict[str, Cell]]) -> dict[str, Cell]:
    total: dict[str, Cell] = {}
    for one in cells:
        for key, value in one.items():
            before = total.get(key, 0)
            if isinstance(value, int) and isinstance(before, int):
                total[key] = before + value
    return total


def _by_division(group: LevelGroup) -> Sheet:
    columns = register_columns(group, UNIT_NAME, _DIVISION)
    parts: dict[str, list[Part]] = {}
    for part in group.parts:
        parts.setdefault(part.held.unit, []).append(part)
    rows: list[Row] = []
    for i, unit in enumerate(group.units, start=1):
        label: dict[str, Cell] = {"seq": i, "unit": group.data.unit_name(unit)}
        lines = list(_division_rows(group, unit, parts.get(unit, []), columns, label))
        rows += lines
        posts = {key: value for key, value in people_cells(group, unit).items() if key == "posts"}
        below = posts | area_cells(group.data, unit, tally(parts.get(unit, [])))
        if group.data.department(unit) is not None:
            label |= {"division": Name("小计", "Subtotal"), **below}
            rows.append(sum_row(columns, lines, label, kind=RowKind.SUBTOTAL))
    totals = _summed(cells for _, cells in _unit_cells(group))
    entitled = {k: v for k, v in totals.items() if k.endswith(("posts", "_entitled", "above"))}
    rows.append(sum_row(columns, rows, {"unit": Name("合计", "Sum"), **entitled}))
    name = Name(f"{group.name.zh}·按处室", f"{group.name.en}, divisions")
    return Sheet(name, TITLE, columns, tuple(rows), (Message.of(BY_DIVISION),))


def _division_rows(
    group: LevelGroup,
    unit: str,
    parts: list[Part],
    columns: tuple[Column, ...],
    label: dict[str, Cell],
) -> Iterator[Row]:
    sums = tally_by(parts, lambda part: (part.division,))
    people = people_by_division(group.data, unit)
    for division in dict.fromkeys((*people, *(key[0] for key in sums))):
        cells: dict[str, Cell] = {}
        if group.data.department(unit) is not None:
            counts = people.get(division)
            established = [
                (rank, n) for rank, n in counts or () if rank not in (SECONDED, CONTRACT)
            ]
            cells = {
                "present": sum(n for _, n in established),
                **group.by_rank("n_", Counts(tuple(established))),
                "n_without_post": sum(n for k, n in counts or () if k in (SECONDED, CONTRACT)),
                "division": division_name(group.data, unit, division),
            }
        used = use_cells(sums.get((division,), Tally()))
        if division or used["held"] or any(cells.get(k) for k in ("present", "n_without_post")):
            yield row_of(columns, {**label, **cells, **used})
