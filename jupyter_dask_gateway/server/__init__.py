"""The server extension: the pass-through route, from the browser through the user's Jupyter server.

<base>/dask-gateway/config                          what dask's configuration says (GET)
<base>/dask-gateway/doctor                          what the doctor finds (GET)
<base>/dask-gateway/stop-with-server                clusters that are stopped when the server ends (GET, POST)
<base>/dask-gateway/worker-template                 code for dask-kubernetes, read without running it (POST)
<base>/dask-gateway/api/…                           the gateway's /api/… (GET, POST, DELETE)
<base>/dask-gateway/clusters/<name>/json/…          a scheduler's numbers (GET)

__main__.py                  prints what can be set
app.py                       the extension application: routes, configurable limits, start and stop
handlers.py                  login, XSRF and activity as jupyter_server has them; the rest is in pass_through/
doctor_handler.py            the doctor's route
stop_with_server.py          the clusters that end with the server
stop_with_server_handler.py  their route
worker_template_handler.py   the route of code for dask-kubernetes
"""
