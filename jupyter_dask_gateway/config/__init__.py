"""What dask's configuration says of the gateway, read as dask_gateway's own client reads it.

address.py         which addresses may be used and shown
connection.py      where the gateway is and how to log in there
target.py          what a program says instead of it
public_address.py  where browsers find the dashboards
options.py         the options of every cluster, each usable or not
named.py           what names a gateway that is not the configured one
code.py            the Python that makes it
public.py          the published config: what a page may know of it
dask_config.py     reading one setting, templates resolved
errors.py          a setting that is missing or cannot be used
"""
