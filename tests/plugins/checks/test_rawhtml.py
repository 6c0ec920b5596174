"""Raw HTML that print cannot show."""

from __future__ import annotations

from collections.abc import Callable

from support import BookTest, findings_of

TEXT = """\
# A

<b>Fine</b>, <br> and <sub>too</sub>. <!-- <video> -->

```html
<video>
```

<video src="x.mp4"></video>

A <blink>word</blink> and a <blink>second</blink>.
"""


def test_each_tag_is_told_once_with_its_first_line(new_book: Callable[..., BookTest]) -> None:
    assert findings_of(new_book({"01-a.md": TEXT}), "raw-html") == [
        "01-a.md:9:1 <video> is used once; only the text in it is printed",
        "01-a.md:11:3 <blink> is used 2 times; only the text in it is printed",
    ]
