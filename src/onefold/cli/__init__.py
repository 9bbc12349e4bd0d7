"""The command line: `onefold match`, `explain` and `evaluate`; `onefold serve`, `demo`, `job`, `key` and `db`.

Nothing heavy is imported before a command runs, so that `--help` and `--version` answer at once.
"""

from __future__ import annotations

import argparse
import errno
import os
import sys
import threading
import traceback
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from onefold.cli import db, demo, evaluate, explain, job, key, match, serve
from onefold.errors import OnefoldError

OK: Final = 0
FAILED: Final = 1
INTERRUPTED: Final = 130
"""What shells expect of a program that Ctrl-C ended: 128 + SIGINT."""


def parser() -> argparse.ArgumentParser:
    """The whole command line; each command sets `run`, a function of the parsed arguments."""
    main_parser = argparse.ArgumentParser(
        prog="onefold",
        description="Find the records in customer data that are the same person, with a confidence and a reason.",
        allow_abbrev=False,
    )
    main_parser.add_argument("--version", action=_Version, help="show the version and exit")
    commands = main_parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in (match, explain, evaluate, serve, demo, job, key, db):
        command.add_to(commands)
    return main_parser


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"onefold {version('onefold')}")
        parser.exit()


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command. Returns the exit status: 0 done, 1 an error with a message, 2 not understood, 130 Ctrl-C."""
    _never_fail_to_print()
    try:
        arguments = parser().parse_args(argv)
        arguments.run(arguments)
        sys.stdout.flush()
    except SystemExit as stop:  # argparse has said what is wrong, or has shown its help
        return stop.code if isinstance(stop.code, int) else OK
    except KeyboardInterrupt:
        return _say("interrupted; nothing was written", INTERRUPTED)
    except BrokenPipeError:
        return _reader_is_gone()
    except OnefoldError as error:
        return _say(f"error: {error}", FAILED)
    except OSError as error:
        return _unprinted(error) if error.errno in _FULL else _bug(error)
    except MemoryError as error:
        return _say(f"error: out of memory ({error or 'no details'}); nothing was written. {_WITH_LESS}", FAILED)
    except Exception as error:  # the last resort: a bug must not look like a crash of the user's making
        return _bug(error)
    return OK


def entry() -> None:
    """`main` as a process. Python is not taken apart at the end: after a million records that takes half a second."""
    sys.meta_path.insert(0, _Unused())
    status = main()
    if all(each.daemon or each is threading.main_thread() for each in threading.enumerate()):
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


class _Unused:
    """Hides what pyarrow and numba would load, if it is installed, for their first array and their first kernel.

    It is half a second for nothing. Only a process of our own may do so: who calls `main` may want these.
    """

    def find_spec(self, name: str, _path: object, _target: object = None, /) -> None:
        """Say that these are not installed, of others nothing."""
        if name in ("pandas", "scipy"):
            raise ModuleNotFoundError(f"onefold makes no use of {name}", name=name)


_WITH_LESS: Final = "Run it where there is more memory, or match a part of the table"


def _never_fail_to_print() -> None:
    """A letter that the terminal does not have is shown as ?, and where nothing is open, what is said goes nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # `>&-`, as some schedulers start programs
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _say(text: str, status: int) -> int:
    print(f"onefold: {text}", file=sys.stderr)
    return status


_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def _unprinted(error: OSError) -> int:
    """`onefold ... > file` on a full disk; of the files that a command writes itself, the errors say which."""
    _throw_away_output()
    return _say(
        f"error: standard output cannot be written: {error.strerror}; what was to be read there is lost", FAILED
    )


def _reader_is_gone() -> int:
    """`onefold ... | head` has read enough: no error. What Python would flush at its end goes nowhere."""
    _throw_away_output()
    return OK


def _throw_away_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _bug(error: Exception) -> int:
    if os.environ.get("ONEFOLD_DEBUG"):
        traceback.print_exc()
    return _say(
        f"error: this is a bug in onefold ({type(error).__name__}: {error}); nothing was written. "
        "Set ONEFOLD_DEBUG=1 to see where, and please report it",
        FAILED,
    )
