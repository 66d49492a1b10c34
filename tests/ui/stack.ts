import { cache } from "../../scripts/lib.mjs";
import { startStack } from "../../scripts/stack.mjs";

/** Where the tests find what runs: set for Playwright's workers by the setup below. */
export interface Running {
  lab: string;
  token: string;
  address: string;
  user: string;
  password: string;
  /** The folder that JupyterLab shows. */
  notebooks: string;
  /** What arrived at the gateway when: see scripts/recorder.mjs. */
  record: string;
}

const VARIABLE = "DASK_GATEWAY_TEST_STACK";

export function running(): Running {
  const text = process.env[VARIABLE];
  if (text === undefined) throw new Error("The stack is not running.");
  return JSON.parse(text) as Running;
}

/** Playwright's global setup; what it returns runs after the last test. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const record = cache("ui-requests.jsonl");
  const { stop, ...stack } = await startStack({
    record,
    // Lab.execute() needs the application.
    args: ["--LabApp.expose_app_in_browser=True"],
    onexit: (message: string) => console.error(message),
  });
  process.env[VARIABLE] = JSON.stringify({ ...stack, record } satisfies Running);
  return stop;
}
