"""Functions and views: code that runs with other rights than its caller's."""
