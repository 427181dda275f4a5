"""Modules of a provider's own: optional parts of its package, which need more installed."""

from __future__ import annotations

import ast

from engross.errors import Problem, SpecError
from engross.provider.settings import Settings
from engross.provider.targets import Target


def read_extras(target: Target, settings: Settings | None) -> dict[str, str]:
    """Read the modules that `extras` of `provider.yaml` names: their texts, by name.

    Args:
        target: Whose modules.
        settings: What names them; None where that cannot be read.

    Raises:
        SpecError: One is not there, or is not Python.
    """
    if target.folder is None or settings is None:
        return {}
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for name in settings.extras:
        path = target.folder / f"{name}.py"
        try:
            # Line endings are those of the checkout and do not count.
            texts[name] = path.read_bytes().decode().replace("\r\n", "\n")
            ast.parse(texts[name])
        except OSError:
            message = f"there is no such file, but 'extras' names {name!r}"
            problems.append(Problem(message=message, file=str(path)))
        except UnicodeDecodeError as error:
            message = f"byte {error.start + 1} is not UTF-8: save it as UTF-8"
            problems.append(Problem(message=message, file=str(path)))
        except SyntaxError as error:
            message = f"this is not Python: {error.msg}"
            line, column = error.lineno or 0, error.offset or 0
            problems.append(Problem(message=message, file=str(path), line=line, column=column))
    if problems:
        raise SpecError(problems)
    return texts
