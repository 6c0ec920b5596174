"""SVG made safe and self-contained, and converted to PDF and PNG."""
