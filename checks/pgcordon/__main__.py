"""`python -m pgcordon`."""

import sys

from pgcordon.cli import main

sys.exit(main())
