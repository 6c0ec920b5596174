"""The case of titles."""

from __future__ import annotations

import pytest

from chapbook.plugins.citeproc.casing import cased


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("the art of war", "The Art of War"),
        ("input/output in the kernel", "Input/Output in the Kernel"),
        ("module ngx_http_proxy_module", "Module ngx_http_proxy_module"),
        ("what nvmlUtilization_t and max_tokens say", "What nvmlUtilization_t and max_tokens Say"),
        ("max_tokens", "max_tokens"),
        ("os.path and ray.serve.batch", "os.path and ray.serve.batch"),
    ],
)
def test_names_in_code_are_no_words_of_a_title(title: str, printed: str) -> None:
    assert cased(title, "title", english=True) == printed
    assert "max_tokens" not in title or "max_tokens" in cased(title, "capitalize-first", True)
    assert "max_tokens" not in title or "max_tokens" in cased(title, "sentence", True)
