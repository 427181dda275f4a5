"""Runs `engross`, as the command and as `python -m engross`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command of this process; Ctrl-C may come before there is anything to tidy up."""
    try:
        from engross import cli

        return cli.main()
    except KeyboardInterrupt:
        return 130  # As a shell says it; `engross.cli` does not get to its own.


if __name__ == "__main__":
    sys.exit(main())
