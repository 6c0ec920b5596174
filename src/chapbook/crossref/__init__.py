"""Numbers and cross-references by pandoc-crossref's syntax, without its program."""

from chapbook.crossref.process import Processed, process_document

__all__ = ["Processed", "process_document"]
