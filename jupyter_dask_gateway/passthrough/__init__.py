"""The pass-through: a route from the browser, through the user's Jupyter server, to the gateway.

    <base>/dask-gateway/config                          what dask's configuration says (GET)
    <base>/dask-gateway/api/…                           the gateway's /api/… (GET, POST, DELETE)
    <base>/dask-gateway/clusters/<name>/json/…          a scheduler's numbers (GET)

It adds the credentials that `dask_gateway.auth` would send, so no token ever enters the page. It
leads to the configured address and nowhere else. Accept, Content-Type and the body go up; status,
Content-Type and the body come back, less the clusters' TLS keys.

    app.py            the extension application: routes, configurable limits, start and stop
    handlers.py       tornado's side: login, XSRF, activity, what is read and written
    paths.py          which paths and queries may pass
    passing.py        what may pass where there are no routes: from the widget, in a kernel
    place.py          which of the two programs this is
    errors.py         our own errors, and the table of their ids and statuses
    request.py        what goes up and what comes back
    limits.py         time limits and sizes
    startup.py        loads the modules below in a thread: their imports take half a second
    client.py         aiohttp's side: one request to the gateway
    failures.py       what to say when there is no answer
    credentials.py    the authentication exchange
    connection.py     dask's configuration of where the gateway is and how to log in
    public_config.py  dask's configuration as the browser may see it
    dask_config.py    reading one setting, templates resolved
    redaction.py      cutting the TLS members out of JSON text
"""
