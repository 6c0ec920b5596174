"""The stages of a build, one file each; `pipeline` strings them together."""
