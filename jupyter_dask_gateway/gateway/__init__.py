"""Requests to the Dask Gateway: what server extension, widget, list and doctor have in common.

It adds the credentials that `dask_gateway.auth` would send, so no token ever enters the page. It
leads to the configured address and nowhere else. Accept, Content-Type and the body go up; status
and JSON come back, less the clusters' TLS keys.

Nothing here knows tornado, jupyter_server or ipywidgets.

    client.py       aiohttp's side: one request to the gateway
    connector.py    connections that are read a little at a time
    lazy_client.py  imports the client in a thread: its imports take half a second
    background.py   the thread in which a kernel or a script asks, and the clients that are shared there
    relay.py        a page's request without HTTP routes in front: from the widget, in a kernel
    request.py      what goes up and what comes back
    paths.py        which paths and queries may pass
    passable.py     which answers may be passed on
    pace.py         long work on the event loop, in slices
    limits.py       time limits and sizes
    credentials.py  the authentication exchange
    redaction.py    cutting the TLS members out of JSON text
    option_spec.py  the options that a gateway publishes, checked
    errors.py       our own errors, and the table of their ids and statuses
    failures.py     what to say when there is no answer
"""
