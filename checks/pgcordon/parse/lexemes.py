"""Regular expressions for what PostgreSQL's scanner reads as one piece: for text that it refuses as a whole.

Source: the PostgreSQL manual, "Lexical Structure". To be compiled with VERBOSE, DOTALL and IGNORECASE.
"""

COMMENT = r"--[^\n]* | /\*.*?\*/"
QUOTED = r"""
      \be'(?:[^'\\]|\\.|'')*' | '(?:[^']|'')*' | "(?:[^"]|"")*"
    | (?<![\w$])(?P<tag>\$(?:[a-z_]\w*)?\$).*?(?P=tag)
"""
