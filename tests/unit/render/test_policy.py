"""The policy: the theme's own scripts run, and no other that a page may have come to hold."""

from __future__ import annotations

import base64
import hashlib

import pytest

from explainer.render.policy import hashes, policy, shared, theme_scripts, with_policy

TEMPLATE = (
    '<script>scope=new URL("{{ base_url }}",location)</script>'
    "<script>\n  var base = {{ base_url|tojson }},\n      keys = {{ keys | tojson }};\n</script>"
    '<script src="theme.js"></script><script id="data" type="application/json">{{- {} | tojson -}}</script>'
)
OWN = theme_scripts([TEMPLATE])


def script(text: str) -> bytes:
    return f"<p>Before</p><script>{text}</script><p>After</p>".encode()


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize(
    "text",
    [
        'scope=new URL(".",location)',
        'scope=new URL("../..",location)',
        'scope=new URL("/sub/folder_1/",location)',
        '\n  var base = "..",\n      keys = {"help": 191, "next": [78, -1.5e3], "on": true, "off": null};\n',
        '\n  var base = "\\u003cscript\\u003e\\"",\n      keys = {};\n',
    ],
)
def test_what_a_template_prints_has_its_hash(text: str) -> None:
    assert hashes(script(text), OWN) == {digest(text)}


@pytest.mark.parametrize(
    "text",
    [
        "alert(1)",
        'scope=new URL(".",location);alert(1)',
        'alert(1);scope=new URL(".",location)',
        'scope=new URL("");alert(1);("",location)',
        'scope=new URL("javascript:alert(1)",location)',
        'scope=new URL("`${alert(1)}`",location)',
        "\n  var base = alert(1),\n      keys = {};\n",
        '\n  var base = "",\n      keys = {"x": alert(1)};\n',
        '\n  var base = "" + alert(1) + "",\n      keys = {};\n',
        '\n  var base = "\\"; alert(1); "",\n      keys = {};\n',
        "",
    ],
)
def test_any_other_has_none(text: str) -> None:
    assert hashes(script(text), OWN) == frozenset()


def test_a_script_in_a_comment_or_with_an_address_changes_nothing() -> None:
    html = b'<!-- <script>alert(1)</script> --><script src="x.js">scope=new URL(".",location)</script>'
    assert hashes(html, OWN) == frozenset()


def test_the_hash_is_of_the_text_as_a_browser_reads_it() -> None:
    own = theme_scripts(["<script>\r\na\r\n</script>", "<script>\na\n</script>"])
    assert hashes(b"<script>\r\na\r\n</script>", own) == hashes(b"<script>\na\n</script>", own) == {digest("\na\n")}


def test_a_script_in_capitals_and_over_lines_is_found() -> None:
    assert hashes(b'<SCRIPT\n>scope=new URL(".",location)</SCRIPT >', OWN) == {digest('scope=new URL(".",location)')}


def test_a_long_list_of_numbers_is_read_at_once() -> None:
    # Were it tried in every way to cut it up, this would not end.
    text = f"\n  var base = {'1' * 5000},\n      keys = alert(1);\n"
    assert hashes(script(text), OWN) == frozenset()


class TestPolicy:
    def test_nothing_but_the_site(self) -> None:
        assert policy() == (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
            "connect-src 'self'; worker-src 'self'; media-src 'self'; manifest-src 'self'; object-src 'none'; "
            "base-uri 'none'; form-action 'none'"
        )

    def test_scripts_in_one_order(self) -> None:
        assert "script-src 'self' 'sha256-a' 'sha256-b';" in policy({"'sha256-b'", "'sha256-a'"})

    def test_all_pages_together(self) -> None:
        assert shared([frozenset("a"), frozenset("ab"), frozenset()]) == frozenset("ab")

    def test_each_its_own_where_all_differ(self) -> None:
        """Else the policies of a thousand pages would be a thousand times a thousand hashes."""
        assert shared(frozenset([str(page)]) for page in range(1000)) is None


META = b'<meta http-equiv="Content-Security-Policy" content="p">'


class TestPlace:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (b"<!doctype html><html><head>", b"<title>x</title></head><body></body></html>"),
            (b'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">', b"\n<title>x</title>"),
            (b'<!DOCTYPE html><HTML><HEAD><META CHARSET="utf-8">', b"<TITLE>x</TITLE>"),
            (b"<!doctype html><html>", b"<title>x</title><body>"),
            (b"<!doctype html>", b"<title>x</title>"),
            (b"", b"<p>x</p>"),
            # What a title holds is no place for it.
            (b"<head>", b'<title></title><meta charset="x"><head></title><body>'),
        ],
    )
    def test_before_anything_that_a_page_says(self, before: bytes, after: bytes) -> None:
        page = with_policy(before + after, "p")
        assert page == before + META + after

    def test_in_place_of_an_older_one(self) -> None:
        page = with_policy(b'<head><meta charset="utf-8"><title>x</title>', "old")
        assert with_policy(page, "p") == b'<head><meta charset="utf-8">' + META + b"<title>x</title>"

    def test_bytes_of_any_encoding_stay(self) -> None:
        assert with_policy(b"<head><title>\xff\xfe</title>", "p").endswith(b"<title>\xff\xfe</title>")
