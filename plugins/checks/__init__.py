"""Checks: one file per group of rules about a manuscript."""
