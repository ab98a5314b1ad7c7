"""The embedded font: what it can draw, and what is cut from it."""

from io import BytesIO

from fontTools.ttLib import TTFont

from spaceplan import assets
from spaceplan.assets import (
    FONT_FAMILY,
    FONT_WOFF2,
    font_characters,
    font_opentype,
    font_subset_woff2,
)


def test_the_font_draws_chinese_latin_and_our_symbols() -> None:
    assert set("无锡市机关事务管理局鼋頭渚A09m²×·→≤…−〓".replace("頭", "头")) <= font_characters()


def test_the_font_is_small_and_its_licence_lies_beside_it() -> None:
    assert FONT_WOFF2.stat().st_size < 1_100_000
    licence = (FONT_WOFF2.parent / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Adobe" in licence.splitlines()[1]


def test_the_font_opens_as_opentype_under_its_own_name() -> None:
    font = TTFont(BytesIO(font_opentype()))
    assert font.flavor is None
    assert font["name"].getDebugName(1) == FONT_FAMILY


def test_a_page_gets_the_characters_of_its_text_and_no_others() -> None:
    font = TTFont(BytesIO(font_subset_woff2("财政局 12 m²")))
    assert font.flavor == "woff2"
    assert set(map(chr, font.getBestCmap())) == set("财政局12m² ")


def test_the_same_characters_give_the_same_bytes() -> None:
    first = font_subset_woff2("财政局财政")
    assets._cut.cache_clear()  # made anew, not remembered
    assert font_subset_woff2("局政财") == first


def test_a_character_that_the_font_lacks_is_left_out_without_error() -> None:
    font = TTFont(BytesIO(font_subset_woff2("局\U00020bb7")))
    assert "\U00020bb7" not in set(map(chr, font.getBestCmap()))
