"""The companion book of the command tests of filters."""

from __future__ import annotations

from chapbook.inventory import Inventory, InventoryEntry

#: The companion of the command tests that ask for one; `--companion` in tests/filters.
TIDES = Inventory(
    "The Tide Book",
    edition="Second edition",
    url="https://example.org/tides",
    entries=(
        InventoryEntry("front-matter", "Preface", anchor="preface"),
        InventoryEntry("chapter", "Moon & Sun", "3", "moon"),
        InventoryEntry("section", "Spring Tides", "3.1", "moon--spring-tides"),
        InventoryEntry("chapter", "Currents: The Pull", "4", "currents"),
        InventoryEntry("chapter", "Harbors", "5", "harbors"),
        InventoryEntry("chapter", "Bars", "6", "bars"),
        InventoryEntry("appendix", "Tables", "A", "tables"),
    ),
)
