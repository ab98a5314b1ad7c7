"""Every storey as a bar of departments, as data for the browser."""

from __future__ import annotations

from spaceplan.dashboard.plan_view.families import families_of
from spaceplan.dashboard.plan_view.mosaic import departments_of
from spaceplan.dashboard.plan_view.payload import Fills, Json, Payload
from spaceplan.dashboard.plan_view.words import CITY_WORDS, WORDS, city_facts, say_all
from spaceplan.entitlement import Entitlements
from spaceplan.i18n import N_, in_language, translator
from spaceplan.plot.bars import Bar, Stack, stack_buildings
from spaceplan.plot.colours import VACANT_FILL
from spaceplan.plot.scene import Scene
from spaceplan.plot.shading import square_metres
from spaceplan.plot.storey_words import storey_facts, storey_title
from spaceplan.plot.wording import clean, site_name, within_site
from spaceplan.things import PEOPLE, number_of
from spaceplan.units import to_dm2


def draw_stack(scene: Scene, entitlements: Entitlements | None = None) -> Payload:
    """Return all storeys as bars, a payload for ``stack_view``.

    Parameters
    ----------
    entitlements
        With them every storey has a mark at what the departments there are entitled to.
    """
    fills = Fills()
    numbers: dict[str, int] = {}
    portfolio = scene.portfolio
    stacks = stack_buildings(scene, entitlements)
    sites = [
        {
            "name": site_name(portfolio, site, scene.language),
            "buildings": [_building(scene, stack, fills, numbers) for stack in group],
        }
        for site, group in stacks
    ]
    bars = [bar for _, group in stacks for stack in group for bar in stack.bars]
    _ = translator(scene.language)
    return Payload.of(
        {
            "title": clean(portfolio.name.text(scene.language) or portfolio.id),
            "when": scene.when,
            "facts": city_facts(scene),
            "sites": sites,
            "departments": departments_of(scene, numbers),
            "entitled": entitlements is not None,
            "vacant": fills.number(VACANT_FILL),
            "legend": {
                "title": _(N_("all storeys to scale of their offices, by department")),
                "headings": [_(N_("departments")), _(N_("m²"))],
                "entries": _entries(scene, bars, fills, numbers),
            },
            "fills": fills.listed(),
            "words": say_all({**WORDS, **CITY_WORDS}, scene.language),
        }
    )


def _building(scene: Scene, stack: Stack, fills: Fills, numbers: dict[str, int]) -> Json:
    people = in_language(number_of(PEOPLE, stack.people), scene.language)
    return {
        "name": within_site(scene.portfolio, stack.building, scene.language),
        "people": people,
        "width": round(stack.width, 1),
        "bars": [_bar(scene, bar, fills, numbers) for bar in stack.bars],
    }


def _bar(scene: Scene, bar: Bar, fills: Fills, numbers: dict[str, int]) -> Json:
    use = scene.rulebook.use_name(bar.main_use).text(scene.language) if bar.main_use else ""
    return {
        "storey": bar.storey.id,
        "level": bar.storey.number,
        "number": str(bar.storey.number).replace("-", "−"),
        "title": storey_title(scene, bar.storey),
        "facts": storey_facts(scene, bar.storey),
        "segments": [
            [
                numbers.setdefault(s.department, len(numbers)),
                round(s.start, 2),
                round(s.area, 2),
                fills.number(scene.palette.fill(s.department)),
            ]
            for s in bar.segments
        ],
        "held": round(bar.held, 2),
        "length": round(bar.length, 2),
        "vacant": round(bar.vacant, 2),
        "entitled": None if bar.entitled is None else round(bar.entitled, 2),
        "other": clean(use or bar.main_use) if bar.other else "",
    }


def _entries(scene: Scene, bars: list[Bar], fills: Fills, numbers: dict[str, int]) -> list[Json]:
    """Return the hue families with their departments and m², then what is vacant."""
    areas: dict[str, float] = {}
    for bar in bars:
        for segment in bar.segments:
            areas[segment.department] = areas.get(segment.department, 0.0) + segment.area
    entries: list[Json] = [
        {
            "fill": fills.number(fill),
            "label": name,
            "numbers": [f"{len(ids):,}", square_metres(to_dm2(sum(areas[id] for id in ids)))],
            "departments": [numbers[id] for id in ids],
        }
        for fill, name, ids in families_of(scene.portfolio, areas, scene.language)
    ]
    vacant = sum(bar.vacant for bar in bars)
    if vacant:
        entries.append(
            {
                "fill": fills.number(VACANT_FILL),
                "label": translator(scene.language)(N_("vacant")),
                "numbers": ["", square_metres(to_dm2(vacant))],
                "departments": [],
                "vacant": True,
            }
        )
    return entries
