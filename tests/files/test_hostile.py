"""Broken, hostile and foreign bytes: they load, or the answer says what is wrong. Nothing else."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spaceplan.errors import InputError
from spaceplan.files import load_portfolio
from spaceplan.files.text import LARGEST_BYTES
from tests.files.folders import (
    BUILDING_A,
    DEPARTMENTS,
    FILES,
    HOLDINGS,
    PEOPLE,
    PORTFOLIO,
    edited,
    errors,
    warnings,
    write_folder,
)

A, D, P = "buildings/a.yaml", "departments.yaml", "people.csv"
OUTSIDE = "expected a path inside of the portfolio's folder"


def test_an_alias_bomb_is_refused_before_it_explodes(tmp_path: Path) -> None:
    levels = [f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 10)}]" for i in range(1, 30)]
    bomb = "\n".join(["l0: &l0 [ha, ha]", *levels])
    found = errors(write_folder(tmp_path, {D: bomb}))
    assert found[0] == f"{D}:2: an alias '*l0'; expected the values written out"
    assert len(found) <= 200


def test_a_tag_creates_nothing(tmp_path: Path) -> None:
    text = f"{PORTFOLIO}name2: !!python/object/apply:os.system ['touch {tmp_path}/owned']\n"
    found = errors(write_folder(tmp_path, {"portfolio.yaml": text}))
    assert found[0].startswith("portfolio.yaml:7: a tag 'tag:yaml.org,2002:python/object")
    assert not (tmp_path / "owned").exists()


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_endless_nesting_is_a_fault(tmp_path: Path, opening: str) -> None:
    found = errors(write_folder(tmp_path, {D: opening * 20_000}))
    assert found
    assert all(fault.startswith(f"{D}:1: ") for fault in found)


@pytest.mark.parametrize(
    "path", ["../../etc/passwd", "/etc/passwd", "a/../../x.csv", "..", "C:\\x.csv", "..\\x.csv"]
)
def test_a_path_out_of_the_folder_is_not_read(tmp_path: Path, path: str) -> None:
    (tmp_path / "x.csv").write_text(PEOPLE)
    files = f"files:\n  people: '{path}'\n"
    folder = write_folder(tmp_path / "inside", {"portfolio.yaml": PORTFOLIO + files})
    found = f"portfolio.yaml:8: file '{path}', outside of the portfolio; {OUTSIDE}"
    assert errors(folder) == [found]


@pytest.mark.parametrize("pattern", ["/etc/*.yaml", "../*.yaml", "buildings/../../*.yaml"])
def test_a_pattern_out_of_the_folder_finds_nothing(tmp_path: Path, pattern: str) -> None:
    (tmp_path / "secret.yaml").write_text(BUILDING_A)
    files = f"files:\n  buildings: ['{pattern}']\n"
    folder = write_folder(tmp_path / "inside", {"portfolio.yaml": PORTFOLIO + files})
    assert f"portfolio.yaml:8: file '{pattern}', outside of the portfolio; {OUTSIDE}" in errors(
        folder
    )


@pytest.mark.parametrize("name", [P, "portfolio.yaml", "buildings/z.yaml"])
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("root:x:0:0\n")
    folder = write_folder(tmp_path / "inside")
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(secret)
    found = errors(folder)
    assert f"file '{name}', outside of the portfolio; {OUTSIDE}" in found[0]
    assert not any("root" in fault for fault in found)


def test_a_link_inside_of_the_folder_is_followed(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    (folder / P).rename(folder / "ledger-2026.csv")
    (folder / P).symlink_to("ledger-2026.csv")
    assert warnings(folder) == []


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, {D: None})
    os.mkfifo(folder / D)
    assert errors(folder) == [f"{D}: something that is not a regular file; expected a file"]


def test_a_file_of_gigabytes_is_not_read(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    os.truncate(folder / D, LARGEST_BYTES + 1)
    assert errors(folder) == [f"{D}: a file over 256 MiB; expected a smaller file"]


def test_gbk_is_read_and_said_so(tmp_path: Path) -> None:
    approval = HOLDINGS.replace("批 12", "市机关事务管理局批准")
    changes = {D: DEPARTMENTS.encode("gbk"), "holdings.csv": approval.encode("gbk")}
    loaded = load_portfolio(write_folder(tmp_path, changes))
    assert [str(fault) for fault in loaded.warnings] == [
        f"{D}:3: GB18030 (GBK) text, read as such; expected UTF-8 text",
        "holdings.csv:3: GB18030 (GBK) text, read as such; expected UTF-8 text",
    ]
    assert loaded.portfolio.department("finance").name.zh == "财政局"
    assert loaded.portfolio.holdings[1].approval == "市机关事务管理局批准"


def test_gbk_that_would_pass_for_utf_8_is_read_where_it_is_declared(tmp_path: Path) -> None:
    gbk = "魔".encode("gbk")
    assert gbk.decode("utf-8") == "ħ"
    text = DEPARTMENTS.replace("财政局", "魔").replace("预算处", "魔").encode("gbk")
    declared = write_folder(tmp_path / "declared", {D: b"# coding: gbk\n" + text})
    assert load_portfolio(declared).portfolio.department("finance").name.zh == "魔"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, encoding: str) -> None:
    changes = {D: DEPARTMENTS.encode(encoding), P: PEOPLE.encode(encoding)}
    loaded = load_portfolio(write_folder(tmp_path, changes))
    assert loaded.portfolio.department("finance").name.zh == "财政局"
    assert len(loaded.warnings) == (2 if encoding == "utf-16" else 0)


def test_bytes_of_no_encoding_are_a_fault(tmp_path: Path) -> None:
    found = errors(write_folder(tmp_path, {D: b"departments:\n  - \xff\xff\xff\n"}))
    expected = "bytes that are neither UTF-8 nor GB18030 (GBK); expected UTF-8 text"
    assert found == [f"{D}:2: {expected}"]


@pytest.mark.parametrize("name", [D, P])
def test_a_nul_byte_is_a_fault_at_its_line(tmp_path: Path, name: str) -> None:
    text = FILES[name].replace("p2,", "p2\0,").replace("id: archives", "id: arch\0ives")
    line = 3 if name == P else 16
    found = errors(write_folder(tmp_path, {name: text}))
    assert [fault.split(": ")[0] for fault in found] == [f"{name}:{line}"]


@pytest.mark.parametrize(
    "id",
    ["=cmd|' /C calc'!A0", "<script>", "../x", "-rf", ".hidden", "a b", "a/b", "a,b", "x" * 81, ""],
)
def test_an_id_that_is_dangerous_elsewhere_is_no_id(tmp_path: Path, id: str) -> None:
    quoted = id.replace("'", "''")
    text = DEPARTMENTS.replace("- id: archives", f"- id: '{quoted}'")
    found = errors(write_folder(tmp_path, {D: text}))
    expected = "expected an id: letters, digits and _ . $ - (not - or . first), at most 80"
    assert any(fault.startswith(f"{D}:16: id '{id[:60]}") and expected in fault for fault in found)


@pytest.mark.parametrize("id", ["cc-3-0512", "1AxE$x_2", "财政局", "Ärzte", "x" * 80])
def test_an_id_may_be_of_any_script(tmp_path: Path, id: str) -> None:
    text = edited(
        A,
        "    doors:\n",
        f"      - {{id: {id}, use: x, outline: [[50, 0], [60, 0], [60, 9]]}}\n    doors:\n",
    )
    assert load_portfolio(write_folder(tmp_path, text)).portfolio.has_room(id)


def test_control_characters_from_a_file_do_not_reach_the_terminal(tmp_path: Path) -> None:
    text = DEPARTMENTS.replace("kind", "kind").replace(
        "    name: 财政局\n", '    kind: "\\e[31mred\\a"\n'
    )
    (found,) = errors(write_folder(tmp_path, {D: text}))
    assert found.isprintable()


def test_thousands_of_dangling_references_take_no_minutes(tmp_path: Path) -> None:
    lines = "".join(f"x-{i},finance,owned,,,\n" for i in range(20_000))
    found = errors(write_folder(tmp_path, {"holdings.csv": HOLDINGS + lines}))
    assert len(found) == 20_000


def test_a_storey_of_rooms_on_top_of_each_other_takes_no_minutes(tmp_path: Path) -> None:
    rooms = "".join(
        f"      - {{id: x-{i}, use: x, outline: [[50, 0], [60, 0], [60, 9]]}}\n"
        for i in range(3000)
    )
    found = warnings(write_folder(tmp_path, edited(A, "    doors:\n", f"{rooms}    doors:\n")))
    assert len(found) == 101
    assert "storey 'a-L01' where 100 pairs of rooms overlap" in found[0]


seeds = st.sampled_from(sorted(FILES))
splices = st.tuples(
    st.floats(0, 1),
    st.integers(0, 12),
    st.binary(max_size=12) | st.sampled_from([b"[", b"{", b": ", b"- ", b"'", b'"', b"&a ", b"*a"]),
)


def assert_loads_or_says_why(folder: Path) -> None:
    with suppress(InputError):
        load_portfolio(folder)
        return
    for fault in errors(folder):
        place, found = fault.split(": ", 1)
        assert place
        assert "; expected " in found


@given(seeds, st.lists(splices, min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_whatever_bytes_stand_in_a_file_it_loads_or_says_what_is_wrong(
    name: str, changes: list[tuple[float, int, bytes]]
) -> None:
    raw = FILES[name].encode()
    for place, length, new in changes:
        start = int(place * len(raw))
        raw = raw[:start] + new + raw[start + length :]
    with tempfile.TemporaryDirectory() as folder:
        write_folder(Path(folder), {name: raw})
        assert_loads_or_says_why(Path(folder))


words = st.sampled_from(
    ["x", "", "~", "-1", "1e9", "nan", "[]", "{}", "[[]]", "{a: 1}", "2026-13-01"]
)


@given(seeds.filter(lambda name: name.endswith(".yaml")), st.integers(0, 60), words)
@settings(max_examples=150, deadline=None)
def test_whatever_value_stands_after_a_key_it_loads_or_says_what_is_wrong(
    name: str, which: int, word: str
) -> None:
    parts = FILES[name].split(": ")
    place = 1 + which % (len(parts) - 1)
    head, tail = ": ".join(parts[:place]), parts[place]
    cut = min((tail.find(end) for end in ",}\n" if end in tail), default=len(tail))
    rest = ": ".join([tail[cut:], *parts[place + 1 :]])
    with tempfile.TemporaryDirectory() as folder:
        write_folder(Path(folder), {name: f"{head}: {word}{rest}"})
        assert_loads_or_says_why(Path(folder))
