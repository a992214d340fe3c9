"""`python -m kquant` is the `kquant` command."""

import sys

from kquant.cli import main

sys.exit(main())
