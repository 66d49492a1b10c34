/** What a panel costs its Jupyter server: how long that takes for an answer of its own while the gateway is asked by way of it. */
import { setTimeout as delay } from "node:timers/promises";
import { EXPOSED, inBrowser } from "../../scripts/stack/browser.mjs";
import { startStack } from "../../scripts/stack/stack.mjs";
import { launch } from "../parts/clusters.mjs";
import { LABEXTENSION, openLabextension, startLabextension } from "../parts/labextension.mjs";
import { openQuietLab } from "../parts/notebook.mjs";
import { turns } from "../parts/turns.mjs";

const CLUSTERS = 3;
const HANG = { hang: 600 };
/** Milliseconds after which an answer is told not to come, and how many of those say that none will. */
const MOST = 5_000;
const SILENT = 3;

export const status = {
  about:
    "The Jupyter server's `/api/status`, asked ten times a second over 20 s so that polls fall into it: no panel open, a panel with three running clusters, and the same when the gateway stops answering. Two servers on one gateway, asked in turns; never is what did not come in 5 s. What hostile replies do is in `replies`.",
  browser: true,
  async run({ rows, quick }) {
    const starting = startStack({ args: EXPOSED, faulty: true });
    await inBrowser(starting, async (browser, stack) => {
      const other = await startLabextension(stack, EXPOSED);
      try {
        await compared(browser, { ours: stack, [LABEXTENSION]: other }, rows, quick);
      } finally {
        await other.stop();
      }
    });
  },
};

async function compared(browser, servers, rows, quick) {
  const { ours, [LABEXTENSION]: other } = servers;
  for (let i = 0; i < CLUSTERS; i++) await launch(ours);
  const tell = async (what) => {
    const times = await statusTimes(servers, quick ? 20 : 200);
    for (const [subject, samples] of Object.entries(times)) rows.add(what, subject, samples);
  };
  // dask-labextension asks from JupyterLab's start on, so that no JupyterLab is open here.
  await tell("no panel");
  const [panel, sidebar] = [await browser.newPage(), await browser.newPage()];
  await openQuietLab(panel, ours);
  await panel.evaluate(() =>
    window.jupyterapp.commands.execute("dask-gateway:open").then(() => {}),
  );
  await panel
    .locator('#dask-gateway-panel [data-status="RUNNING"]')
    .nth(CLUSTERS - 1)
    .waitFor();
  await openQuietLab(sidebar, other);
  await openLabextension(sidebar, CLUSTERS);
  await tell("three running clusters");
  for (const { faults } of [ours, other]) faults.inject({}, HANG);
  await delay(6_000);
  await tell("the gateway hangs");
}

/** Milliseconds, of each of the servers; one that did not answer three times is not asked again. */
export async function statusTimes(servers, count) {
  const times = Object.fromEntries(Object.keys(servers).map((subject) => [subject, []]));
  for (let i = 0; i < count; i++) {
    for (const [subject, { lab, token }] of turns(Object.entries(servers), i)) {
      if (times[subject].filter((each) => each === null).length === SILENT) continue;
      const start = performance.now();
      const headers = { Authorization: `token ${token}` };
      const signal = AbortSignal.timeout(MOST);
      const answer = await fetch(`${lab}/api/status`, { headers, signal }).catch(() => null);
      await answer?.text();
      times[subject].push(answer === null ? null : performance.now() - start);
    }
    await delay(100);
  }
  return times;
}
