"""Supabase's storage: buckets, which are rows rather than objects of the database."""

from dataclasses import dataclass

from pgcordon.model.spans import Span


@dataclass(frozen=True, slots=True)
class Bucket:
    """A row of `storage.buckets`. `name` is its id; whoever knows a file's path reads it if the bucket is `public`."""

    name: str
    public: bool = False
    defined: Span | None = None
