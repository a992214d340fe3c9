"""Where the frozen program starts."""

import sys

from kquant.cli import main

sys.exit(main())
