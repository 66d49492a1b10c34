import { execFileSync } from "node:child_process";
import { at } from "../../scripts/lib.mjs";
import { expect, Gateway, Lab } from "./fixtures.js";
import { testOn } from "./own-stack.js";
import { venv } from "./stack.js";

/** Why a real gateway's clusters do not run, or their workers do not come, and what became of those that ended while somebody looked. */

const test = testOn(
  { faulty: true, config: at("tests/ui/faults_gateway_config.py") },
  120_000,
).extend<{ ownLab: Lab; gateway: Gateway }>({
  gateway: async ({ ownStack }, use) => {
    const gateway = Gateway.withPassword(ownStack);
    await use(gateway);
    await gateway.stopAll();
  },
  ownLab: async ({ page, ownStack, gateway: _ }, use, info) => {
    info.setTimeout(300_000);
    const lab = new Lab(page, ownStack, `test-${info.testId}`);
    await lab.open();
    await lab.openPanel();
    await use(lab);
  },
});

const key = (name: string) => name.slice(0, 8);

test("what takes its time, fails or ends by itself says what may be why, and what it was", async ({
  ownLab: lab,
  gateway,
  ownStack,
}) => {
  const refresh = () => lab.panel.getByRole("button", { name: "Refresh" }).click();
  // It would end by itself only in half an hour: the others do not wait for that.
  const idle = lab.cluster(key(await gateway.launch({ idle_timeout: 1 })));
  const slow = lab.cluster(key(await gateway.create({ image: "slow-start" })));
  const name = await gateway.launch({ image: "no-workers" });
  const waiting = lab.cluster(key(name));
  await refresh();
  await waiting.getByRole("spinbutton", { name: "Workers", exact: true }).fill("2");
  const scaled = Date.now();
  await waiting.getByRole("button", { name: "Scale" }).click();
  await expect(slow).toContainText("Waiting for its Dask scheduler to start.");
  await expect(idle.locator("[data-ends=idle]")).toContainText("Stops after 1 min idle");

  await test.step("workers that never come", async () => {
    await expect(waiting).toContainText("0 of 2 workers");
    const why = waiting.locator("details.why");
    await expect(why).toContainText("No worker has come since", { timeout: 45_000 });
    expect(Date.now() - scaled).toBeGreaterThan(29_000);
    await expect(why).toContainText("Likely: workers end as they start, because of what “Image”");
    const asked = ({ method, path }: { method: string; path: string }) =>
      method === "GET" && path.includes(name) && path.endsWith("counts.json");
    const seen = ownStack.faults?.seen.filter(asked) ?? [];
    const within = (from: number, to: number) =>
      seen.filter(({ at }) => at - scaled >= from && at - scaled < to).length;
    expect(within(0, 10_000), "often at first").toBeGreaterThan(6);
    expect(within(20_000, 30_000), "less and less").toBeLessThan(6);
  });

  await test.step("a start that takes long, and then is none any more", async () => {
    const why = slow.locator(".why");
    await expect(why).toContainText("Starting for more than 30 s", { timeout: 40_000 });
    await expect(why).toContainText("Likely: the image that “Image” names takes long to fetch");
    await expect(slow).toHaveAttribute("data-status", "RUNNING", { timeout: 60_000 });
    await expect(why).toHaveCount(0);
  });

  await test.step("its idle timeout", async () => {
    const past = lab.recent((await idle.getAttribute("data-cluster")) ?? "");
    await expect(past).toHaveAttribute("data-ended", "idle", { timeout: 90_000 });
    await expect(past).toContainText(/Stopped at \d\d:\d\d by its idle timeout\./);
  });

  await test.step("a scheduler that does not exist", async () => {
    await lab.panel.getByRole("textbox", { name: "Image" }).fill("broken-scheduler");
    await lab.panel.getByRole("button", { name: "Launch cluster" }).click();
    const failed = lab.panel.locator("[data-status=FAILED]");
    await expect(failed.locator("details.why")).toContainText(
      "Likely: its image, or the command that starts its scheduler, does not exist or ends at once. Check “Image”.",
      { timeout: 30_000 },
    );
  });
});

test("tasks without a worker are told of, and what their adaptive cluster wants", async ({
  ownLab: lab,
  ownStack,
  gateway,
}) => {
  const name = await gateway.launch({ image: "no-workers" });
  const code = `
import sys
from dask_gateway import BasicAuth, Gateway
address, proxy, user, password, name = sys.argv[1:]
with Gateway(address, proxy_address=proxy, auth=BasicAuth(user, password)) as gateway:
    client = gateway.connect(name).get_client()
    future = client.submit(sum, [1, 2])
    client.publish_dataset(kept=future)
`;
  const { address, user, password } = ownStack;
  const proxy = address.replace("http", "gateway");
  const python = `${venv ?? at(".venv")}/bin/python`;
  execFileSync(python, ["-c", code, address, proxy, user, password, name]);
  const cluster = lab.cluster(key(name));
  await expect(cluster.locator(".why")).toContainText("Tasks wait, and there is no worker", {
    timeout: 60_000,
  });
  await cluster.getByRole("spinbutton", { name: "Maximum workers" }).fill("2");
  await cluster.getByRole("button", { name: "Adapt" }).click();
  await expect(cluster.locator(".why")).toContainText("No worker has come since", {
    timeout: 60_000,
  });
});
