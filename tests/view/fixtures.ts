import type {
  Because,
  ClusterView,
  Control,
  EndingView,
  FieldView,
  FootprintView,
  FormView,
  InputView,
  Message,
  OptionView,
  RecentView,
  RowView,
  View,
} from "../../js/view/model.js";

/** When what is shown was so: ages count from here. */
export const NOW = Date.now();

/** View models of every state that the panel can be in, for the tests and for the gallery. */

export function field(
  name: string,
  control: Control,
  text: string,
  more: Partial<FieldView> = {},
): FieldView {
  return {
    index: 0,
    name,
    label: name,
    control,
    text,
    error: null,
    note: null,
    changed: false,
    before: null,
    bytes: null,
    ...more,
  };
}

export function form(fields: FieldView[], more: Partial<FormView> = {}): FormView {
  return {
    fields: fields.map((one, index) => ({ ...one, index })),
    workers: { count: { text: "", error: null }, upTo: { text: "", error: null }, changed: false },
    canLaunch: true,
    launching: false,
    launched: null,
    obstacle: obstacleOf(fields),
    changed: fields.some((one) => one.changed),
    canPutBack: false,
    remarks: [],
    footprint: null,
    message: null,
    advice: null,
    help: null,
    ...more,
  };
}

/** The first field that is wrong, as the core tells it. */
function obstacleOf(fields: FieldView[]): FormView["obstacle"] {
  const field = fields.findIndex((one) => one.error !== null);
  const { label, name } = fields[field] ?? {};
  if (label === undefined || name === undefined) return null;
  return { field, message: { id: "invalid-first", label: label || name } };
}

export function mapping(
  rows: RowView[] | null = null,
  noSwitch: Message | null = null,
  offer: "rows" | "quotes" | null = null,
  entries: number | null = noSwitch === null ? 1 : null,
): Control & { kind: "mapping" } {
  return { kind: "mapping", rows, noSwitch, offer, entries };
}

export function row(name: string, value: string, error: Message | null = null): RowView {
  return { name, value, error };
}

/** More than are chosen from without a search. */
export const IMAGES = Array.from({ length: 40 }, (_, n) => {
  const kind = ["base", "pangeo", "ml", "pytorch"][n % 4];
  return `${kind}-notebook:2026.${String((n % 12) + 1).padStart(2, "0")}.0${n % 9}`;
});

export function input(text: string, error: InputView["error"] = null): InputView {
  return { text, error };
}

export function option(label: string, value: string, secret = false, isBytes = false): OptionView {
  return { label, value, secret, isBytes };
}

export function cluster(key: string, more: Partial<ClusterView> = {}): ClusterView {
  return {
    key,
    name: more.alias || key,
    alias: "",
    status: "RUNNING",
    busy: false,
    start: NOW - 754_000,
    end: null,
    workers: 2,
    threads: 4,
    memory: 16 * 2 ** 30,
    tasks: null,
    results: null,
    workersTrend: [],
    memoryTrend: [],
    noFigures: null,
    ending: null,
    explanation: [],
    asked: null,
    atStart: null,
    adaptive: null,
    seemsAdaptive: false,
    workersInput: input("2"),
    minimumInput: input(""),
    maximumInput: input(""),
    scaleFootprint: null,
    adaptFootprint: null,
    spending: null,
    canScale: true,
    canAdapt: true,
    canStop: true,
    hasDashboard: true,
    options: [
      option("Worker cores", "2"),
      option("Worker memory (GiB)", "8.0"),
      option("Image", "pangeo/pangeo-notebook:2026.08.01"),
    ],
    stopsWithServer: null,
    message: null,
    advice: null,
    ...more,
  };
}

/** What is so, what may be why, and what to do. */
export function reasons(
  facts: Because[],
  likely: Because[] = [],
  advice: Because[] = [],
): ClusterView["explanation"] {
  const told = (messages: Because[], isLikely: boolean) =>
    messages.map((message) => ({ message, likely: isLikely }));
  return [...told(facts, false), ...told(likely, true), ...told(advice, false)];
}

const ASK: Because = { id: "ask-administrator", cluster: "a1b2c3d4", at: Date.now() - 40_000 };

export function ending(
  activity: Message[] = [],
  message: Message | null = { id: "stops-when-idle", seconds: 1_800, from: null, to: null },
): EndingView {
  return { ends: [message === null ? "unknown" : "idle"], message, activity, isIdleLong: false };
}

function idle(minutes: number, isLong = false): Message {
  return { id: "idle", since: Date.now() - minutes * 60_000, isLonger: isLong, isLong };
}

function stops(from: number | null = null, to: number | null = null): Message {
  return { id: "stops-when-idle", seconds: 1_800, from, to };
}

export function past(key: string, more: Partial<RecentView> = {}): RecentView {
  return {
    key,
    name: key,
    status: "STOPPED",
    ended: "by-you",
    message: { id: "ended-by-you", at: Date.now() - 3_600_000, otherTab: false },
    lived: 5_400,
    spent: null,
    news: false,
    options: [option("Worker cores", "2"), option("Database password", "hush-hush", true)],
    ...more,
  };
}

export function view(more: Partial<View> = {}): View {
  return {
    connection: "pass-through",
    address: "https://hub.example.org/services/dask-gateway",
    version: "2026.3.0",
    loading: false,
    problem: null,
    slow: null,
    remarks: [],
    form: siteForm(),
    clusters: [],
    recent: [],
    confirmStop: null,
    stopAll: null,
    presets: { items: [], chosen: null, conflicts: [] },
    unsettled: null,
    workers: null,
    ...more,
  };
}

/** The options of a site as Pangeo's: all six kinds. */
export function siteFields(): FieldView[] {
  return [
    field("worker_cores", { kind: "int", min: "1", max: "4" }, "2", { label: "Worker cores" }),
    field("worker_memory", { kind: "float", min: "1.0", max: "14.0" }, "8.0", {
      label: "Worker memory (GiB)",
    }),
    field("image", { kind: "string" }, "pangeo/pangeo-notebook:2026.08.01", { label: "Image" }),
    field(
      "profile",
      { kind: "select", options: ["small", "medium", "large"], selected: 1 },
      "medium",
      {
        label: "Profile",
      },
    ),
    field("gpu", { kind: "bool", checked: false }, "False", { label: "Attach a GPU" }),
    field("environment", mapping(), "OMP_NUM_THREADS: '1'\n", {
      label: "Environment variables",
    }),
  ];
}

export function siteForm(more: Partial<FormView> = {}): FormView {
  return form(siteFields(), more);
}

function with_(fields: FieldView[], changes: Record<string, Partial<FieldView>>): FieldView[] {
  return fields.map((one) => ({ ...one, ...changes[one.name] }));
}

const UNREADABLE: Message = {
  id: "unreadable",
  line: 3,
  column: 1,
  detail: "found character '\\t' that cannot start any token",
};

const NO_MAPPING: Message = {
  id: "unreadable",
  line: 1,
  column: 1,
  detail: "expected a mapping of names to values, but the text is a string",
};

/** What the gateway would refuse, at its field. */
function invalidValue(
  why: Extract<Message, { id: "invalid" }>["why"],
  bound: string,
  text: string,
): Message {
  return { id: "invalid", label: "", why, bound, isBytes: false, text };
}

const invalid = form(
  with_(siteFields(), {
    worker_cores: {
      text: "9",
      changed: true,
      error: invalidValue("at-most", "4", "worker_cores must be <= 4.000000, got 9"),
    },
    worker_memory: {
      text: "lots",
      changed: true,
      error: invalidValue("not-number", "", "worker_memory must be a float, got 'lots'"),
    },
    profile: {
      text: "huge",
      changed: true,
      control: { kind: "select", options: ["small", "medium", "large"], selected: null },
      error: invalidValue("no-choice", "", "'huge' is not a valid option for profile"),
    },
    environment: {
      text: "OMP_NUM_THREADS: '1'\nPATH: /opt/conda/bin:/usr/local/bin:/usr/bin:/bin\n\tB: 2\n",
      changed: true,
      control: mapping(null, UNREADABLE),
      error: UNREADABLE,
    },
  }),
  { canLaunch: false },
);

const scaling = cluster("b2c3d4e5", {
  start: NOW - 7500_000,
  asked: 4,
  workersInput: input("4"),
  message: { level: "info", message: { id: "scaling", workers: 4, endedAdapting: true } },
});

const pending = cluster("a1b2c3d4", {
  status: "PENDING",
  start: NOW - 12_000,
  workers: null,
  threads: null,
  memory: null,
  canScale: false,
  canAdapt: false,
  hasDashboard: false,
});

const adaptive = cluster("c3d4e5f6", {
  start: NOW - 273000_000,
  workers: 1,
  threads: 2,
  memory: 8 * 2 ** 30,
  adaptive: { minimum: 0, maximum: 2 },
  minimumInput: input("0"),
  maximumInput: input("2"),
  message: { level: "info", message: { id: "adapting", minimum: 0, maximum: 2 } },
});

const failed = cluster("d4e5f6a7", {
  status: "FAILED",
  end: NOW,
  start: NOW - 4_000,
  workers: null,
  threads: null,
  memory: null,
  canScale: false,
  canAdapt: false,
  canStop: false,
  hasDashboard: false,
  message: { level: "error", message: { id: "failed" } },
});

const stopping = cluster("e5f6a7b8", {
  status: "STOPPING",
  busy: true,
  start: NOW - 905_000,
  workers: null,
  threads: null,
  memory: null,
  canScale: false,
  canAdapt: false,
  canStop: false,
  hasDashboard: false,
  message: { level: "info", message: { id: "stopping" } },
});

const followed = cluster("b8c9d0e1", {
  seemsAdaptive: true,
  workersInput: input("2"),
  minimumInput: input("0"),
  canAdapt: false,
});

const idled = past("c9d0e1f2", {
  ended: "unknown",
  news: true,
  message: { id: "ended-elsewhere", at: Date.now() - 60_000, idle: true },
});

/** One of each end. */
const ended = [
  idled,
  past("d0e1f2a3", {
    ended: "by-you",
    message: { id: "ended-by-you", at: Date.now() - 600_000, otherTab: true },
  }),
  past("e1f2a3b4", {
    name: "nightly run",
    ended: "idle",
    message: { id: "ended-idle", at: Date.now() - 7_200_000 },
  }),
  past("f2a3b4c5", {
    ended: "failed",
    status: "FAILED",
    lived: 4,
    message: { id: "ended-failed", at: Date.now() - 9_000_000 },
  }),
  past("a3b4c5d6", {
    ended: "gone",
    options: null,
    lived: null,
    message: { id: "ended-gone", at: Date.now() - 20_000_000 },
  }),
  past("b4c5d6e7"),
  past("c5d6e7f8"),
];

const refused = cluster("a7b8c9d0", {
  asked: 4,
  workersInput: input("4"),
  minimumInput: input("3"),
  maximumInput: input("", { id: "adapt-needs-maximum" }),
  canAdapt: false,
  message: {
    level: "error",
    message: {
      id: "limited",
      text: "Scale request of 10 workers would exceed resource limit of 4 workers. Scaling to 4 instead.",
    },
  },
});

const HOSTILE = `<img src=x onerror="alert(1)"><b>bold</b> & "quotes" \${x}`;
const LONG = "averyveryverylongunbrokenword".repeat(8);

/** So many seconds before what is shown; null: not known then. */
export function trend(
  ...steps: [ago: number, value: number | null][]
): ClusterView["workersTrend"] {
  return steps.map(([ago, value]) => ({ at: NOW - ago * 1_000, value }));
}

const GIB = 2 ** 30;

/** In the middle of 2,000 tasks; done with them, of which some failed; and unheard for a while. */
const working = [
  cluster("a1b2c3d4", {
    alias: "daily run",
    workers: 4,
    threads: 8,
    tasks: { all: 2_000, released: 612, memory: 240, processing: 8, waiting: 1_140, erred: 0 },
    results: 3.4 * GIB,
    workersTrend: trend([700, 0], [420, 1], [400, 4], [250, 2], [120, 4]),
    memoryTrend: trend(
      ...Array.from({ length: 40 }, (_, n): [number, number] => [
        400 - n * 10,
        GIB * (2 + 1.4 * Math.sin(n / 4) + n / 25),
      ]),
    ),
  }),
  cluster("b2c3d4e5", {
    tasks: { all: 40, released: 0, memory: 30, processing: 0, waiting: 0, erred: 10 },
    results: 1200,
    workersTrend: trend([300, 2]),
    memoryTrend: trend([300, 0], [200, 1200]),
  }),
  cluster("c3d4e5f6", {
    workers: null,
    threads: null,
    memory: null,
    noFigures: { id: "scheduler-silent", since: NOW - 60_000 },
    workersTrend: trend([500, 1], [400, null], [200, 3], [60, null]),
    memoryTrend: trend([500, GIB], [400, null], [200, 2 * GIB], [60, null]),
  }),
];

/** A site's sixteen options: bytes as a float, seven mappings, labels that are raw names. */
function largeFields(): FieldView[] {
  const float = (name: string, min: string, max: string, text: string, label: string) =>
    field(name, { kind: "float", min, max }, text, { label });
  const nested = (name: string, entries: number, text: string) =>
    field(name, mapping(null, { id: "no-table" }, null, entries), text, {
      label: `${name[0]?.toUpperCase()}${name.slice(1)}`,
    });
  const texts = (name: string, entries: number, text: string, label = name) =>
    field(name, mapping(null, null, null, entries), text, { label });
  const ROLE = `affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
      - matchExpressions:
        - key: node-role.kubernetes.io/access_csc
          operator: Exists
tolerations:
- effect: NoSchedule
  key: role
  operator: Equal
  value: access_csc`;
  return [
    float("worker_cores", "1.0", "8.0", "1.0", "Worker Cores"),
    float("worker_memory", "1.0", "64.0", "4.0", "Worker Memory (GiB)"),
    float("scheduler_core_limit", "1.0", "2.0", "1.0", "Scheduler Max Cores"),
    float("scheduler_memory_limit", "1.0", "64.0", "2.0", "Scheduler Max Memory (GiB)"),
    field("image", { kind: "string" }, "ghcr.io/rs-python/rs-infra-core-dask-gateway:latest", {
      label: "Image",
    }),
    float("cluster_max_cores", "1.0", "80.0", "4.0", "Cluster max cores"),
    field(
      "cluster_max_memory",
      { kind: "float", min: "1073741824.0", max: "343597383680.0" },
      "17179869184.0",
      {
        label: "Cluster max memory",
        bytes: "17179869184.0",
      },
    ),
    field("cluster_max_workers", { kind: "int", min: "1", max: "20" }, "5", {
      label: "Cluster max workers",
    }),
    field("cluster_name", { kind: "string" }, "MyDaskCluster", { label: "Cluster Name" }),
    nested("scheduler_extra_container_config", 2, "readinessProbe:\n  failureThreshold: 3"),
    texts(
      "scheduler_extra_pod_annotations",
      2,
      "usage: unknown\naccess: internal",
      "Scheduler_extra_pod_annotations",
    ),
    nested("scheduler_extra_pod_config", 2, ROLE),
    texts(
      "scheduler_extra_pod_labels",
      3,
      "user: unknown\nteam: unknown\ncluster_name: MyDaskCluster",
      "Scheduler_extra_pod_labels",
    ),
    texts(
      "environment",
      2,
      "S3_ENDPOINT: https://s3.example.org\nS3_REGION: sbg",
      "Environment variables",
    ),
    nested("worker_extra_pod_config", 2, ROLE),
    nested("worker_extra_container_config", 1, "envFrom:\n- secretRef:\n    name: obs"),
  ];
}

/** What so many workers of two cores and 8 GiB come to. */
export function footprint(
  workers: number | null,
  more: Partial<FootprintView> = {},
): FootprintView {
  const n = workers ?? 1;
  return {
    workers,
    upTo: false,
    cores: n * 2_000,
    memory: n * 8 * GIB,
    gpus: null,
    price: { micros: Math.round(n * 95_000 + (workers === null ? 0 : 40_000)), currency: "USD" },
    over: [],
    ...more,
  };
}

/** So much until a minute ago, and so much an hour since. */
export function spending(spent: number, rate: number): ClusterView["spending"] {
  const micros = (amount: number) => ({ micros: Math.round(amount * 1e6), currency: "USD" });
  return { spent: micros(spent), at: NOW - 60_000, rate: micros(rate) };
}

const QUOTA = {
  text: "Ask for a larger quota with a word on what it is for.",
  links: [
    { text: "Request quota", url: "https://example.org/quota" },
    { text: "Write to us", url: "mailto:help@example.org" },
  ],
};

const costly = [
  cluster("a1b2c3d4", {
    alias: "daily run",
    scaleFootprint: footprint(4),
    adaptFootprint: footprint(60, {
      upTo: true,
      over: [
        { id: "over-workers", limit: 50 },
        { id: "over-memory", limit: 400 * GIB, most: 49 },
      ],
    }),
    spending: spending(1.234, 0.42),
    workersInput: input("4"),
    maximumInput: input("60"),
  }),
  cluster("b2c3d4e5", {
    scaleFootprint: footprint(null),
    workers: 0,
    spending: spending(0.001, 0.04),
    workersInput: input("0"),
    message: { level: "error", message: { id: "said", text: "You have reached your quota." } },
    advice: QUOTA,
  }),
];

/** `identity.json` of a cluster with so many workers, some of them in trouble. */
export function identityOf(count: number): string {
  const limit = 4 * 2 ** 30;
  const worker = (n: number) => ({
    name: `dask-worker-a1b2c3d4-${(n * 7919 + 40_000).toString(36)}`,
    nthreads: 2,
    memory_limit: limit,
    status: n === 3 || n === 17 ? "paused" : "running",
    last_seen: NOW / 1_000 - (n === 11 ? 47 : 0.3),
    metrics: {
      cpu: (n * 37) % 200,
      memory: limit * (n === 3 ? 0.86 : n === 5 || n === 8 ? 0.74 : 0.1 + ((n * 13) % 40) / 100),
      spilled_bytes: { memory: 0, disk: n === 3 || n === 21 ? 20e9 : 0 },
      task_counts: { executing: 2, ready: (n * 31) % 23, memory: 40 },
    },
  });
  const all = Array.from({ length: count }, (_, n) => [
    `tls://10.0.${n >> 8}.${n & 255}:8786`,
    worker(n),
  ]);
  return JSON.stringify({ type: "Scheduler", workers: Object.fromEntries(all) });
}

/** Every state by name. */
export const states = {
  footprint: view({
    form: siteForm({
      footprint: footprint(null, { over: [{ id: "over-clusters", limit: 2 }] }),
      message: { level: "error", message: { id: "said", text: "You have 2 clusters already." } },
      advice: QUOTA,
      help: {
        text: "What to choose is told in",
        links: [{ text: "our guide", url: "https://example.org/guide" }],
      },
    }),
    clusters: costly,
    recent: [past("c3d4e5f6", { spent: { micros: 3_456_000, currency: "USD" } })],
  }),
  loading: view({ address: null, version: null, loading: true, form: null, clusters: null }),
  working: view({ clusters: working }),
  "not-configured": view({
    address: null,
    version: null,
    form: null,
    clusters: null,
    problem: {
      level: "error",
      message: {
        id: "not-configured",
        text: "No Dask Gateway is configured: set gateway.address in dask's configuration or DASK_GATEWAY__ADDRESS in the Jupyter server's environment, and restart it.",
      },
    },
  }),
  "problem-only": view({
    address: null,
    version: null,
    form: null,
    clusters: null,
    problem: { level: "error", message: { id: "no-answer" } },
  }),
  problem: view({
    clusters: [cluster("a1b2c3d4")],
    problem: { level: "error", message: { id: "not-json", status: 200 } },
  }),
  empty: view(),
  "no-options": view({ form: form([]) }),
  "clusters-late": view({ clusters: null }),
  invalid: view({ form: invalid, clusters: [] }),
  wrongWorkers: view({
    form: form([], {
      workers: {
        count: { text: "21", error: null },
        upTo: { text: "20", error: { id: "minimum-above-maximum" } },
        changed: true,
      },
      obstacle: { field: null, message: { id: "invalid-workers-first" } },
      changed: true,
      canLaunch: false,
    }),
    clusters: [],
  }),
  table: view({
    form: form([
      field(
        "environment",
        mapping([
          row("OMP_NUM_THREADS", "1"),
          row("AWS_DEFAULT_REGION", "us-west-2"),
          row("PEM", "-----BEGIN-----\nMIIB\n-----END-----"),
        ]),
        "",
        { label: "Environment variables", changed: true },
      ),
    ]),
  }),
  "table-wrong": view({
    form: form(
      [
        field(
          "environment",
          mapping(
            [
              row("A", "1"),
              row("", "a value without its name", { id: "name-missing" }),
              row("A", "2", { id: "name-taken", row: 1 }),
              row("", ""),
            ],
            { id: "name-missing" },
          ),
          "",
          { label: "Environment variables", changed: true, error: { id: "name-missing" } },
        ),
        field("none", mapping([]), "", { label: "Nothing set" }),
        field("nested", mapping(null, { id: "no-table" }), "a:\n- 1\n- 2\nb: 2\n", {
          label: "Scheduler options that nobody changes",
          note: { id: "no-table" },
        }),
      ],
      { canLaunch: false },
    ),
  }),
  pasted: view({
    form: form(
      [
        field(
          "environment",
          mapping(
            [
              row("OMP_NUM_THREADS", "1"),
              row("A B", "c", { id: "not-a-name" }),
              row("", "greet() {\n  echo hello\n}", { id: "name-missing" }),
            ],
            { id: "not-a-name" },
          ),
          "",
          {
            label: "Environment variables",
            changed: true,
            error: { id: "not-a-name" },
            note: { id: "pasted", variables: 2, others: 1, comments: true },
          },
        ),
        field(
          "numbers",
          mapping(null, { id: "no-table" }, "quotes"),
          "RETRY: 5\nFLAG: yes\nVER: 3.10",
          {
            label: "Environment of the scheduler",
            changed: true,
            note: {
              id: "not-texts",
              values: [
                { name: "RETRY", kind: "number", value: "5" },
                { name: "FLAG", kind: "bool", value: "true" },
                { name: "VER", kind: "number", value: "3.1" },
              ],
              more: 0,
            },
          },
        ),
        field("lines", mapping(null, NO_MAPPING, "rows"), "export A=\"b c\"\nexport C='d'", {
          label: "Environment of the workers",
          changed: true,
          error: NO_MAPPING,
        }),
      ],
      { canLaunch: false },
    ),
  }),
  long: view({
    form: form(
      [
        field("image", { kind: "select", options: IMAGES, selected: 5 }, IMAGES[5] ?? "", {
          label: "Image",
        }),
        field("typed", { kind: "select", options: IMAGES, selected: null }, "pytorch", {
          label: "Image of the workers",
          changed: true,
          error: { id: "said", text: "'pytorch' is not a valid option for typed" },
        }),
        ...siteFields(),
      ],
      { canLaunch: false },
    ),
  }),
  large: view({ form: form(largeFields()) }),
  "large-changed": view({
    form: form(
      with_(largeFields(), {
        worker_cores: { text: "2", changed: true },
        cluster_max_memory: { text: "32 GiB", changed: true, bytes: "34359738368.0" },
        environment: {
          text: "A: 1: 2",
          changed: true,
          control: mapping(null, UNREADABLE),
          error: UNREADABLE,
        },
        scheduler_extra_pod_annotations: {
          changed: true,
          control: mapping([row("usage", "tests"), row("access", "internal")], null, null, 2),
        },
      }),
      { canLaunch: false },
    ),
    clusters: [
      cluster("a1b2c3d4", {
        options: [
          option("Worker Cores", "1.0"),
          option("Image", "ghcr.io/rs-python/rs-infra-core-dask-gateway:latest"),
          option("Cluster max memory", "17179869184.0", false, true),
          option("Scheduler_extra_pod_annotations", "usage: unknown\naccess: internal"),
        ],
      }),
    ],
  }),
  secrets: view({
    form: form([
      field("db_password", { kind: "secret" }, "hush-hush", { label: "Database password" }),
      field("ssh_key", { kind: "secret" }, "-----BEGIN-----\nMIIB\n-----END-----", { label: "" }),
      field("note", { kind: "string" }, "", { label: "Note" }),
    ]),
    clusters: [
      cluster("a1b2c3d4", {
        options: [option("Worker cores", "2"), option("Database password", "hush-hush", true)],
      }),
    ],
  }),
  launching: view({
    form: siteForm({ canLaunch: false, launching: true, changed: true }),
    clusters: [],
  }),
  launched: view({
    form: form(with_(siteFields(), { worker_cores: { text: "1", changed: true } }), {
      message: { level: "info", message: { id: "launched", cluster: "a1b2c3d4" } },
    }),
    clusters: [pending],
  }),
  limit: view({
    form: siteForm({
      message: {
        level: "error",
        message: {
          id: "said",
          text: "You have 3 clusters already: stop one before you start another.",
        },
      },
    }),
    clusters: [cluster("a1b2c3d4")],
  }),
  clusters: view({
    clusters: [
      { ...pending, stopsWithServer: true },
      { ...scaling, stopsWithServer: true },
      { ...adaptive, stopsWithServer: false },
      failed,
      stopping,
      refused,
    ],
  }),
  alone: view({
    form: siteForm({
      remarks: [{ id: "unknown-defaults", names: "image" }],
      message: { level: "info", message: { id: "launched", cluster: "b8c9d0e1" } },
    }),
    clusters: [followed],
    recent: [idled],
  }),
  explained: view({
    clusters: [
      {
        ...pending,
        start: NOW - 154_000,
        explanation: reasons(
          [{ id: "starts-late", seconds: 120 }],
          [
            { id: "texts-needed", label: "Environment variables" },
            { id: "waits-for-machine" },
            { id: "image-late", label: "Image" },
          ],
          [ASK],
        ),
      },
      {
        ...failed,
        explanation: reasons([], [{ id: "ended-at-once", label: "Image" }], [ASK]),
      },
      {
        ...failed,
        key: "d4e5f6a8",
        start: NOW - 3_600_000,
        explanation: reasons([], [{ id: "scheduler-lost", since: Date.now() - 40_000 }], [ASK]),
      },
      cluster("b2c3d4e5", {
        workers: 0,
        asked: 2,
        workersInput: input("2"),
        ending: ending(),
        explanation: reasons(
          [{ id: "workers-late", since: Date.now() - 40_000, some: false }],
          [
            { id: "waits-for-machine" },
            { id: "workers-unfit", label: "Image" },
            { id: "workers-large", label: "Worker memory (GiB)" },
          ],
          [ASK],
        ),
      }),
      cluster("c3d4e5f6", {
        workers: 0,
        explanation: reasons([{ id: "tasks-without-workers" }]),
      }),
    ],
  }),
  ending: view({
    clusters: [
      cluster("a1b2c3d4", { ending: ending([{ id: "connected", clients: 1 }], stops()) }),
      cluster("b2c3d4e5", {
        ending: ending(
          [{ id: "connected", clients: 0 }, idle(12)],
          stops(Date.now() + 18 * 60_000, Date.now() + 25 * 60_000),
        ),
      }),
      cluster("c3d4e5f6", {
        ending: {
          ...ending([{ id: "connected", clients: 0 }, idle(95, true)], null),
          isIdleLong: true,
        },
      }),
      cluster("d4e5f6a7", {
        workers: null,
        threads: null,
        memory: null,
        noFigures: { id: "scheduler-silent", since: Date.now() - 60_000 },
        ending: ending([], null),
      }),
    ],
  }),
  running: view({
    clusters: [
      cluster("a1b2c3d4"),
      cluster("b2c3d4e5", {
        busy: true,
        canScale: false,
        canAdapt: false,
        canStop: false,
        workers: 1,
        threads: 1,
        start: NOW - 61_000,
      }),
    ],
  }),
  recent: view({ clusters: [cluster("a1b2c3d4", { alias: "daily run" })], recent: ended }),
  presets: view({
    presets: {
      items: [
        {
          kind: "site",
          name: "Big memory",
          description: "For arrays of many gigabytes: few workers, each with a lot of memory.",
        },
        { kind: "own", name: "nightly run", description: "" },
        {
          kind: "launch",
          name: String(NOW - 600_000),
          description: "Worker cores 2, Profile medium",
        },
      ],
      chosen: 0,
      conflicts: [],
    },
    form: form(
      with_(siteFields(), {
        worker_cores: { changed: true, before: "1" },
        profile: { changed: true, before: "small" },
      }),
      {
        canPutBack: true,
        message: {
          level: "info",
          message: {
            id: "filled",
            source: "preset",
            name: "Big memory",
            changed: 2,
            workers: true,
            leftOut: "image",
            invalid: "Worker cores",
          },
        },
      },
    ),
  }),
  "recent-only": view({
    recent: ended.slice(1, 3),
    form: siteForm({
      canPutBack: true,
      message: {
        level: "info",
        message: { id: "options-of", cluster: "nightly run", leftOut: "image, profile" },
      },
    }),
  }),
  "stop-all": view({
    clusters: [cluster("a1b2c3d4"), adaptive],
    stopAll: {
      rows: [
        { key: "a1b2c3d4", name: "daily run", ticked: true, state: null, message: null },
        { key: "c3d4e5f6", name: "c3d4e5f6", ticked: false, state: null, message: null },
      ],
      canStop: true,
      stopping: false,
    },
  }),
  "stopping-all": view({
    clusters: [cluster("a1b2c3d4"), adaptive],
    stopAll: {
      rows: [
        {
          key: "a1b2c3d4",
          name: "daily run",
          ticked: true,
          state: "refused",
          message: { id: "said", text: "User demo lacks permissions to stop cluster." },
        },
        { key: "b2c3d4e5", name: "b2c3d4e5", ticked: true, state: "stopped", message: null },
        { key: "c3d4e5f6", name: "c3d4e5f6", ticked: true, state: "stopping", message: null },
        { key: "d4e5f6a7", name: "d4e5f6a7", ticked: true, state: "waiting", message: null },
        { key: "e5f6a7b8", name: "e5f6a7b8", ticked: false, state: null, message: null },
        {
          key: "f6a7b8c9",
          name: "f6a7b8c9",
          ticked: true,
          state: "unknown",
          message: { id: "stop-unknown" },
        },
      ],
      canStop: false,
      stopping: true,
    },
  }),
  confirm: view({ clusters: [cluster("a1b2c3d4"), adaptive], confirmStop: "a1b2c3d4" }),
  hostile: view({
    address: `https://gateway.example.org/${LONG}`,
    form: form(
      [
        field("html", { kind: "string" }, HOSTILE, { label: HOSTILE }),
        field(
          "long",
          { kind: "int", min: null, max: "340282366920938463463374607431768211456" },
          "9".repeat(60),
          {
            label: `Long ${LONG}`,
            error: invalidValue("at-most", "4", `long must be <= 4.000000, got ${"9".repeat(60)}`),
          },
        ),
        field("arabic", { kind: "string" }, "شكرا", { label: "ذاكرة العامل (غيغابايت)" }),
        field("choice", { kind: "select", options: [HOSTILE, LONG], selected: 1 }, LONG, {
          label: "Choice",
        }),
        field("many", { kind: "select", options: [HOSTILE, ...IMAGES], selected: 0 }, HOSTILE, {
          label: `Many ${HOSTILE}`,
        }),
        field("environment", mapping([row(HOSTILE, HOSTILE), row(LONG, LONG)]), "", {
          label: `Table ${HOSTILE}`,
        }),
        field("lines", { kind: "string" }, "one\r\ntwo", { label: "Two lines" }),
        field("novel", { kind: "json" }, "[1, 2]", {
          label: "Novel",
          note: { id: "unknown-kind", kind: "colour" },
        }),
      ],
      { canLaunch: false, message: { level: "error", message: { id: "said", text: HOSTILE } } },
    ),
    recent: [
      past("e1f2a3b4", {
        name: `${HOSTILE} ${LONG}`,
        news: true,
        options: [option(HOSTILE, HOSTILE)],
      }),
    ],
    clusters: [
      cluster("a1b2c3d4", {
        name: HOSTILE,
        alias: HOSTILE,
        workers: 12_345,
        threads: 98_765,
        memory: 123 * 2 ** 40,
        options: [
          option(HOSTILE, HOSTILE),
          option(`Long ${LONG}`, LONG.repeat(4)),
          option("Environment", '{\n  "A": "1",\n  "B": "2"\n}'),
        ],
        message: { level: "error", message: { id: "said", text: `${HOSTILE}\nsecond line` } },
      }),
    ],
  }),
  many: view({
    form: form(
      Array.from({ length: 200 }, (_, index) =>
        field(`option_${index}`, { kind: "int", min: "0", max: null }, String(index)),
      ),
    ),
    clusters: [cluster("a1b2c3d4")],
  }),
  workers: view({
    clusters: [cluster("a1b2c3d4", { workers: 1_000, threads: 2_000 }), cluster("b2c3d4e5")],
    workers: {
      cluster: "a1b2c3d4",
      answers: 1,
      problem: null,
      told: { text: identityOf(1_000), at: NOW },
    },
  }),
  "workers-few": view({
    clusters: [cluster("a1b2c3d4", { workers: 4, threads: 8 })],
    workers: {
      cluster: "a1b2c3d4",
      answers: 1,
      problem: null,
      told: { text: identityOf(4), at: NOW },
    },
  }),
  "workers-silent": view({
    clusters: [cluster("a1b2c3d4", { workers: 50, threads: 100 })],
    workers: {
      cluster: "a1b2c3d4",
      answers: 1,
      problem: { id: "timed-out" },
      told: { text: identityOf(50), at: NOW - 60_000 },
    },
  }),
} satisfies Record<string, View>;
