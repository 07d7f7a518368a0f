"""Laws of the words in a chart: no text breaks the picture, and none loses a letter on its way into lines."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from explainer.render.charts.breaks import SPACES, clusters
from explainer.render.charts.text import clean, width, wrap

_PIECES = st.sampled_from(
    [
        *(
            "Bodies",
            "handed-over",
            "and/or",
            "Зниклі безвісти",
            "גופות",
            "١٢",
            "日本語。",
            "「東京」",
            "ㅎㅏㄴ",
            "한국",
        ),
        *(
            "क्षत्रिय",
            "กำ",
            "👩‍👩‍👧",
            "👍🏽",
            "🇺🇦🇷🇺",
            "e\u0301",
            "1\u00a0000",
            "2026-02-26",
            "\u2060",
            "\u200b",
            "\u200d",
            "\u00ad",
        ),
        *(" ", "  ", "\n", "\t", "\0", "\u2028", "\u3000", "-", "—", "/", "\u202e", "\ud800", "W" * 40),
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=14).map("".join))
SIZES = st.sampled_from([9, 11, 13, 16.5])
LIMITS = st.one_of(st.floats(0, 400), st.just(-1.0))


class TestWidth:
    @given(TEXTS, TEXTS, SIZES, st.booleans())
    def test_texts_add_up(self, one: str, other: str, size: float, bold: bool) -> None:
        both = width(one + other, size, bold=bold)
        assert both >= 0
        assert abs(both - width(one, size, bold=bold) - width(other, size, bold=bold)) < 1e-6


class TestWrap:
    @given(TEXTS, SIZES, LIMITS, st.booleans())
    def test_a_line_is_no_wider_than_asked_but_for_one_character(
        self, text: str, size: float, limit: float, bold: bool
    ) -> None:
        for line in wrap(text, size, limit, bold=bold):
            assert width(line, size, bold=bold) <= limit or len(clusters(line)) <= 1

    @given(TEXTS, SIZES, LIMITS)
    def test_the_lines_are_the_text_but_for_the_spaces_between_them(self, text: str, size: float, limit: float) -> None:
        rest = clean(text)
        lines = wrap(text, size, limit)
        for line in lines:
            rest = rest.lstrip(SPACES)
            assert rest.startswith(line)
            rest = rest[len(line) :]
        assert rest.strip(SPACES) == ""
        assert all(lines) or lines == [""]

    @given(TEXTS, SIZES, LIMITS)
    def test_no_line_begins_with_what_belongs_to_the_letter_before(self, text: str, size: float, limit: float) -> None:
        place = 0
        for line in wrap(text, size, limit):
            place = clean(text).index(line, place)
            if unicodedata.category(line[0] if line else "a") in ("Mn", "Mc", "Me", "Cf"):
                assert clean(text)[:place].strip(SPACES) == "" or clean(text)[place - 1] in SPACES
            place += len(line)

    @given(TEXTS, SIZES, LIMITS)
    def test_wrapping_again_changes_nothing(self, text: str, size: float, limit: float) -> None:
        for line in wrap(text, size, limit):
            assert wrap(line, size, limit) == [line]

    @given(TEXTS, SIZES)
    def test_what_fits_stays_on_one_line(self, text: str, size: float) -> None:
        assert wrap(text, size, width(clean(text), size)) == [clean(text).strip(SPACES)]

    @given(st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), min_size=1, max_size=12), SIZES)
    def test_words_that_fit_are_not_torn(self, words: list[str], size: float) -> None:
        limit = max(width(word, size) for word in words)
        assert " ".join(wrap(" ".join(words), size, limit)).split(" ") == words


class TestClusters:
    @given(TEXTS)
    def test_joined_they_are_the_text(self, text: str) -> None:
        assert "".join(clusters(text)) == text
        assert all(clusters(text))
