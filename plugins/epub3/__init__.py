"""The pieces of the EPUB format: what Pandoc's EPUB writer leaves out of a publisher's file."""
