"""What is served without comments and white space says what the files for people say."""

from __future__ import annotations

import pytest

from explainer.render.page_assets import LISTS_STYLES, LISTS_STYLESHEET, STYLES, STYLESHEET, page_assets, stylesheet
from tests.browser.conftest import Opening

_RULES = """(text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return [...sheet.cssRules].map((rule) => rule.cssText.replace(/\\s+/g, " ").replace(/, /g, ","));
}"""


@pytest.mark.parametrize(("name", "parts"), [(STYLESHEET, STYLES), (LISTS_STYLESHEET, LISTS_STYLES)])
def test_style_sheets_have_the_same_rules(open_page: Opening, pages: str, name: str, parts: tuple[str, ...]) -> None:
    page = open_page(pages).page
    kept = page.evaluate(_RULES, stylesheet(parts))
    assert len(kept) > 20
    assert page.evaluate(_RULES, page_assets()[name].decode()) == kept
