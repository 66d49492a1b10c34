import { once } from "node:events";
import { get, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { listen } from "../../scripts/stack/proxy.mjs";
import { expectAccessible } from "./axe.js";
import { expect, Gateway } from "./fixtures.js";
import { test } from "./lite.js";

interface Commands {
  execute(id: string, args: object): Promise<void>;
  label(id: string): string;
}

/** JupyterLite behind nginx, on one origin with a real gateway: no Jupyter server, and no kernel but one inside the browser. */

test("log in, launch, scale and stop; a logout leaves nothing in JupyterLab, a reload forgets the password", async ({
  lite,
  gateway,
  stack,
  page,
  context,
}) => {
  test.slow();
  await lite.open();
  await test.step("the page's policy is strict, and nothing breaks it", async () => {
    const policy = (await page.request.get(`${lite.site.address}lab/index.html`)).headers()[
      "content-security-policy"
    ];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self' 'unsafe-eval' 'sha256-[^;]*;/);
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-inline'/);
  });
  const { form, panel, cluster } = lite;

  await test.step("a command asks for the login, and does no more", async () => {
    await execute("dask-gateway:launch");
    await expect(form).toBeVisible();
    await expect(form).toContainText(`${lite.site.gateway}/`);
    await expectAccessible(page, "#dask-gateway-panel");
  });

  await test.step("a wrong password", async () => {
    await lite.logIn("demo", "no-good-password");
    await expect(form.getByRole("alert")).toHaveText(/does not know this user name/);
  });

  await test.step("the right one", async () => {
    await lite.logIn("demo", stack.password);
    await expect(lite.options).toBeVisible();
    await expect(panel).toHaveAttribute("data-connection", "direct");
    await expect(page.getByText("Logged in as demo")).toBeVisible();
    expect(await gateway.clusters(), "the command before is forgotten").toEqual({});
  });

  await test.step("a cluster's life", async () => {
    await lite.options.getByLabel("Worker cores").fill("2");
    await panel.getByRole("button", { name: "Launch cluster" }).click();
    await expect(cluster).toHaveAttribute("data-status", "RUNNING");
    expect(await gateway.options()).toMatchObject([{ worker_cores: 2 }]);
    await cluster.getByRole("spinbutton", { name: "Workers", exact: true }).fill("1");
    await cluster.getByRole("button", { name: "Scale" }).click();
    await expect(cluster).toHaveAttribute("data-workers", "1");
    await expect(page.locator("#jp-main-statusbar")).toContainText("1 cluster");
    await expectAccessible(page, "#dask-gateway-panel");
  });

  await test.step("its dashboard opens in JupyterLab, through nginx", async () => {
    await cluster.getByRole("button", { name: "Open dashboard", exact: true }).click();
    const dashboard = page.frameLocator(`iframe[src^="${lite.site.gateway}/clusters/"]`);
    await expect(dashboard.locator(".bk-Figure, .bk-Tabs, canvas").first()).toBeVisible();
  });

  await test.step("log out", async () => {
    await page.getByRole("button", { name: "Log out" }).click();
    await expect(form.getByRole("status")).toHaveText(/^You are logged out\./);
    await expect(page.locator("iframe")).toHaveCount(0);
    await expect(page.locator("#jp-main-statusbar")).not.toContainText("cluster");
    expect(Object.keys(await gateway.clusters())).toHaveLength(1);
    const [name = ""] = Object.keys(await gateway.clusters());
    // What was told of it goes away in a movement of JupyterLab's.
    const shown = () => page.locator("body").innerText();
    await expect.poll(shown, { timeout: 3_000 }).not.toContain(name.slice(0, 8));
  });

  await test.step("and in again: what ran is there, and stops", async () => {
    await lite.logIn("demo", stack.password);
    await expect(cluster).toHaveAttribute("data-workers", "1");
    await expect(page.locator("#jp-main-statusbar")).toContainText("1 cluster");
    await cluster.getByRole("button", { name: "Stop cluster" }).click();
    await page
      .getByRole("dialog", { name: "Stop this cluster?" })
      .getByRole("button", { name: "Stop", exact: true })
      .click();
    await expect.poll(() => gateway.clusters()).toEqual({});
    await expect(cluster).toHaveCount(0);
  });

  await test.step("nothing keeps the password, and the gateway gives no cookie", async () => {
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]),
    );
    const state = JSON.stringify(await context.storageState({ indexedDB: true }));
    for (const secret of [stack.password, btoa(`demo:${stack.password}`)])
      expect(kept + state).not.toContain(secret);
    expect((await context.cookies()).filter(({ name }) => /dask/.test(name))).toEqual([]);
  });
  await page.reload();
  await lite.openPanel();
  await expect(form.getByLabel("Password")).toHaveValue("");

  function execute(command: string) {
    return page.evaluate(
      (id) =>
        (
          window as unknown as {
            jupyterapp: { commands: { execute(id: string, args: object): Promise<void> } };
          }
        ).jupyterapp.commands.execute(id, { confirm: () => true }),
      command,
    );
  }
});

test("nginx goes over to WebSockets for the gateway, and to nothing else that a client asks for", async ({
  lite,
}) => {
  const gateway = await listen((request: IncomingMessage, response: ServerResponse) =>
    response.end(JSON.stringify(request.headers)),
  );
  await lite.serve({ target: gateway.address });
  const passed = async (upgrade: string) => {
    const headers = { Connection: "Upgrade", Upgrade: upgrade };
    const [answer] = await once(get(`${lite.site.gateway}/clusters/x/ws`, { headers }), "response");
    const { connection, upgrade: sent } = JSON.parse(await text(answer));
    return [connection, sent];
  };
  for (const known of ["websocket", "WebSocket"])
    expect(await passed(known), known).toEqual(["upgrade", "websocket"]);
  for (const other of ["h2c", "websocket, h2c", "TLS/1.0"])
    expect(await passed(other), other).toEqual([undefined, undefined]);
  gateway.stop();
});

test("a link opens the site with its options in the form, once the user has logged in", async ({
  lite,
  stack,
  page,
}) => {
  await lite.open();
  await lite.openPanel();
  await lite.logIn("demo", stack.password);
  await lite.options.getByLabel("Worker cores").fill("3");
  await lite.panel.getByRole("button", { name: "Copy link" }).click();
  await expect(lite.panel).toContainText("The link is in the clipboard.");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/\/lite\/lab\/index\.html\?dask-gateway=1\.[-_\w]+$/);

  await lite.goto(link);
  await lite.logIn("demo", stack.password);
  await expect(lite.options.getByLabel("Worker cores")).toHaveValue("3");
  await expect(page).not.toHaveURL(/dask-gateway=/);
});

test("a proxy that knows its users: nobody is asked, and each has clusters of their own", async ({
  lite,
  stack,
  page,
  context,
}) => {
  const users = ["alice", "bob"];
  const header = (user: string) => `Basic ${btoa(`${user}:${stack.password}`)}`;
  await lite.serve({
    settings: { address: "/services/dask-gateway", login: "proxy" },
    cookies: Object.fromEntries(users.map((user) => [user, header(user)])),
  });
  const [alice, bob] = users.map((user) => Gateway.withPassword({ ...stack, user }));
  const name = (await alice?.launch()) ?? "";
  try {
    const logIn = (user: string) =>
      context.addCookies([
        { name: "sso", value: user, domain: "127.0.0.1", path: "/", sameSite: "Lax" },
      ]);
    await lite.goto(`${lite.site.address}lab/index.html`);
    await lite.openPanel();
    await expect(lite.panel).toContainText("Your login has ended. Log in again; reload the page");
    await logIn("alice");
    await page.reload();
    await lite.openPanel();
    await expect(lite.cluster).toHaveAttribute("data-cluster", name.slice(0, 8));
    await expect(lite.form).toHaveCount(0);
    await logIn("bob");
    await page.reload();
    await lite.openPanel();
    await expect(lite.panel.getByText("No clusters are running.")).toBeVisible();
    expect(await bob?.clusters()).toEqual({});
  } finally {
    await alice?.stopAll();
  }
});

test("settings that cannot be used are told in the panel; a site without any shows none", async ({
  lite,
  page,
}) => {
  await lite.open({ settings: { address: "javascript:alert(1)" } });
  await lite.openPanel();
  await expect(page.locator("#dask-gateway-panel")).toContainText(
    "“javascript:alert(1)” is not an address of a gateway.",
  );
  await lite.stop();
  await lite.open({ settings: { address: "https://elsewhere.example/", login: "proxy" } });
  await lite.openPanel();
  await expect(page.locator("#dask-gateway-panel").getByRole("status")).toContainText(
    "must be on the site’s own origin.",
  );
  await lite.stop();
  await lite.open({ settings: null });
  await expect(page.getByRole("tab", { name: "File Browser" })).toBeVisible();
  await expect(page.getByRole("tab", { name: "Dask Gateway" })).toHaveCount(0);
  expect(lite.said.join()).toContain("This site does not say where the gateway is.");
});

test("a site in Chinese: the login, the panel, names of commands, and our settings", async ({
  lite,
  stack,
  page,
}) => {
  // As `overrides.json` of a site says it.
  const locale = { "@jupyterlab/translation-extension:plugin": { locale: "zh_CN" } };
  await lite.open({ page: { settingsOverrides: locale } });
  await lite.openPanel();
  const form = page.getByRole("form", { name: "登录 Dask Gateway" });
  await form.getByLabel("用户名").fill("demo");
  await form.getByLabel("密码").fill(stack.password);
  await form.getByRole("button", { name: "登录" }).click();
  await expect(page.getByRole("button", { name: "启动集群" })).toBeVisible();

  const label = await page.evaluate(async () => {
    const { commands } = (window as unknown as { jupyterapp: { commands: Commands } }).jupyterapp;
    await commands.execute("settingeditor:open", { query: "Dask Gateway" });
    return commands.label("dask-gateway:open");
  });
  expect(label).toBe("打开 Dask Gateway");
  const settings = page.locator(".jp-SettingsPanel");
  for (const text of ["Dask Gateway 面板的设置。", "与网关的连接", "随我的服务器停止集群"])
    await expect(settings).toContainText(text);
  expect(await settings.innerText()).not.toMatch(/Connection to the gateway|Notifications/);
});

test("Pyodide starts without the network and runs code; that it reaches no scheduler is said where one would connect", async ({
  lite,
  gateway,
  stack,
  page,
}) => {
  test.slow();
  await gateway.launch();
  const outside: string[] = [];
  await page.context().route(/.*/, (route) => {
    const { hostname } = new URL(route.request().url());
    if (hostname === "127.0.0.1") return route.continue();
    outside.push(route.request().url());
    return route.abort();
  });
  await lite.open();
  await page.locator('.jp-LauncherCard[title*="Pyodide"]').first().click();
  const cell = page.locator(".jp-Notebook .jp-Cell").first();
  await cell.locator(".cm-content").click();
  await page.keyboard.type("1 + 1");
  await page.keyboard.press("Shift+Enter");
  await expect(cell.locator(".jp-OutputArea-output")).toHaveText("2", { timeout: 90_000 });

  await lite.openPanel();
  await lite.logIn("demo", stack.password);
  const { cluster } = lite;
  const cells = page.locator(".jp-Notebook .jp-Cell");
  const before = await cells.count();
  for (const name of ["Connect", "Insert connection code"]) {
    await cluster.getByRole("button", { name, exact: true }).click();
    await expect(cluster.getByRole("alert")).toContainText(
      /kernel of Untitled.* runs inside the browser, from where no scheduler can be reached/,
    );
    await cluster.getByRole("button", { name: "Copy connection code" }).click();
    await expect(cluster.getByRole("alert")).toHaveCount(0);
  }
  await expect(cells).toHaveCount(before);
  const code = await page.evaluate(() => navigator.clipboard.readText());
  expect(code).toContain(`"${lite.site.gateway}"`);
  expect(code).not.toContain(stack.password);
  expect(outside).toEqual([]);
});
