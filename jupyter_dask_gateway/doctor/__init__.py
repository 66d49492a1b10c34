"""The connection doctor: what holds between here and the gateway, what does not, and what to do.

    <base>/dask-gateway/doctor       the findings as JSON (GET), for the browser's view
    jupyter dask-gateway doctor      the same from a terminal

It asks with the pass-through's own client and from the same configuration, so what it finds is what
the panel meets. Only the configured address is ever shown a credential.

    handler.py      the route
    command.py      the terminal's side
    examination.py  the order of the steps, and what each needs to hold
    shared.py       one examination at a time
    case.py         what the checks share and learn
    finding.py      what a check says
    report.py       findings as text and as JSON
    checks/         the checks
"""
