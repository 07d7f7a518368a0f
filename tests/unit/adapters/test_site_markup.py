"""What a strict policy refuses is said in classes, and footnotes are not searched."""

from __future__ import annotations

import markdown
import pytest

from explainer.adapters.site_markup import NAME

TABLE = "| a | b | c | d |\n|---|:--|:-:|--:|\n| 1 | 2 | 3 | 4 {: .big } |\n"


def test_columns_have_classes_in_place_of_styles() -> None:
    html = markdown.markdown(TABLE, extensions=["tables", "attr_list", NAME])
    assert "style=" not in html
    assert "<td>1</td>\n" in html
    assert '<th class="column-left">b</th>\n<th class="column-center">c</th>\n<th class="column-right">d</th>' in html
    assert '<td class="big column-right">4</td>' in html


def test_a_writers_own_style_is_left_alone() -> None:
    html = markdown.markdown("Word\n{: style='text-align: right;' }\n", extensions=["attr_list", NAME])
    assert html == '<p style="text-align: right;">Word</p>'


@pytest.mark.parametrize(
    ("note", "is_left_out"), [("Note.", True), ("One:\n\n    1. a\n", False), ("<ol><li>a</li></ol>", False)]
)
def test_footnotes_are_left_out_of_the_search_index_where_it_can_tell_their_end(note: str, is_left_out: bool) -> None:
    html = markdown.markdown(f"Word[^1].\n\n[^1]: {note}\n", extensions=["footnotes", "md_in_html", NAME])
    assert ('<div class="footnote">\n<hr />\n<ol data-search-exclude="">' in html) is is_left_out
