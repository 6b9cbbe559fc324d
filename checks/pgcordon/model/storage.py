"""Supabase's storage: buckets, which are rows rather than objects of the database."""

import msgspec

from pgcordon.model.spans import Span


class Bucket(msgspec.Struct, frozen=True):
    """A row of `storage.buckets`. `name` is its id; whoever knows a file's path reads it if the bucket is `public`."""

    name: str
    public: bool = False
    defined: Span | None = None
