"""Templates and styles, found by `importlib.resources`."""
