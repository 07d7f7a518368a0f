"""Sentences are cut where they end, hold what a reader sees, and know where each of their letters stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.prose.marks import CITED, CITED_WORDS, THING
from explainer.prose.pages import Mention, read_page
from explainer.prose.sentences import Sentence, find_sentences


def _sign(mention: Mention) -> str:
    if any(reference.id == "s" for reference in mention.references):
        return CITED_WORDS if mention.words else CITED
    return THING


def _find(markdown: str, *, dotted_days: bool = False) -> list[Sentence]:
    return list(find_sentences(read_page(markdown, "docs/x.md"), _sign, dotted_days=dotted_days))


def _show(markdown: str, *, dotted_days: bool = False) -> list[str]:
    """Return the sentences with S for a source's mark, W for words that it annotates and F for a fact."""
    signs = str.maketrans({CITED: "S", CITED_WORDS: "W", THING: "F"})
    return [" ".join(sentence.text.translate(signs).split()) for sentence in _find(markdown, dotted_days=dotted_days)]


@pytest.mark.parametrize(
    ("markdown", "sentences"),
    [
        ("One went. Two came.", ["One went.", "Two came."]),
        ("One went.[@s] Two came.", ["One went.S", "Two came."]),
        ("One went. [@s] Two came.", ["One went. S", "Two came."]),
        ("One went. [@s] says two came.", ["One went.", "S says two came."]),
        ("One went.[^1] Two came.[@s][@s; @s]", ["One went.S", "Two came.SS"]),
        ("Mr. Smith of the U.S. Army, e.g. Two.", ["Mr. Smith of the U.S. Army, e.g. Two."]),
        ("J. R. Smith went. He came.", ["J. R. Smith went.", "He came."]),
        ("“One went.” Two (came.) Three!", ["“One went.”", "Two (came.)", "Three!"]),
        ("It fell by 3.5 metres. 40 went.", ["It fell by 3.5 metres.", "40 went."]),
        ("Why? Nobody knows… Then what.", ["Why?", "Nobody knows…", "Then what."]),
        ("It was said that … it went.", ["It was said that … it went."]),
        ("Было 12 тыс. Человек нет. Да.", ["Было 12 тыс. Человек нет.", "Да."]),
        ("Es geht. Z. B. heute.", ["Es geht.", "Z. B. heute."]),
        ("三百人。五十人。", ["三百人。", "五十人。"]),
        ("A line\nthat goes on.\n\nAnother", ["A line that goes on.", "Another"]),
    ],
)
def test_sentences_end_where_they_end(markdown: str, sentences: list[str]) -> None:
    assert _show(markdown) == sentences


def test_a_day_with_a_dot_ends_no_sentence() -> None:
    assert _show("Am 24. Februar kam er. Am 3. Mai nicht.", dotted_days=True) == [
        "Am 24. Februar kam er.",
        "Am 3. Mai nicht.",
    ]


@pytest.mark.parametrize(
    ("markdown", "sentences"),
    [
        ("# 1. Title\n\nText", ["Title", "Text"]),
        ("## 2.1 Title {#id .class}\nText", ["Title", "Text"]),
        ("3. Title\n--------\n", ["Title"]),
        ("1. One\n2. Two\n   more\n", ["One", "Two more"]),
        ("A year:\n1998. That was it.", ["A year: 1998.", "That was it."]),
        ("- [ ] One\n- Two", ["One", "Two"]),
        ("> One\n> two\n\nThree", ["One two", "Three"]),
        ("| a | b |\n|---|--:|\n| 1. A | 2 [@s] |\n| 3 | 4 |", ["| a | b |", "| 1. A | 2 S |", "| 3 | 4 |"]),
        ("[^1]: A note of 5.\n\nText[^1]", ["A note of 5.", "TextS"]),
        ("*[ABC]: Three letters\n", ["Three letters"]),
        ('!!! note "Title"\n    Text in it', ['"Title"', "Text in it"]),
        ("/// timeline\n    from: 2025\n    to: 2026\n///\n\nText", ["Text"]),
        ("/// details | 5 more\nText\n///", ["5 more", "Text"]),
        ("![Alt of 5](5.png) and [link](http://x.example/7)", ["[Alt of 5 and [link"]),
        ("[link][label 7]\n\n[label 7]: https://x.example/7\n", ["[link"]),
        ('A <img src="5.png" alt="of 6" width=7> <b>seven</b>', ["A of 6 seven"]),
        ("`5` and ``6 ` 6``\n\n```\n7\n```\n\n    8 in code\n", ["and"]),
        ("<!-- 5 --> Six <span data-x=7>eight</span>", ["Six eight"]),
        ("**4**,000 and _5_", ["4,000 and 5"]),
        ("5&nbsp;000 and 6\\*7", ["5 000 and 6*7"]),
        ("[forty *men*][@f] and [five][@s] of [@f]", ["F and W of F"]),
        ("https://x.example/5 <https://x.example/6>", ["https://x.example/5"]),
        ("---\ntitle: 5\n---\nText", ["Text"]),
        ("{% include 5 %} {{ 6 }} Text", ["Text"]),
    ],
)
def test_only_what_a_reader_reads_is_prose(markdown: str, sentences: list[str]) -> None:
    assert _show(markdown) == sentences


@given(st.text(alphabet="a1 \n.[]()|*_`<>!#@{}&;:\\-~^/$%5,é€ж", max_size=80))
def test_every_letter_stands_where_it_says(markdown: str) -> None:
    for sentence in _find(markdown):
        for index, sign in enumerate(sentence.text):
            if sign.isalnum():
                assert markdown[sentence.place(index)] == sign or "&" in markdown


@given(st.lists(st.sampled_from(["Word", "5", "[@s]", "[^1]", "[@f]", ".", "|", "\n", "\n\n", "- ", "# ", "x"])))
def test_nothing_is_read_twice_and_in_order(parts: list[str]) -> None:
    places = [sentence.place(0) for sentence in _find(" ".join(parts))]

    assert places == sorted(set(places))
