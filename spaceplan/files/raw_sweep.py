"""What stands in a sweep file: the settings with which a batch runs every portfolio."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated

from pydantic import BeforeValidator, Field

from spaceplan.files.fields import Id, list_of_one
from spaceplan.files.raw_portfolio import Path, Price
from spaceplan.files.validation import FileModel, IsoDate, OneOf
from spaceplan.model.portfolio import ORDERED, Prices

_DAY = 86_400.0
Term = Annotated[str, OneOf(tuple(field.name for field in fields(Prices)))]
OrderedTerm = Annotated[str, OneOf(ORDERED)]
RuleSets = Annotated[tuple[Path, ...], BeforeValidator(list_of_one), Field(min_length=1)]
Order = Annotated[tuple[OrderedTerm, ...], BeforeValidator(list_of_one)]
Seed = Annotated[int, Field(ge=0)]
Seconds = Annotated[float, Field(gt=0, le=30 * _DAY)]
Work = Annotated[float, Field(gt=0)]
Workers = Annotated[int, Field(ge=1, le=64)]


class FileChoices(FileModel):
    """What one run may be told; what is left out is as on the command line."""

    rule_sets: RuleSets | None = Field(
        None, description="names or files of rule sets; left out: those of each portfolio"
    )
    prices: dict[Term, Price] = Field(
        {}, description="points by term in place of the portfolio's own"
    )
    order: Order | None = Field(None, description="terms that come strictly before all others")
    start: Path | None = Field(
        None, alias="from", description="status-quo, nothing, or an allocation.csv"
    )
    seed: Seed | None = Field(None, description="random seed")
    time_limit: Seconds | None = Field(None, description="seconds for the search of a run")
    work_limit: Work | None = Field(
        None, description="deterministic units of work: with one worker a run repeats"
    )
    workers: Workers | None = Field(None, description="cores of one run")
    as_of: IsoDate | None = Field(None, description="day for which deadlines count")


class FileSetting(FileChoices):
    """One named setting."""

    name: Id = Field(description="names the folder of its runs")


class FileVaried(FileModel):
    """Lists of values: every combination of them is run with every named setting."""

    rule_sets: tuple[RuleSets, ...] = Field((), description="lists of rule sets")
    prices: dict[Term, Annotated[tuple[Price, ...], Field(min_length=1)]] = Field(
        {}, description="by term the prices to try, points"
    )
    order: tuple[Order, ...] = Field((), description="lists of terms")
    start: tuple[Path, ...] = Field((), alias="from", description="where the search starts")
    seed: tuple[Seed, ...] = Field((), description="random seeds")
    time_limit: tuple[Seconds, ...] = Field((), description="seconds")
    work_limit: tuple[Work, ...] = Field((), description="deterministic units of work")


class FileSweep(FileModel):
    """A sweep: named settings times varied values, over what all runs have in common."""

    base: FileChoices = Field(FileChoices(), description="for all runs")
    settings: tuple[FileSetting, ...] = Field(
        (), description="named settings, each over the base; left out: one named base"
    )
    vary: FileVaried = Field(FileVaried(), description="lists, every combination of which is run")
