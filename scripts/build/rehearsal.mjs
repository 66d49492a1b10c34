/**
 * The session's module from its start until a form is in sight, with options and settings of all kinds. What it calls of the module is
 * what browsers fetch before they can show a form: to have more of it there, do it here.
 */
import fs from "node:fs";
import { pathToFileURL } from "node:url";
import { at } from "../lib.mjs";

const spec = (field, preset, kind, label = field) => ({
  field,
  label,
  default: preset,
  spec: kind,
});
const OPTIONS = [
  spec("worker_cores", 2, { type: "int", min: 1, max: 16 }, "Cores \u00e9\ud83d\ude80"),
  spec("negative", -3, { type: "int" }),
  spec("worker_memory", 4.5, { type: "float", min: 0.5, max: 1e2 }, 'Memory "GiB"'),
  spec("ratio", 1e-7, { type: "float", max: 1 }),
  spec("image", "pangeo/pangeo-notebook:latest", { type: "string" }, "Image"),
  spec("profile", "small", { type: "select", options: ["small", "large", "GPU"] }, "Profile"),
  spec("gpu", true, { type: "bool" }),
  spec("token", "", { type: "string" }),
  spec(
    "environment",
    { A: "1", B: "two words", N: 3, DEEP: { list: [1, 2.5, null, true] } },
    {
      type: "mapping",
    },
  ),
  spec("empty", {}, { type: "mapping" }),
  spec("later_kind", 1, { type: "of-another-time" }),
];
const MANY = Array.from({ length: 200 }, (_, i) =>
  spec(`option_${i}`, OPTIONS[i % 9].default, OPTIONS[i % 9].spec),
);
/** As real sites publish them. */
const SPECS = "docs/specs";
const PUBLISHED = fs
  .readdirSync(at(SPECS))
  .map((file) => JSON.parse(fs.readFileSync(at(SPECS, file), "utf8")).cluster_options);
const CHOSEN = {
  worker_cores: 4,
  negative: -7,
  worker_memory: 8.25,
  ratio: 0.5,
  image: "other",
  profile: "large",
  gpu: false,
  environment: { C: "3" },
};

const SITE = {
  worker: {
    cores: { option: "worker_cores", unit: 1 },
    memory: { option: "worker_memory", unit: 2 ** 30 },
    gpus: 1,
  },
  scheduler: { cores: 1, memory: 2 ** 31 },
  values: { profile: { small: { worker: { cores: 0.9, memory: 7_545_000_000 } } } },
  prices: { currency: "USD", core_hour: 0.03, gib_hour: 0.004, gpu_hour: 1 },
  limits: { clusters: 4, workers: 10, cores: 40, memory: 2 ** 38 },
  workers: [0, 8],
  idle_timeout: 1_800,
  presets: [
    { name: "One", description: "For tests", options: { profile: "small" }, workers: 2 },
    { name: "Many", description: "", options: CHOSEN, workers: null },
  ],
  refused: { text: "Ask for more.", links: [{ text: "Quota", url: "https://hub.test/quota" }] },
  help: { text: "Help", links: [{ text: "", url: "mailto:help@hub.test" }] },
};

const CONFIG = {
  address: "https://gateway.test",
  public_address: "https://public.test/services/dask-gateway",
  auth_type: "basic",
  connection: "auto",
  options: CHOSEN,
  option_problems: {},
  problems: {},
  code: null,
  environment: "/opt/conda",
  image: "pangeo/pangeo-notebook:latest",
  stop_with_server: { default: null },
  site: SITE,
  versions: {},
};
/** As it is where nobody has configured anything. */
const BARE = { ...CONFIG, public_address: null, options: {}, stop_with_server: null, site: null };

const CODE = { imports: "import dask_gateway", call: "dask_gateway.Gateway()" };
/** As a page without a gateway answers itself. */
const OF_PAGE = {
  address: CONFIG.address,
  code: CODE,
  site: JSON.stringify({ ...SITE, workers: 4, idle_timeout: { option: "negative", unit: 60 } }),
};

const header = () => ({ "X-XSRFToken": "2|3" });
const fetched = { credentials: "same-origin", headers: header };
const direct = { ...fetched, route: "direct", base: "https://gateway.test/" };
const passThrough = {
  ...fetched,
  route: "pass-through",
  base: "https://hub.test/dask-gateway/",
  other: () => null,
};
const withDirect = { ...passThrough, other: (route) => (route === "direct" ? direct : null) };
const OF_HUB = { ...CONFIG, auth_type: "jupyterhub" };
const relay = { route: "relay", base: "relay:1", send: async (_, path) => answer(path) };
/** The connection, its configuration and its options. */
const BEGINNINGS = [
  [passThrough, CONFIG, OPTIONS],
  [passThrough, BARE, OPTIONS],
  ...PUBLISHED.map((options) => [passThrough, BARE, options]),
  [withDirect, OF_HUB, MANY],
  [passThrough, OF_HUB, MANY],
  [{ ...withDirect, other: () => ({ ...direct, base: "https://refused.test/" }) }, OF_HUB, MANY],
  [{ ...withDirect, other: () => ({ ...direct, base: "https://absent.test/" }) }, OF_HUB, MANY],
  [passThrough, { ...BARE, options: null }, []],
  [{ ...passThrough, begun: async () => json(CONFIG) }, CONFIG, OPTIONS],
  [direct, CONFIG, OPTIONS],
  [{ ...direct, site: "{" }, CONFIG, OPTIONS],
  [
    {
      ...direct,
      publicAddress: "https://public.test/",
      code: CODE,
      site: OF_PAGE.site,
    },
    CONFIG,
    OPTIONS,
  ],
  [relay, { ...CONFIG, code: CODE, connection: "relay" }, OPTIONS],
  [relay, OF_PAGE, OPTIONS],
  ...PUBLISHED.map((options) => [relay, { address: null, code: null, site: null }, options]),
];
/** What a host says of itself: as it mostly is, and otherwise. */
const standing = (route, isUsual) => [
  { type: "offer-relay", offered: !isUsual },
  { type: "prefer", connection: isUsual ? "auto" : route },
  { type: "prefer-seldom", on: !isUsual },
  { type: "prefer-stop-with-server", on: !isUsual },
  { type: "in-view", clusters: isUsual ? "" : "a1b2c3d4 e5f6a7b8" },
  { type: "offer-relay", offered: isUsual },
];
const visible = (visible) => ({ type: "visible", visible });
/** What notebooks and hosts may want of the options. */
const WANTED = [
  CHOSEN,
  {},
  { worker_cores: 99, image: null, profile: "none", gpu: 1, token: "x", environment: "A: 1" },
  { worker_cores: "2", worker_memory: [], other: { a: 1 }, negative: 1.5 },
];
const TEXTS = ["request", "shown-request", "python", "link"];
const HOUR = 3_600_000;

const TYPED = ["", "1", "12.5e1", "1000", "\u00e9"];

/** As gateways and Jupyter servers answer: in one piece, and in two. */
function json(body, isLong = false) {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const half = isLong ? bytes.length >> 1 : 0;
  const stream = new ReadableStream({
    start(controller) {
      for (const piece of [bytes.subarray(0, half), bytes.subarray(half)])
        if (piece.length > 0) controller.enqueue(piece);
      controller.close();
    },
  });
  const headers = {
    "Content-Type": `application/json${isLong ? "; charset=utf-8" : ""}`,
    Date: new Date().toUTCString(),
  };
  return new Response(stream, { headers });
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** The gateway that is there at the moment. */
let answer;
/** Those that are set, by their ids. None is due before that is said: how fast this machine is must not matter. */
const timers = new Map();

/** All are due, now and as if an hour had passed. */
async function wake() {
  const { now } = Date;
  for (const time of [now, () => now() + HOUR]) {
    Date.now = time;
    for (const [timer, callback] of [...timers]) {
      timers.delete(timer);
      callback();
    }
    await turn();
  }
  Date.now = now;
}

/** Starts the module of these bytes with its `glue`, and gives its exports after all beginnings. */
export async function rehearse(glue, bytes) {
  const { instantiate } = await import(pathToFileURL(at(glue)).href);
  let exports;
  const { initSync, open } = instantiate((its) => {
    exports = its;
    return its;
  });
  initSync({ module: bytes });
  useMemory(exports);
  const { clearTimeout, fetch, setTimeout } = globalThis;
  let count = 0;
  globalThis.setTimeout = (callback) => {
    count += 1;
    timers.set(count, callback);
    return count;
  };
  globalThis.clearTimeout = (timer) => timers.delete(timer);
  globalThis.fetch = async ({ url }) => {
    const { hostname, pathname } = new URL(url);
    if (hostname === "absent.test") throw new TypeError("Failed to fetch");
    return hostname === "refused.test" ? new Response("", { status: 401 }) : answer(pathname);
  };
  try {
    for (const beginning of BEGINNINGS)
      for (const isVisibleFirst of [true, false]) await begin(open, isVisibleFirst, beginning);
  } finally {
    Object.assign(globalThis, { clearTimeout, fetch, setTimeout });
  }
  return exports;
}

/** Finds room of many sizes, between what is kept: whatever has been done before, there is to be more. */
function useMemory({
  __wbindgen_malloc: allocate,
  __wbindgen_realloc: grow,
  __wbindgen_free: free,
}) {
  const sizes = Array.from(
    { length: 400 },
    (_, i) => 1 + ((i * 7_919) % 5_000) * (1 + (i % 9) * 4),
  );
  const kept = sizes.map((size) => [allocate(size, 1), size]);
  const isOdd = (_, i) => i % 2 === 1;
  for (const [at, size] of kept.filter((each, i) => !isOdd(each, i))) free(at, size, 1);
  const grown = kept.filter(isOdd).map(([at, size], i) => {
    const other = i % 3 === 0 ? Math.ceil(size / 2) : size * 2;
    return [grow(at, size, other, 1), other];
  });
  for (const [at, size] of grown) free(at, size, 1);
}

/** What somebody may do as soon as there is a form. */
function edit(tell) {
  for (const [field, { spec }] of OPTIONS.entries()) {
    if (spec.type === "bool") tell({ type: "check", field, checked: false });
    if (spec.type === "select") tell({ type: "choose", field, option: 1 });
    if (["int", "float", "string", "mapping"].includes(spec.type))
      for (const text of TYPED) tell({ type: "edit", field, text });
  }
  for (const text of TYPED) {
    tell({ type: "edit-workers", text });
    tell({ type: "edit-up-to", text });
  }
}

async function begin(open, isVisibleFirst, [connection, config, cluster_options]) {
  /** All but what opens a form waits for the other half, here until the end. */
  let end;
  const late = new Promise((_, reject) => {
    end = reject;
  });
  answer = (path) => {
    if (path.endsWith("config")) return json(config);
    // Gateways have it in an object, pages may have the list alone.
    const options = isVisibleFirst ? { cluster_options } : cluster_options;
    return path.endsWith("options") ? json(options, isVisibleFirst) : late;
  };
  const session = open(
    connection,
    () => {},
    () => late,
    late,
  );
  const tell = (...events) => {
    for (const event of events) session.dispatch(event);
    session.changes(false);
  };
  const setOptions = (unseen) =>
    WANTED.map((options) => ({ type: "set-options", options: JSON.stringify(options), unseen }));
  const { route } = connection;
  if (isVisibleFirst) tell(visible(true), ...standing(route, true));
  else tell(...standing(route, true), ...setOptions(true), visible(true));
  let form = null;
  for (let turns = 0; form === null; turns += 1) {
    if (turns > 500) throw new Error(`no form from ${JSON.stringify(connection)}`);
    await turn();
    form = session.changes(false)?.form ?? null;
  }
  for (const text of TEXTS) session.formText(text);
  session.optionSpec();
  if (cluster_options === OPTIONS) edit(tell);
  tell(...setOptions(false), ...setOptions(true));
  session.options();
  session.changes(true);
  await wake();
  tell(visible(false), ...standing(route, false), visible(true), visible(false));
  session.free();
  end(new Error("the rehearsal is over"));
}
