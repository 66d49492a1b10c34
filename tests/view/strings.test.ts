import { expect, test } from "vitest";
import type { Message, NotText } from "../../js/view/model.js";
import { en } from "../../js/view/strings/en.js";
import { formatMessage, formatOwn, formatReason } from "../../js/view/strings/index.js";
import { stringsFor } from "../../js/view/strings/languages.js";
import { all, reasons, WHYS } from "./every-message.js";

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
    if (words.id !== "said" && words.id !== "unreadable" && words.id !== "invalid")
      expect(sentence).toMatch(/^[A-Z“].*[.…]$/s);
  }
});

test("what is refused: our sentence, and the gateway’s words below it", () => {
  const told = (more: Partial<Extract<Message, { id: "invalid" }>>) =>
    formatMessage(en, { ...all.invalid, label: "", text: "words", ...more });
  expect(told({})).toBe("At most 4.\nwords");
  expect(told({ label: "Cores" })).toBe("“Cores”: at most 4.\nwords");
  expect(told({ why: "at-least", bound: "0.25" })).toBe("At least 0.25.\nwords");
  expect(told({ bound: "4294967296", isBytes: true })).toBe("At most 4 GiB.\nwords");
  expect(told({ bound: "12345678901234567890123" })).toBe(
    "At most 12,345,678,901,234,567,890,123.\nwords",
  );
  expect(told({ bound: "1e-07" })).toBe("At most 0.0000001.\nwords");
  for (const why of WHYS)
    for (const label of ["", "Cores"])
      expect(formatOwn(en, { ...all.invalid, label, why })).toMatch(/^[A-Z“].*\.$/);
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

test.each([
  null,
  undefined,
  "",
  "en",
  "en-GB",
  "EN",
  "tlh",
  "zha",
  "zh-TW",
  "zh-Hant",
  "zh_HK",
  "zh-Hant-CN",
  "__proto__",
])("for the language %j there is English", (lang) => {
  expect(stringsFor(lang)).toBe(en);
});

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
