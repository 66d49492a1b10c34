"""The site's settings: what an administrator says of the gateway, under `gateway.jupyter.site`.

read.py           reads them from dask's configuration; what is broken is said and left out
plain.py          what YAML has given, as plain JSON of bounded size, templates filled in
check.py          holds that against the schema, part by part
site.schema.json  the schema, for editors too
quantity.py       numbers, sizes and times, or options that say them
normal.py         the form in which pages and programs are told
fault.py          what is wrong, and where
fit.py            what does not fit, within the settings and with the options of a gateway
"""

from .fit import contradictions, misfits, named_options, named_values, refusal, shown
from .read import NAME, Site, check_site, read_site

__all__ = [
    "NAME",
    "Site",
    "check_site",
    "contradictions",
    "misfits",
    "named_options",
    "named_values",
    "read_site",
    "refusal",
    "shown",
]
