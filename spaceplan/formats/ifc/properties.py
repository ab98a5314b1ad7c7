"""What an IFC element says about itself: property sets and quantities by name."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import Any

PropertySets = dict[str, dict[str, Any]]


def property_sets(element: Any) -> PropertySets:
    """Return the property and quantity sets of an element and its type, {} where broken."""
    from ifcopenshell.util.element import get_psets

    try:
        sets: PropertySets = get_psets(element)
    except (AttributeError, KeyError, RuntimeError, TypeError, ValueError):
        return {}  # dangling references in the file; what else it says can still be read
    return sets


def text_of(sets: PropertySets, names: Iterable[str]) -> str:
    """Return the first text that a property of one of these names has, whatever its set."""
    for name in names:
        for properties in sets.values():
            value = properties.get(name)
            if isinstance(value, str) and value.strip():
                return value.strip()
    return ""


def stated_area(sets: PropertySets, square_metre: float) -> float | None:
    """Return the usable area that a space states, m²: ``GSA BIM Area``, else ``NetFloorArea``.

    The first is what the GSA (General Services Administration, BIM Guide 02, Spatial Program
    Validation) has its models carry, the second the quantity of ``Qto_SpaceBaseQuantities`` in the
    IFC standard, called ``BaseQuantities`` before IFC4.
    """
    for name in ("GSA BIM Area", "NetFloorArea"):
        for properties in sets.values():
            value = properties.get(name)
            if isinstance(value, int | float) and isfinite(value) and value > 0:
                return round(value * square_metre, 4)
    return None


def is_external(sets: PropertySets) -> bool:
    """Return whether an element says that it leads outside."""
    return any(properties.get("IsExternal") is True for properties in sets.values())
