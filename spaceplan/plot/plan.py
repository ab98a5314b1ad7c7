"""The plan of a storey on its page: walls, rooms, doors, symbols, words, from the ground up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from spaceplan.graph import SpatialGraph
from spaceplan.i18n import N_, translator
from spaceplan.model import Storey
from spaceplan.plot.colours import CIRCULATION, HALO, INK, SOFT_INK, THIN_LINES, WALL, Fill
from spaceplan.plot.fonts import text_width
from spaceplan.plot.geometry import StoreyShapes, path_of, slices, swing_path
from spaceplan.plot.halo import halo_path
from spaceplan.plot.labels import Line
from spaceplan.plot.page import BASELINE, Page, Placement
from spaceplan.plot.plan_words import set_words
from spaceplan.plot.scene import Scene
from spaceplan.plot.shading import Shading
from spaceplan.plot.symbols import symbols_of
from spaceplan.plot.wording import clean


@dataclass(frozen=True)
class Plan:
    """One storey, its shapes and its colours, on a page."""

    scene: Scene
    graph: SpatialGraph
    storey: Storey
    shapes: StoreyShapes
    shading: Shading
    page: Page
    placement: Placement

    def draw(self) -> None:
        """Draw everything; words where there is nothing to draw."""
        if not self.shapes.by_room:
            text = translator(self.scene.language)(N_("no room is drawn on this storey"))
            x, y = self.placement.on_page(0.5, 0.5)
            self.page.text(x, y, text, size=11.0, colour=SOFT_INK, align="center")
            return
        self.page.add(self._patch(self.shapes.walls), Fill(WALL))
        self._rooms()
        self._symbols()
        self._doors()
        self._words()

    def _patch(self, shape: Any) -> PathPatch:
        return PathPatch(path_of(shape), transform=self.page.ax.transData)

    def _lines(
        self, paths: list[Path], colour: str, weight: float, dashes: tuple[float, ...] = ()
    ) -> None:
        self.page.lines(paths, colour, weight, dashes=dashes, transform=self.page.ax.transData)

    def _rooms(self) -> None:
        for room, polygon in self.shapes.by_room.items():
            parts = self.shading.fills[room]
            pieces = slices(polygon, tuple(share for _, share in parts))
            for i, ((fill, _), piece) in enumerate(zip(parts, pieces, strict=True)):
                gid = f"room-{clean(room)}" if i == 0 else f"room-{clean(room)}-{i + 1}"
                self.page.add(self._patch(piece), fill, gid=gid)

    def _symbols(self) -> None:
        treads, walks, cars = symbols_of(self.storey, self.shapes.by_room)
        self._lines(treads, THIN_LINES, 0.45)
        self._lines(walks, WALL, 0.6)
        self._lines(cars, THIN_LINES, 0.6)

    def _doors(self) -> None:
        doors = self.shapes.doors
        if not doors:
            return
        gaps = [Path([*door.opening, door.opening[0]], closed=True) for door in doors]
        opening = PathPatch(Path.make_compound_path(*gaps), transform=self.page.ax.transData)
        self.page.add(opening, Fill(CIRCULATION))
        stated = [door for door in doors if not door.inferred]
        self._lines([swing_path(d) for d in stated], THIN_LINES, 0.35)
        self._lines([Path([d.hinge, d.tip]) for d in stated], WALL, 0.7)
        guessed = [Path([d.hinge, d.tip]) for d in doors if d.inferred]
        self._lines(guessed, WALL, 0.6, (1.6, 1.2))

    def _words(self) -> None:
        words = set_words(
            self.scene, self.graph, self.storey, self.shapes, self.shading, self.placement.scale
        )
        for room, lines in words.rooms:
            fill = self.shading.fills[room][0][0]
            for line in lines:
                if fill.hatch:
                    self._plate(line, fill.face if line.colour == fill.text else HALO)
                self._write(line, line.colour)
        for lines in words.zones:
            for line in lines:
                self._halo(line)
            for line in lines:
                self._write(line, INK)

    def _write(self, line: Line, colour: str) -> None:
        drop = BASELINE * line.size / self.placement.scale
        self.page.text(
            line.x,
            line.y - drop,
            line.text,
            size=line.size,
            colour=colour,
            align="center",
            transform=self.page.ax.transData,
        )

    def _plate(self, line: Line, colour: str) -> None:
        """Put a plain ground under words that stand on a pattern."""
        half = (text_width(line.text, line.size) / 2 + 1.5) / self.placement.scale
        tall = 0.57 * line.size / self.placement.scale
        left, right, low, top = line.x - half, line.x + half, line.y - tall, line.y + tall
        corners = [(left, low), (right, low), (right, top), (left, top)]
        self.page.polygon(corners, colour, transform=self.page.ax.transData)

    def _halo(self, line: Line) -> None:
        x, y = self.placement.on_page(line.x, line.y)
        to_page = Affine2D().translate(x, y) + self.page.transform
        patch = PathPatch(halo_path(line.text, line.size), transform=to_page, alpha=0.86)
        self.page.add(patch, Fill(HALO))
