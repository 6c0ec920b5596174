"""`publish`: parse the command line, hand over to a command, report errors."""

from __future__ import annotations

import errno
import os
import sys
from io import TextIOWrapper
from typing import Any, NoReturn

import click

from chapbook import __version__, interrupts
from chapbook.errors import ChapbookError, ExitCode
from chapbook.garbage import collect_seldom
from chapbook.registry import Registry, load
from chapbook.terminal import Terminal

#: What is wrong with a file or a disk, and no fault of ours.
_ENVIRONMENT = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EISDIR}
)


class Publish(click.Group):
    """The group whose subcommands are what plugins offer."""

    def registry(self, ctx: click.Context) -> Registry:
        """The registry, loaded once a run."""
        found: Registry | None = ctx.meta.get("chapbook.registry")
        if found is None:
            found = ctx.meta["chapbook.registry"] = load()
        return found

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(self.registry(ctx).commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command by its name."""
        found = self.registry(ctx).commands.get(cmd_name)
        return found.command if found else None


@click.group(cls=Publish, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="publish")
def publish() -> None:
    """Publish books written in Markdown as PDF, DOCX and EPUB.

    Exit codes: 0 done; 1 findings that fail the run; 2 wrong use or an unreadable book; 3 a
    program is missing or was stopped; 4 a format could not be written; 70 a fault in chapbook;
    130 interrupted.
    """


def main(argv: list[str] | None = None) -> Any:
    """Run `publish` and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that lacks a character is shown its code; it is no reason to stop.
            stream.reconfigure(errors="backslashreplace")
    if argv is not None:
        _run(argv)
    # We are the program, and not called by one that has signals of its own.
    interrupts.listen()
    collect_seldom()
    try:
        _run(None)
    finally:
        interrupts.settle()


def _run(argv: list[str] | None) -> NoReturn:
    try:
        code = publish.main(argv, prog_name="publish", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("publish: interrupted; earlier files are as they were", err=True)
        sys.exit(ExitCode.INTERRUPTED)
    except KeyboardInterrupt:
        click.echo("publish: interrupted; earlier files are as they were", err=True)
        sys.exit(ExitCode.INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except ChapbookError as error:
        Terminal.standard().print_error(error)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(ExitCode.OK)
    except OSError as error:
        if error.errno not in _ENVIRONMENT or os.environ.get("CHAPBOOK_TRACEBACK"):
            _tell_fault(error)
        Terminal.standard().print_error(
            ChapbookError(
                f"'{error.filename2 or error.filename}': {error.strerror}"
                if error.filename
                else str(error.strerror),
                hint="check permissions and space there and in the cache; no file is half-written",
            )
        )
        sys.exit(ExitCode.USAGE)
    except Exception as error:
        _tell_fault(error)
    sys.exit(code or ExitCode.OK)


def _tell_fault(error: Exception) -> NoReturn:
    """A fault of ours: told without a traceback, unless one is wanted."""
    if os.environ.get("CHAPBOOK_TRACEBACK"):
        raise error
    Terminal.standard().print_error(
        ChapbookError(
            f"a fault in chapbook: {type(error).__name__}: {error}",
            hint="run it again with CHAPBOOK_TRACEBACK=1 and report what it prints",
        )
    )
    sys.exit(ExitCode.INTERNAL)


if __name__ == "__main__":
    main()
