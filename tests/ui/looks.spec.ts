import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./axe.js";
import { expect, test } from "./fixtures.js";

/**
 * What our plugins open in JupyterLab, in the looks that the gallery has no JupyterLab for: its dark theme of high contrast, and the
 * system's own colours. What JupyterLab draws around our words is looked at, and its own.
 */
const LOOKS = [
  ["JupyterLab Dark High Contrast", null],
  ["JupyterLab Light", "active"],
] as const;

test("menus, dialogs and lists can be read in high contrast and in the system's colours", async ({
  lab,
  gateway,
  page,
}) => {
  test.slow();
  const name = await gateway.launch();
  const key = name.slice(0, 8);
  await lab.open();
  await lab.openPanel();
  const card = lab.cluster(key);
  await expect(card).toHaveAttribute("data-status", "RUNNING");
  const see = async (what: Locator) => {
    await expect(what).toBeVisible();
    await expectAccessible(page, what);
    await page.keyboard.press("Escape");
    await expect(what).toHaveCount(0);
  };
  try {
    for (const [theme, forcedColors] of LOOKS) {
      await page.emulateMedia({ forcedColors });
      await lab.execute("apputils:change-theme", { theme });
      await expect(page.locator("body")).toHaveAttribute("data-jp-theme-name", theme);

      await card.getByText("Running", { exact: true }).click({ button: "right" });
      await see(page.locator(".lm-Menu-itemLabel", { hasText: "Connect" }).first());
      await begin(page, "adapt", { cluster: key });
      const dialog = page.locator(".jp-Dialog-body");
      await expect(dialog.getByLabel("Minimum of workers")).toBeFocused();
      await see(dialog);
      await begin(page, "connect");
      await expect(dialog.getByLabel("Cluster")).toBeFocused();
      await see(dialog);
      await begin(page, "launch", { options: { worker_cores: 2 } });
      await see(dialog);
      await card.getByRole("button", { name: "Stop cluster" }).click();
      await see(page.getByRole("dialog", { name: "Stop this cluster?" }));
      await page.getByRole("button", { name: /^Dask: / }).press("Enter");
      await see(page.getByRole("dialog", { name: "Dask clusters" }).getByRole("button"));
      await lab.execute("dask-gateway:open-plot", { cluster: key, plot: "progress" });
      await expectAccessible(page, ".dask-gateway-plot");
      await lab.execute("application:close");
    }
  } finally {
    await page.emulateMedia({ forcedColors: null });
    await lab.execute("apputils:change-theme", { theme: "JupyterLab Light" });
  }
});

/** A command that asks something: what it comes to is not waited for. */
async function begin(page: Page, name: string, args: object = {}): Promise<void> {
  await page.evaluate(
    ([id, given]) => {
      interface Exposed {
        jupyterapp: { commands: { execute(id: string, args: object): Promise<unknown> } };
      }
      void (window as unknown as Exposed).jupyterapp.commands.execute(id, given);
    },
    [`dask-gateway:${name}`, args] as const,
  );
}
