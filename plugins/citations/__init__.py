"""Citation engines."""
