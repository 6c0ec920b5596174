"""What renderers of diagrams that are written as text share: limits, tools, finished drawings."""
