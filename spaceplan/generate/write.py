"""Writing: a generated portfolio as a folder, with the truth about it beside the files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from spaceplan.files import save_portfolio, write_atomically
from spaceplan.generate.make import Generated, GenerateOptions, generate_portfolios
from spaceplan.generate.truth import truth_to_yaml, witness_to_csv
from spaceplan.model import Portfolio
from spaceplan.progress import SILENT, Progress

TRUTH, WITNESS, README = "truth.yaml", "witness/allocation.csv", "README.md"
_README = """\
# {zh} · {en}

**Synthetic data.** Made by `spaceplan generate` with seed {seed} and scale {scale:g}. Nobody here
exists: people are numbers without names, rooms were drawn by a program, and departments only bear
the names that are usual in a Chinese municipality.
本目录为程序生成的合成数据，不含任何真实人员或房间信息。

| | |
|---|---|
| sites, buildings, storeys | {sites}, {buildings}, {storeys} |
| rooms, offices | {rooms:,}, {offices:,} |
| departments (one outside contractor apart) | {departments:,} |
| people who need a seat | {people:,} |
| office area, m² | {office_m2:,.0f} |
| office area over Σ quota of the headcount (6 m² without a post) | {ratio:.3f} |

- `portfolio.yaml`, `buildings/`, `departments.yaml`: places and departments.
- `people.csv`, `holdings.csv`: the status quo, as it grew, with {sins} planted sins.
- `truth.yaml`: those sins, the fewest people that must stay without a seat and why, and what the
  witness costs; known from how the data was built, not from the checker or the solver.
- `witness/allocation.csv`: a plan that keeps all hard requirements.
"""


def write_generated(generated: Generated, options: GenerateOptions, folder: Path) -> None:
    """Write a portfolio folder with ``truth.yaml``, the witness and a README."""
    portfolio, truth = generated.portfolio, generated.truth
    save_portfolio(portfolio, folder)
    write_atomically(folder / TRUTH, truth_to_yaml(truth))
    write_atomically(folder / WITNESS, witness_to_csv(truth, portfolio))
    write_atomically(folder / README, readme(generated, options))


def write_cities(
    options: GenerateOptions, folder: Path, *, progress: Progress = SILENT
) -> Iterator[tuple[Path, Portfolio]]:
    """Write one city into a folder, or several into folders inside it; yield each when written."""
    for generated in generate_portfolios(options, progress=progress):
        own = folder if options.cities == 1 else folder / generated.portfolio.id
        write_generated(generated, options, own)
        yield own, generated.portfolio


def readme(generated: Generated, options: GenerateOptions) -> str:
    """Return what a reader of the folder should know first."""
    portfolio, truth = generated.portfolio, generated.truth
    return _README.format(
        zh=portfolio.name.zh,
        en=portfolio.name.en,
        seed=options.seed,
        scale=options.scale,
        sites=len(portfolio.sites),
        buildings=len(portfolio.buildings),
        storeys=len(portfolio.storeys),
        rooms=len(portfolio.rooms),
        offices=sum(room.use == "office" for room in portfolio.rooms),
        departments=len(portfolio.departments) - 1,
        people=sum(department.people.total for department in portfolio.departments),
        office_m2=truth.office_m2,
        ratio=truth.office_m2 / truth.justified_m2,
        sins=len(truth.sins),
    )
