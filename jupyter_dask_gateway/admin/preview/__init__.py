"""`jupyter dask-gateway preview`: the form in a page of its own, as a user would see it.

server.py  serves the page and answers it as the gateway would, to whoever knows the address
page.py    the page
browser.py opens it
static/    its script and its style
"""
