"""`python -m jupyter_dask_gateway …` is `jupyter dask-gateway …`."""

import sys

from .cli.main import main

sys.exit(main())
