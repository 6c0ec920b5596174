"""What citeproc-py leaves out or gets wrong, set right: its elements, and a pass over the document.

citeproc-py reads styles and locales; the classes here stand in for its own where those print
something else than the CSL specification says. `document.py` adds what it has no notion of: year
suffixes, further disambiguation, collapsing, ibid, substitutes for repeated authors.
"""
