import { createLogs } from "../../js/insight/logs/view.js";
import type { PageText, WantedPage } from "../../js/view/model.js";
import { table } from "./gallery-language.js";

/** The logs of a cluster that has seen better times, for pictures. */

const ENTRIES: [string, string][] = [
  ["INFO", "State start"],
  ["INFO", "  Scheduler at:    tls://10.12.0.7:8786"],
  ["INFO", "  dashboard at:  http://10.12.0.7:8787/status"],
  ["INFO", "Registering Worker plugin shuffle"],
  ["INFO", "Register worker addr: tls://10.12.0.9:41769 name: dask-worker-6b1f-k2x8p"],
  ["INFO", "Starting worker compute stream, tls://10.12.0.9:41769"],
  ["INFO", "Register worker addr: tls://10.12.0.11:38231 name: dask-worker-6b1f-w9tqz"],
  ["INFO", "Receive client connection: Client-944fd9b0-e9d6-11f1-acf3-02fc00000001"],
  [
    "WARNING",
    "Sending large graph of size 48.21 MiB.\nThis may cause some slowdown.\nConsider loading the data with Dask directly",
  ],
  [
    "WARNING",
    "Worker tls://10.12.0.9:41769 exceeded 80% memory budget. Process memory: 3.21 GiB -- Worker memory limit: 4.00 GiB",
  ],
  [
    "ERROR",
    "Task 'read-parquet-4f1c' marked as failed because 4 workers died while trying to run it",
  ],
  ["INFO", "Remove worker addr: tls://10.12.0.11:38231 name: dask-worker-6b1f-w9tqz"],
];
const TASK = `<div class="box"><p><span>Task:</span><code>('mean_chunk-aggregate-7d', 0, 1)</code></p><ul><li>tls://10.12.0.9:41769</li></ul><p><code>ValueError("could not convert string to float: 'n/a'")</code></p><pre>  File "/home/ada/analysis.py", line 39, in clean
    return column.astype(float)
  File "/opt/env/lib/python3.12/site-packages/pandas/core/generic.py", line 6640, in astype
    new_data = self._mgr.astype(dtype=dtype, copy=copy, errors=errors)
</pre></div>`;

/** Each of many lines, as tracebacks are. */
const LONG = Array.from({ length: 350 }, (_, n): [string, string] => [
  "ERROR",
  `Plugin failed with exception ${n}\n${TASK.replaceAll("<", "&lt;")}`.repeat(2),
]);

const read =
  (entries: typeof ENTRIES) =>
  async ({ page }: WantedPage): Promise<PageText> => {
    const lines = entries.map(
      ([level, text], i) =>
        `<p> 2026-11-26 20:18:${10 + (i % 50)},593 - distributed.scheduler - ${level} - ${text} </p>`,
    );
    const text =
      page === "exceptions"
        ? `<title>Exceptions</title>${TASK}${TASK}</html>`
        : `<title>Logs</title>${lines.reverse().join("")}</html>`;
    return { text, problem: null };
  };

/** `name`: "logs", "logs long" or "logs failed-tasks". */
export function drawLogs(name: string): void {
  const entries = name === "logs long" ? LONG : ENTRIES;
  const source = { cluster: name, name: "nightly-run", read: read(entries), format: () => "" };
  const logs = createLogs({ ...source, copy: async () => {} }, table);
  document.body.style.height = "600px";
  document.body.append(logs.element);
  if (name === "logs failed-tasks") {
    const choice = logs.element.shadowRoot?.querySelector("select");
    if (!choice) throw new Error("no list of pages");
    choice.value = "exceptions";
    choice.dispatchEvent(new Event("change"));
  }
}
