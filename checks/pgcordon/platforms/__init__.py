"""Where a schema lives: its roles, its users, its functions, and how a request's claims reach a session."""

from importlib import import_module
from pathlib import Path

from pgcordon.platforms.platform import Platform

STAND_INS = Path(__file__).with_name("stand_ins")
"""Control files and scripts of extensions, for servers that do not bring the real ones."""


def get(name: str, **options: bool) -> Platform:
    """The platform of that name, made with its own options, such as `expose_new_tables` of supabase.

    Raises UnknownPlatform for a name or an option that does not exist.
    """
    module = import_module(f"pgcordon.platforms.{name}")
    platform: Platform = module.platform(**options)
    return platform
