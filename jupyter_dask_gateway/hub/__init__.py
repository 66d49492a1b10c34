"""`python -m jupyter_dask_gateway.hub`: a service of JupyterHub with the form and the clusters.

No Jupyter server of the user's needs to run for it.

<prefix>/                                     logs in and leads to the user's page (GET)
<prefix>/user/<name>/                         the page (GET)
<prefix>/user/<name>/server                   whether the user's server runs (GET)
<prefix>/user/<name>/dask-gateway/config      what dask's configuration says (GET)
<prefix>/user/<name>/dask-gateway/api/…       the gateway's /api/…, with the user's token (GET, POST, DELETE)
<prefix>/user/<name>/dask-gateway/clusters/…  what a scheduler tells (GET)
<prefix>/oauth_callback                       the end of the hub's login (GET)
<prefix>/files/…                              scripts and styles, for everybody (GET)
<prefix>/health                               that it listens, for everybody (GET)
<prefix>/metrics                              for Prometheus, with a token of the hub's (GET)

The user's name stands in the path so that a page of one user never acts for another who logs in beside it in
the same browser, and so that tabs and what the browser keeps are one user's own.

app.py         the program: what it is configured by, start and stop
shared.py      what all routes have
users.py       who a request is of, asked from the hub
handler.py     headers, login and refusals of all routes
routes.py      the pass-through for each user
pages.py       the page, the login's end and pages for errors
files.py       scripts and styles
metrics.py     what Prometheus reads
refusals.py    what is said when something is not to be
static/        the page's style
"""
