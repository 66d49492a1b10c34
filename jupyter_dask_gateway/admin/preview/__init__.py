"""`jupyter dask-gateway preview`: the form in a page of its own, as a user would see it.

server.py  serves the page, its options, and what the gateway would say to choices
page.py    the page
browser.py opens it
static/    its script and its style
"""
