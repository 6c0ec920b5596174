"""Draw one Vega or Vega-Lite chart in a process of its own, where it can be stopped.

Run with `python -I vega_worker.py LANGUAGE FONTS`: the specification comes by standard input, the
SVG goes to standard output. It knows nothing of chapbook, so it starts fast.
"""

from __future__ import annotations

import json
import sys


def main() -> int:
    """Draw standard input; the exit code is 1 where the chart is at fault."""
    import vl_convert

    language, fonts = sys.argv[1:]
    specification = json.loads(sys.stdin.buffer.read())
    vl_convert.register_font_directory(fonts)
    draw = vl_convert.vega_to_svg if language == "vega" else vl_convert.vegalite_to_svg
    try:
        # No address is allowed: what the chart needs is in it.
        svg = draw(specification, allowed_base_urls=[])
    except ValueError as error:
        sys.stderr.write(str(error))
        return 1
    sys.stdout.buffer.write(svg.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
