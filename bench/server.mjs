/** What the panel costs the Jupyter server: how long its own answer takes while the gateway is asked by way of it. */
import { cache } from "../scripts/lib.mjs";
import { inBrowser, openLab } from "../scripts/stack/browser.mjs";
import { startStack } from "../scripts/stack/stack.mjs";
import { quantile, row } from "./table.mjs";

const REQUESTS = 200;

export async function server() {
  const record = cache("bench-server-requests.jsonl");
  await inBrowser(startStack({ record }), async (browser, stack) => {
    for (let i = 0; i < 3; i++) await launch(stack);
    const page = await browser.newPage();
    await openLab(page, stack);
    await page.waitForTimeout(3_000);
    const quiet = await status("no panel", stack);

    await page.getByRole("tab", { name: "Dask Gateway" }).click();
    await page.locator('[data-status="RUNNING"]').nth(2).waitFor();
    await status("panel with three running clusters", stack, quiet);

    stack.recorder.hang();
    await page.waitForTimeout(6_000);
    await status("panel, and a gateway that hangs", stack, quiet);
  });
}

async function launch({ address, user, password }) {
  const headers = { Authorization: `Basic ${btoa(`${user}:${password}`)}` };
  const clusters = `${address}/api/v1/clusters/`;
  const body = JSON.stringify({ cluster_options: {} });
  const { name } = await (await fetch(clusters, { method: "POST", headers, body })).json();
  await fetch(`${clusters}${name}?wait`, { headers });
}

/** Over some 20 s, so that several polls fall into it. Returns the milliseconds; `quiet`: those without any, to compare them with. */
export async function status(name, { lab, token }, quiet) {
  const times = [];
  for (let i = 0; i < REQUESTS; i++) {
    const start = performance.now();
    await (
      await fetch(`${lab}/api/status`, { headers: { Authorization: `token ${token}` } })
    ).text();
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  row(`/api/status, ${name}`, times);
  const [median, worst] = [quantile(times, 0.5), Math.max(...times)];
  const ratio = quiet && `, ${(median / quantile(quiet, 0.5)).toFixed(2)} times the median without`;
  console.log(`    longest ${worst.toFixed(1)} ms${ratio ?? ""}`);
  return times;
}
