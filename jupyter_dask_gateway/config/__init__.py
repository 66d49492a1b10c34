"""What dask's configuration says of the gateway, read as dask_gateway's own client reads it.

address.py      which addresses may be used and shown
connection.py   where the gateway is and how to log in there
public.py       the published config: what a page may know of it
dask_config.py  reading one setting, templates resolved
errors.py       a setting that is missing or cannot be used
"""
