import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import type { FullConfig } from "@playwright/test";
import { LAB } from "../../scripts/build/parts.mjs";
import { at, cache } from "../../scripts/lib.mjs";
import { labArguments, startStack } from "../../scripts/stack/stack.mjs";

/** What runs for a worker's tests: set for Playwright's workers by the setup below. */
export interface Running {
  lab: string;
  token: string;
  address: string;
  user: string;
  password: string;
  /** The folder of all that it writes. */
  state: string;
  /** The folder that JupyterLab shows. */
  notebooks: string;
  /** What arrived at the gateway when: see scripts/stack/recorder.mjs. */
  record: string;
  /** Where other hosts of notebooks listen. */
  more: Record<keyof typeof hosts, string>;
}

/** Voila serves no links, and the developers' environment has the extension as one: a copy. */
const copies = cache("voila-labextensions");
const withOurExtension = `--VoilaConfiguration.extra_labextensions_path=${copies}`;

const foreignSettings = cache("foreign-lab-settings");

/** Hosts of notebook widgets beside JupyterLab, none of them with our server extension. */
const hosts = {
  bareLab: (port: number, notebooks: string) => ({
    command: [
      "jupyter-lab",
      ...labArguments(port, notebooks),
      "--LabApp.expose_app_in_browser=True",
      "--ServerApp.jpserver_extensions={'jupyter_dask_gateway': False}",
    ],
    ready: `http://127.0.0.1:${port}/lab`,
  }),
  /** JupyterLab's extension is not there, as where nobody has installed this package beside it. */
  foreignLab: (port: number, notebooks: string) => ({
    command: [
      "jupyter-lab",
      ...labArguments(port, notebooks),
      "--LabApp.expose_app_in_browser=True",
      `--LabApp.app_settings_dir=${foreignSettings}`,
    ],
    ready: `http://127.0.0.1:${port}/lab`,
  }),
  voila: (port: number, notebooks: string) => ({
    command: ["voila", "--no-browser", `--port=${port}`, withOurExtension, notebooks],
    ready: `http://127.0.0.1:${port}/`,
  }),
  marimo: (port: number) => ({
    command: [
      ...["marimo", "run", "--headless", "--no-token", "--host=127.0.0.1", `--port=${port}`],
      at("tests/ui/marimo_app.py"),
    ],
    ready: `http://127.0.0.1:${port}/`,
  }),
};

/** Where Jupyter comes from: the tree's own environment, or one that has the wheel (npm run test:matrix). */
export const venv = process.env.DASK_GATEWAY_TEST_VENV;

const VARIABLE = "DASK_GATEWAY_TEST_STACKS";

/** The stack of the worker that asks: what one test leaves at a gateway would disturb another. */
export function running(): Running {
  const { [VARIABLE]: stacks, TEST_PARALLEL_INDEX: worker } = process.env;
  if (stacks === undefined) throw new Error("The stacks are not running.");
  return (JSON.parse(stacks) as Running[])[Number(worker)] as Running;
}

/** Playwright's global setup: a stack for each worker. What it returns runs after the last test. */
export default async function globalSetup({ workers }: FullConfig): Promise<() => Promise<void>> {
  mkdirSync(foreignSettings, { recursive: true });
  const disabledExtensions = { "jupyter-dask-gateway": true };
  writeFileSync(`${foreignSettings}/page_config.json`, JSON.stringify({ disabledExtensions }));
  rmSync(copies, { recursive: true, force: true });
  cpSync(at(LAB), `${copies}/jupyter-dask-gateway`, { recursive: true });
  const stacks = await Promise.all(Array.from({ length: workers }, (_, i) => start(i)));
  process.env[VARIABLE] = JSON.stringify(stacks.map((each) => each.running));
  return async () => {
    await Promise.all(stacks.map((each) => each.stop()));
  };
}

async function start(worker: number): Promise<{ running: Running; stop: () => Promise<void> }> {
  const record = cache(`ui-requests-${worker}.jsonl`);
  const {
    stop,
    recorder: _,
    ...stack
  } = await startStack({
    record,
    // Elsewhere than in the tree's environment, there are no others.
    ...(venv === undefined ? { more: hosts } : { venv }),
    // Lab.execute() needs the application.
    args: [
      ...["LabApp", "JupyterNotebookApp"].map((app) => `--${app}.expose_app_in_browser=True`),
      // JupyterLab too: the server finds a file once for both.
      ...(venv === undefined
        ? [withOurExtension, `--LabServerApp.extra_labextensions_path=${copies}`]
        : []),
    ],
    onexit: (message: string) => console.error(message),
  });
  return { running: { ...stack, record }, stop };
}
