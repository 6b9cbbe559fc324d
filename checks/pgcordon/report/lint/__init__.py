"""Reports of `pgcordon lint`: a module `as_<format>` with `render(result, style) -> str` for each format."""
