"""Text in YAML, which we write by hand: a parser would be one more thing to install."""

import json
import re

_SPECIAL = re.compile(r": | #|:$|[^ -~]")


def scalar(text: str) -> str:
    """A value that begins with a letter: plain where that means the same, else in double quotes, as JSON has them.

    Source: YAML 1.2.2, "Plain Style".
    """
    return json.dumps(text) if _SPECIAL.search(text) else text
