"""`python -m onefold` is `onefold`."""

import sys

from onefold.cli import main

sys.exit(main())
