import { expectAccessible } from "./axe.js";
import { Lab } from "./fixtures.js";
import { SERVER_STARTS } from "./hub.js";
import { expect, test } from "./hub-visitor.js";

/** The hub's page of clusters: what is done there, nobody's server is needed for. */
const EVERYWHERE = { tag: ["@matrix", "@hub"] };

test(
  "choose options, start the server with them, and stop what it leaves behind",
  EVERYWHERE,
  async ({ enter, hub }) => {
    test.slow();
    const alice = await enter("alice");
    const { page, panel } = alice;
    await expect(panel).toHaveAttribute("data-connection", "pass-through");
    await expect(alice.status).toContainText("Your server is not running.");
    expect(new URL(page.url()).pathname).toBe("/services/dask-clusters/user/alice/");

    await test.step("the form is filled on the server that the hub starts", async () => {
      await panel.getByLabel("Worker cores").fill("2");
      await expect(page.locator("#taken")).toContainText("filled in");
      await alice.start.click();
      await page.waitForURL("**/user/alice/lab**", SERVER_STARTS);
      const there = page.locator("#dask-gateway-panel");
      await expect(there).toContainText("This link filled in 1 option.", { timeout: 30_000 });
      await expect(there.getByLabel("Worker cores")).toHaveValue("2");
    });

    const lab = new Lab(
      page,
      { lab: `${hub.hub}/user/alice`, token: "", notebooks: "" },
      "hub-page",
    );
    await lab.panel.getByRole("button", { name: "Launch cluster" }).click();
    await expect(lab.cluster()).toHaveAttribute("data-status", "RUNNING");
    const key = (await lab.cluster().getAttribute("data-cluster")) ?? "";

    await test.step("the page knows that the server runs, and when it does no more", async () => {
      await alice.enter();
      await expect(alice.status).toHaveText("Your server is running.");
      await expect(alice.start).toHaveText("Open my server");
      const home = await page.context().newPage();
      await home.goto(`${hub.hub}/hub/home`);
      // JupyterHub's page shows the button before its script is there to hear of it.
      const stop = home.locator("#stop");
      await expect(async () => {
        if (await stop.isVisible()) await stop.click({ timeout: 1_000 });
        await expect(stop).toBeHidden({ timeout: 8_000 });
      }).toPass({ timeout: 40_000 });
      await home.close();
      await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
      await expect(alice.status).toContainText("Your server is not running.");
    });

    await test.step("the cluster that it left behind is stopped", async () => {
      await expect(alice.cluster(key)).toHaveAttribute("data-status", "RUNNING");
      await alice.stop();
      expect(await alice.names()).toEqual([]);
    });
  },
);

test(
  "two users, in browsers of their own: each sees and reaches what is theirs",
  EVERYWHERE,
  async ({ enter }) => {
    const [alice, bob] = [await enter("alice"), await enter("bob")];
    const [hers, his] = [await alice.launch(), await bob.launch()];
    expect(hers).not.toBe(his);
    for (const [me, mine, other, theirs] of [
      [alice, hers, bob, his],
      [bob, his, alice, hers],
    ] as const) {
      await me.panel.getByRole("button", { name: "Refresh" }).click();
      await expect(me.cluster()).toHaveCount(1);
      await expect(me.cluster()).toHaveAttribute("data-cluster", mine);
      await expect(me.panel).not.toContainText(theirs);
      const [name = ""] = await other.names();
      for (const [method, path] of [
        ["GET", `api/v1/clusters/${name}`],
        ["DELETE", `api/v1/clusters/${name}`],
      ] as const) {
        expect([403, 404], `${method} ${path}`).toContain((await me.ask(method, path)).status);
      }
      // Nor by the other's path.
      const { status, body } = await me.ask(
        "GET",
        `../../${other.name}/dask-gateway/api/v1/clusters/`,
      );
      expect(status).toBe(403);
      expect(body).toContain("Somebody else");
    }
    // All by the same connections from the page's program to the gateway.
    const asked = Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? alice : bob));
    const told = await Promise.all(asked.map((who) => who.names()));
    for (const [index, names] of told.entries()) {
      expect(names.map((name) => name.slice(0, 8))).toEqual([index % 2 === 0 ? hers : his]);
    }
  },
);

test(
  "operators read what was launched and stopped, by a token of their own",
  EVERYWHERE,
  async ({ enter, hub }) => {
    const metrics = (token: string) =>
      fetch(`${hub.clustersPage}metrics`, { headers: { Authorization: `Bearer ${token}` } });
    const counted = async (action: string) => {
      const text = await (await metrics(hub.metricsToken)).text();
      const line = `jupyter_dask_gateway_cluster_actions_total{action="${action}",outcome="success"} `;
      return Number(text.split(line)[1]?.split("\n")[0]);
    };
    expect((await metrics("nobody's")).status).toBe(403);
    expect((await metrics(hub.metricsToken)).status).toBe(200);
    const [launches, stops] = [await counted("launch"), await counted("stop")];
    const alice = await enter("alice");
    const key = await alice.launch();
    await alice.stop();
    expect(await counted("launch")).toBe(launches + 1);
    expect(await counted("stop")).toBe(stops + 1);
    const text = await (await metrics(hub.metricsToken)).text();
    expect(text).toContain('route="api/v1/clusters/{name}"');
    expect(text).not.toContain(key);
    expect(text).not.toContain("alice");
  },
);

test("one browser, a user after the other: the first one's page tells and does nothing more", async ({
  enter,
  hub,
}) => {
  const alice = await enter("alice");
  await alice.panel.getByLabel("Image").fill("mine");
  const hers = await alice.launch();
  await alice.logout();

  const tab = await alice.page.context().newPage();
  await tab.goto(hub.clustersPage);
  await tab.getByLabel("Username").fill("bob");
  await tab.getByLabel("Password").fill(hub.password);
  await tab.getByRole("button", { name: "Sign in" }).click();
  const his = tab.getByRole("region", { name: "Dask Gateway" });
  await his.getByRole("form", { name: "Cluster options" }).waitFor();
  await expect(tab.getByText("Logged in as bob")).toBeVisible();
  await expect(his).toContainText("No clusters are running.");
  await expect(his).not.toContainText(hers);

  await alice.panel.getByRole("button", { name: "Refresh" }).click();
  await expect(alice.panel.getByRole("alert").first()).toContainText("Somebody else has logged in");
  await expect(alice.panel.getByLabel("Image")).toHaveValue("mine");
  expect((await alice.ask("POST", "api/v1/clusters/")).status).toBe(403);
  // Her address leads him to his own page.
  await tab.goto(alice.page.url());
  await tab.waitForURL("**/user/bob/");
  await tab.goto(`${hub.hub}/hub/logout`);
  await tab.close();
});

test("a logout ends access, and loses nothing", EVERYWHERE, async ({ enter }) => {
  const alice = await enter("alice");
  const { page, panel } = alice;
  await panel.getByLabel("Image").fill("mine");
  const key = await alice.launch();
  // Those that this page is sent: what the hub's own login cookie opens is the hub's affair.
  const stolen = await page.context().cookies(page.url());
  await alice.logout();
  await panel.getByRole("button", { name: "Refresh" }).click();
  await expect(panel.getByRole("alert").first()).toContainText("Your login to the hub has ended");
  await expect(panel.getByLabel("Image")).toHaveValue("mine");
  await expect(alice.cluster()).toHaveAttribute("data-cluster", key);

  await test.step("with the cookies as they were, neither the gateway nor the page opens", async () => {
    const before = await page.context().cookies();
    await page.context().addCookies(stolen);
    const { status, body } = await alice.ask("GET", "api/v1/clusters/");
    expect(status).toBe(403);
    expect(body).toContain("has ended");
    const other = await page.context().newPage();
    await other.goto(page.url());
    await expect(other.getByLabel("Username")).toBeVisible();
    await other.close();
    await page.context().clearCookies();
    await page.context().addCookies(before);
  });

  await alice.enter();
  await expect(alice.cluster()).toHaveAttribute("data-cluster", key);
});

test(
  "no token in page, address, storage or cookie that a script can read; no request without the page's own header",
  EVERYWHERE,
  async ({ enter }) => {
    const alice = await enter("alice");
    const { page } = alice;
    await alice.launch();
    const [login] = (await page.context().cookies()).filter(
      ({ name }) => name === "service-dask-clusters",
    );
    expect(login).toMatchObject({
      httpOnly: true,
      path: "/services/dask-clusters/",
      sameSite: "Lax",
    });
    // The token is what is signed in there, as base64.
    const token = Buffer.from(login?.value.split("|")[4]?.split(":")[1] ?? "", "base64").toString();
    expect(token.length).toBeGreaterThan(20);
    const seen = await page.evaluate(() => [
      document.documentElement.outerHTML,
      document.querySelector("dask-gateway")?.shadowRoot?.innerHTML,
      location.href,
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
      document.cookie,
    ]);
    for (const text of seen) expect(text).not.toContain(token);

    const forged: Record<string, string>[] = [
      {},
      { "X-XSRFToken": "forged" },
      { Authorization: `token ${token}` },
    ];
    for (const headers of forged) {
      expect((await alice.ask("GET", "api/v1/clusters/", headers)).status).toBe(403);
      expect((await alice.ask("POST", "api/v1/clusters/", headers)).status).toBe(403);
    }
    // A script of another page of this origin, such as one of a user's server, does not get the page to read.
    const text = await page.evaluate(async () => (await fetch(location.href)).text());
    expect(text).toContain("did not come from the page");
    expect(text).not.toContain("alice");
  },
);

for (const colorScheme of ["light", "dark"] as const) {
  test(`accessible, and by keyboard alone: ${colorScheme}`, async ({ enter }) => {
    const alice = await enter("alice");
    const { page } = alice;
    await page.emulateMedia({ colorScheme });
    await alice.launch();
    await expectAccessible(page, "html");
    // A window of 1280 pixels at 400 % zoom; then one whose user has set text of four times the size.
    for (const [width, size] of [
      [320, 16],
      [1280, 64],
    ] as const) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.evaluate((px) => {
        document.documentElement.style.fontSize = `${px}px`;
        return document.documentElement.scrollWidth;
      }, size);
      expect(wide).toBeLessThanOrEqual(width);
      await expect(alice.start).toHaveCSS("font-size", `${size * 0.8125}px`);
      await expectAccessible(page, "html");
    }
    await alice.panel.getByRole("button", { name: "Launch cluster" }).focus();
    await page.keyboard.press("Tab");
    await expect(alice.start).toBeFocused();

    // Where a login ends that was not begun there.
    const problem = await page.context().newPage();
    await problem.emulateMedia({ colorScheme });
    await problem.goto(new URL("../../oauth_callback", page.url()).href);
    await expect(problem.getByRole("alert")).toContainText("This login was not begun");
    await expectAccessible(problem, "html");
    await problem.close();
  });
}

test("in a browser that asks for Chinese the page is in Chinese", async ({ browser, hub }) => {
  const context = await browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  await page.goto(hub.clustersPage);
  await page.getByLabel("Username").fill("alice");
  await page.getByLabel("Password").fill(hub.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await expect(page.getByText("登录身份：alice")).toBeVisible();
  await expect(page.getByRole("button", { name: "启动集群" })).toBeVisible();
  await expect(page.locator("#server")).toContainText("您的服务器");
  await expect(page.locator("#start")).toHaveText(/我的服务器/);
  await expect(page.locator("#taken")).toContainText("将打开 JupyterLab");
  await context.close();
});
