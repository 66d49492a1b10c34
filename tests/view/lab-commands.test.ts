// @vitest-environment happy-dom
import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { Widget } from "@lumino/widgets";
import { beforeEach, expect, test, vi } from "vitest";
import { addCommands } from "../../js/lab/commands.js";
import { CONFIRMED, type Question } from "../../js/lab/confirm.js";
import type { Shared } from "../../js/lab/shared.js";
import { formatMessage } from "../../js/view/strings/index.js";
import { pageStrings } from "../../js/view/strings/languages.js";
import { FakeSession } from "./fake-session.js";
import { cluster, view } from "./fixtures.js";

/** JupyterLab's commands, as a notebook's markdown, a program and the panel run them. */

const lab = vi.hoisted(() => ({
  answer: false,
  said: [] as [string, string][],
  asked: [] as { title: string; body: Widget; defaultButton: number }[],
}));

vi.mock("../../js/lab/icon.js", () => ({ icon: undefined }));
/** What the user fills in, by the controls' names; null: cancels. */
const filled: { values: Record<string, string> | null; forms: string[] } = {
  values: null,
  forms: [],
};

vi.mock("@jupyterlab/apputils", () => ({
  Dialog: class {
    static cancelButton = () => ({});
    static okButton = () => ({});
    readonly node = document.createElement("div");
    readonly #form: HTMLFormElement;
    constructor({ title, body }: { title: string; body: Widget }) {
      this.#form = body.node as HTMLFormElement;
      filled.forms.push(`${title}: ${this.#form.textContent}`);
    }
    async launch() {
      for (const [name, value] of Object.entries(filled.values ?? {}))
        (this.#form.elements.namedItem(name) as HTMLInputElement).value = value;
      return { button: { accept: filled.values !== null } };
    }
  },
  Notification: { emit: (text: string, level: string) => lab.said.push([text, level]) },
  showDialog: async (options: (typeof lab.asked)[number]) => {
    lab.asked.push(options);
    return { button: { accept: lab.answer } };
  },
}));

type Args = Record<string, unknown>;
type Added = {
  execute(args: Args): Promise<void>;
  isEnabled(): boolean;
  label(args?: Args): string;
};

const session = new FakeSession(view({ clusters: [cluster("a1b2c3d4")] }));
const activated: string[] = [];
const converted: (string | undefined)[] = [];
const added = new Map<string, Added>();

const app = {
  commands: { addCommand: (id: string, command: Added) => added.set(id, command) },
} as unknown as JupyterFrontEnd;
const panel = {
  start: async () => ({
    session,
    core: { pageStrings, formatMessage, watchSession: () => {} },
    view: {
      send: async (event: never) => session.dispatch(event).map(() => "It is on fire."),
      openConverter: (text?: string) => void converted.push(text),
    },
  }),
};
const live = {
  takesTime: () => false,
  isOffered: true,
  hasNone: false,
  cluster: (key: string) => session.view().clusters?.find((each) => each.key === key),
};
const show = () => void activated.push("panel");
const around = { app, panel, live, show, card: null } as unknown as Pick<
  Shared,
  "app" | "panel" | "live" | "show" | "card"
>;
addCommands(around);

beforeEach(() => {
  lab.answer = false;
  filled.values = null;
  for (const list of [lab.asked, activated, session.events, filled.forms]) list.length = 0;
});

const run = async (name: string, args: Args = {}) =>
  (added.get(`dask-gateway:${name}`) as Added).execute(args);
/** As the command linker hands them over. */
const link = (name: string, args: Args) => run(name, JSON.parse(JSON.stringify(args)) as Args);

const CHANGES: [string, Args][] = [
  ["launch", {}],
  ["launch", { options: { worker_cores: 2 } }],
  ["launch", { options: '{"worker_cores": 2}' }],
  ["launch", { workers: [0, 20] }],
  ["scale", { cluster: "a1b2c3d4", workers: 2 }],
  ["adapt", { cluster: "a1b2c3d4", minimum: 0, maximum: 2 }],
  ["insert-code", { cluster: "a1b2c3d4" }],
  ["connect", { cluster: "a1b2c3d4" }],
];

test.each(CHANGES)("%s %j is done only if the user wants it", async (name, args) => {
  await link(name, { ...args, confirm: true });
  expect(lab.asked).toHaveLength(1);
  expect(lab.asked[0]?.defaultButton, "Cancel has the focus").toBe(0);
  expect([...session.events, ...activated]).toEqual([]);
  lab.answer = true;
  // Nor is it done out of sight, which is for programs.
  await link(name, { ...args, show: false });
  expect(session.events.length).toBeGreaterThan(0);
  expect(activated).toEqual(["panel"]);
});

test.each(CHANGES)("%s %j of a program is done or not as the program says", async (name, args) => {
  const questions: Question[] = [];
  const say = (answer: unknown) => (question: Question) => {
    questions.push(question);
    return answer;
  };
  for (const no of [false, undefined, "yes", Promise.resolve(false)])
    await run(name, { ...args, confirm: say(no) });
  expect([...session.events, ...activated]).toEqual([]);
  await run(name, { ...args, confirm: say(Promise.resolve(true)) });
  expect(session.events.length).toBeGreaterThan(0);
  expect(questions).toHaveLength(5);
  session.events.length = 0;
  await run(name, { ...args, ...CONFIRMED });
  expect(session.events.length).toBeGreaterThan(0);
  expect(lab.asked).toEqual([]);
});

test("what fails in the page is rejected for a program; the user reads it in the panel", async () => {
  const cluster = "a1b2c3d4";
  session.answer = ({ type }) =>
    type === "connect" ? [{ type: "connect", code: "client", cluster }] : [];
  try {
    await expect(run("connect", { cluster, confirm: () => true })).rejects.toThrow("on fire");
    await run("connect", { cluster, ...CONFIRMED });
    lab.answer = true;
    await link("connect", { cluster });
    expect(session.events).toHaveLength(3);
  } finally {
    session.answer = () => [];
  }
});

test("a stop is asked about in the panel, which knows the cluster, or by the program", async () => {
  await link("stop", { cluster: "a1b2c3d4", confirm: "yes" });
  expect(session.events).toEqual([{ type: "ask-stop", cluster: "a1b2c3d4" }]);
  session.events.length = 0;
  await run("stop", { cluster: "a1b2c3d4", confirm: () => false });
  expect(session.events).toEqual([]);
  await run("stop", { cluster: "a1b2c3d4", ...CONFIRMED });
  // First that of another cluster, which the user may have open: a name that is not there must not answer it.
  expect(session.events).toEqual([
    { type: "answer-stop", stop: false },
    { type: "ask-stop", cluster: "a1b2c3d4" },
    { type: "answer-stop", stop: true },
  ]);
  expect(lab.asked).toEqual([]);
});

test("what changes nothing is not asked about", async () => {
  await link("refresh", {});
  await link("open-dashboard", { cluster: "a1b2c3d4" });
  expect(lab.asked).toEqual([]);
  expect(session.events.map(({ type }) => type)).toEqual(["refresh", "open-dashboard"]);
});

test("the converter opens with a text, or without one, and changes nothing", async () => {
  await link("from-kubernetes", {});
  await link("from-kubernetes", { text: "kubernetes: {}" });
  await link("from-kubernetes", { text: 5 });
  expect(converted).toEqual([undefined, "kubernetes: {}", undefined]);
  expect(activated).toEqual(["panel", "panel", "panel"]);
  expect([...session.events, ...lab.asked]).toEqual([]);
});

const asked = () => `${lab.asked[0]?.title} ${lab.asked[0]?.body.node.textContent}`;

test("the question names the options, the numbers and the cluster's key", async () => {
  const name = "a1b2c3d4e5f60718293a4b5c6d7e8f90";
  await link("launch", { options: { worker_cores: 2, environment: { A: "b" } } });
  expect(asked()).toContain("worker_cores = 2");
  expect(asked()).toContain('environment = {"A":"b"}');
  for (const [command, args, words] of [
    ["scale", { workers: 12 }, "12"],
    ["adapt", { minimum: 3, maximum: 14 }, "3.Workers at most: 14"],
    ["insert-code", {}, "full name"],
    ["connect", {}, "run there if the setting"],
  ] as const) {
    lab.asked.length = 0;
    await link(command, { cluster: `site.${name}`, ...args });
    expect(asked()).toContain("cluster a1b2c3d4");
    expect(asked()).not.toContain(name);
    expect(asked()).toContain(words);
  }
  lab.asked.length = 0;
  await link("scale", { cluster: "a1b2c3d4-2", workers: 1 });
  expect(asked()).toContain("cluster a1b2c3d4-2?");
});

test.each([
  ["scale", "workers", `${" ".repeat(30)}1000`],
  ["scale", "workers", `${"0".repeat(30)}1000`],
  ["scale", "workers", [1000]],
  ["scale", "workers", 1e20],
  ["adapt", "minimum", -1],
  ["adapt", "maximum", "1_000"],
])("%s: %s that is %j is refused, as it may not be what is shown", async (command, name, odd) => {
  lab.answer = true;
  const args = { cluster: "a1b2c3d4", workers: 1, minimum: 1, maximum: 1, [name]: odd };
  await expect(link(command, args)).rejects.toThrow(`"${name}" of dask-gateway:${command} must be`);
  expect([...lab.asked, ...session.events, ...activated]).toEqual([]);
});

test.each([
  [{ workers: 4 }, "Workers at start: 4.", { options: "{}", workers: "4" }],
  [{ workers: [0, 20] }, "Workers at start: 0–20.", { options: "{}", workers: "[0,20]" }],
  [{ options: { n: 1 }, workers: null }, "n = 1", { options: '{"n":1}', workers: null }],
])("a launch with %j", async (args, words, sent) => {
  lab.answer = true;
  await link("launch", args);
  expect(asked()).toContain(words);
  expect(session.events).toEqual([{ type: "launch-with", ...sent }]);
});

test.each(["4", -1, 1.5, [1], [3, 2], [0, "20"], {}])(
  "a launch with %j workers is refused",
  async (odd) => {
    lab.answer = true;
    await expect(link("launch", { workers: odd })).rejects.toThrow(
      '"workers" of dask-gateway:launch must be',
    );
    expect([...lab.asked, ...session.events]).toEqual([]);
  },
);

test("a gateway that does not answer has a command refused soon, and not carried out later", async () => {
  vi.useFakeTimers();
  const settled = session.view();
  session.show(view({ form: null, clusters: null }));
  const launched = run("launch", { options: {}, ...CONFIRMED });
  await vi.advanceTimersByTimeAsync(9_000);
  expect(session.events).toEqual([]);
  await vi.advanceTimersByTimeAsync(2_000);
  // The core has no form and says so.
  expect(session.events).toEqual([{ type: "launch-with", options: "{}", workers: null }]);
  await launched;
  session.show(settled);
  expect(session.events).toHaveLength(1);
  expect(session.listening).toBe(0);
  vi.useRealTimers();
});

test("text is shown as it will be sent, and as text", async () => {
  await link("launch", { options: '{"n": 9007199254740993, "n": 1e400}' });
  expect(asked()).toContain('{"n": 9007199254740993, "n": 1e400}');
  lab.asked.length = 0;
  await link("launch", { options: { "<img src=x>\u202etxt\u0007": "<b>\u200b\u2028\ud800" } });
  expect(asked()).toContain("<img src=x>\\u{202e}txt\\u{7} = ");
  expect(asked()).not.toMatch(/[\p{C}\u2028]/u);
  expect(lab.asked[0]?.body.node.querySelectorAll("img, b")).toHaveLength(0);
});

const CLUSTER_COMMANDS = ["scale", "adapt", "stop", "insert-code", "connect"];

test.each([null, [], "text", 7, [{ cluster: "a" }], {}])(
  "arguments that are none: %j are asked for, and nothing is done without an answer",
  async (odd) => {
    for (const name of [...CLUSTER_COMMANDS, "open-dashboard"]) await run(name, odd as never);
    expect(filled.forms).toHaveLength(6);
    expect(session.events).toEqual([]);
    for (const name of CLUSTER_COMMANDS)
      await expect(run(name, { confirm: () => true })).rejects.toThrow(/^dask-gateway:.* needs "/);
  },
);

test("what is missing is asked for by name, with nothing chosen, and that is the question", async () => {
  filled.values = { cluster: "", workers: "3" };
  await run("scale");
  expect(session.events, "no cluster was chosen").toEqual([]);
  filled.values = { cluster: "a1b2c3d4", workers: "3" };
  await run("scale");
  expect(filled.forms[1]).toBe("Scale Dask Cluster: Clustera1b2c3d4 · Running" + "Workers");
  expect(session.events).toEqual([
    { type: "edit-cluster", cluster: "a1b2c3d4", input: "workers", text: "3" },
    { type: "scale", cluster: "a1b2c3d4" },
  ]);
  expect(lab.asked).toEqual([]);
});

test("a stop is chosen, and asked about in the panel besides", async () => {
  filled.values = { cluster: "a1b2c3d4" };
  await run("stop");
  expect(session.events).toEqual([{ type: "ask-stop", cluster: "a1b2c3d4" }]);
});

test("where there is no cluster or preset, that is said", async () => {
  const before = session.view();
  session.show(view({ clusters: [cluster("a1b2c3d4", { status: "PENDING" })] }));
  filled.values = {};
  await run("connect");
  await run("preset");
  expect(filled.forms).toEqual([
    "Connect to a Dask Cluster: You have no cluster to which this can be done.",
    "Fill In a Dask Preset: There are no presets.",
  ]);
  expect(session.events).toEqual([]);
  session.show(before);
});

const inMenu = {
  cluster: "a1b2c3d4",
  labels: { connect: "Connect" },
  allows: (name: string) => name !== "connect",
};

test("in the menu of a card a command is about its cluster, and is not asked about", async () => {
  const at = (name: string) => added.get(`dask-gateway:${name}`) as Added;
  around.card = inMenu;
  const connected = run("connect", { isContextMenu: true });
  // The menu has closed.
  around.card = null;
  await connected;
  expect(session.events).toEqual([{ type: "connect", cluster: "a1b2c3d4" }]);
  expect(lab.asked).toEqual([]);
  around.card = inMenu;
  expect(at("connect").label({ isContextMenu: true })).toBe("Connect");
  expect(at("connect").label()).toBe("Connect to a Dask Cluster…");
  expect(at("connect").isEnabled()).toBe(false);
  expect(at("refresh").isEnabled()).toBe(true);
  around.card = null;
  expect(at("connect").isEnabled()).toBe(true);
  live.hasNone = true;
  expect(["connect", "launch", "refresh"].map((name) => at(name).isEnabled())).toEqual([
    false,
    false,
    true,
  ]);
  live.hasNone = false;
});

test("without a panel a command asks by itself, and tells what came of it", async () => {
  const { show, card: _, ...rest } = around;
  expect(show).not.toBe(null);
  const before = session.view();
  const noPanel = { ...rest, show: null, card: null };
  const commands = new Map<string, Added>();
  addCommands({
    ...noPanel,
    app: {
      commands: { addCommand: (id: string, it: Added) => commands.set(id, it) },
    } as unknown as JupyterFrontEnd,
  });
  lab.answer = true;
  const stop = commands.get("dask-gateway:stop")?.execute({ cluster: "a1b2c3d4" });
  await vi.waitFor(() => expect(session.events).toHaveLength(3));
  expect(lab.asked).toHaveLength(1);
  expect(activated).toEqual([]);
  const message = { level: "error", message: { id: "forbidden", text: "No." } } as const;
  session.show(view({ clusters: [cluster("a1b2c3d4", { message })] }));
  await stop;
  expect(lab.said).toEqual([
    ["This is not allowed: No. — if it should be, ask your administrator.", "error"],
  ]);
  session.show(before);
});
