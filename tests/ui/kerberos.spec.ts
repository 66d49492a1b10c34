import { kdestroy, kerberos, kinit } from "../../scripts/stack/kerberos.mjs";
import { expect, Gateway, Lab } from "./fixtures.js";
import { testOn } from "./own-stack.js";

/** A gateway that asks for Kerberos tickets. Needs packages of the system's: npm run test:matrix runs it. */

/** After failures the panel asks less and less often. */
const RECOVERED = { timeout: 60_000 };

const test = testOn({ login: kerberos }, 180_000).extend<{ ticketLab: Lab }>({
  ticketLab: async ({ page, ownStack: stack }, use, info) => {
    info.setTimeout(4 * info.timeout);
    await use(new Lab(page, stack, `test-${info.testId}`));
    kinit(stack.state);
    await new Gateway(`${stack.lab}/dask-gateway`, `token ${stack.token}`).stopAll();
  },
});

test("with a ticket, without, and after kinit", async ({ ticketLab: lab, ownStack: stack }) => {
  await lab.open();
  const panel = await lab.openPanel();
  const launch = panel.getByRole("button", { name: "Launch cluster" });
  const problem = panel.locator(".problem");
  await launch.click();
  await expect(lab.cluster()).toHaveAttribute("data-status", "RUNNING");
  await expect(panel).toHaveAttribute("data-connection", "pass-through");

  await test.step("no ticket: list and launch say what to do", async () => {
    kdestroy(stack.state);
    await panel.getByRole("button", { name: "Refresh" }).click();
    await expect(problem).toContainText("there is no Kerberos ticket. Run kinit");
    await expect(lab.cluster(), "what was known stays").toHaveCount(1);
    await launch.click();
    await expect(panel.getByText("there is no Kerberos ticket. Run kinit")).toHaveCount(2);
  });

  await test.step("after kinit the list comes by itself, and a launch is one launch", async () => {
    kinit(stack.state);
    await expect(problem).toHaveCount(0, RECOVERED);
    await launch.click();
    await expect(lab.cluster()).toHaveCount(2);
    await expect(panel).not.toContainText("kinit");
  });

  await test.step("a ticket that runs out", async () => {
    kinit(stack.state, 1);
    await expect(problem).toContainText("the Kerberos ticket has expired", RECOVERED);
    kinit(stack.state);
    await expect(problem).toHaveCount(0, RECOVERED);
  });

  await test.step("a refusal is in the gateway's own words", async () => {
    await launch.click();
    await expect(lab.cluster()).toHaveCount(3);
    // A click that follows the other as fast as this may belongs to it, as a double click's second does.
    await expect(async () => {
      await launch.click();
      const words = "User ada has reached the limit of 3 clusters.";
      await expect(panel).toContainText(words, { timeout: 3_000 });
    }).toPass();
  });
});
