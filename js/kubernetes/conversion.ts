import type { Message } from "../view/model.js";

/** What the schema's `convertWorkerTemplate` tells, as JSON text. */
export interface Conversion {
  /** JSON text as Python writes it, for the event `fill-form`. */
  options: string;
  workers: string | null;
  matched: Matched[];
  lost: Lost[];
}

/** What the template asks for, and the option that is about it. */
export interface Matched {
  what: string;
  /** As the template has it: others' text, as all that follows. */
  value: string;
  /** What the option is called; null: it is the number of workers, which is none. */
  label: string | null;
  option: string | null;
  /** What it gets; "" where that is not to be shown. */
  given: string;
  notes: string[];
  /** Why the gateway would refuse that. */
  problem: Omit<Extract<Message, { id: "invalid" }>, "id" | "label"> | null;
}

/** What cannot be carried over. */
export interface Lost {
  /** As the template calls it. */
  what: string;
  /** The name of a reason, or a sentence. */
  why: string;
  /** The label of an option that has to do with it. */
  option?: string;
}

/** The same reason is told once, for all that it holds for: in the order in which they came. */
export function byReason(lost: readonly Lost[]): { why: Lost; what: string[] }[] {
  const groups = new Map<string, { why: Lost; what: string[] }>();
  for (const entry of lost) {
    const key = JSON.stringify([entry.why, entry.option]);
    const group = groups.get(key) ?? { why: entry, what: [] };
    group.what.push(entry.what);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** No `\s` where a line begins: of many empty lines each would be looked through to the end of them all. */
const PYTHON =
  /^[ \t]*(?:from\s+[\w.]+\s+import\s|import\s+\w|%|def\s+\w+\s*\()|\b(?:KubeCluster|HelmCluster|make_pod_spec|make_cluster_spec|make_pod_from_dict|config\.set)\s*\(/m;

/** Whether a text that is no template may be code. */
export function isCode(text: string): boolean {
  return PYTHON.test(text);
}
