/**
 * A real Prometheus reads what a Jupyter server and the page on a hub tell, as docs/operators.md says, and answers what stands there. In
 * `npm run test:matrix`, as it takes Debian's package.
 */
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { at, quietly } from "../../scripts/lib.mjs";
import { startHub } from "../../scripts/stack/hub.mjs";
import { startPrometheus } from "../../scripts/stack/prometheus.mjs";
import { labArguments, startStack } from "../../scripts/stack/stack.mjs";

const page = fs.readFileSync(at("docs/operators.md"), "utf8");
const blocks = (language) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "gms"))].map(
    ([, text]) => text,
  );
const queries = blocks("promql");
const OWN = "jupyter_dask_gateway_";

/** The page's blocks of YAML, as JavaScript has them. */
async function documented() {
  const program =
    "import json, sys, yaml; print(json.dumps([yaml.safe_load(it) for it in sys.argv[1:]]))";
  const { stdout } = await quietly("python", ["-c", program, ...blocks("yaml")]);
  return JSON.parse(stdout);
}

describe("Prometheus", { timeout: 300_000 }, () => {
  let folder;
  let starting = [];
  let stack;
  let hub;
  let prometheus;
  let rules;
  const write = (name, content) => {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    fs.writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const instant = async (query) => (await prometheus.ask("query", { query })).result;
  /** Asks again until it is so, for half a minute. */
  async function eventually(query, isSo) {
    let result;
    for (const end = Date.now() + 30_000; Date.now() < end; await sleep(500)) {
      result = await instant(query);
      if (isSo(result)) return result;
    }
    throw new Error(`${query}: ${JSON.stringify(result)}`);
  }
  const call = async (method, way, body) => {
    const headers = { Authorization: `token ${stack.token}` };
    const more = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${stack.lab}/dask-gateway/${way}`, { method, headers, ...more });
    const text = await response.text();
    return { status: response.status, body: text };
  };

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "monitoring-"));
    const found = await documented();
    const told = found.find(({ scrape_configs }) => scrape_configs);
    rules = found.find(({ groups }) => groups);
    const { data } = found.find(({ singleuser }) => singleuser).singleuser.extraFiles.metrics;
    const open = write("open.json", data);
    const command = (port, notebooks) => [
      ...["jupyter-lab", "--allow-root", `--config=${open}`],
      ...labArguments(port, notebooks),
    ];
    // As a user's server is where Prometheus needs no token.
    const more = {
      open: (port, notebooks) => ({
        command: command(port, notebooks),
        ready: `http://127.0.0.1:${port}/api`,
      }),
    };
    starting = [
      startStack({ more }).then((it) => {
        stack = it;
      }),
      startHub().then((it) => {
        hub = it;
      }),
    ];
    await Promise.all(starting);
    // The page's own text, but for where things are, and how often they are asked.
    const where = {
      "hub.example.org": new URL(hub.hub).host,
      "localhost:8888": new URL(stack.lab).host,
      "/etc/prometheus/hub-token": write("hub-token", hub.metricsToken),
      "/etc/prometheus/jupyter-token": write("jupyter-token", stack.token),
      "dask-gateway-rules.yaml": write("rules.yaml", rules),
    };
    let text = JSON.stringify(told);
    for (const [name, value] of Object.entries(where)) {
      assert.equal(text.split(name).length, 2, name);
      text = text.replace(name, value);
    }
    const config = JSON.parse(text);
    config.global = { scrape_interval: "1s", evaluation_interval: "1s" };
    config.scrape_configs.push({
      job_name: "open",
      static_configs: [{ targets: [new URL(stack.more.open).host] }],
    });
    await quietly("promtool", ["check", "config", write("prometheus.yaml", config)]);
    prometheus = await startPrometheus(config);
  });
  after(async () => {
    await Promise.allSettled(starting);
    await Promise.all([prometheus, stack, hub].map((each) => each?.stop()));
    fs.rmSync(folder, { recursive: true, force: true });
  });

  test("it reads all of them, with the token or without one", async () => {
    const result = await eventually("up == 1", ({ length }) => length === 3);
    const jobs = result.map(({ metric }) => metric.job).sort();
    assert.deepEqual(jobs, ["dask-clusters", "jupyter", "open"]);
    // It is the tokens that open the first two.
    for (const [address, status] of [
      [`${stack.lab}/metrics`, 403],
      [`${hub.clustersPage}metrics`, 403],
      [`${stack.more.open}/metrics`, 200],
    ]) {
      assert.equal((await fetch(address)).status, status, address);
    }
  });

  test("it counts what was done, and the page's queries have answers", async () => {
    const clusters = "api/v1/clusters/";
    const counted = (action, outcome) =>
      `sum(${OWN}cluster_actions_total{job="jupyter",action="${action}",outcome="${outcome}"})`;
    /** Twice, for the first sample of a series is no increase. */
    for (const turn of [1, 2]) {
      const launched = await call("POST", clusters, { cluster_options: {} });
      assert.equal(launched.status, 201, launched.body);
      const { name } = JSON.parse(launched.body);
      assert.equal((await call("POST", clusters, { cluster_options: { no: 1 } })).status, 422);
      assert.equal((await call("GET", "no/such/path")).status, 404);
      assert.equal((await call("DELETE", clusters + name)).status, 204);
      for (const [action, outcome] of [
        ["launch", "success"],
        ["launch", "gateway-refused"],
        ["stop", "success"],
      ]) {
        await eventually(counted(action, outcome), ([it]) => Number(it?.value[1]) === turn);
      }
    }
    // Of the page on the hub, without a login.
    const anonymous = `${hub.clustersPage}user/alice/dask-gateway/${clusters}`;
    const { status } = await fetch(anonymous);
    assert.equal(status, 403);
    const refused = `${OWN}requests_total{job="dask-clusters",outcome="not-allowed"}`;
    await eventually(refused, ([it]) => it?.metric.route === clusters);

    assert.equal(queries.length, 3);
    const positive = (result) => result.length > 0 && result.some(({ value }) => value[1] > 0);
    const [failed, launches, [wait]] = await Promise.all(
      queries.map((query) => eventually(query, positive)),
    );
    assert.deepEqual(
      failed.map(({ metric: { outcome } }) => outcome),
      ["bad-path"],
    );
    const outcomes = launches.map(({ metric: { outcome } }) => outcome).sort();
    assert.deepEqual(outcomes, ["gateway-refused", "success"]);
    assert(Number(wait.value[1]) > 0 && Number(wait.value[1]) < 60, wait.value[1]);
  });

  test("no label has a name of anybody or of a cluster", async () => {
    const series = await prometheus.ask("series", { "match[]": `{__name__=~"${OWN}.*"}` });
    assert(series.length > 20);
    const text = JSON.stringify(series);
    assert.doesNotMatch(text, /[0-9a-f]{8}|alice|bob|demo/);
    const labels = new Set(series.flatMap((each) => Object.keys(each)));
    const own = ["action", "le", "method", "outcome", "route"];
    assert.deepEqual([...labels].sort(), ["__name__", ...own, "instance", "job"].sort());
  });

  test("its own tool finds no fault with their names and texts", async () => {
    const reads = [
      [`${stack.lab}/metrics`, stack.token],
      [`${hub.clustersPage}metrics`, hub.metricsToken],
    ];
    for (const [address, token] of reads) {
      const response = await fetch(address, { headers: { Authorization: `Bearer ${token}` } });
      const lines = (await response.text()).split("\n");
      const ours = lines.filter((line) => new RegExp(`^(# \\w+ )?${OWN}`).test(line));
      assert(ours.length > 20);
      const file = write("metrics.txt", `${ours.join("\n")}\n`);
      await quietly("sh", ["-c", 'promtool check metrics < "$1"', "sh", file]);
    }
  });

  test("the rules are taken, and tell of what they are for and of nothing else", async () => {
    await quietly("promtool", ["check", "rules", path.join(folder, "rules.yaml")]);
    const { groups } = await prometheus.ask("rules");
    const health = groups.flatMap((each) => each.rules.map(({ health }) => health));
    assert.deepEqual([...new Set(health)], ["ok"]);

    const alerts = rules.groups.flatMap((each) => each.rules);
    const names = alerts.map(({ alert }) => alert);
    /** What is to be told of these samples, of an hour. */
    const unit = (samples, told) => ({
      interval: "1m",
      input_series: Object.entries(samples).map(([series, values]) => ({ series, values })),
      alert_rule_test: names.map((alertname) => ({
        eval_time: "50m",
        alertname,
        exp_alerts: (told[alertname] ?? []).map(([labels, annotations]) => ({
          exp_labels: { ...alerts.find(({ alert }) => alert === alertname).labels, ...labels },
          exp_annotations: { ...annotations },
        })),
      })),
    });
    const requests = (outcome) =>
      `${OWN}requests_total{job="a",method="GET",route="config",outcome="${outcome}"}`;
    const launches = (outcome) =>
      `${OWN}cluster_actions_total{job="a",action="launch",outcome="${outcome}"}`;
    const bucket = (le) =>
      `${OWN}request_duration_seconds_bucket{job="a",method="GET",route="api/v1/clusters/",le="${le}"}`;
    const usual = {
      [requests("success")]: "0+60x60",
      [requests("gateway-refused")]: "0+60x60",
      [launches("success")]: "0+1x60",
      [launches("gateway-refused")]: "0+1x60",
      [bucket("1")]: "0+60x60",
      [bucket("10")]: "0+60x60",
      [bucket("+Inf")]: "0+60x60",
      'up{job="dask-clusters",instance="hub"}': "1x60",
    };
    const summary = (text) => ({ summary: text });
    const tests = [
      unit(usual, {}),
      unit(
        { ...usual, [requests("unreachable")]: "0+40x60" },
        {
          DaskGatewayRequestsFail: [
            [{ job: "a" }, summary("25% of requests to the Dask Gateway fail (a)")],
          ],
        },
      ),
      unit(
        { ...usual, [launches("gateway-failed")]: "0+1x60" },
        {
          DaskGatewayLaunchesFail: [
            [{ outcome: "gateway-failed" }, summary("Clusters cannot be launched: gateway-failed")],
          ],
        },
      ),
      unit(
        { ...usual, [bucket("1")]: "0+6x60" },
        {
          DaskGatewaySlow: [
            [{ job: "a" }, summary("One of ten lists of clusters takes longer than 9 s (a)")],
          ],
        },
      ),
      unit(
        { ...usual, 'up{job="dask-clusters",instance="hub"}': "0x60" },
        {
          DaskClustersPageDown: [
            [{ job: "dask-clusters", instance: "hub" }, summary("Prometheus cannot read hub")],
          ],
        },
      ),
    ];
    const tried = {
      rule_files: [path.join(folder, "rules.yaml")],
      evaluation_interval: "1m",
      tests,
    };
    await quietly("promtool", ["test", "rules", write("unit.yaml", tried)]);
    const told = tests.flatMap(({ alert_rule_test }) =>
      alert_rule_test.flatMap((each) => (each.exp_alerts.length > 0 ? [each.alertname] : [])),
    );
    assert.deepEqual(told.sort(), names.sort());
  });
});
