/** What a thousand polls leave behind: in the page, and in the Jupyter server. */
import { EXPOSED, inBrowser } from "../../scripts/stack/browser.mjs";
import { startStack } from "../../scripts/stack/stack.mjs";
import { launchOptions } from "../../tests/ui/chromium.mjs";
import { launch } from "../parts/clusters.mjs";
import { LABEXTENSION, startLabextension } from "../parts/labextension.mjs";
import { connectHere, manyClusters } from "../parts/many.mjs";

const CLUSTERS = { page: 100, server: 3 };

export const memory = {
  about:
    "By how much more memory is in use after 1,000 polls than after the first 100. In a page that shows 100 running clusters, when what is unused has been collected; time is set forward, and a server stands in for the gateway. In the Jupyter server, when lists of three running clusters have been asked of it, by the pass-through and of dask-labextension.",
  browser: true,
  async run({ rows, quick }) {
    const times = quick ? { warm: 5, polls: 20 } : { warm: 100, polls: 1_000 };
    const { chromium } = await import("@playwright/test");
    const chrome = await chromium.launch(launchOptions);
    await inPage(chrome, rows, times).finally(() => chrome.close());
    const starting = startStack({ args: EXPOSED });
    await inBrowser(starting, async (_, stack) => {
      const other = await startLabextension(stack, EXPOSED);
      try {
        await inServers(stack, other, rows, times);
      } finally {
        await other.stop();
      }
    });
  },
};

async function inPage(browser, rows, { warm, polls }) {
  const gateway = await manyClusters(CLUSTERS.page);
  const page = await browser.newPage({ viewport: { width: 400, height: 820 } });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  try {
    await page.clock.install();
    await page.goto(gateway.address);
    await page.evaluate(() => {
      window.benchMemories = [];
      const { Memory, instantiate, instantiateStreaming } = WebAssembly;
      const keep = (made) => {
        const { exports } = made.instance ?? made;
        for (const each of Object.values(exports))
          if (each instanceof Memory) window.benchMemories.push(each);
        return made;
      };
      WebAssembly.instantiate = (...all) => instantiate(...all).then(keep);
      WebAssembly.instantiateStreaming = (...all) => instantiateStreaming(...all).then(keep);
    });
    await page.evaluate(connectHere);
    await page.evaluate(() => void window.benchMount());
    const poll = async (count) => {
      for (const end = gateway.lists() + count; gateway.lists() < end; )
        await page.clock.runFor(1_000);
    };
    const used = async () => {
      await cdp.send("HeapProfiler.collectGarbage");
      const { metrics } = await cdp.send("Performance.getMetrics");
      const found = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
      const wasm = await page.evaluate(() =>
        window.benchMemories.reduce((sum, each) => sum + each.buffer.byteLength, 0),
      );
      return { "the page's heap": found.JSHeapUsedSize, "WebAssembly's memory": wasm };
    };
    await poll(warm);
    const before = await used();
    await poll(polls);
    const after = await used();
    for (const [what, value] of Object.entries(after))
      rows.add(what, "ours", [(value - before[what]) / 1_024], { unit: "KiB" });
  } finally {
    await page.close();
    gateway.stop();
  }
}

async function inServers(stack, other, rows, { warm, polls }) {
  for (let i = 0; i < CLUSTERS.server; i++) await launch(stack);
  const subjects = {
    ours: [stack, "/dask-gateway/api/v1/clusters/"],
    [LABEXTENSION]: [other, "/dask/clusters"],
  };
  const ask = async (count) => {
    for (let i = 0; i < count; i++)
      for (const [{ lab, token }, path] of Object.values(subjects)) await text(lab, token, path);
  };
  const used = async () => {
    const found = {};
    for (const [subject, [{ lab, token }]] of Object.entries(subjects)) {
      const metrics = await text(lab, token, "/metrics");
      found[subject] = Number(/^process_resident_memory_bytes (\S+)/m.exec(metrics)[1]);
    }
    return found;
  };
  await ask(warm);
  const before = await used();
  await ask(polls);
  const after = await used();
  for (const [subject, value] of Object.entries(after))
    rows.add("the Jupyter server", subject, [(value - before[subject]) / 1_024], { unit: "KiB" });
}

async function text(lab, token, path) {
  const response = await fetch(lab + path, { headers: { Authorization: `token ${token}` } });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.text();
}
