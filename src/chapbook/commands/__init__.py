"""The subcommands of `publish`, one file each."""
