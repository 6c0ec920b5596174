"""Filters: each changes the document and nothing else; each is also a Pandoc filter of its own."""
