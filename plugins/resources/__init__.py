"""Resources: plugins that bring templates and citation styles."""
