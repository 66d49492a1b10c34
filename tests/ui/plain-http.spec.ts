import { networkInterfaces } from "node:os";
import { cache } from "../../scripts/lib.mjs";
import { recorded } from "../../scripts/stack/recorder.mjs";
import { expect, Gateway, Lab } from "./fixtures.js";
import { testOn } from "./own-stack.js";

/** A Jupyter server by plain http from another host than the user's: a browser offers neither locks nor the clipboard there. */

const record = cache("plain-http-requests.jsonl");
const test = testOn(
  {
    record,
    ip: "0.0.0.0",
    args: ["--ServerApp.allow_remote_access=True"],
  },
  120_000,
);

/** An address of this machine that is not its loopback. */
const host = Object.values(networkInterfaces())
  .flat()
  .find((it) => it?.family === "IPv4" && !it.internal)?.address;

test("each tab polls for itself, shows the others' clusters, and copies by other means", async ({
  ownStack,
  context,
  page,
}) => {
  test.skip(host === undefined, "this machine has no other address");
  test.slow();
  const stack = { ...ownStack, lab: ownStack.lab.replace("127.0.0.1", host as string), record };
  const labs = [
    new Lab(page, stack, "plain-one"),
    new Lab(await context.newPage(), stack, "plain-two"),
  ] as const;
  for (const lab of labs) {
    await lab.open();
    await lab.openPanel();
  }
  expect(await page.evaluate(() => [isSecureContext, "locks" in navigator])).toEqual([
    false,
    false,
  ]);

  const since = Date.now();
  await page.waitForTimeout(12_000);
  const lists = recorded(record).filter(({ at, path }) => at > since && path.includes("status="));
  expect(lists.length).toBeGreaterThanOrEqual(4);

  const [first, second] = labs;
  await first.panel.getByRole("button", { name: "Launch cluster" }).click();
  for (const lab of labs)
    await expect(lab.cluster()).toHaveAttribute("data-status", "RUNNING", { timeout: 30_000 });

  await second.panel.getByRole("button", { name: "Copy as Python" }).click();
  const copied = second.panel.getByText("Copied", { exact: false });
  await expect(copied.first()).toBeVisible();
  const image = second.panel.getByRole("textbox", { name: "Image" });
  await image.fill("");
  await image.press("Control+V");
  await expect(image, "it is in the clipboard").toHaveValue(/import Gateway/);
  await Gateway.withPassword(ownStack).stopAll();
});
