"""`publish watch` builds again when a file of the book changes, until it is interrupted."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue
from threading import Thread
from time import monotonic, sleep

from finished import read_text
from support import BookTest, contents, publish

#: Seconds after which a build that was to come is no longer waited for.
PATIENCE = 180

FILES = {
    "book.yaml": contents(chapters=["a.md", "b.md"]),
    "a.md": "# Lamps\n\nThe lamp is lit.\n",
    "b.md": "# Lenses\n\nThe lens is [clean](a.mdd).\n",
}


@dataclass(frozen=True)
class Watching:
    """A `publish watch` that runs."""

    run: subprocess.Popen[str]
    lines: Queue[str] = field(default_factory=Queue)

    def read(self) -> None:
        assert self.run.stdout is not None
        for line in self.run.stdout:
            self.lines.put(line.rstrip("\n"))

    def until(self, text: str) -> list[str]:
        """The lines up to the one with this text."""
        said = [self.lines.get(timeout=PATIENCE)]
        while text not in said[-1]:
            said.append(self.lines.get(timeout=PATIENCE))
        return said

    def interrupt(self, number: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """Its exit code and what it has said on standard error."""
        self.run.send_signal(number)
        code = self.run.wait(PATIENCE)
        assert self.run.stderr is not None
        return code, self.run.stderr.read()


@contextmanager
def watch(book: BookTest, *args: str, env: Mapping[str, str] | None = None) -> Iterator[Watching]:
    run = book.start("watch", "BOOK", "--out", "OUT", *args, env=env)
    reader = Watching(run)
    thread = Thread(target=reader.read)
    thread.start()
    try:
        yield reader
    finally:
        run.kill()
        thread.join()
        run.communicate()


def children(pid: int) -> set[int]:
    """The processes that a process has started, those of these included."""
    own = {int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}
    return own.union(*map(children, own))


def test_each_change_is_built_until_the_watch_is_interrupted(
    new_book: Callable[..., BookTest],
) -> None:
    book = new_book(FILES)
    with watch(book, "--jobs", "2") as watching:
        first = watching.until("Ctrl-C ends it")
        assert any(line.startswith("typst ") for line in first)
        assert first[-2].startswith("book.typst.pdf written in ")
        assert any("a.mdd" in line for line in first)
        assert "The lamp is lit." in read_text(book.out / "book.typst.pdf")

        book.write({"a.md": "# Lamps\n\nThe lamp is out.\n"})
        second = watching.until(" written in ")
        assert second[-1].startswith("a.md changed: book.typst.pdf written in ")
        assert not any("a.mdd" in line for line in second), "told before"
        assert "The lamp is out." in read_text(book.out / "book.typst.pdf")

        book.write({"a.md": "# Lamps\n\nThe lamp [glows](c.mdd).\n"})
        third = watching.until(" written in ")
        assert any("c.mdd" in line for line in third)
        assert "The lamp glows." in read_text(book.out / "book.typst.pdf")

        processes = children(watching.run.pid)
        assert len(processes) >= 1, "the engine stays"
        code, said = watching.interrupt()
    assert (code, said) == (130, "\npublish: interrupted; earlier files are as they were\n")
    assert sorted(path.name for path in book.out.iterdir()) == [
        "book.inventory.json",
        "book.typst.pdf",
    ]
    assert lasting(processes) == []


def lasting(processes: set[int]) -> list[int]:
    """Those that do not end; on a busy machine they take a moment to."""
    patience = monotonic() + PATIENCE
    while (alive := [pid for pid in processes if is_alive(pid)]) and monotonic() < patience:
        sleep(0.05)
    return alive


def is_alive(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
    # The library's own tracker of resources ends by itself, a moment later.
    command = Path(f"/proc/{pid}/cmdline")
    return "State:\tZ" not in status and "resource_tracker" not in command.read_text()


def test_a_broken_book_is_told_and_the_watch_goes_on_when_it_is_mended(
    new_book: Callable[..., BookTest],
) -> None:
    book = new_book({**FILES, "book.yaml": "title: [A\n"})
    with watch(book, "--jobs", "1", "--to", "epub") as watching:
        watching.until("nothing written in ")
        watching.until("Ctrl-C ends it")
        book.write(FILES)
        said = watching.until(" written in ")[-1]
        assert "book.yaml" in said and "changed: book.epub written in " in said

        (book.root / "b.md").unlink()
        said = watching.until(" written in ")[-2:]
        assert said[-1].startswith("b.md changed: nothing written in ")
        book.write({"b.md": "# Lenses\n\nThe lens is new.\n"})
        assert watching.until(" written in ")[-1].startswith("b.md changed: book.epub written in ")

        book.write({"book.yaml": contents(chapters=["a.md"]) + "checks: 7\n"})
        watching.until("book.yaml changed: nothing written in ")
        code, errors = watching.interrupt(signal.SIGTERM)
    assert code == 130
    assert errors.count("error") == 2 and "Traceback" not in errors
    assert f"{book.root / 'book.yaml'}:" in errors
    assert "The lens is new." in read_text(book.out / "book.epub")


def test_a_change_of_a_companion_and_of_a_plugin_of_the_book_is_built(
    new_book: Callable[..., BookTest],
) -> None:
    plugin = (
        "import panflute as pf\nfrom chapbook import hookimpl\nfrom chapbook.roles import Phase\n\n"
        "class Shout:\n    name, phase, writers = 'shout', Phase.TYPESET, None\n"
        "    def apply(self, doc, context):\n"
        "        return doc.walk(lambda e, d: pf.Str('LAMP') if e == pf.Str('lamp') else None)\n\n"
        "@hookimpl\ndef chapbook_filters():\n    return [Shout()]\n"
    )
    other = "title: Oil\nentries:\n  - {kind: chapter, number: 1, title: TITLE}\n"
    book = new_book(
        {
            **FILES,
            "b.md": "# Lenses\n\n> **From Oil:** Chapter 1: Wicks\n",
            "book.yaml": contents(chapters=["a.md", "b.md"])
            + "plugins: [plugins/shout.py]\n"
            + "companions: {oil: {path: ../oil/inventory.yaml, aliases: [Oil]}}\n",
            "plugins/shout.py": plugin,
            "../oil/inventory.yaml": other.replace("TITLE", "Wicks"),
        }
    )
    with watch(book, "--jobs", "1", "--to", "docx", "--keep-going") as watching:
        watching.until("Ctrl-C ends it")
        assert "The LAMP is lit." in read_text(book.out / "book.docx")
        book.write({"plugins/shout.py": plugin.replace("'LAMP'", "'torch'")})
        watching.until("plugins/shout.py changed: book.docx written in ")
        assert "The torch is lit." in read_text(book.out / "book.docx")
        fresh = book.root.parent / "oil/inventory.new"
        fresh.write_text(other.replace("TITLE", "Flames"))
        fresh.replace(book.root.parent / "oil/inventory.yaml")
        said = watching.until(f"{book.root.parent / 'oil/inventory.yaml'} changed: ")
        assert any("Flames" in line for line in said)
        assert watching.interrupt()[0] == 130


def test_a_book_that_is_not_there_is_not_waited_for(tmp_path: Path) -> None:
    publish("watch", str(tmp_path / "nowhere")).ends(2).says("there is no book")


def test_the_command_tells_what_it_builds_if_nothing_is_named() -> None:
    publish("watch", "--help").ends(0).says("typst", "whenever one of its files changes")


def test_the_store_may_lie_in_the_book(new_book: Callable[..., BookTest]) -> None:
    book = new_book(FILES)
    store = {"CHAPBOOK_CACHE": str(book.root / "store")}
    with watch(book, "--to", "epub", "--jobs", "1", env=store) as watching:
        watching.until("Ctrl-C ends it")
        book.write({"a.md": "# Lamps\n\nThe lamp is out.\n"})
        assert watching.until(" written in ")[-1].startswith("a.md changed: book.epub written in ")
