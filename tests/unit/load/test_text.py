from __future__ import annotations

import pytest

from explainer.load.text import MAX_FILE_BYTES, decode, words_in


def _said(data: bytes) -> tuple[str, list[str]]:
    text, problems = decode(data, "a.yml")
    return text, [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"a\nb\n", "a\nb\n"),
        (b"a\r\nb\r\n", "a\nb\n"),
        (b"\xef\xbb\xbfa", "a"),
        ("Київ – ‘x’ \u00ad\u200d\u00a0\t".encode(), "Київ – ‘x’ \u00ad\u200d\u00a0\t"),
    ],
)
def test_sound_text_is_taken_as_it_is(data: bytes, text: str) -> None:
    assert _said(data) == (text, [])


@pytest.mark.parametrize("character", ["\0", "\x0b", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\ufeff", "\r"])
def test_a_character_that_hides_text_is_told_and_blanked(character: str) -> None:
    text, problems = _said(f"a\nbc{character}d".encode())

    assert text == "a\nbc d"
    assert problems == [
        f"a.yml:2:3: text-is-clean: the invisible character U+{ord(character):04X} stands here\n"
        "    hint: delete it, or write what it stands for in visible characters"
    ]


def test_a_byte_that_is_not_utf8_is_told_at_its_place() -> None:
    text, problems = _said(b"a: b\nc: Lev\xe9e\n")

    assert text == "a: b\nc: Lev\ufffde\n"
    assert problems == ["a.yml:2:7: file-is-utf8: byte 0xE9 is not UTF-8\n    hint: save the file as UTF-8"]


def test_a_file_in_utf16_is_told_and_its_words_are_known() -> None:
    text, problems = _said("figures:\r\n  houses: {}\r\n".encode("utf-16"))

    assert problems == ["a.yml:1:1: file-is-utf8: byte 0xFF is not UTF-8\n    hint: save the file as UTF-8"]
    assert "houses" in words_in(text)


def test_a_large_file_is_refused_with_its_limit() -> None:
    assert _said(b"x" * MAX_FILE_BYTES)[1] == []
    assert _said(b"x" * (MAX_FILE_BYTES + 1))[1] == [
        "a.yml:1:1: yaml-is-plain: the file has more than 4,000,000 bytes; the limit is 4 MB a file\n"
        "    hint: split it into several files"
    ]


def test_the_words_of_a_text_are_all_that_may_be_an_id() -> None:
    assert words_in("a-b: {c: [d, 'e'], \"f\"} # @g\n") == {"a-b", "c", "d", "e", "f", "g"}
