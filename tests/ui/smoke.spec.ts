import { expect, test } from "./fixtures.js";

test("nothing but the entry script is fetched before the panel opens", async ({ lab, page }) => {
  const fetched: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.includes("dask-gateway")) fetched.push(pathname);
  });
  const modules = () => fetched.filter((path) => /\/dask-gateway\.[0-9a-f]+\.js$/.test(path));

  await lab.open("first-steps.ipynb");
  await page.waitForLoadState("networkidle");
  expect(fetched.filter((path) => path.includes("/remoteEntry."))).toHaveLength(1);
  expect(fetched.filter((path) => path.startsWith("/dask-gateway/"))).toEqual([]);
  expect(modules()).toEqual([]);

  await lab.openPanel();
  await lab.panel.getByRole("button", { name: "Launch cluster" }).waitFor();
  expect(modules()).toHaveLength(1);

  // What reads YAML is half as large again, and waits until there is some.
  const schema = () => fetched.filter((path) => path.endsWith("/dask-gateway-schema.js"));
  expect(schema()).toEqual([]);
  const variables = lab.panel.getByLabel("Environment variables", { exact: true });
  await variables.fill("OMP_NUM_THREADS: '1'");
  await expect(variables).toHaveAttribute("aria-invalid", "false");
  await expect.poll(() => schema().length).toBe(1);
  expect(modules()).toHaveLength(1);
});
