"""What a log says of a fault: where it happened and of which kind, never with which values.

A message quotes what failed: a database names the address that exists already, a parser the word
it could not read. So the log has every frame with its line of code, and no message.
"""

import traceback


def told(error: BaseException) -> str:
    """Return the kinds and frames of `error` and of what led to it, the first cause on top."""
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    frames = traceback.format_list(traceback.extract_tb(error.__traceback__))
    own = "".join([*frames, type(error).__qualname__])
    return own if earlier is None else f"{told(earlier)}\n\nled to\n\n{own}"
