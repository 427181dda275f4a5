"""A server that behaves as a document says, to try a client against before there is another."""

from engross.mock.messages import Request, Response
from engross.mock.mock import Mock
from engross.mock.server import serve

__all__ = ["Mock", "Request", "Response", "serve"]
