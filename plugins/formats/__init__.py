"""Formats: one file per kind of output."""
