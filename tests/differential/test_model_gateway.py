"""The gateway of tests/simulation beside a real one: the same requests, the same answers."""

import base64
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "python"))

from real_gateway import TIMEOUT_SECONDS, started  # noqa: E402

SEQUENCES = 200
# Each sequence has a user of its own, so that none sees another's clusters.
AT_ONCE = 6


def test_the_model_answers_as_the_gateway_does(tmp_path):
    sequences = from_the_model(tmp_path / "sequences.jsonl")
    assert len(sequences) == SEQUENCES
    with started(tmp_path, HERE / "model_gateway_config.py") as gateway:

        def difference(item):
            number, steps = item
            return Conversation(gateway.address, f"user{number}").difference(steps)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            found = [text for text in pool.map(difference, enumerate(sequences)) if text]
    assert not found, "\n\n".join(found)


def from_the_model(file):
    """Lists of steps: see `sequence` in tests/simulation/sequences.rs."""
    env = {**os.environ, "SIMULATION_SEQUENCES": str(SEQUENCES), "SIMULATION_FILE": str(file)}
    command = ["cargo", "test", "--quiet", "--profile", "simulation", "--test", "simulation", "sequences"]
    subprocess.run(command, cwd=HERE.parents[1], env=env, check=True, capture_output=True)
    return [json.loads(line) for line in file.read_text().splitlines()]


class Conversation:
    """One user of the real gateway."""

    def __init__(self, address, user):
        self.address = address
        login = base64.b64encode(f"{user}:s3cret".encode()).decode()
        self.headers = {"Authorization": f"Basic {login}", "Content-Type": "application/json"}
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        self.names = []

    def difference(self, steps):
        """What is answered otherwise than by the model; None: nothing."""
        for number, step in enumerate(steps):
            if "cluster" in step:
                got = self.wait(step["cluster"], step["state"])
                expected = step["state"]
            else:
                got = self.answer(step["method"], step["path"], step["body"])
                expected = (step["status"], kind_of(step["kind"]), read(step["kind"], step["answer"]))
            if not is_same(expected, got):
                return f"{self.told(steps[: number + 1])}\nthe model: {expected}\nthe gateway: {got}"
        return None

    @staticmethod
    def told(steps):
        """A line for each step."""
        line = "{method} {path} {body}".format_map
        return "\n".join(line(step) if "path" in step else f"wait for {step}" for step in steps)

    def answer(self, method, path, body):
        """The status, content type and content, in which clusters are called by their places."""
        status, kind, text = self.send(method, path, body)
        if status == 201:
            self.names.append(json.loads(text)["name"])
        for place, name in enumerate(self.names):
            text = text.replace(name, f"${place}")
        return status, kind_of(kind), read(kind, text)

    def send(self, method, path, body):
        for place, name in enumerate(self.names):
            path = path.replace(f"${place}", name)
        data = None if body is None else body.encode()
        request = urllib.request.Request(f"{self.address}/{path}", data, self.headers, method=method)
        try:
            with self.opener.open(request, timeout=TIMEOUT_SECONDS) as reply:
                return reply.status, reply.headers["Content-Type"] or "", reply.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers["Content-Type"] or "", error.read().decode()

    def wait(self, cluster, state):
        """Its state in the end."""
        deadline = time.monotonic() + TIMEOUT_SECONDS
        while True:
            got = json.loads(self.send("GET", f"api/v1/clusters/{cluster}?wait", None)[2])["status"]
            if got == state or time.monotonic() > deadline:
                return got
            time.sleep(0.05)


def kind_of(content_type):
    return content_type.partition(";")[0]


def read(content_type, text):
    """Errors that are no JSON have words of the server's framework."""
    return json.loads(text) if kind_of(content_type) == "application/json" else None


def is_same(expected, got):
    """Whether the two are the same but for times, keys, and a stop that is over already."""
    if isinstance(expected, dict) and isinstance(got, dict):
        if expected.get("status") == "STOPPING" and got.get("status") in ("STOPPED", "FAILED"):
            got = {**got, "status": "STOPPING", "stop_time": None}
        return expected.keys() == got.keys() and all(
            is_alike(name, expected[name], got[name]) for name in expected
        )
    if isinstance(expected, tuple):
        return len(expected) == len(got) and all(map(is_same, expected, got))
    return expected == got


def is_alike(name, expected, got):
    if name in ("start_time", "stop_time"):
        return type(expected) is type(got)
    return name in ("tls_cert", "tls_key") or is_same(expected, got)
