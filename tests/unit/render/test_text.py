"""Words in a chart: how wide they are, how they are broken into lines, and what hostile ones do."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
import vl_convert

from explainer.render.charts.look import FONT
from explainer.render.charts.text import ROOM, clean, clean_all, width, wrap

# No Hebrew: where a machine has an older Liberation Sans, which lacks it, vl-convert takes it from another font.
LABELS = (
    "Bodies handed over to Ukraine",
    "People, counted by two newsrooms",
    "30,000 to 40,000",
    "1\u00a0000\u202f%",
    "2026-02-26 (−12.5)",
    "Зниклі безвісти за особливих обставин",
    "Тела, переданные Украине",
    "Übergebene Leichen, größte Zahl",
    "Σωροί που παραδόθηκαν στην Ουκρανία",
    "„Wörter“ — ‘words’ … → €",
)


def ems(text: str, *, bold: bool = False) -> float:
    """Width in ems, without the room for wider fonts."""
    return width(text, 1, bold=bold) / ROOM


def drawn(texts: tuple[str, ...], *, bold: bool) -> list[float]:
    """Width of each text in ems as vl-convert's own Vega measures it."""
    face = {"font": {"value": FONT}, "fontSize": {"value": 1000}, "fontWeight": {"value": 700 if bold else 400}}
    size = "datum.datum.n + '=' + (datum.bounds.x2 - datum.bounds.x1)"
    spec = {
        "$schema": "https://vega.github.io/schema/vega/v5.json",
        "data": [{"name": "texts", "values": [{"n": n, "text": text} for n, text in enumerate(texts)]}],
        "marks": [
            {
                "type": "text",
                "name": "measured",
                "from": {"data": "texts"},
                "encode": {"update": {"text": {"field": "text"}, **face}},
            },
            {"type": "text", "from": {"data": "measured"}, "encode": {"update": {"text": {"signal": size}}}},
        ],
    }
    found = dict(re.findall(r">(\d+)=([\d.]+)<", vl_convert.vega_to_svg(json.dumps(spec))))
    return [float(found[str(n)]) / 1000 for n in range(len(texts))]


class TestWidth:
    @pytest.mark.parametrize("bold", [False, True])
    def test_it_is_what_the_renderer_measures_and_a_little_more(self, bold: bool) -> None:
        """Kerning, which we leave out, makes a line up to 2 % narrower; never is one wider than reckoned."""
        for label, seen in zip(LABELS, drawn(LABELS, bold=bold), strict=True):
            assert seen * 0.999 <= ems(label, bold=bold) <= seen * 1.02, label

    @pytest.mark.parametrize(
        ("text", "regular", "bold"),
        [
            ("", 0, 0),
            ("0", 0.556, 0.556),
            ("W", 0.944, 0.944),
            ("i", 0.222, 0.278),
            (" ", 0.278, 0.278),
            ("\u00a0", 0.278, 0.278),
            ("щ", 0.823, 0.844),
            ("ש", 0.73, 0.805),
            ("→", 1.0, 1.0),
            ("₴", 0.556, 0.667),
        ],
    )
    def test_a_character_has_the_width_of_its_font(self, text: str, regular: float, bold: float) -> None:
        assert (round(ems(text), 3), round(ems(text, bold=True), 3)) == (regular, bold)

    @pytest.mark.parametrize(
        ("character", "estimate"),
        [
            ("\u0301", 0),
            ("\u200d", 0),
            ("\u202e", 0),
            ("\ufe0f", 0),
            ("\u0591", 0),
            ("\0", 0),
            ("漢", 1),
            ("Ａ", 1),
            ("ガ", 1),
            ("ｶ", 0.5),
            ("한", 1),
            ("①", 1),
            ("🕊", 0.7),
            ("😀", 1.25),
            ("ع", 0.7),
            ("ა", 0.7),
            ("क", 0.7),
            ("\ue000", 1),
            ("\ufffd", 1),
        ],
    )
    def test_what_the_fonts_do_not_have_is_estimated(self, character: str, estimate: float) -> None:
        assert ems(character) == pytest.approx(estimate)

    @pytest.mark.parametrize("text", ["é", "й", "Ḡ", "ᾳ", "שּׁ", "ế"])
    def test_marks_take_no_room_however_they_are_written(self, text: str) -> None:
        assert ems(unicodedata.normalize("NFD", text)) == pytest.approx(ems(unicodedata.normalize("NFC", text)))

    def test_room_is_left_for_wider_fonts(self) -> None:
        assert width("0000", 10) == pytest.approx(22.24 * 1.06)


def lines(text: str, ems_wide: float) -> list[str]:
    """The text broken at a limit in ems."""
    return wrap(text, 1, ems_wide * ROOM)


class TestWrap:
    @pytest.mark.parametrize(
        ("text", "limit", "expected"),
        [
            ("", 5, [""]),
            ("   ", 5, [""]),
            (" a ", 5, ["a"]),
            ("", 0, [""]),
            ("one two three", 4, ["one two", "three"]),
            ("one  two   three", 4, ["one  two", "three"]),
            ("one\ntwo", 20, ["one two"]),
            # What must stay together.
            ("to 1\u00a0000 men", 3, ["to", "1\u00a0000", "men"]),
            ("to 5\u202f% men", 2.5, ["to", "5\u202f%", "men"]),
            ("no\u2011break here", 4.5, ["no\u2011break", "here"]),
            ("of 2026-02-26 on", 5.5, ["of", "2026-02-26", "on"]),
            ("in 2022–2024 too", 5.1, ["in", "2022–2024", "too"]),
            ("up 1/2 to", 2, ["up", "1/2", "to"]),
            ("at -karte", 3, ["at", "-karte"]),
            # Where a word may be broken.
            ("well-known", 4, ["well-", "known"]),
            ("killed/missing", 4, ["killed/", "missing"]),
            ("Moscow—Kyiv", 5, ["Moscow—", "Kyiv"]),
            ("Івано-Франківськ", 6, ["Івано-", "Франківськ"]),
            ("cafe\u0301-bar", 3, ["cafe\u0301-", "bar"]),
            ("one\u200btwo", 2, ["one\u200b", "two"]),
            ("日本語日本", 2, ["日本", "語日", "本"]),
            ("日本。語", 2, ["日", "本。", "語"]),
            ("日「本語", 2, ["日", "「本", "語"]),
            ("5\u00a0人", 1, ["5\u00a0", "人"]),
            # A word longer than the line.
            ("abcdefgh", 2, ["abc", "defg", "h"]),
            ("so abcdefgh i", 2, ["so", "abc", "defg", "h i"]),
            ("e\u0301e\u0301e\u0301", 1, ["e\u0301", "e\u0301", "e\u0301"]),
            ("🇺🇦🇺🇦", 1, ["🇺🇦", "🇺🇦"]),
            ("👩‍👩‍👧👍🏽", 1, ["👩‍👩‍👧", "👍🏽"]),
            ("क्षक्ष", 1, ["क्ष", "क्ष"]),
            ("กำกำ", 1, ["กำ", "กำ"]),
            ("한한", 1, ["한", "한"]),
            ("ab", 0, ["a", "b"]),
            ("ab", -1, ["a", "b"]),
        ],
    )
    def test_lines(self, text: str, limit: float, expected: list[str]) -> None:
        assert lines(text, limit) == expected

    def test_a_label_of_forty_characters(self) -> None:
        label = "Coordination Headquarters for Prisoners of"
        assert lines(label, 10) == ["Coordination", "Headquarters for", "Prisoners of"]
        assert lines("W" * 40, 9.5) == ["W" * 10] * 4

    def test_right_to_left_is_broken_in_the_order_of_reading(self) -> None:
        assert lines("גופות שהועברו לאוקראינה", 8) == ["גופות שהועברו", "לאוקראינה"]

    def test_bold_lines_are_shorter(self) -> None:
        text = "killed in action"
        limit = width(text, 13) + 1
        assert wrap(text, 13, limit) == [text]
        assert wrap(text, 13, limit, bold=True) == ["killed in", "action"]

    def test_hostile_characters_are_replaced_and_kept_in_place(self) -> None:
        assert lines("a\0b\ud800 \ufffe\x1b", 2.6) == ["a\ufffdb", "\ufffd", "\ufffd\ufffd"]

    def test_a_word_of_any_length_is_broken(self) -> None:
        # Were time to grow with the square of the length, this would not end.
        assert "".join(lines("ы" * 100_000, 20)) == "ы" * 100_000


class TestClean:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", ""),
            ("a\r\n\tb", "a b"),
            ("a\u2028b\u2029c\x85d", "a b c d"),
            ("\0\x08\x0b\x0c\x1b\x1f", "\ufffd" * 6),
            ("\ud83d \udc00 \ufffe\uffff", "\ufffd \ufffd \ufffd\ufffd"),
            ("👩‍👧 \u202e <script>&amp;", "👩‍👧 \u202e <script>&amp;"),
        ],
    )
    def test_text_is_one_line_that_xml_can_hold(self, text: str, expected: str) -> None:
        assert clean(text) == expected
        assert clean(clean(text)) == expected

    def test_every_text_within_is_cleaned_and_line_feeds_stay(self) -> None:
        given = {"a\0": ["x\ny\x1b", ("z\t", 1, None)]}
        assert clean_all(given) == {"a\ufffd": ["x\ny\ufffd", ["z ", 1, None]]}
