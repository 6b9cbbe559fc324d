"""Reports of `pgcordon verify`, one file a format: `render(results, style) -> str`."""
