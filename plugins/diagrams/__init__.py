"""Renderers of drawings."""
