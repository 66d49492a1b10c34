/** The result of one step with its name, as the Jupyter server's half writes it too. */
export interface Finding {
  /** The step's name in plain words. */
  step: string;
  outcome: Outcome;
  text: string;
  /** What to do; lines of a configuration file stand on lines of their own. May be "". */
  advice: string;
}

export const OUTCOMES = ["ok", "warning", "failed", "skipped"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What holds, and what to do about it. */
export type CheckResult = Omit<Finding, "step">;

export const ok = (text: string): CheckResult => ({ outcome: "ok", text, advice: "" });
export const skipped = (text: string): CheckResult => ({ outcome: "skipped", text, advice: "" });
export const warning = (text: string, advice: string): CheckResult => ({
  outcome: "warning",
  text,
  advice,
});
export const failed = (text: string, advice: string): CheckResult => ({
  outcome: "failed",
  text,
  advice,
});
