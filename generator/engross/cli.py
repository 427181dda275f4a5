"""The command line: arguments in, one call, exit code out.

Exit codes: 0 fine, 1 findings, 2 input that cannot be used. Heavy modules are imported where a
command needs them, so that `engross --help` stays quick.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import signal
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from engross import __version__
from engross.errors import EngrossError, told

if TYPE_CHECKING:
    from engross.errors import Problem
    from engross.generate import Outcome
    from engross.load import Loaded

FINE, FINDINGS, UNUSABLE = 0, 1, 2
# As a shell says that SIGINT or SIGPIPE ended a process.
INTERRUPTED, UNREAD = 130, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code.

    Args:
        arguments: The words after the program's name; those of the process where None.
    """
    options = _parser().parse_args(arguments)
    if arguments is None:
        # The words of a process: SIGTERM shall end it as tidily as Ctrl-C does.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A file's name need not be text, and a terminal may lack the letters of a spec.
            stream.reconfigure(errors="backslashreplace")
    try:
        code = int(options.run(options))
        print(end="", flush=True)
        return code
    except KeyboardInterrupt:
        return _interrupted()
    except BrokenPipeError:
        # The reader of our output went away (`engross show ... | head`): nothing is left to say.
        _close_output()
        return UNREAD
    except Exception as error:
        return _interrupted() if _is_interrupt(error) else _give_up(error)


def _interrupted() -> int:
    _tell("interrupted: each package is as it was, or complete")
    return INTERRUPTED


def _is_interrupt(error: BaseException | None) -> bool:
    """Whether an error stands for Ctrl-C: Python 3.11 wraps what goes wrong in a class's body."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__
    return error is not None


def _give_up(error: Exception) -> int:
    if isinstance(error, EngrossError):
        _tell(str(error))
    elif isinstance(error, OSError):
        _close_output()
        place = f"{error.filename}: " if error.filename else ""
        _tell(f"{place}error: {error.strerror or error}")
    else:
        from engross.build import defect

        _tell(str(defect(error, "engross")))
    return UNUSABLE


def _tell(text: str) -> None:
    with contextlib.suppress(OSError):
        print(text, file=sys.stderr, flush=True)


def _close_output() -> None:
    """Give up what is not printed yet, so that the interpreter does not try it again."""
    with contextlib.suppress(OSError):
        sys.stdout.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="engross",
        description="Write a provider's OpenAPI document out as a typed Python package.",
        epilog="exit codes: 0 fine, 1 findings, 2 input that cannot be used",
    )
    parser.add_argument("--version", action="version", version=f"engross {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    generate = commands.add_parser(
        "generate",
        help="write packages from specs",
        description="Write the package of each TARGET; a package that is up to date is left alone.",
    )
    generate.add_argument(
        "targets", nargs="*", metavar="TARGET",
        help="a provider's name, or the path of any OpenAPI document (default: every provider)",
    )  # fmt: skip
    generate.add_argument(
        "--output", type=Path, metavar="DIR",
        help="the package's root, or with several TARGETs the folder of theirs, each under its"
        " name (default for a provider: generated/PROVIDER)",
    )  # fmt: skip
    generate.add_argument("--package", metavar="NAME", help="the package's import name")
    _add_reading(generate)
    generate.add_argument(
        "--check", action="store_true",
        help="write nothing; list what is stale or edited by hand and exit with 1",
    )  # fmt: skip
    generate.add_argument(
        "--jobs", type=_positive, default=1, metavar="N", help="processes at once (default: 1)"
    )
    generate.add_argument(
        "--dask", metavar="ADDRESS",
        help="build on the workers of a Dask scheduler, tcp://HOST:PORT, which see this folder;"
        " needs 'pip install engross[dask]'",
    )  # fmt: skip
    generate.set_defaults(run=_generate)

    new = commands.add_parser("new", help="scaffold a provider that generates at once")
    new.add_argument("provider", metavar="PROVIDER", help="lower case: letters, digits, hyphens")
    new.set_defaults(run=_new)

    check = commands.add_parser("check", help="lint specs and look for stale output")
    check.add_argument("providers", nargs="*", metavar="PROVIDER", help="(default: every provider)")
    check.set_defaults(run=_check)

    diff = commands.add_parser(
        "diff",
        help="say what a revision of a document changes, and what that breaks",
        description="Compare two documents: each a path, GITREF:path or provider@version."
        " A provider's name alone compares its spec with the last release.",
    )
    diff.add_argument("base", metavar="BASE", help="the earlier document, or a provider's name")
    diff.add_argument("revision", nargs="?", metavar="REVISION", help="the later one")
    diff.add_argument(
        "--format", default="text",
        choices=("text", "json", "markdown", "html", "github", "sarif", "junit"),
        help="how to write what was found (default: text)",
    )  # fmt: skip
    diff.add_argument(
        "--output", type=Path, metavar="FILE",
        help="write the report to a file, whole or not at all, and not to the terminal",
    )  # fmt: skip
    diff.add_argument(
        "--profile", choices=("default", "strict", "oasdiff"), default="default",
        help="default: an open world and a tolerant reader; strict: set theory; "
        "oasdiff: its ids and levels",
    )  # fmt: skip
    diff.add_argument(
        "--expand", action="store_true",
        help="say each fact once for each operation and place that it reaches",
    )  # fmt: skip
    diff.add_argument(
        "--config", type=Path, metavar="FILE",
        help="levels and findings to ignore as this project decided, with reasons (see README)",
    )  # fmt: skip
    diff.add_argument(
        "--fail-on", choices=("breaking", "potentially-breaking", "any"), metavar="LEVEL",
        help="exit with 1 where something is this bad: breaking, potentially-breaking or any",
    )  # fmt: skip
    diff.add_argument(
        "--as-of", type=_day, metavar="DATE",
        help="hold the sunsets of deprecated things against a day (default: against none)",
    )  # fmt: skip
    diff.set_defaults(run=_diff)

    rules = commands.add_parser("rules", help="list what engross diff can find, or explain a rule")
    rules.add_argument("rule", nargs="?", metavar="ID", help="the rule to explain (default: list)")
    rules.set_defaults(run=_rules)

    release = commands.add_parser(
        "release",
        help="give a provider's package the version that follows from what changed",
        description="Compare the spec of PROVIDER with its last release, raise the version, write"
        " the changelog, freeze the spec and generate the package: all of it or nothing.",
    )
    release.add_argument("provider", metavar="PROVIDER", help="a provider's name")
    release.add_argument(
        "--config", type=Path, metavar="FILE",
        help="levels and findings to ignore as this project decided, as for diff",
    )  # fmt: skip
    release.add_argument("--dry-run", action="store_true", help="write nothing; say what would be")
    release.set_defaults(run=_release)

    trace = commands.add_parser(
        "trace",
        help="hold specs against the pages they were transcribed from, and pages against new ones",
        description="Compare the spec of each PROVIDER with the snapshots in its sources/, both"
        " ways; with --page or --fetch say what a new revision of a page changes.",
    )
    trace.add_argument("providers", nargs="*", metavar="PROVIDER", help="(default: every provider)")
    trace.add_argument(
        "--html", type=Path, metavar="FILE", help="write page and spec side by side, to look at"
    )
    news = trace.add_mutually_exclusive_group()
    news.add_argument(
        "--page", type=Path, metavar="FILE", help="a page as it is now, saved from the site"
    )
    news.add_argument(
        "--fetch", action="store_true", help="download the pages from the addresses in sources.yaml"
    )
    trace.add_argument("--id", metavar="ID", help="which page of sources.yaml --page is")
    trace.add_argument(
        "--patch", action="store_true", help="print what to change in the spec, as a unified diff"
    )
    trace.add_argument(
        "--accept", action="store_true",
        help="take the new page over: snapshot, sources.yaml and the patched spec",
    )  # fmt: skip
    trace.set_defaults(run=_trace)

    mock = commands.add_parser(
        "mock",
        help="serve a document: requests are checked, answers are examples or made up",
        description="Serve TARGET until interrupted. 'Prefer: code=404', 'example=NAME',"
        " 'error=NAME' and 'chaos=NAME' choose the answer. Needs 'pip install engross[mock]'.",
    )
    mock.add_argument("target", metavar="TARGET", help="a provider's name or a document's path")
    mock.add_argument(
        "--host", default="127.0.0.1", help="the address to listen on (default: 127.0.0.1)"
    )
    mock.add_argument(
        "--port", type=_port, default=4010, help="its port; 0 for any that is free (default: 4010)"
    )
    mock.add_argument(
        "--seed",
        type=int,
        default=0,
        metavar="N",
        help="another makes up other values (default: 0)",
    )
    mock.add_argument(
        "--chaos", action="store_true",
        help="let every second request go wrong: dropped, late, torn, with unknown values",
    )  # fmt: skip
    _add_reading(mock)
    mock.set_defaults(run=_mock)

    show = commands.add_parser("show", help="print what was read from a document, as JSON")
    show.add_argument("target", metavar="TARGET", help="a provider's name or a document's path")
    _add_reading(show)
    show.set_defaults(run=_show)
    return parser


def _add_reading(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--keep-going", action="store_true",
        help="for a document outside specs/: leave out what cannot be read, name it, exit with 1",
    )  # fmt: skip
    command.add_argument(
        "--allow-remote-refs", action="store_true",
        help="for such a document: fetch what a $ref of it names by http",
    )  # fmt: skip


def _positive(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return number


def _port(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() else 65536
    if number > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: write 0 to 65535")
    return number


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date: write YYYY-MM-DD") from None


def _generate(options: argparse.Namespace) -> int:
    from engross.generate import generate_all, summary
    from engross.provider import find_targets

    targets = find_targets(
        Path(), options.targets, output=options.output, package=options.package,
        keep_going=options.keep_going, remote=options.allow_remote_refs,
    )  # fmt: skip
    outcomes = generate_all(
        targets, check=options.check, jobs=options.jobs, scheduler=options.dask
    )  # fmt: skip
    for outcome in outcomes:
        _print_warnings(outcome.warnings)
    code = _print_outcomes(outcomes, check=options.check)
    if options.output is not None and len(outcomes) > 1:
        print(summary(outcomes))
    return code


def _print_warnings(warnings: Iterable[Problem]) -> None:
    for text in told(warnings):
        print(text, file=sys.stderr)


def _print_outcomes(outcomes: Sequence[Outcome], *, check: bool) -> int:
    for outcome in outcomes:
        print(outcome.summary(), file=sys.stderr if outcome.failed else sys.stdout)
    if any(outcome.failed for outcome in outcomes):
        return UNUSABLE
    if any(outcome.losses for outcome in outcomes):
        return FINDINGS
    return FINDINGS if check and any(outcome.changes for outcome in outcomes) else FINE


def _new(options: argparse.Namespace) -> int:
    from engross.scaffold import scaffold

    for path in scaffold(Path(), options.provider):
        print(path)
    print(f"next: fill in the spec, then run 'engross generate {options.provider}'")
    return FINE


def _check(options: argparse.Namespace) -> int:
    from engross.generate import generate_all
    from engross.load import lint_all
    from engross.provider import find_providers

    targets = find_providers(Path(), options.providers)
    problems, usable = lint_all(targets)
    for problem in problems:
        print(problem)
    code = _print_outcomes(generate_all(usable, check=True, jobs=1), check=True)
    if len(usable) < len(targets):
        return UNUSABLE
    return max(code, FINDINGS) if problems else code


def _diff(options: argparse.Namespace) -> int:
    from engross.diff import (
        FORMATS,
        Level,
        Profile,
        compare,
        opened,
        read_overrides,
        since_release,
        to_text,
    )
    from engross.spec import without_collector
    from engross.write import write_file

    today = options.as_of or date.today()
    overrides = None if options.config is None else read_overrides(options.config, today)
    words = options.base, options.revision
    if options.revision is None:
        words = since_release(Path(), options.base)
    if options.output is not None and options.output.resolve() in [
        Path(w).resolve() for w in words
    ]:
        raise EngrossError(f"--output is {options.output}, which is one of the two documents")
    with (
        without_collector(),
        opened(Path(), words[0]) as base,
        opened(Path(), words[1]) as revision,
    ):
        for side in (base, revision):
            lost = side.api.unread
            _print_warnings(p for p in side.reading.problems if p.is_error or p.pointer in lost)
        report = compare(
            base, revision, Profile(options.profile), options.as_of,
            expanded=options.expand, overrides=overrides,
        )  # fmt: skip
        if options.output is not None:
            write_file(options.output, FORMATS[options.format](report) + "\n")
        elif options.format == "text":
            print(to_text(report, color=_is_colored()))
        else:
            print(FORMATS[options.format](report))
    floor = {
        "breaking": Level.BREAKING,
        "potentially-breaking": Level.POTENTIALLY_BREAKING,
        "any": Level.ANNOTATION,
    }.get(options.fail_on)
    met = floor is not None and report.level is not None and report.level >= floor
    return FINDINGS if met else FINE


def _rules(options: argparse.Namespace) -> int:
    from engross.diff import rule_table, rule_text

    print(rule_table() if options.rule is None else rule_text(options.rule))
    return FINE


def _is_colored() -> bool:
    """Whether to use colours (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _release(options: argparse.Namespace) -> int:
    from datetime import date

    from engross.diff import read_overrides
    from engross.release import release

    today = date.today()
    overrides = None if options.config is None else read_overrides(options.config, today)
    done = release(
        Path(), options.provider, today, overrides=overrides, dry_run=options.dry_run
    )  # fmt: skip
    print(done.summary())
    return FINE


def _trace(options: argparse.Namespace) -> int:
    from engross import trace
    from engross.provider import find_providers

    targets = find_providers(Path(), options.providers)
    renews = options.page is not None or options.fetch
    if len(targets) != 1 and (options.page is not None or options.html is not None):
        raise EngrossError("--page and --html go with exactly one PROVIDER")
    if (options.patch or options.accept) and not renews:
        raise EngrossError("--patch and --accept go with --page or --fetch")
    if options.html is not None and renews:
        raise EngrossError("--html shows spec and snapshots: it goes without --page and --fetch")
    codes = [
        trace.renew(
            target, date.today(), file=options.page, page_id=options.id,
            patch=options.patch, accept=options.accept,
        )
        if renews
        else trace.report(target, options.html)
        for target in targets
    ]  # fmt: skip
    return FINDINGS if any(codes) else FINE


def _mock(options: argparse.Namespace) -> int:
    from engross.mock import Mock, serve

    loaded = _loaded(options)
    mock = Mock(loaded.api, loaded.examples, seed=options.seed)
    serve(
        mock, host=options.host, port=options.port,
        chaos=options.seed if options.chaos else None,
        told=lambda url: print(mock.welcome(url), flush=True),
    )  # fmt: skip
    return FINE


def _show(options: argparse.Namespace) -> int:
    from engross.show import to_json

    loaded = _loaded(options)
    print(to_json(loaded.api))
    return FINDINGS if any(warning.is_loss for warning in loaded.warnings) else FINE


def _loaded(options: argparse.Namespace) -> Loaded:
    """Read a target, and tell what of it is odd."""
    from engross.load import load_target
    from engross.provider import find_targets

    (target,) = find_targets(
        Path(), [options.target], output=Path(),
        keep_going=options.keep_going, remote=options.allow_remote_refs,
    )  # fmt: skip
    loaded = load_target(target)
    _print_warnings(loaded.warnings)
    return loaded


if __name__ == "__main__":
    sys.exit(main())
