"""The pool beside a plan on which rooms are dragged: departments, who waits, who holds what."""

from __future__ import annotations

import json
from collections.abc import Mapping

from spaceplan.dashboard.plan_view.facts import ranks_text
from spaceplan.dashboard.plan_view.payload import Json
from spaceplan.dashboard.plan_view.words import DRAG_WORDS, say_all
from spaceplan.model import Counts, Storey
from spaceplan.plot.colourings.department import department_label
from spaceplan.plot.scene import Scene
from spaceplan.report.safe import visible
from spaceplan.rules import Category


def draw_pool(scene: Scene, storey: Storey, waiting: Mapping[str, Counts]) -> str:
    """Return as JSON text what ``plan_view`` needs to let rooms of a storey be dragged.

    Parameters
    ----------
    waiting
        People without a seat, by department.
    """
    pool = {
        "departments": sorted(_departments(scene, waiting), key=lambda entry: -entry["waiting"]),
        "waiting": f"{sum(counts.total for counts in waiting.values()):,}",
        "rooms": {
            room.id: [item.line.department for item in scene.holders(room.id)]
            for room in storey.rooms
            if scene.category(room) is not Category.CIRCULATION
        },
        "words": say_all(DRAG_WORDS, scene.language),
    }
    return json.dumps(pool, ensure_ascii=False, separators=(",", ":"))


def _departments(scene: Scene, waiting: Mapping[str, Counts]) -> list[Json]:
    return [
        {
            "id": department.id,
            "name": department_label(scene, department.id),
            "waiting": waiting.get(department.id, Counts()).total,
            "who": visible(ranks_text(scene, dict(waiting.get(department.id, Counts())))),
        }
        for department in scene.portfolio.departments
    ]
