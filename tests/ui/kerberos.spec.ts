import { kdestroy, kerberos, kinit } from "../../scripts/stack/kerberos.mjs";
import { startStack } from "../../scripts/stack/stack.mjs";
import { test as base, expect, Gateway, Lab } from "./fixtures.js";
import { venv } from "./stack.js";

/** A gateway that asks for Kerberos tickets. Needs packages of the system's: npm run test:matrix runs it. */

/** After failures the panel asks less and less often. */
const RECOVERED = { timeout: 60_000 };

type Stack = Awaited<ReturnType<typeof startStack>>;

const test = base.extend<{ ticketLab: Lab }, { ticketStack: Stack }>({
  ticketStack: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures used from the pattern
    async ({}, use) => {
      const stack = await startStack({
        login: kerberos,
        ...(venv === undefined ? {} : { venv }),
        onexit: (message: string) => console.error(message),
      });
      await use(stack);
      await stack.stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  ticketLab: async ({ page, ticketStack: stack }, use, info) => {
    info.setTimeout(4 * info.timeout);
    await use(new Lab(page, stack, `test-${info.testId}`));
    kinit(stack.state);
    await new Gateway(`${stack.lab}/dask-gateway`, `token ${stack.token}`).stopAll();
  },
});

test("with a ticket, without, and after kinit", async ({ ticketLab: lab, ticketStack: stack }) => {
  await lab.open();
  const panel = await lab.openPanel();
  const launch = panel.getByRole("button", { name: "Launch cluster" });
  await launch.click();
  const cluster = lab.cluster();
  await expect(cluster).toHaveAttribute("data-status", "RUNNING");
  await expect(panel).toHaveAttribute("data-connection", "pass-through");

  await test.step("a refused option is the gateway's own words", async () => {
    // The form knows the bounds; the gateway knows how many clusters are too many.
    const gateway = new Gateway(`${stack.lab}/dask-gateway`, `token ${stack.token}`);
    await gateway.create();
    await gateway.create();
    await launch.click();
    await expect(panel).toContainText("User ada has reached the limit of 3 clusters.");
  });

  await test.step("no ticket: a launch says what to do", async () => {
    kdestroy(stack.state);
    await launch.click();
    await expect(panel).toContainText("there is no Kerberos ticket");
    await expect(panel).toContainText("Run kinit");
  });

  await test.step("after kinit the panel goes on by itself", async () => {
    kinit(stack.state);
    await expect(panel).not.toContainText("kinit", RECOVERED);
    await expect(cluster.first()).toHaveAttribute("data-status", "RUNNING");
  });

  await test.step("a ticket that runs out", async () => {
    kinit(stack.state, 1);
    await expect(panel).toContainText("the Kerberos ticket has expired", RECOVERED);
    kinit(stack.state);
    await expect(panel).not.toContainText("kinit", RECOVERED);
  });
});
