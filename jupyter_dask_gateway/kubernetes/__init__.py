"""Code for dask-kubernetes, read without running it: what its workers are, and the same for a gateway.

The text is parsed by Python's `ast`; nothing of it is imported or executed. What is not written down in it
as a value is not guessed: it is told as dropped, with the reason.

reading.py      the door: code → its clusters, or the worker template that the page's converter takes
source.py       notebook text → Python: magics hidden, nesting that would hurt the parser refused
program.py      one statement after another: names, settings, clusters
expressions.py  what an expression comes to, if that can be read from it
arguments.py    a call's arguments by their names
settings.py     what the code sets in dask's configuration
known_calls.py  what the functions of dask-kubernetes and of the Kubernetes client make
imports.py      what a name in the code stands for
clusters.py     KubeCluster(…) and what is done with it → a template
pods.py         a pod's or a worker's specification → a template
template.py     the template, and its JSON
errors.py       code that cannot be read
quantities.py   Kubernetes' and Dask's amounts
command_line.py what `dask-worker` is told
choice.py       a template → options of a gateway
byte_sizes.py   how many bytes an option's number counts
site.py         what the site's settings say of the options
edits.py        changes of a text
asking.py       how code asks its cluster for workers
rewrite.py      cells for dask-kubernetes → cells for a gateway
notebook.py     a notebook's file
"""
