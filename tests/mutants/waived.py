"""Faults that nothing can notice, and why. A reason dies with the line that it is about."""

from __future__ import annotations

from typing import Final

WAIVED: Final[dict[tuple[str, str, str], str]] = {
    (
        "_runtime/response.py",
        "argument dropped",
        "problems = error.errors(include_input=False, include_url=False)",
    ): "of a problem its place and its message are read, and neither depends on the context",
    (
        "_runtime/reader.py",
        "flag flipped",
        'message = error.errors(include_url=True)[0]["msg"]',
    ): "the message is read, never the URL",
    **dict.fromkeys(
        (
            (
                "_runtime/response.py",
                "flag flipped",
                (
                    "problems = error.errors(include_input=False, include_url=True,"
                    " include_context=False)"
                ),
            ),
            (
                "_runtime/response.py",
                "flag flipped",
                (
                    "problems = error.errors(include_input=True, include_url=False,"
                    " include_context=False)"
                ),
            ),
            (
                "_runtime/response.py",
                "flag flipped",
                (
                    "problems = error.errors(include_input=False, include_url=False,"
                    " include_context=True)"
                ),
            ),
            (
                "_runtime/reader.py",
                "argument dropped",
                'message = error.errors()[0]["msg"]',
            ),
            (
                "_runtime/headers.py",
                "flag flipped",
                'problem = error.errors(include_input=True, include_url=False)[0]["msg"]',
            ),
            (
                "_runtime/headers.py",
                "flag flipped",
                'problem = error.errors(include_input=False, include_url=True)[0]["msg"]',
            ),
            (
                "_runtime/headers.py",
                "argument dropped",
                'problem = error.errors(include_url=False)[0]["msg"]',
            ),
            (
                "_runtime/headers.py",
                "argument dropped",
                'problem = error.errors(include_input=False)[0]["msg"]',
            ),
            (
                "_runtime/webhook.py",
                "argument dropped",
                "problems = error.errors(include_url=False, include_context=False)",
            ),
            (
                "_runtime/webhook.py",
                "flag flipped",
                (
                    "problems = error.errors(include_input=True, include_url=False,"
                    " include_context=False)"
                ),
            ),
            (
                "_runtime/webhook.py",
                "argument dropped",
                "problems = error.errors(include_input=False, include_context=False)",
            ),
            (
                "_runtime/webhook.py",
                "flag flipped",
                (
                    "problems = error.errors(include_input=False, include_url=True,"
                    " include_context=False)"
                ),
            ),
            (
                "_runtime/webhook.py",
                "argument dropped",
                "problems = error.errors(include_input=False, include_url=False)",
            ),
            (
                "_runtime/webhook.py",
                "flag flipped",
                (
                    "problems = error.errors(include_input=False, include_url=False,"
                    " include_context=True)"
                ),
            ),
        ),
        "of a problem its place and its message are read, and nothing else",
    ),
    **dict.fromkeys(
        (
            (
                "_runtime/reader.py",
                "flag flipped",
                (
                    "members[name] = known.get_default(call_default_factory=False,"
                    " validated_data={})"
                ),
            ),
            (
                "_runtime/reader.py",
                "argument dropped",
                "members[name] = known.get_default(validated_data={})",
            ),
            (
                "_runtime/reader.py",
                "argument dropped",
                "members[name] = known.get_default(call_default_factory=True)",
            ),
        ),
        "no default of these models is made by a function that looks at other members",
    ),
    (
        "_runtime/reader.py",
        "argument dropped",
        "pairs = enumerate(zip(kinds, value))",
    ): "two lines before, both are of one length",
    (
        "_runtime/reader.py",
        "flag flipped",
        "pairs = enumerate(zip(kinds, value, strict=False))",
    ): "two lines before, both are of one length",
    **dict.fromkeys(
        (
            (
                "_runtime/request.py",
                "argument dropped",
                "for name, following in zip(pieces[::2], pieces[1::2]):",
            ),
            (
                "_runtime/request.py",
                "flag flipped",
                "for name, following in zip(pieces[::2], pieces[1::2], strict=False):",
            ),
        ),
        "names and the texts after them come in pairs of one expression",
    ),
    (
        "_runtime/body.py",
        "number changed",
        "boundary = secrets.token_hex(17)",
    ): "a boundary of two characters more divides as well",
    **dict.fromkeys(
        (
            (
                "_runtime/adapter.py",
                "flag flipped",
                "return value.model_dump(by_alias=True, exclude_unset=True, warnings=True)",
            ),
            (
                "_runtime/adapter.py",
                "argument dropped",
                "return value.model_dump(by_alias=True, exclude_unset=True)",
            ),
        ),
        "models of a package tell of no warnings; only another's would",
    ),
    (
        "_runtime/client.py",
        "number changed",
        "self._process = 1",
    ): "as long as there is no client of our own, nobody asks whose it is",
    (
        "_runtime/model.py",
        "number changed",
        (
            "_DEPTH = 6001 # frames, of some 35 a level: three times less than a thread's stack can"
            " take"
        ),
    ): "a frame more is no level more",
    **dict.fromkeys(
        (
            (
                "_runtime/depth.py",
                "statement dropped",
                "pass # definitions.append(build(model))",
            ),
            ("_runtime/depth.py", "answer emptied", "return None # return True"),
            (
                "_runtime/depth.py",
                "number changed",
                "return schema if _building.depth > 2 else _completed(schema, handler, build)",
            ),
        ),
        "pydantic 2.14 keeps what it has built and takes it twice; only 2.11 nests deeper without",
    ),
    **dict.fromkeys(
        (
            (
                "_runtime/errors.py",
                "statement dropped",
                "pass # super().__init__(message)",
            ),
            ("_runtime/errors.py", "statement dropped", "pass # super().__init__(place)"),
            ("_runtime/webhook.py", "statement dropped", "pass # super().__init__(message)"),
            ("_runtime/items.py", "statement dropped", "pass # super().__init__(str(problem))"),
        ),
        "what an exception is made with, Python has kept in its `args` before that",
    ),
    **dict.fromkeys(
        (
            ("_runtime/parameters.py", "text changed", '_RESERVED = ":/?@!$\'()*,;=_"'),
            ("_runtime/operation.py", "text changed", '_PATH_SAFE = "/:@!$&\'()*+,;=?%_"'),
            (
                "_runtime/security.py",
                "text changed",
                "for form in (secret, quote(secret, safe='_')):",
            ),
        ),
        "an underscore is never quoted",
    ),
    **dict.fromkeys(
        (
            (
                "_runtime/codec.py",
                "text changed",
                'seconds = f"{value.seconds}.{value.microseconds:06d}".rstrip("0").rstrip(\'._\')',
            ),
            (
                "_runtime/codec.py",
                "text changed",
                'seconds = f"{value.seconds}.{value.microseconds:06d}".rstrip(\'0_\').rstrip(".")',
            ),
            ("_runtime/wire.py", "text changed", "number = Decimal('NaN_')"),
        ),
        "there is no underscore in the digits of seconds, and Python passes over it in a number",
    ),
    **dict.fromkeys(
        (
            ("_runtime/charsets.py", "text changed", "return _codec(name) or 'utf-8_'"),
            (
                "_runtime/charsets.py",
                "text changed",
                "name = told[2] if told else own[1].decode() if own else 'utf-8_'",
            ),
        ),
        "Python knows the encoding by that name too",
    ),
    (
        "_runtime/response.py",
        "text changed",
        "return charset_of(self.headers.get(\"content-type\", '_'), self.content)",
    ): "neither text names an encoding",
    (
        "_runtime/wire.py",
        "text changed",
        "if not text.lstrip('+-_').startswith(\"P\"):",
    ): "what begins with an underscore pydantic reads as no duration either",
    (
        "_runtime/model.py",
        "argument dropped",
        (
            "problem = InitErrorDetails(type=PydanticCustomError('json_invalid',"
            " 'Invalid JSON: {error}', {'error': str(error)}))"
        ),
    ): "where no input is told of there is None as well",
    (
        "_runtime/deprecation.py",
        "text changed",
        "_DECORATORS = (\"typing_extensions.\", 'warnings._')",
    ): "before Python 3.13 the decorator is that of `typing_extensions`",
    ("_runtime/drift.py", "flag flipped", "lenient: bool = True"): (
        "a client always says whether it is lenient"
    ),
    (
        "_runtime/headers.py",
        "answer emptied",
        "return None # return cast('T', None)",
    ): "a `cast` gives what it is given",
    **dict.fromkeys(
        (
            (
                "_runtime/depth.py",
                "comparison turned",
                "return schema if _building.depth <= 1 else _completed(schema, handler, build)",
            ),
            (
                "_runtime/depth.py",
                "condition turned",
                (
                    "return schema if not (_building.depth > 1) else _completed(schema, handler,"
                    " build)"
                ),
            ),
        ),
        "the innermost model builds what was postponed, as deep as the outermost would",
    ),
    ("_runtime/codec.py", "text changed", "WIRE: Final[Any] = 'wire_'"): (
        "a mode of pydantic's that is ours alone, whatever it is called"
    ),
    **dict.fromkeys(
        (
            ("_runtime/model.py", "text changed", "_STRICT = 'strict_'"),
            (
                "_runtime/model.py",
                "flag flipped",
                'definition["metadata"] = metadata | {_STRICT: False}',
            ),
        ),
        "a mark of which nothing is asked but whether it is there",
    ),
    **dict.fromkeys(
        (
            ("_runtime/paging.py", "text changed", "parameter: str = '_'"),
            ("_runtime/security.py", "text changed", "parameter: str = '_'"),
        ),
        "it is read of the kinds alone that are given one",
    ),
    (
        "_runtime/response.py",
        "argument dropped",
        "problems = error.errors(include_url=False, include_context=False)",
    ): "of a problem its place and its message are read, and nothing else",
    (
        "_runtime/parameters.py",
        "text changed",
        "units = found[0].encode('utf-16-be_').hex(\" \", 2).split()",
    ): "Python knows the encoding by that name too",
    (
        "_runtime/paging.py",
        "text changed",
        "found: Any = next(_next_links(page.headers.get(\"link\", '_')), None)",
    ): "neither text has a link in it",
    (
        "_runtime/charsets.py",
        "text changed",
        (
            '_NO_CHARSETS = frozenset({\'idna_\', "punycode", "raw-unicode-escape",'
            ' "unicode-escape"})'
        ),
    ): "where errors are to be passed over, Python's `idna` refuses to decode",
    (
        "_runtime/itemised.py",
        "answer emptied",
        "return None # return 'Itemised(...)'",
    ): "it is no variable of a frame that an exception shows, and is given to nobody",
    (
        "_runtime/uploads.py",
        "statement dropped",
        "pass # raise NotImplementedError",
    ): "each kind of body gives its own pieces",
    **dict.fromkeys(
        (
            (
                "_runtime/content.py",
                "flag flipped",
                "return prepared._replace(content=content, headers=whole, shared=True)",
            ),
            ("_runtime/request.py", "flag flipped", "shared=True,"),
            (
                "_runtime/content.py",
                "argument dropped",
                "return prepared._replace(content=content, headers=whole)",
            ),
        ),
        "headers taken for shared are kept with what they are laid out as: only memory is lost",
    ),
    (
        "_runtime/transport.py",
        "text changed",
        (
            "chosen = http is not None and not http.headers.get(\"user-agent\", '_').startswith("
            '"python-httpx/")'
        ),
    ): "neither text is httpx's own User-Agent",
    (
        "_runtime/uploads.py",
        "number changed",
        "_CHUNK = 65537",
    ): "how much of a file is read at a time is nobody's to see",
    **dict.fromkeys(
        (
            ("_runtime/model.py", "text changed", "return 'boolean_'"),
            ("_runtime/model.py", "text changed", "return 'number_'"),
        ),
        "the words for kinds are compared with each other alone, and stay distinct",
    ),
    (
        "_runtime/response.py",
        "text changed",
        "name = operation.envelope.success if operation.envelope is not None else '_'",
    ): "only where there is an envelope does an answer fail whose status says success",
}
"""File, operator, how the line reads with the fault → why a caller cannot tell the difference."""
