"""Typesetting engines: how a shaped book becomes pages. Formats use them; none is a plugin."""
