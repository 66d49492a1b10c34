import { expect, test } from "vitest";
import type { Because, Message, NotText } from "../../js/view/model.js";
import { en } from "../../js/view/strings/en.js";
import { formatMessage, formatReason, stringsFor } from "../../js/view/strings/index.js";

/** One of each id; `satisfies` makes a missing one a compile error. */
const all = {
  said: { id: "said", text: "the gateway’s own <words>" },
  "no-answer": { id: "no-answer" },
  "no-answer-yet": { id: "no-answer-yet", seconds: 3 },
  "timed-out": { id: "timed-out" },
  "not-offered": { id: "not-offered" },
  "too-large": { id: "too-large" },
  "not-json": { id: "not-json", status: 200 },
  "login-needed": { id: "login-needed" },
  forbidden: { id: "forbidden", text: "RBAC: access denied" },
  "asked-to-wait": { id: "asked-to-wait", seconds: 30 },
  "no-scheduler": { id: "no-scheduler" },
  "no-page": { id: "no-page" },
  "no-worker": { id: "no-worker" },
  "nothing-there": { id: "nothing-there" },
  "no-extension": { id: "no-extension" },
  "no-server": { id: "no-server" },
  "not-there-now": { id: "not-there-now", status: 502 },
  http: { id: "http", status: 502 },
  "options-broken": { id: "options-broken" },
  bare: { id: "bare", text: "'worker_cores'" },
  unexpected: { id: "unexpected", detail: "no `name`" },
  launched: { id: "launched", cluster: "a1b2c3d4" },
  "launch-unknown": { id: "launch-unknown" },
  "launch-again": { id: "launch-again" },
  "launched-elsewhere": { id: "launched-elsewhere" },
  "launch-found": { id: "launch-found", cluster: "a1b2c3d4" },
  "launch-recalled": { id: "launch-recalled", cluster: "a1b2c3d4" },
  "launch-not-found": { id: "launch-not-found", reloaded: false },
  "launch-several": { id: "launch-several", clusters: ["a1b2c3d4"], more: 7 },
  "scale-unknown": { id: "scale-unknown", workers: 3 },
  "adapt-unknown": { id: "adapt-unknown", minimum: 1, maximum: 4 },
  "stop-unknown": { id: "stop-unknown" },
  "stop-not-done": { id: "stop-not-done" },
  "not-done": { id: "not-done" },
  "launch-too-early": { id: "launch-too-early" },
  "invalid-first": { id: "invalid-first", label: "Worker cores" },
  "reading-first": { id: "reading-first", label: "Environment" },
  scaling: { id: "scaling", workers: 1, endedAdapting: false },
  limited: { id: "limited", text: "Scaling to 4 instead." },
  adapting: { id: "adapting", minimum: 0, maximum: 2 },
  stopping: { id: "stopping" },
  "scheduler-silent": { id: "scheduler-silent", since: 1_700_000_000_000 },
  connected: { id: "connected", clients: 0 },
  idle: { id: "idle", since: 1_700_000_000_000, isLonger: true, isLong: true },
  "stops-when-idle": { id: "stops-when-idle", seconds: 1_800, from: null, to: null },
  "ended-by-you": { id: "ended-by-you", at: 1_700_000_000_000, otherTab: true },
  "ended-idle": { id: "ended-idle", at: 1_700_000_000_000 },
  "ended-failed": { id: "ended-failed", at: 1_700_000_000_000 },
  "ended-gone": { id: "ended-gone", at: 1_700_000_000_000 },
  "options-of": { id: "options-of", cluster: "a1b2c3d4", leftOut: "image" },
  filled: {
    id: "filled",
    source: "preset",
    name: "Big memory",
    changed: 2,
    workers: false,
    leftOut: "image",
    invalid: "Worker Cores",
  },
  "preset-saved": { id: "preset-saved", name: "Big memory" },
  "preset-removed": { id: "preset-removed", name: "Big memory" },
  "presets-imported": { id: "presets-imported", added: 2, replaced: 1 },
  "no-preset": { id: "no-preset", name: "Big", known: "Big memory" },
  "preset-refused": { id: "preset-refused", why: "too-large" },
  "link-copied": { id: "link-copied" },
  "link-refused": { id: "link-refused", why: "newer" },
  "not-filled": { id: "not-filled", source: "link" },
  "ended-elsewhere": { id: "ended-elsewhere", at: 1_700_000_000_000, idle: true },
  failed: { id: "failed" },
  "no-figures": { id: "no-figures" },
  "no-figures-now": { id: "no-figures-now" },
  "unknown-status": { id: "unknown-status", word: "SUSPENDED" },
  "not-listed": { id: "not-listed" },
  nameless: { id: "nameless", count: 3 },
  "broken-site": { id: "broken-site" },
  "over-clusters": { id: "over-clusters", limit: 4 },
  "over-workers": { id: "over-workers", limit: 20 },
  "over-cores": { id: "over-cores", limit: 3_800, most: 1 },
  "over-memory": { id: "over-memory", limit: 2 ** 33, most: 3 },
  "adapt-needs-maximum": { id: "adapt-needs-maximum" },
  "minimum-above-maximum": { id: "minimum-above-maximum" },
  "not-a-count": { id: "not-a-count", text: "1.5" },
  "from-python": { id: "from-python", kept: true, text: "3" },
  "unknown-kind": { id: "unknown-kind", kind: "colour" },
  reading: { id: "reading" },
  "no-reader": { id: "no-reader", detail: "Failed to fetch" },
  unreadable: { id: "unreadable", line: 2, column: 7, detail: "expected :" },
  "no-table": { id: "no-table" },
  "name-missing": { id: "name-missing" },
  "name-taken": { id: "name-taken", row: 3 },
  "not-a-name": { id: "not-a-name" },
  pasted: { id: "pasted", variables: 2, others: 1, comments: true },
  "not-texts": {
    id: "not-texts",
    values: [{ name: "VER", kind: "number", value: "3.1" }],
    more: 2,
  },
  "unknown-defaults": { id: "unknown-defaults", names: "image" },
  "misspelt-default": { id: "misspelt-default", set: "cpu", published: "CPU" },
  "refused-default": { id: "refused-default" },
  "unusable-default": { id: "unusable-default", problem: "gateway.cluster.options.image is odd." },
  "other-environment": { id: "other-environment", environment: "global-dask" },
  "choose-environment": { id: "choose-environment" },
  "other-image": { id: "other-image", image: "pangeo/notebook:1" },
  copied: { id: "copied" },
  inserted: { id: "inserted" },
  "no-dashboard": { id: "no-dashboard" },
  "invalid-workers-first": { id: "invalid-workers-first" },
  "not-workers": { id: "not-workers" },
} satisfies { [Id in Message["id"]]: Extract<Message, { id: Id }> };

const reasons = {
  "starts-late": { id: "starts-late", seconds: 120 },
  "waits-for-machine": { id: "waits-for-machine" },
  "image-late": { id: "image-late", label: "Image" },
  "texts-needed": { id: "texts-needed", label: "Environment variables" },
  "ended-at-once": { id: "ended-at-once", label: "Image" },
  "bad-environment": { id: "bad-environment", label: "Environment variables" },
  "start-timed-out": { id: "start-timed-out", seconds: 75 },
  "scheduler-lost": { id: "scheduler-lost", since: 1_700_000_000_000 },
  "silent-busy": { id: "silent-busy" },
  "silent-memory": { id: "silent-memory", label: "Scheduler memory" },
  "silent-machine": { id: "silent-machine" },
  "silent-network": { id: "silent-network" },
  "silent-wait": { id: "silent-wait" },
  "silent-still": { id: "silent-still" },
  "workers-failed": { id: "workers-failed" },
  "workers-late": { id: "workers-late", since: 1_700_000_000_000, some: true },
  "quota-reached": { id: "quota-reached" },
  "workers-unfit": { id: "workers-unfit", label: "Image" },
  "workers-large": { id: "workers-large", label: "Worker memory" },
  "tasks-without-workers": { id: "tasks-without-workers" },
  "tasks-unrunnable": { id: "tasks-unrunnable" },
  "tasks-restricted": { id: "tasks-restricted" },
  "ask-administrator": { id: "ask-administrator", cluster: "a1b2c3d4", at: 1_700_000_000_000 },
} satisfies { [Id in Because["id"]]: Extract<Because, { id: Id }> };

test("every reason has a sentence that carries its arguments", () => {
  expect(Object.keys(en.reasons).sort()).toEqual(Object.keys(reasons).sort());
  for (const reason of Object.values(reasons)) {
    const sentence = formatReason(en, reason);
    expect(sentence).toMatch(/^[A-Z“].*\.$/);
    expect(sentence).not.toMatch(/undefined|null|NaN|\[object/);
    if ("label" in reason) expect(sentence).toContain(`“${reason.label}”`);
    if ("cluster" in reason) expect(sentence).toContain(reason.cluster);
  }
  expect(formatReason(en, { id: "ended-at-once", label: null })).not.toContain("Check");
});

test("every id of the core has a sentence that carries its arguments", () => {
  expect(Object.keys(en.messages).sort()).toEqual(Object.keys(all).sort());
  for (const words of Object.values(all)) {
    const sentence = formatMessage(en, words);
    expect(sentence).not.toMatch(/undefined|null|NaN|\[object/);
    for (const [name, value] of Object.entries(words)) {
      // Flags, and what is told in words, are looked at below; what is over a limit, with the footprint.
      if (
        !words.id.startsWith("over-") &&
        typeof value !== "boolean" &&
        ![
          "id",
          "at",
          "clients",
          "since",
          "from",
          "to",
          "seconds",
          "others",
          "values",
          "source",
          "why",
        ].includes(name)
      )
        expect(sentence).toContain(String(value));
    }
    if (words.id !== "said" && words.id !== "unreadable")
      expect(sentence).toMatch(/^[A-Z“].*[.…]$/s);
  }
});

test("what was filled in, and from where", () => {
  const told = (more: Partial<Extract<Message, { id: "filled" }>>) =>
    formatMessage(en, { ...all.filled, leftOut: "", invalid: "", ...more });
  expect(told({})).toBe("The preset “Big memory” filled in 2 options. Nothing has been launched.");
  expect(told({ source: "link", name: "" })).toMatch(/^This link filled in 2 options\./);
  expect(told({ source: "kubernetes" })).toMatch(/^Your worker template filled in/);
  expect(told({ source: "python", changed: 1 })).toMatch(/^Python filled in 1 option\./);
  expect(told({ workers: true })).toContain(
    " filled in 2 options and the workers at start. Nothing",
  );
  expect(told({ changed: 0, workers: true })).toContain(" filled in the workers at start. Nothing");
  expect(told({ changed: 0 })).toContain("changed nothing: the form had these options already.");
  expect(told({ changed: 0, leftOut: "gpus" })).toMatch(/ changed nothing\. Left out, .*: gpus\.$/);
  for (const source of ["preset", "link", "kubernetes", "python"] as const)
    expect(formatMessage(en, { id: "not-filled", source })).toMatch(/^[A-Z].*\.$/);
});

test("what is imported is told by what is new and what was replaced", () => {
  const told = (added: number, replaced: number) =>
    formatMessage(en, { id: "presets-imported", added, replaced });
  expect(told(1, 0)).toBe("Imported 1 new preset.");
  expect(told(0, 2)).toBe("Put 2 presets in the place of yours.");
});

test("values that are no texts, and what was pasted", () => {
  const told = (kind: NotText["kind"], value: string) =>
    formatMessage(en, { id: "not-texts", values: [{ name: "A", kind, value }], more: 0 });
  expect(told("null", "null")).toContain("A is empty (null).");
  expect(told("bool", "true")).toContain("A is true.");
  expect(told("mapping", "")).toContain("A is a mapping.");
  const pasted = (variables: number, others: number, comments: boolean) =>
    formatMessage(en, { id: "pasted", variables, others, comments });
  expect(pasted(1, 0, false)).toBe("Pasted 1 variable.");
  expect(pasted(0, 1, false)).toBe(
    "Pasted 0 variables. Lines that are no variables were kept in rows without a name: give them one or remove them.",
  );
  expect(pasted(1, 0, true)).toBe("Pasted 1 variable. Comments are kept: see “Edit as text”.");
});

test("a refusal without words has a sentence too", () => {
  expect(formatMessage(en, { id: "bare", text: " " })).toContain("does not say why");
  expect(formatMessage(en, { id: "unknown-status", word: "" })).toContain("could not be read");
  expect(formatMessage(en, { id: "forbidden", text: "" })).toContain("nothing says why");
  expect(formatMessage(en, { id: "asked-to-wait", seconds: 0 })).toContain("wait a while.");
  expect(formatMessage(en, { id: "asked-to-wait", seconds: 1 })).toContain("wait 1 second.");
});

test("the gateway’s words are not changed", () => {
  expect(formatMessage(en, all.said)).toBe("the gateway’s own <words>");
});

test("counts", () => {
  expect(en.workers(0)).toBe("0 workers");
  expect(en.workers(1)).toBe("1 worker");
  expect(en.workers(12_345)).toBe("12,345 workers");
  expect(en.threads(1)).toBe("1 thread");
  expect(en.scaling(2, 4)).toBe("2 of 4 workers");
  expect(en.scaling(4, 2)).toBe("4 workers, going down to 2");
  expect(en.scaling(null, 1)).toBe("1 worker asked for");
});

test("bounds", () => {
  expect(en.bounds("1", "4")).toBe("1 to 4");
  expect(en.bounds("0.5", null)).toBe("at least 0.5");
  expect(en.bounds(null, "4")).toBe("at most 4");
});

test("an empty number and a wrong one read differently", () => {
  expect(formatMessage(en, { id: "not-a-count", text: " " })).toBe(
    "Enter a whole number, 0 or more.",
  );
  expect(formatMessage(en, all["not-a-count"])).toBe(
    "“1.5” is not a whole number: enter 0 or more.",
  );
});

test("what a stop costs", () => {
  expect(en.stopConsequence("a1b2c3d4", 1)).toContain("its 1 worker will");
  expect(en.stopConsequence("a1b2c3d4", 0)).not.toContain("worker");
  expect(en.stopConsequence("a1b2c3d4", null)).not.toContain("worker");
});

test.each([null, undefined, "", "en", "en-GB", "EN", "tlh", "constructor", "__proto__"])(
  "for the language %j there is a table",
  (lang) => {
    expect(stringsFor(lang)).toBe(en);
  },
);

test("a cluster that stopped by itself says when, and claims no more than is known", () => {
  const at = (when: Date, idle: boolean) =>
    formatMessage(en, { id: "ended-elsewhere", at: when.getTime(), idle });
  const today = new Date();
  today.setHours(12, 41, 30);
  expect(at(today, true)).toBe(
    "Stopped at 12:41, not from here: probably its idle timeout, or the notebook that created it was closed or its kernel restarted.",
  );
  expect(at(today, false)).toBe(
    "Stopped at 12:41, not from here: by a notebook (closing or restarting the kernel that created it stops it), another browser tab or an administrator.",
  );
  expect(at(new Date(2023, 10, 25, 0, 5), true)).toMatch(/^Stopped on November 25 at 00:05, /);
});

test("a scheduler that is silent, and a cluster that idles, say since when", () => {
  const since = new Date();
  since.setHours(12, 41, 30);
  const at = since.getTime();
  expect(formatMessage(en, { id: "scheduler-silent", since: at })).toBe(
    "No answer from its scheduler since 12:41.",
  );
  const idle = (isLonger: boolean, isLong: boolean) =>
    formatMessage(en, { id: "idle", since: at, isLonger, isLong });
  expect(idle(false, false)).toBe("Idle since 12:41.");
  expect(idle(true, false)).toBe("Idle since 12:41 or longer.");
  expect(idle(false, true)).toBe(
    "Idle since 12:41: nothing runs in it. Stop it if it is not needed.",
  );
  const other = new Date(2023, 10, 25, 0, 5).getTime();
  expect(formatMessage(en, { id: "scheduler-silent", since: other })).toBe(
    "No answer from its scheduler since November 25 at 00:05.",
  );
});

test("an idle timeout is told with the time that it comes, if that is known", () => {
  const today = (hours: number, minutes: number) => new Date().setHours(hours, minutes, 0, 0);
  const stops = (from: number | null, to: number | null) =>
    formatMessage(en, { id: "stops-when-idle", seconds: 1_800, from, to });
  expect(stops(null, null)).toBe("Stops after 30\u00a0min idle.");
  expect(stops(today(12, 40), today(12, 48))).toBe(
    "Stops after 30\u00a0min idle, between 12:40 and 12:48.",
  );
  expect(stops(null, today(12, 48))).toBe("Stops after 30\u00a0min idle, by 12:48.");
});

test("a scheduler that was lost is told with the time where somebody here had asked it", () => {
  const lost = (since: number | null) => formatReason(en, { id: "scheduler-lost", since });
  expect(lost(null)).toBe("Its scheduler ran out of memory or lost its machine.");
  expect(lost(new Date().setHours(12, 41))).toBe(
    "Its scheduler ran out of memory or lost its machine: it had not answered since 12:41.",
  );
});

test("who is connected", () => {
  const connected = (clients: number) => formatMessage(en, { id: "connected", clients });
  expect(connected(0)).toBe("Nobody is connected.");
  expect(connected(1)).toBe("1 client is connected.");
  expect(connected(2)).toBe("2 clients are connected.");
});

test("clusters of which one may be the one are named, and the rest counted", () => {
  const several = (clusters: string[], more: number) =>
    formatMessage(en, { id: "launch-several", clusters, more });
  expect(several(["a1b2c3d4", "b8c9d0e1"], 0)).toContain(": a1b2c3d4, b8c9d0e1. ");
  expect(several(["a1b2c3d4", "b8c9d0e1"], 1_500)).toContain(
    ": a1b2c3d4, b8c9d0e1 and 1,500 more. ",
  );
});

test("a scale says when it ends adapting", () => {
  const scaled = (endedAdapting: boolean) =>
    formatMessage(en, { id: "scaling", workers: 2, endedAdapting });
  expect(scaled(false)).toBe("Asked for 2 workers.");
  expect(scaled(true)).toBe("Asked for 2 workers. Adaptive scaling is off now.");
});

test("a gateway that does less without a word is still told", () => {
  expect(formatMessage(en, { id: "limited", text: "" })).toBe(
    "The gateway did not do all of what was asked for.",
  );
});
