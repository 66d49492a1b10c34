/** What schedulers of busy clusters answer. `turn`: each is another than the one before. */

const GIB = 2 ** 30;
const START = Date.UTC(2026, 10, 26);

/** Of a gateway's list with one running cluster: so many of them. */
export function copies(body, count) {
  const [first] = Object.entries(JSON.parse(body));
  // Of those that ended there is none.
  if (first === undefined) return body;
  const [name, info] = first;
  const clusters = Array.from({ length: count }, (_, i) => {
    const copy = i.toString(16).padStart(8, "c") + name.slice(8);
    return [copy, { ...info, name: copy, dashboard_route: `/clusters/${copy}/status` }];
  });
  return JSON.stringify(Object.fromEntries([first, ...clusters].slice(0, count)));
}

export function counts(turn, workers = 4 + (turn % 3)) {
  const [done, processing] = [turn % 1_000, 2 * workers];
  return JSON.stringify({
    ...{ bytes: (turn % 50) * 2 ** 24, clients: 1, cores: 2 * workers, erred: 0, hosts: 1 },
    ...{ idle: 0, memory: done, processing, released: 0, saturated: 0, tasks: 2_000 },
    ...{ unrunnable: 0, waiting: 2_000 - done - processing, waiting_data: 0 },
    ...{ workers, desired_workers: workers },
  });
}

/** `identity.json`, as distributed writes it since 2024. `at`: milliseconds since 1970. */
export function identity(turn, count, at) {
  const workers = Array.from({ length: count }, (_, i) => worker(turn, i, at));
  return JSON.stringify({
    ...{ type: "Scheduler", id: "Scheduler-d48b3e7e-70a4-49fa-bc69-4327ea449919" },
    ...{ address: "tls://10.0.0.1:8786", services: { dashboard: 8787 }, started: at / 1_000 - 600 },
    ...{ n_workers: count, total_threads: 2 * count, total_memory: 4 * GIB * count },
    workers: Object.fromEntries(workers),
  });
}

function worker(turn, i, at) {
  const wave = (i * 7 + turn) % 100;
  const name = `dask-worker-${String(i).padStart(4, "0")}`;
  const metrics = {
    task_counts: { memory: 3 + wave, executing: 2, ready: wave },
    bandwidth: { total: 100_000_000, workers: {}, types: {} },
    digests_total_since_heartbeat: {
      ...{ "tick-duration": 0.5002875328063965, "profile-duration": 0.0022172927856445312 },
      latency: 0.001705169677734375,
    },
    managed_bytes: 30_000_003,
    spilled_bytes: { memory: 0, disk: wave > 95 ? 10_000_175 : 0 },
    transfer: {
      ...{ incoming_bytes: 0, incoming_count: 0, incoming_count_total: 0 },
      ...{ outgoing_bytes: 0, outgoing_count: 0, outgoing_count_total: 1 },
    },
    ...{ event_loop_interval: 0.020523037229265486, cpu: wave, time: at / 1_000 - 0.5 },
    memory: Math.round(((20 + 0.6 * wave) / 100) * 4 * GIB),
    host_net_io: { read_bps: 25146.148515241493, write_bps: 25146.148515241493 },
    host_disk_io: { read_bps: 0, write_bps: 210614.56801251735 },
    num_fds: 50,
  };
  const address = `tls://10.0.${i >> 8}.${i & 255}:${40_000 + i}`;
  const info = {
    ...{ type: "Worker", id: name, host: address.slice(6, -6), resources: {} },
    local_directory: `/tmp/${name}/dask-scratch-space/worker-0nb8wro7`,
    ...{ name, nthreads: 2, memory_limit: 4 * GIB, last_seen: at / 1_000 },
    ...{ services: { dashboard: 46_043 }, metrics, nanny: null },
    status: i % 300 === turn % 300 ? "paused" : "running",
  };
  return [address, info];
}

/** A scheduler's log of more bytes than are read, the newest lines first. */
export function log(turn, bytes = 4_000_000) {
  const line = (n) =>
    `<p>${new Date(START + n).toISOString().replace("T", " ").slice(0, 23)} - distributed.scheduler - INFO - Receive client connection: Client-11f1-8d5b</p>\n`;
  const count = Math.ceil(bytes / line(0).length);
  const lines = Array.from({ length: count }, (_, i) => line(1_000 * turn + count - i));
  return `<!DOCTYPE html><html><head><title>Logs</title></head><body><h1>Logs</h1>\n${lines.join("")}</body></html>`;
}
