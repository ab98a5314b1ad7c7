"""Which keys a file may have at a place, from the models that validate it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel


def keys_at(model: type[BaseModel], location: Sequence[str | int]) -> list[str]:
    """Return the keys that are known at a place, by walking the models' fields."""
    models: list[type[BaseModel]] = [model]
    for part in location:
        inner = [m for owner in models if isinstance(part, str) for m in _field_models(owner, part)]
        models = inner or _narrowed(models, part)
    names: dict[str, None] = {}
    for owner in models:
        for name, field in owner.model_fields.items():
            names[field.alias or name] = None
    return list(names)


def _field_models(owner: type[BaseModel], key: str) -> Iterator[type[BaseModel]]:
    for name, field in owner.model_fields.items():
        if key in (name, field.alias):
            yield from _models_in(field.annotation)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def _narrowed(models: list[type[BaseModel]], part: str | int) -> list[type[BaseModel]]:
    """Keep the model that a union's tag names; an index or a dictionary's key names none."""
    named = [m for m in models if part == m.__name__ or part in _tags(m)]
    return named or models


def _tags(model: type[BaseModel]) -> set[Any]:
    return {
        value
        for field in model.model_fields.values()
        if get_origin(field.annotation) is Literal
        for value in get_args(field.annotation)
    }
