"""Drawings inside the page: packed, shown as images only, so that nothing in them can run."""

from __future__ import annotations

import gzip
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from spaceplan.i18n import N_
from spaceplan.model import Portfolio
from spaceplan.model.common import Name
from spaceplan.report.html_both import Both, both, name_of


@dataclass(frozen=True)
class Picture:
    """A drawing for the page.

    Parameters
    ----------
    svg
        Text of the SVG.
    storey
        Id of the storey that it shows; None for the stack of all storeys.
    title
        Caption; else the storey's own.
    file
        Where it is written beside the page.
    """

    svg: str
    storey: str | None = None
    title: Name = Name()
    file: str = ""


@dataclass(frozen=True)
class PackedPicture:
    """A drawing as the page carries it: gzip, base64."""

    caption: Both
    data: str


@dataclass(frozen=True)
class BuildingPictures:
    """The storeys of one building, lowest first."""

    name: Both
    pictures: tuple[PackedPicture, ...]


def packed(svg: str) -> str:
    """Return a drawing packed for a ``data-svgz`` attribute; the same text packs the same."""
    return b64encode(gzip.compress(svg.encode(), compresslevel=9, mtime=0)).decode("ascii")


def data_uri(svg: str) -> str:
    """Return a drawing as a data URI for the ``src`` of an image."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode("ascii")


def stack_pictures(pictures: Sequence[Picture]) -> tuple[tuple[Both, str], ...]:
    """Return (caption, data URI) of the drawings that show no single storey."""
    return tuple(
        (name_of(picture.title), data_uri(picture.svg))
        for picture in pictures
        if picture.storey is None
    )


def building_pictures(
    portfolio: Portfolio, pictures: Sequence[Picture]
) -> tuple[BuildingPictures, ...]:
    """Return the drawings of storeys, by building, in the portfolio's order.

    Raises
    ------
    KeyError
        If a drawing names a storey that the portfolio does not have.
    """
    by_building: dict[str, list[Picture]] = {}
    for picture in pictures:
        if picture.storey is not None:
            building = portfolio.building_of_storey(picture.storey)
            by_building.setdefault(building.id, []).append(picture)
    return tuple(
        BuildingPictures(
            name_of(building.name, building.id),
            tuple(
                PackedPicture(_caption(portfolio, picture), packed(picture.svg))
                for picture in by_building[building.id]
            ),
        )
        for building in portfolio.buildings
        if building.id in by_building
    )


def _caption(portfolio: Portfolio, picture: Picture) -> Both:
    assert picture.storey is not None
    storey = portfolio.storey(picture.storey)
    if picture.title.zh or picture.title.en:
        return name_of(picture.title)
    if storey.name is not None:
        return name_of(storey.name, storey.id)
    return both(N_("Storey {number}"), number=storey.number)
