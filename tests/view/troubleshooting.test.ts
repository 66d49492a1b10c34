import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { strings as element } from "../../js/element/strings.js";
import { strings as hubStrings } from "../../js/hub/strings.js";
import { logStrings } from "../../js/insight/logs/strings.js";
import { insightStrings } from "../../js/insight/strings.js";
import { strings as jupyterStrings } from "../../js/jupyter/strings.js";
import { converterStrings } from "../../js/kubernetes/strings.js";
import { strings as connectStrings } from "../../js/lab/connect-strings.js";
import { strings as dashboardStrings } from "../../js/lab/dashboard-strings.js";
import { fill } from "../../js/lab/fill.js";
import { later } from "../../js/lab/later-strings.js";
import { strings as lite } from "../../js/lab/lite-strings.js";
import { strings as lab } from "../../js/lab/strings.js";
import { clipboardStrings, partProblems } from "../../js/page/strings.js";
import { timeOfDay } from "../../js/page/time-of-day.js";
import type { Because, Message } from "../../js/view/model.js";
import { en } from "../../js/view/strings/en.js";
import { formatOwn, formatReason } from "../../js/view/strings/index.js";
import { formatBytes, formatDuration } from "../../js/view/ui/format.js";
import { strings as widgetStrings } from "../../js/widget/strings.js";
import { WHYS } from "./every-message.js";

const [hubPage, jupyter, widget] = [hubStrings(), jupyterStrings(), widgetStrings()];
const [connecting, dashboards] = [connectStrings(), dashboardStrings()];

const page = readFileSync(new URL("../../docs/troubleshooting.md", import.meta.url), "utf8");

/** What the Jupyter server or the kernel says is Python's: tests/python/test_troubleshooting.py. */
const PYTHON = "What the Jupyter server or the kernel says";
/** The gateway's own words, which the same test looks for in its source. */
const gateway: string[] = JSON.parse(
  readFileSync(new URL("../fixtures/gateway_sentences.json", import.meta.url), "utf8"),
);

/** The sentences that have an entry: headings, and what stands first in the items of lists. */
function entriesOf(text: string): string[] {
  return text.split("\n").flatMap((line) => {
    if (line.startsWith("### ")) return [plain(line.slice(4))];
    const found: string[] = [];
    for (let rest = line.replace(/^- /, ""); line.startsWith("- "); ) {
      const bold = /^\*\*(.+?)\*\*(?: (?:or|and) )?/.exec(rest);
      if (bold?.[1] === undefined) break;
      found.push(plain(bold[1]));
      rest = rest.slice(bold[0].length);
    }
    return found;
  });
}

const plain = (markdown: string) => markdown.replace(/[\\`]/g, "");

const entries = page
  .split(/^## /m)
  .filter((section) => !section.startsWith(PYTHON))
  .flatMap(entriesOf);

/** What differs from case to case, in place of a text, a number or a time. */
const any = "…";
const NUMBER = 7_654;
const NOW = new Date(2026, 5, 1, 12);
const TIME = new Date(2026, 5, 1, 11, 23).getTime();
const BYTES = NUMBER * 2 ** 30;

beforeAll(() => void vi.useFakeTimers({ now: NOW }));
afterAll(() => void vi.useRealTimers());

function generalized(sentence: string): string {
  const varying = [
    timeOfDay.format(TIME),
    formatBytes(BYTES, "en"),
    formatDuration(NUMBER, en.units),
    NUMBER.toLocaleString("en"),
    String(NUMBER),
  ];
  return varying.reduce((text, one) => text.replaceAll(one, any), sentence);
}

type Arguments<M extends { id: string }> = {
  [Id in M["id"]]: "none" | readonly Omit<Extract<M, { id: Id }>, "id">[];
};

const words = { text: any };
const counted = { status: NUMBER };
const isSilentSince = { since: TIME };

/** With which arguments a message has an entry. "none": it tells of no trouble, or in others' words. */
const messages = {
  said: "none",
  invalid: WHYS.map((why) => ({ label: "", why, bound: "7654", isBytes: false, text: "" })),
  "no-answer": [{}],
  "no-answer-yet": [{ seconds: NUMBER }],
  "timed-out": [{}],
  "not-offered": [{}],
  "too-large": [{}],
  "not-json": [counted],
  // The words are Python's.
  "not-configured": "none",
  "login-needed": [{}],
  forbidden: [words, { text: "" }],
  "asked-to-wait": [{ seconds: NUMBER }, { seconds: 0 }],
  "no-scheduler": [{}],
  "no-page": [{}],
  "no-worker": [{}],
  "nothing-there": [{}],
  "no-extension": [{}],
  "no-server": [{}],
  "not-there-now": [counted],
  http: [counted],
  "options-broken": [{}],
  bare: [words, { text: "" }],
  unexpected: [{ detail: any }],
  launched: "none",
  "launch-too-early": [{}],
  "launch-unknown": [{}],
  "launch-again": [{}],
  "launched-elsewhere": [{}],
  "launch-found": "none",
  "launch-recalled": "none",
  "launch-not-found": [{ reloaded: false }, { reloaded: true }],
  "launch-several": [{ clusters: [any], more: 0 }],
  "scale-unknown": [{ workers: NUMBER }],
  "adapt-unknown": [{ minimum: NUMBER, maximum: NUMBER }],
  "stop-unknown": [{}],
  "stop-not-done": [{}],
  "not-done": [{}],
  "options-of": "none",
  filled: "none",
  "not-filled": (["preset", "link", "kubernetes", "python"] as const).map((source) => ({ source })),
  "preset-saved": "none",
  "preset-removed": "none",
  "presets-imported": "none",
  "no-preset": [
    { name: any, known: any },
    { name: any, known: "" },
  ],
  "preset-refused": (
    ["no-name", "taken", "too-many", "too-large", "damaged", "newer", "empty"] as const
  ).map((why) => ({ why })),
  "link-copied": "none",
  "link-refused": (["too-long", "damaged", "newer"] as const).map((why) => ({ why })),
  "invalid-first": [{ label: any }],
  "invalid-workers-first": [{}],
  "not-workers": [{}],
  "reading-first": [{ label: any }],
  scaling: "none",
  adapting: "none",
  limited: [{ text: "" }],
  stopping: "none",
  "broken-site": [{}],
  "over-clusters": [{ limit: NUMBER }, { limit: 0 }],
  "over-workers": [{ limit: NUMBER }],
  "over-cores": [
    { limit: NUMBER * 1_000, most: NUMBER },
    { limit: NUMBER * 1_000, most: 0 },
  ],
  "over-memory": [
    { limit: BYTES, most: NUMBER },
    { limit: BYTES, most: 0 },
  ],
  "ended-by-you": "none",
  "ended-idle": [{ at: TIME }],
  "ended-failed": [{ at: TIME }],
  "ended-gone": [{ at: TIME }],
  "ended-elsewhere": [
    { at: TIME, idle: false },
    { at: TIME, idle: true },
  ],
  "no-figures": [{}],
  "no-figures-now": [{}],
  "scheduler-silent": [isSilentSince],
  connected: "none",
  idle: "none",
  "stops-when-idle": "none",
  failed: [{}],
  "unknown-status": [{ word: any }, { word: "" }],
  "not-listed": [{}],
  nameless: [{ count: 1 }, { count: NUMBER }],
  "adapt-needs-maximum": [{}],
  "minimum-above-maximum": [{}],
  "not-a-count": [words, { text: "" }],
  "unknown-kind": [{ kind: any }],
  "from-python": [
    { kept: true, text: any },
    { kept: false, text: any },
  ],
  unreadable: [{ line: NUMBER, column: NUMBER, detail: any }],
  reading: "none",
  "no-reader": [{ detail: any }],
  "no-table": [{}],
  "name-missing": [{}],
  "name-taken": [{ row: NUMBER }],
  "not-a-name": [{}],
  pasted: "none",
  "not-texts": [{ values: [{ name: any, kind: any, value: any }], more: 0 }],
  "unknown-defaults": [{ names: any }],
  "misspelt-default": [{ set: any, published: any }],
  "refused-default": [{}],
  "unusable-default": [{ problem: any }],
  "other-image": [{ image: any }],
  "other-environment": [{ environment: any }],
  "choose-environment": [{}],
  copied: "none",
  inserted: "none",
  "no-dashboard": [{}],
} satisfies Arguments<Message>;

const reasons = {
  "starts-late": [{ seconds: NUMBER }],
  "waits-for-machine": [{}],
  "image-late": [{ label: any }],
  "texts-needed": [{ label: any }],
  "ended-at-once": [{ label: null }, { label: any }],
  "bad-environment": [{ label: any }],
  "start-timed-out": [{ seconds: NUMBER }],
  "scheduler-lost": [{ since: null }, isSilentSince],
  "silent-busy": [{}],
  "silent-memory": [{ label: null }, { label: any }],
  "silent-machine": [{}],
  "silent-network": [{}],
  "silent-wait": [{}],
  "silent-still": [{}],
  "workers-failed": [{}],
  "workers-late": [
    { since: TIME, some: false },
    { since: TIME, some: true },
  ],
  "quota-reached": [{}],
  "workers-unfit": [{ label: any }],
  "workers-large": [{ label: any }],
  "tasks-without-workers": [{}],
  "tasks-unrunnable": [{}],
  "tasks-restricted": [{}],
  "ask-administrator": [{ cluster: any, at: TIME }],
} satisfies Arguments<Because>;

/** All sentences of the ids with their arguments. */
function formatted<M extends { id: string }>(
  table: Arguments<M>,
  format: (message: M) => string,
): string[] {
  return Object.entries(table).flatMap(([id, all]) =>
    all === "none"
      ? []
      : (all as readonly object[]).map((args) =>
          // Of a value that is no text, its name and kind do not matter.
          generalized(format({ id, ...args } as M)).replace("… is the … …", any),
        ),
  );
}

/** The sentences of a flat table but for these, which tell of no trouble. */
function others<T extends object>(table: T, needNone: readonly (keyof T)[]): string[] {
  return Object.entries(table)
    .filter(([key]) => !needNone.includes(key as keyof T))
    .map(([key, text]) => {
      const sentence = typeof text === "function" ? text(...Array(text.length).fill(any)) : text;
      if (typeof sentence !== "string") throw new Error(`${key} is no sentence`);
      return sentence;
    });
}

function sentences(): string[] {
  const insight = insightStrings(en);
  const logs = logStrings(en);
  const converter = converterStrings(en);
  const { notLoaded, loading, notLoadedYet, savedPage } = widget;
  return [
    ...formatted<Message>(messages, (message) => formatOwn(en, message)),
    ...formatted<Because>(reasons, (reason) => formatReason(en, reason)),
    ...viewSentences(),
    en.elementNotLoaded(any),
    en.sharedBy(any),
    en.partMissing(any),
    en.converterNotLoaded(any),
    en.presetsNotKept(any),
    en.badAddress(any),
    en.brokenSpec(any),
    // With what was left out, and what must be corrected.
    from("Left out", formatOwn(en, { id: "options-of", cluster: any, leftOut: any })),
    from("Left out", formatOwn(en, { ...FILLED, leftOut: any, invalid: any })),
    ...others(element, [
      "title",
      "login",
      "user",
      "password",
      "logIn",
      "checking",
      "reading",
      "sent",
      "request",
      "python",
      "copy",
      "copyRequest",
      "copyPython",
      "copied",
      "loggedInAs",
      "logOut",
      "tryAgain",
    ]),
    ...others(dashboards, [
      "dashboard",
      "openOutside",
      "dashboardOf",
      "plotName",
      "plot",
      "cluster",
      "chooseCluster",
      "hasEnded",
      "follow",
      "followTitle",
      "plotOutside",
      "looking",
      "waiting",
      "ended",
      "pinnedEnded",
      "none",
      "several",
    ]),
    ...others(connecting, [
      "inserted",
      "uses",
      "connects",
      "waits",
      "usesTitle",
      "connectsTitle",
      "waitsTitle",
    ]),
    hubPage.leavesBehind,
    lite.noAddress(),
    lite.notSettings(),
    lite.wrong(any, any),
    lite.otherOrigin(),
    ...others(clipboardStrings(), []),
    ...others(partProblems(), []),
    ...[notLoaded, loading, notLoadedYet, savedPage].map((reason) =>
      widget.inactive.replace("{reason}", reason),
    ),
    jupyter.silent,
    jupyter.codeNotRead(any),
    jupyter.program.none.gone,
    jupyter.program.direct.gone,
    jupyter.program.relay.gone,
    jupyter.program.relay.follows,
    lab.notLoaded,
    fill(later.doctorNotLoaded, { reason: any }),
    later.notConnected,
    later.noCluster,
    insight.workersUnreadable,
    insight.usualPlots(any),
    insight.noSuchPlot,
    logs.noneKept,
    logs.notLog,
    converter.failed(any),
    converter.codeElsewhere,
  ];
}

const FILLED = { id: "filled", source: "preset", name: "", changed: 0, workers: false } as const;

const from = (beginning: string, sentence: string) => sentence.slice(sentence.indexOf(beginning));

/** Whole sentences among the view's own words, but for these, which tell of no trouble. */
function viewSentences(): string[] {
  const needNone: readonly string[] = [
    en.noOptions,
    en.noClusterFound,
    en.noneFound,
    en.noClusters,
    en.noClustersHint,
    en.pendingHint,
    en.scaleEndsAdapting,
    en.copyByHand,
    en.withServerTitle,
    en.stopAllConsequence,
  ];
  const all = Object.values(en).filter((text) => typeof text === "string" && text.endsWith("."));
  return (all as string[]).filter((text) => !needNone.includes(text));
}

test("each sentence that tells of trouble has an entry", () => {
  expect(sentences().filter((sentence) => !entries.includes(sentence))).toEqual([]);
});

test("each message and each reason is judged", () => {
  expect(Object.keys(messages).sort()).toEqual(Object.keys(en.messages).sort());
  expect(Object.keys(reasons).sort()).toEqual(Object.keys(en.reasons).sort());
});

test("each entry is for a sentence that is said, and there is one", () => {
  const known = new Set([...sentences(), ...gateway.map(plain)]);
  expect(entries.filter((entry) => !known.has(entry))).toEqual([]);
  const repeatable = new Set(formatted<Because>(reasons, (reason) => formatReason(en, reason)));
  const once = entries.filter((entry) => !repeatable.has(entry));
  expect(once.filter((entry, at) => once.indexOf(entry) !== at)).toEqual([]);
});

test("what the page links to is there", () => {
  const links = [...page.matchAll(/\]\((?!https:)([^)#]*)(?:#([^)]*))?\)/g)];
  expect(links.length).toBeGreaterThan(10);
  for (const [, file = "", anchor] of links) {
    const text = readFileSync(new URL(file, new URL("../../docs/", import.meta.url)), "utf8");
    const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replace(/[^\w\s-]/g, "")
        .replace(/\s/g, "-"),
    );
    if (anchor !== undefined) expect(headings, file).toContain(anchor);
  }
});
