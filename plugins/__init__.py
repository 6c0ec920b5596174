"""Plugins: what connects the document to the world."""
