"""Runs `engross`, as the command and as `python -m engross`."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the command of this process; Ctrl-C may come before there is anything to tidy up."""
    try:
        from engross import cli

        return cli.main()
    except KeyboardInterrupt:
        return 130  # As a shell says it; `engross.cli` does not get to its own.
    finally:
        # At its end Python looks for circles in all there is, which the system takes back anyway.
        gc.freeze()


if __name__ == "__main__":
    sys.exit(main())
