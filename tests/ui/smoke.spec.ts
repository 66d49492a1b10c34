import { expect, test } from "./fixtures.js";

test("a form takes the first half of the core, and the rest comes when it is in sight", async ({
  lab,
  page,
}) => {
  await lab.open("first-steps.ipynb");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const shown = page.evaluate(async () => {
    const form = () =>
      [...document.querySelectorAll("#dask-gateway-panel div")].some((it) =>
        it.shadowRoot?.querySelector("form"),
      );
    while (!form()) await new Promise((done) => setTimeout(done, 1));
    const files = performance.getEntriesByType("resource");
    return files.map(({ name }) => name).filter((name) => name.includes("/dask-gateway-rest.js"));
  });
  await lab.openPanel();
  expect(await shown).toEqual([]);
  // What there is of clusters comes with the rest.
  await expect(lab.panel.getByText("No clusters", { exact: false })).toBeVisible();
  const times = (end: string) => asked.filter((path) => path.endsWith(end)).length;
  expect(times("/dask-gateway-rest.js")).toBe(1);
  // Had the first half missed something, another start would have asked again.
  expect([times("/dask-gateway/config"), times("/api/v1/options")]).toEqual([1, 1]);
});

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
