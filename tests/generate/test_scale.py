"""Cities of other sizes, several cities, and the same one twice."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from spaceplan.errors import SpaceplanError
from spaceplan.generate import (
    Generated,
    GenerateOptions,
    city,
    generate_portfolio,
    generate_portfolios,
    make,
    write_cities,
)
from spaceplan.generate.city import City
from spaceplan.generate.dead_end import DeadEndError
from spaceplan.generate.history import History
from spaceplan.model import Portfolio


@pytest.fixture(scope="module")
def double() -> Portfolio:
    return generate_portfolio(GenerateOptions(scale=2.0)).portfolio


def test_scale_2_doubles_blocks_storeys_and_departments(wuxi: Generated, double: Portfolio) -> None:
    _assert_multiplied(double, wuxi, 2.0)


def test_scale_one_quarter_makes_a_small_city(wuxi: Generated) -> None:
    small = generate_portfolio(GenerateOptions(scale=0.25)).portfolio
    _assert_multiplied(small, wuxi, 0.25)


def _assert_multiplied(portfolio: Portfolio, wuxi: Generated, scale: float) -> None:
    blocks = [b for b in portfolio.buildings if b.site == "civic-centre"]
    assert len(blocks) == 8 * scale
    assert abs(len(portfolio.departments) / (144 * scale) - 1) < 0.05
    assert abs(len(portfolio.storeys) / (len(wuxi.portfolio.storeys) * scale) - 1) < 0.25
    sizes = [department.people.total for department in portfolio.departments]
    assert 45 < sum(sizes) / len(sizes) < 75


def test_ids_and_names_stay_unique_when_departments_repeat(double: Portfolio) -> None:
    departments = double.departments
    for texts in (
        [department.id for department in departments],
        [department.name.zh for department in departments],
        [department.name.en for department in departments],
        [room.id for room in double.rooms],
        [building.id for building in double.buildings],
    ):
        assert not [text for text, number in Counter(texts).items() if number > 1]


def test_several_cities_have_ids_of_their_own_and_differ() -> None:
    cities = list(generate_portfolios(GenerateOptions(seed=4, scale=0.25, cities=3)))
    assert [city.portfolio.id for city in cities] == ["city-1", "city-2", "city-3"]
    assert len({len(city.portfolio.rooms) for city in cities}) > 1
    alone = generate_portfolio(GenerateOptions(seed=4, scale=0.25))
    assert alone.portfolio.buildings == cities[0].portfolio.buildings


def test_another_seed_makes_another_city(wuxi: Generated) -> None:
    other = generate_portfolio(GenerateOptions(seed=2, scale=0.25))
    same_block = wuxi.portfolio.buildings[0].id, other.portfolio.buildings[0].id
    assert same_block[0] == same_block[1]
    assert wuxi.portfolio.buildings[0].storeys != other.portfolio.buildings[0].storeys


_WRITE = """
import sys
from pathlib import Path
from spaceplan.generate import GenerateOptions, write_cities
list(write_cities(GenerateOptions(seed=9, scale=0.25), Path(sys.argv[1])))
"""


def _digest(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_seed_writes_the_same_bytes_whatever_the_hash_order(tmp_path: Path) -> None:
    digests = []
    for order in ("1", "2"):
        folder = tmp_path / order / "city"
        environment = {**os.environ, "PYTHONHASHSEED": order}
        subprocess.run([sys.executable, "-c", _WRITE, str(folder)], check=True, env=environment)
        digests.append(_digest(folder))
    assert digests[0] == digests[1]


def test_several_cities_are_written_into_folders_of_their_own(tmp_path: Path) -> None:
    options = GenerateOptions(seed=4, scale=0.25, cities=2)
    folders = [folder for folder, _ in write_cities(options, tmp_path / "many")]
    assert [folder.name for folder in folders] == ["city-1", "city-2"]
    for folder in folders:
        assert (folder / "portfolio.yaml").is_file()
        assert (folder / "truth.yaml").is_file()


@pytest.mark.parametrize("wrong", [{"scale": 0.1}, {"scale": 17.0}, {"cities": 0}, {"seed": -1}])
def test_options_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="not"):
        GenerateOptions(**wrong)  # type: ignore[arg-type]  # a float stands for each field


def _lead_to_a_dead_end(monkeypatch: pytest.MonkeyPatch, times: int) -> list[np.random.Generator]:
    drawn: list[np.random.Generator] = []

    def make_city(scale: float, rng: np.random.Generator) -> tuple[City, History]:
        drawn.append(rng)
        if len(drawn) <= times:
            raise DeadEndError("no rooms are left")
        return city.make_city(scale, rng)

    monkeypatch.setattr(make, "make_city", make_city)
    return drawn


def test_where_chance_leads_to_a_dead_end_other_numbers_are_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = _lead_to_a_dead_end(monkeypatch, times=1)
    assert len(generate_portfolio(GenerateOptions(scale=0.25)).portfolio.departments) == 37
    assert len(drawn) == 2


def test_it_gives_up_in_words_after_some_dead_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = _lead_to_a_dead_end(monkeypatch, times=make.ATTEMPTS)
    with pytest.raises(SpaceplanError, match=r"seed 3 makes no city at scale 0\.25"):
        generate_portfolio(GenerateOptions(seed=3, scale=0.25))
    assert len(drawn) == make.ATTEMPTS
