"""The pieces of the DOCX format: what Pandoc's Word writer leaves out of a finished book."""
