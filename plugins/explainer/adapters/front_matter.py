"""What a page's front matter says, made safe to print: engines and themes print it as if it were HTML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from markupsafe import Markup

_PRINTED: Final = ("title", "subtitle", "description", "author", "tags", "summary")


def safe(meta: Mapping[str, Any]) -> dict[str, Any]:
    """Return it with the texts that themes print escaped; entities that a writer has used stay what they are."""
    return {key: _escaped(value) if key in _PRINTED else value for key, value in meta.items()}


def _escaped(value: Any) -> Any:
    if isinstance(value, list):
        return [_escaped(item) for item in value]
    if not isinstance(value, str):
        return value
    # As Markup, so that a theme that does escape does not do it again.
    return Markup(value.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;").replace("'", "&#39;"))
