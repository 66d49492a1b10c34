import { readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "@playwright/test";
import { at } from "../../scripts/lib.mjs";
import { done, faults, requests } from "../../scripts/stack/faults.mjs";
import { answer } from "../../scripts/stack/processes.mjs";
import { errorsIn, expect, Gateway, Lab } from "./fixtures.js";
import { type OwnStack, testOn } from "./own-stack.js";

/** What goes wrong between here and a real gateway: what the user sees of it, what is asked again, and how soon it is over when it is over. */

const test = testOn(
  {
    faulty: true,
    config: at("tests/ui/faults_gateway_config.py"),
    args: ["--LabApp.expose_app_in_browser=True"],
  },
  120_000,
).extend<{ faultyLab: Lab; injector: NonNullable<OwnStack["faults"]> }>({
  injector: async ({ ownStack }, use) => {
    if (ownStack.faults === undefined) throw new Error("the stack has no such proxy");
    await use(ownStack.faults);
    ownStack.faults.heal();
  },
  faultyLab: async ({ page, ownStack, injector: _ }, use, info) => {
    info.setTimeout(5 * info.timeout);
    const errors = errorsIn(page);
    await use(new Lab(page, ownStack, `test-${info.testId}`));
    ownStack.faults?.heal();
    await Gateway.withPassword(ownStack).stopAll();
    expect(errors, "errors in the page").toEqual([]);
  },
});

/** Milliseconds between two lists, and what a busy machine needs besides. */
const ONE_POLL_MS = 5_000 + 1_500;
/** The Jupyter server's own words: it is its credential, and no login of the user's, that is refused. */
const CREDENTIAL_REFUSED =
  /The gateway at http:\/\/127\.0\.0\.1:\d+ refused the Jupyter server's credential \(gateway\.auth\.type: basic\)\. Check username and password under gateway\.auth\.kwargs in dask's configuration; they must be text, and without a username the login name is sent\./;
const TYPED = "typed/by-hand:1";

const image = (lab: Lab): Locator => lab.panel.getByRole("textbox", { name: "Image" });
const problem = (lab: Lab): Locator => lab.panel.locator(".problem");
const refresh = (lab: Lab) => lab.panel.getByRole("button", { name: "Refresh" }).click();
const launch = (lab: Lab) => lab.panel.getByRole("button", { name: "Launch cluster" }).click();

/** Prints how long after its end each fault was over in the page. */
function tell(title: string, rows: [name: string, hits: number, recovered: number][]): void {
  console.log(`${title}: what happened, requests it met, ms from its end to the right picture`);
  for (const [name, hits, ms] of rows) {
    console.log(`  ${name.padEnd(42)} ${String(hits).padStart(3)} ${String(ms).padStart(6)}`);
  }
}

/** A panel with one running cluster and a text in the form. */
async function start(lab: Lab, stack: OwnStack): Promise<Locator> {
  await Gateway.withPassword(stack).launch();
  await lab.open();
  await lab.openPanel();
  await image(lab).fill(TYPED);
  const cluster = lab.cluster();
  await expect(cluster).toHaveAttribute("data-status", "RUNNING");
  return cluster;
}

test("a list that fails leaves everything as it was, says why, and is back by itself", async ({
  faultyLab: lab,
  ownStack,
  injector,
}) => {
  const cluster = await start(lab, ownStack);
  const times: [string, number, number][] = [];
  const rows: [name: string, fault: object, words: RegExp, wait?: number][] = [
    ["closed without an answer", faults.dropped, /broke before it had answered/],
    ["reset in mid-body", faults.reset, /broke before it had answered/],
    ["truncated JSON", faults.truncated, /could not be understood|was not passed on/],
    ["malformed JSON", faults.malformed, /could not be understood/],
    ["500, text", faults.text500, /no explanation \(HTTP 500\)/],
    ["502, page", faults.html502, /not there just now \(HTTP 502\)/],
    ["503, page", faults.html503, /not there just now \(HTTP 503\)/],
    ["503, text", faults.envoy503, /not there just now \(HTTP 503\)/],
    ["504, page", faults.html504, /not there just now \(HTTP 504\)/],
    ["429, page, seconds", faults.tooMany(2), /asks to wait 2 seconds/, 2_000],
    ["429, page, date", faults.tooManyUntil(3), /asks to wait [123] seconds?\./, 3_000],
    ["429, page, no time", faults.tooManyWithoutATime, /asks to wait a while/],
    ["401 in mid-session", faults.unauthorized, CREDENTIAL_REFUSED],
    ["403, text", faults.forbidden, /not allowed: RBAC: access denied/],
    ["login page, 200", faults.loginPage, /web page/],
    ["404, page", faults.notFound, /nothing under the gateway’s address/],
    ["redirect", faults.redirect, /redirect/],
  ];
  for (const [name, fault, words, wait = 0] of rows) {
    await test.step(name, async () => {
      const injected = injector.inject(requests.list, fault);
      await refresh(lab);
      await expect(problem(lab)).toContainText(words);
      await expect(cluster).toHaveAttribute("data-status", "RUNNING");
      await expect(image(lab)).toHaveValue(TYPED);
      const healed = Date.now();
      injected.heal();
      await problem(lab).waitFor({ state: "detached", timeout: ONE_POLL_MS + wait });
      times.push([name, injected.hits, Date.now() - healed]);
      // Each is asked for twice where the connection broke; a busy machine has time for one more.
      expect(injected.hits).toBeLessThan(12);
    });
  }

  await test.step("a hang is told after 3 s, and ends with the answer", async () => {
    const injected = injector.inject(requests.list, faults.hang(30));
    await refresh(lab);
    const slow = lab.panel.getByText("No answer yet (3 s)");
    await slow.waitFor({ timeout: 6_000 });
    await expect(problem(lab)).toHaveCount(0);
    const healed = Date.now();
    injected.heal();
    await slow.waitFor({ state: "detached", timeout: ONE_POLL_MS });
    times.push(["hang", injected.hits, Date.now() - healed]);
  });

  await test.step("nobody listens for 20 s", async () => {
    const before = injector.seen.length;
    injector.close();
    await refresh(lab);
    await expect(problem(lab)).toContainText(/Cannot reach|broke/);
    await new Promise((resolve) => setTimeout(resolve, 20_000));
    await expect(image(lab)).toHaveValue(TYPED);
    await injector.open();
    const healed = Date.now();
    // Whoever clicks needs not wait.
    await lab.panel.getByRole("button", { name: "Try again" }).click();
    await problem(lab).waitFor({ state: "detached", timeout: ONE_POLL_MS });
    times.push(["refused for 20 s, then Try again", 0, Date.now() - healed]);
    expect(injector.seen.length).toBeGreaterThan(before);
    await expect(cluster).toHaveAttribute("data-status", "RUNNING");
  });

  await test.step("nobody listens, and nobody clicks", async () => {
    for (const seconds of [20, 75]) {
      injector.close();
      await expect(problem(lab)).toContainText(/Cannot reach|broke/);
      await new Promise((resolve) => setTimeout(resolve, 1_000 * seconds));
      await injector.open();
      const healed = Date.now();
      // After so long without a click lists are further apart.
      const poll = ONE_POLL_MS + 100 * seconds;
      await problem(lab).waitFor({ state: "detached", timeout: poll });
      times.push([`refused for ${seconds} s, by itself`, 0, Date.now() - healed]);
      await expect(cluster, "figures as well").toHaveAttribute("data-workers", "0", {
        timeout: 3_000,
      });
    }
  });

  await test.step("nobody listens when the page is loaded", async () => {
    injector.close();
    await lab.reload();
    await expect(problem(lab)).toContainText(/Cannot reach|broke/);
    await new Promise((resolve) => setTimeout(resolve, 20_000));
    await injector.open();
    const healed = Date.now();
    await expect(image(lab)).toBeVisible({ timeout: ONE_POLL_MS });
    await expect(cluster).toHaveAttribute("data-status", "RUNNING", { timeout: ONE_POLL_MS });
    times.push(["refused since the page was loaded", 0, Date.now() - healed]);
  });
  tell("Lists", times);
  expect(
    injector.seen.filter(({ method }) => method !== "GET"),
    "nothing was changed",
  ).toEqual([]);
});

test("one row that cannot be read, and a clock that is an hour off, hide nothing", async ({
  faultyLab: lab,
  ownStack,
  injector,
}) => {
  const cluster = await start(lab, ownStack);
  await test.step("a status of a later gateway", async () => {
    const injected = injector.inject(requests.list, faults.oddStatus);
    await refresh(lab);
    await expect(cluster).toHaveAttribute("data-status", "UNKNOWN");
    await expect(cluster).toContainText("SUSPENDED");
    await expect(cluster.getByRole("button", { name: "Stop" })).toBeEnabled();
    injected.heal();
    await expect(cluster).toHaveAttribute("data-status", "RUNNING", { timeout: ONE_POLL_MS });
    await expect(cluster).not.toContainText("SUSPENDED");
  });
  await test.step("a row without a name", async () => {
    const injected = injector.inject(requests.list, faults.oddRow);
    await refresh(lab);
    const remark = lab.panel.getByText("lists a cluster whose name cannot be read");
    await remark.waitFor();
    await expect(cluster).toHaveAttribute("data-status", "RUNNING");
    injected.heal();
    await remark.waitFor({ state: "detached", timeout: ONE_POLL_MS });
  });
  for (const hours of [1, -1]) {
    await test.step(`a clock ${hours} h ahead`, async () => {
      const injected = injector.inject(requests.list, faults.skewed(hours));
      await refresh(lab);
      await expect.poll(() => injected.hits).toBeGreaterThan(0);
      await expect(cluster).toHaveAttribute("data-status", "RUNNING");
      // What began before the page opened may have done so an hour ago, but not in an hour.
      await expect(cluster.locator(".age")).toContainText(
        hours > 0 ? /^[1-9]\d*\s(s|min)/ : /^1\sh/,
      );
      injected.heal();
    });
  }
});

test("what a click asks for is asked once, and what was typed stays", async ({
  faultyLab: lab,
  ownStack,
  injector,
}) => {
  const cluster = await start(lab, ownStack);
  const alert = lab.panel.getByRole("form", { name: "Cluster options" }).getByRole("alert");
  const workers = cluster.getByRole("spinbutton", { name: "Workers", exact: true });
  const scale = async (count: string) => {
    await workers.fill(count);
    await cluster.getByRole("button", { name: "Scale" }).click();
  };

  for (const [name, fault, words] of [
    ["429", faults.tooMany(30), /asks to wait 30 seconds/],
    ["403", faults.forbidden, /RBAC: access denied/],
    ["5 MB of words", faults.refused("No. ".repeat(1_250_000)), /^No\. No\. .*Show all/s],
  ] as const) {
    await test.step(`launch: ${name}`, async () => {
      const injected = injector.inject(requests.create, fault);
      await launch(lab);
      await expect(alert).toContainText(words);
      await expect(image(lab)).toHaveValue(TYPED);
      const shown = await alert.innerText();
      expect(shown.length).toBeLessThan(2_500);
      expect(injected.hits, "it is not sent again").toBe(1);
      injected.heal();
      await expect(lab.cluster()).toHaveCount(1);
    });
  }

  await test.step("scale: 409", async () => {
    const injected = injector.inject(requests.scale, faults.conflict);
    await scale("2");
    await expect(cluster).toContainText("The cluster is not running");
    await expect(workers).toHaveValue("2");
    expect(injected.hits).toBe(1);
    injected.heal();
  });

  await test.step("stop: 500", async () => {
    const injected = injector.inject(requests.stop, faults.text500);
    await cluster.getByRole("button", { name: "Stop" }).click();
    await lab.page.getByRole("dialog").getByRole("button", { name: /^Stop/ }).click();
    await expect.poll(() => injected.hits).toBe(1);
    await expect(cluster).toHaveAttribute("data-status", "RUNNING");
    injected.heal();
  });

  await test.step("a scale whose answer hangs", async () => {
    const injected = injector.inject(requests.scale, faults.hang(30));
    await scale("1");
    const slow = lab.panel.getByText("No answer yet (3 s)");
    await slow.waitFor({ timeout: 6_000 });
    injected.heal();
    await slow.waitFor({ state: "detached" });
    await expect(cluster).toHaveAttribute("data-workers", "1", { timeout: 30_000 });
    expect(injected.hits).toBe(1);
  });

  for (const [name, fault] of [
    ["a proxy’s 503", done(faults.html503)],
    ["half of its JSON", faults.truncated],
    ["nothing", done(faults.dropped)],
  ] as const) {
    await test.step(`a launch that was done, and answered with ${name}`, async () => {
      const injected = injector.inject(requests.create, fault);
      await launch(lab);
      await expect(lab.cluster(), "it is found all the same").toHaveCount(2, {
        timeout: ONE_POLL_MS,
      });
      expect(injected.hits, "it is not sent again").toBe(1);
      injected.heal();
      await expect(image(lab)).toHaveValue(TYPED);
      const gateway = Gateway.withPassword(ownStack);
      const names = Object.keys(await gateway.clusters());
      expect(names.length).toBe(2);
      const key = await cluster.first().getAttribute("data-cluster");
      const made = names.find((each) => each.startsWith(key ?? "none")) ?? "none";
      await gateway.request("DELETE", `clusters/${made}`);
      await expect(lab.cluster()).toHaveCount(1, { timeout: 20_000 });
    });
  }
});

test("a widget waits for no options, and stays as it is drawn when its table has them", async ({
  faultyLab: lab,
  ownStack,
  injector,
}) => {
  const saved = async () => {
    await lab.execute("docmanager:save");
    return readFileSync(join(ownStack.notebooks, lab.notebook), "utf8");
  };
  await lab.open("first-steps.ipynb");
  const injected = injector.inject(requests.options, faults.hang(30));
  const output = await lab.run(
    "import dask\nfrom jupyter_dask_gateway import GatewayWidget\ndask.config.set({'gateway.cluster.options': {'worker_cores': 2}})\nw = GatewayWidget()\nw",
  );
  const widget = output.locator("[data-dask-gateway=widget]");
  await expect(widget).toBeVisible();
  await widget.evaluate((drawn) => drawn.setAttribute("data-first", ""));
  expect(await saved()).toContain("The gateway had not told its options");
  injected.heal();
  await expect.poll(saved).toContain("<th>Worker cores</th>");
  await expect(widget.getByLabel("Worker cores"), "as this kernel has it").toHaveValue("2");
  await expect(widget).toHaveCount(1);
  await expect(widget).toHaveAttribute("data-first");
  expect(await saved()).not.toContain("The gateway had not told its options");
});

test("a gateway that is started again, with its database and without", async ({
  faultyLab: lab,
  ownStack,
}) => {
  const cluster = await start(lab, ownStack);
  const key = (await cluster.getAttribute("data-cluster")) ?? "none";
  const times: [string, number, number][] = [];
  const health = `${ownStack.address}/api/health`;

  await test.step("with its database", async () => {
    await ownStack.restartGateway();
    await answer(health);
    const healed = Date.now();
    await problem(lab).waitFor({ state: "detached", timeout: 2 * ONE_POLL_MS });
    times.push(["started again, database kept", 0, Date.now() - healed]);
    await expect(cluster).toHaveAttribute("data-status", "RUNNING");
    await expect(image(lab)).toHaveValue(TYPED);
  });

  await test.step("without it", async () => {
    await ownStack.restartGateway(async () =>
      rmSync(`${ownStack.state}/clusters/gateway.sqlite`, { force: true }),
    );
    await answer(health);
    const healed = Date.now();
    const gone = lab.recent(key);
    await expect(gone).toContainText("has no such cluster of yours any more", {
      timeout: 3 * ONE_POLL_MS,
    });
    await expect(gone).toHaveAttribute("data-ended", "gone");
    await expect(cluster).toHaveCount(0);
    times.push(["started again, database lost", 0, Date.now() - healed]);
    await expect(image(lab)).toHaveValue(TYPED);
    await expect(problem(lab)).toHaveCount(0);
  });
  tell("Gateway", times);
});

test("a scheduler that is killed, and workers that never come", async ({
  faultyLab: lab,
  ownStack,
}) => {
  await test.step("workers that never come", async () => {
    await start(lab, ownStack);
    await Gateway.withPassword(ownStack).stopAll();
    const name = await Gateway.withPassword(ownStack).launch({ image: "no-workers" });
    const waiting = lab.cluster(name.slice(0, 8));
    await expect(waiting).toHaveAttribute("data-status", "RUNNING", { timeout: 20_000 });
    await expect(lab.cluster(), "and no other").toHaveCount(1, { timeout: 20_000 });
    await waiting.getByRole("spinbutton", { name: "Workers", exact: true }).fill("1");
    await waiting.getByRole("button", { name: "Scale" }).click();
    await expect(waiting).toContainText("0 of 1 worker");
  });

  await test.step("the scheduler is killed", async () => {
    const waiting = lab.panel.locator('[data-status="RUNNING"]');
    const key = (await waiting.getAttribute("data-cluster")) ?? "none";
    for (const pid of schedulers(`${ownStack.state}/clusters/${key}`)) process.kill(pid, "SIGKILL");
    const card = lab.cluster(key);
    await expect(card).toContainText(/No answer from its scheduler since \d\d:\d\d\./, {
      timeout: 15_000,
    });
    await expect(card, "then what the gateway says").not.toHaveAttribute("data-status", "RUNNING", {
      timeout: 40_000,
    });
  });
});

/** The processes that are schedulers of the clusters whose folder begins so. */
function schedulers(folder: string): number[] {
  return readdirSync("/proc").flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      const isHere = readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      return isHere && command.includes("scheduler_preload") ? [Number(pid)] : [];
    } catch {
      return []; // gone meanwhile, or somebody else's
    }
  });
}
