"""Readers of bibliography files."""
