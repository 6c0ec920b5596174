"""`python -m chapbook` is `publish`."""

from chapbook.cli import main

main()
