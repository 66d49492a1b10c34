"""What administrators run before they deploy a configuration of the gateway: `lint` and `preview`.

source.py    what is named on the command line: a configuration file, a gateway's address, a saved reply
sandbox.py   runs a configuration file, in a process of its own with limits
in_child/    what that process does: reads the file with dask-gateway-server's own code and tries its handler
site_file.py the site's settings, from a file
facts.py     what was found out there, and who the form is for
rules/       what is wrong with it, rule by rule
lint.py      all rules, in order; report.py writes their findings down
preview/     the form in a page, as a user would see it
"""
