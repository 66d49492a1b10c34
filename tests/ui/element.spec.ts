import http from "node:http";
import type { AddressInfo } from "node:net";
import type { Locator } from "@playwright/test";
import { faults, requests, startFaults } from "../../scripts/stack/faults.mjs";
import { expectAccessible } from "./axe.js";
import { clusterIn, optionsIn, test } from "./element.js";
import { expect, Gateway } from "./fixtures.js";

/** `<dask-gateway>` on the strict page of demo/page, with a real gateway on another origin behind a proxy that adds CORS. */

const alertIn = (form: Locator) => form.getByRole("alert");

test("log in, launch, scale and stop; a reload forgets the password, and nothing else has it", async ({
  element,
  gateway,
  stack,
  page,
  context,
}) => {
  const { form, panel } = element;
  await element.open();
  await expect(form).toContainText(`${element.site.gateway}/`);
  await expect(form.getByLabel("User name")).toHaveAttribute("autocomplete", "username");
  await expect(form.getByLabel("Password")).toHaveAttribute("autocomplete", "current-password");
  expect(element.asked, "before there is a login").toEqual([]);

  await test.step("a wrong password", async () => {
    await element.logIn("demo", "no-good-password");
    await expect(alertIn(form)).toHaveText(/does not know this user name with this password/);
    await expect(form.getByLabel("Password")).toHaveAttribute("aria-invalid", "true");
    await expect(form.getByLabel("Password")).toHaveValue("");
    await expect(form.getByLabel("Password")).toBeFocused();
    await expect(form.getByLabel("User name")).toHaveValue("demo");
    expect(await element.everything()).not.toContain("no-good-password");
    await expectAccessible(page, "dask-gateway");
  });

  await test.step("the right one", async () => {
    await element.logIn("demo", stack.password);
    await expect(form).toHaveCount(0);
    await expect(panel).toHaveAttribute("data-connection", "direct");
    await expect(page.getByText("Logged in as demo")).toBeVisible();
    await expect(optionsIn(panel)).toBeVisible();
  });

  const cluster = clusterIn(panel);
  await test.step("a cluster's life", async () => {
    await optionsIn(panel).getByLabel("Worker cores").fill("2");
    await optionsIn(panel).getByLabel("Environment variables").fill("FRUIT: mango");
    await panel.getByRole("button", { name: "Launch cluster" }).click();
    await expect(cluster).toHaveAttribute("data-status", "RUNNING");
    expect(await gateway.options()).toMatchObject([
      { worker_cores: 2, environment: { FRUIT: "mango" } },
    ]);
    await cluster.getByRole("spinbutton", { name: "Workers", exact: true }).fill("1");
    await cluster.getByRole("button", { name: "Scale" }).click();
    await expect(cluster).toHaveAttribute("data-workers", "1");
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page, "html");
    }
  });

  await test.step("the dashboard opens at the public address, knowing nothing of the page", async () => {
    const [dashboard] = await Promise.all([
      context.waitForEvent("page"),
      cluster.getByRole("button", { name: /^Open dashboard/ }).click(),
    ]);
    await expect(dashboard).toHaveTitle(/Dask/);
    expect(dashboard.url().startsWith(`${element.site.gateway}/clusters/`)).toBe(true);
    expect(await dashboard.evaluate(() => [window.opener, document.referrer])).toEqual([null, ""]);
    await dashboard.close();
  });

  await test.step("so does a plot", async () => {
    await cluster.getByRole("button", { name: "Plots", exact: true }).click();
    const [plot] = await Promise.all([
      context.waitForEvent("page"),
      page
        .getByRole("dialog", { name: "Plots" })
        .getByRole("button", { name: "Task stream", exact: true })
        .click(),
    ]);
    await expect(plot).toHaveURL(/\/individual-task-stream$/);
    expect(plot.url().startsWith(`${element.site.gateway}/clusters/`)).toBe(true);
    expect(await plot.evaluate(() => [window.opener, document.referrer])).toEqual([null, ""]);
    await plot.close();
  });

  await test.step("nothing leaks", async () => {
    const everything = await element.everything();
    expect(everything, "the scan finds what is there").toContain("Logged in as");
    for (const secret of [stack.password, btoa(`demo:${stack.password}`)]) {
      expect(everything).not.toContain(secret);
    }
    const [name = ""] = Object.keys(await gateway.clusters());
    const drawn = everything.replaceAll(/^http.*$/gm, "");
    expect(drawn).toContain(name.slice(0, 8));
    expect(drawn).not.toContain(name);
    expect(await context.cookies([element.site.gateway, element.site.address])).toEqual([]);
    const sent = await Promise.all(element.asked.map((request) => request.allHeaders()));
    const origins = new Set(element.asked.map((request) => new URL(request.url()).origin));
    expect([...origins]).toEqual([element.site.gateway]);
    expect(sent.filter((headers) => headers.cookie !== undefined)).toEqual([]);
  });

  await test.step("stop", async () => {
    await cluster.getByRole("button", { name: "Stop cluster" }).click();
    await page
      .getByRole("dialog", { name: "Stop this cluster?" })
      .getByRole("button", { name: "Stop", exact: true })
      .click();
    await expect.poll(() => gateway.clusters()).toEqual({});
    await expect(cluster).toHaveCount(0);
  });

  await page.reload();
  await expect(form.getByLabel("Password")).toHaveValue("");
  await expect(panel.getByRole("button", { name: "Refresh" })).toHaveCount(0);
});

test("a gateway of another origin that asks to wait is asked again when it said, and that is told", async ({
  element,
  stack,
}) => {
  const gateway = await startFaults(stack.address);
  try {
    await element.open(undefined, gateway.address);
    await element.logIn("demo", stack.password);
    await expect(optionsIn(element.panel)).toBeVisible();
    // All lists are there that are asked for at the beginning.
    await expect
      .poll(() => gateway.seen.filter(({ path }) => requests.list.path.test(path)))
      .toHaveLength(2);
    gateway.inject(requests.list, faults.tooMany(6), 1);
    await element.panel.getByRole("button", { name: "Refresh" }).click();
    await expect(element.panel).toContainText("asks to wait 6 seconds");
    const lists = () => gateway.seen.filter(({ path }) => requests.list.path.test(path));
    const asked = lists().length;
    await expect.poll(() => lists().length).toBeGreaterThan(asked);
    const [busy, next] = lists().slice(-2);
    // The page counts from when the answer came, and a request takes its time.
    expect((next?.at ?? 0) - (busy?.at ?? 0)).toBeGreaterThan(5_500);
    await expect(element.panel).not.toContainText("asks to wait");
  } finally {
    gateway.stop();
  }
});

test("a user who has logged out leaves nothing to the next one", async ({
  element,
  stack,
  page,
}) => {
  const other = Gateway.withPassword({ ...stack, user: "alice" });
  const name = await other.launch();
  const { form, panel } = element;
  try {
    await element.open();
    await element.logIn("alice", stack.password);
    await expect(clusterIn(panel)).toHaveAttribute("data-cluster", name.slice(0, 8));
    await page.getByRole("button", { name: "Log out" }).click();
    await expect(form.getByRole("status")).toHaveText(
      "You are logged out. Clusters that run go on.",
    );
    await expect(form.getByLabel("User name")).toHaveValue("");
    const asked = element.asked.length;
    const everything = await element.everything();
    expect(everything.replaceAll(/^http.*$/gm, "")).not.toContain(name.slice(0, 8));

    await element.logIn("demo", stack.password);
    await expect(panel.getByText("No clusters are running.")).toBeVisible();
    // Beside the API there is only the version, which nobody has to log in for.
    const api = element.asked.slice(asked).filter((request) => /\/api\/v1\//.test(request.url()));
    const sent = await Promise.all(api.map((request) => request.headerValue("authorization")));
    expect(new Set(sent)).toEqual(new Set([`Basic ${btoa(`demo:${stack.password}`)}`]));
  } finally {
    await other.stopAll();
  }
});

test("a login that ends keeps what was typed, and is renewed above it", async ({
  element,
  stack,
  page,
}) => {
  const { form, panel } = element;
  await element.open();
  await element.logIn("demo", stack.password);
  await optionsIn(panel).getByLabel("Worker cores").fill("3");
  // From now on the gateway hears another password.
  await page.route(`${element.site.gateway}/**`, (route) =>
    route.continue({
      headers: { ...route.request().headers(), authorization: `Basic ${btoa("demo:old")}` },
    }),
  );
  await panel.getByRole("button", { name: "Refresh" }).click();
  await expect(alertIn(form)).toHaveText(/no longer accepts this login/);
  await expect(form.getByLabel("User name")).toHaveValue("demo");
  await page.unroute(`${element.site.gateway}/**`);
  await element.logIn("demo", stack.password);
  await expect(form).toHaveCount(0);
  await expect(panel.getByRole("alert")).toHaveCount(0);
  await expect(optionsIn(panel).getByLabel("Worker cores")).toHaveValue("3");
});

test("keyboard only", async ({ element, stack, page }) => {
  const { form, panel } = element;
  const { keyboard } = page;
  await element.open();
  await form.waitFor();
  await keyboard.press("Tab");
  await expect(form.getByLabel("User name")).toBeFocused();
  await keyboard.press("Enter");
  await expect(alertIn(form)).toHaveText("Enter your user name.");
  await expect(form.getByLabel("User name")).toBeFocused();
  await keyboard.type("demo");
  await keyboard.press("Tab");
  await keyboard.type(stack.password);
  await keyboard.press("Enter");
  await expect(panel).toBeFocused();
  // Nothing to press: no ring around all of it.
  await expect(panel).toHaveCSS("outline-style", "none");
  await optionsIn(panel).waitFor();
  await keyboard.press("Shift+Tab");
  await expect(page.getByRole("button", { name: "Log out" })).toBeFocused();
  await keyboard.press("Space");
  await expect(form.getByLabel("User name")).toBeFocused();
});

test("two elements are one login and one session; one follows its attributes and may move", async ({
  element,
  stack,
  page,
}) => {
  await element.open((text) =>
    text.replace(
      /(<dask-gateway address="[^"]*")>/,
      `$1 id="options" view="options"></dask-gateway><hr>$1 id="clusters" view="clusters">`,
    ),
  );
  const [options, clusters] = [page.locator("#options"), page.locator("#clusters")];
  await expect(element.form).toHaveCount(2);
  const form = clusters.getByRole("form", { name: "Log in to Dask Gateway" });
  await form.getByLabel("User name").fill("demo");
  await form.getByLabel("Password").fill(stack.password);
  await form.getByRole("button", { name: "Log in" }).click();
  await expect(element.form).toHaveCount(0);
  await expect(optionsIn(options)).toBeVisible();
  await expect(optionsIn(clusters)).toHaveCount(0);
  await optionsIn(options).getByLabel("Worker cores").fill("2");

  await page.evaluate(() => {
    const one = document.querySelector("#options") as HTMLElement;
    document.body.append(one);
  });
  await expect(optionsIn(options).getByLabel("Worker cores")).toHaveValue("2");
  await clusters.evaluate((it) => it.setAttribute("view", "all"));
  await expect(optionsIn(clusters).getByLabel("Worker cores")).toHaveValue("2");
  await clusters.evaluate((it) => it.setAttribute("view", "everything"));
  await expect(clusters.getByRole("alert")).toHaveText(/“everything” is not something to show/);
  await clusters.evaluate((it) => it.remove());
  await options.evaluate((it) => it.setAttribute("address", "javascript:alert(1)"));
  await expect(options.getByRole("alert")).toHaveText(/is not an address of a gateway/);
  await expect(element.panel).toHaveCount(1);
  const asked = element.asked.length;
  await options.evaluate((it) => it.removeAttribute("address"));
  await expect(options.getByRole("alert")).toHaveText(/give the element the attribute “address”/);
  // Longer than a poll would wait.
  await page.waitForTimeout(6_000);
  expect(element.asked.length, "while nothing shows the gateway").toBe(asked);
});

test("a page that has a login of its own hands it over as a function", async ({
  element,
  stack,
  page,
}) => {
  await element.open();
  await element.form.waitFor();
  await page.locator("dask-gateway").evaluate(
    (it, header) => {
      Object.assign(it, {
        authorization: (address: string) =>
          address === it.getAttribute("address") ? header : null,
      });
    },
    `Basic ${btoa(`demo:${stack.password}`)}`,
  );
  await expect(optionsIn(element.panel)).toBeVisible();
  await expect(element.form).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Log out" })).toHaveCount(0);
  expect(await element.everything()).not.toContain(btoa(`demo:${stack.password}`));

  await test.step("a request without any is answered too: the browser asks nobody", async () => {
    await page
      .locator("dask-gateway")
      .evaluate((it) => Object.assign(it, { authorization: () => null }));
    await element.panel.getByRole("button", { name: "Refresh" }).click();
    await expect(element.panel.getByRole("alert")).toContainText("Your login has ended.");
  });
});

test("a page that asks by itself hands over its connection, and is told what becomes of it", async ({
  element,
  gateway,
  stack,
  page,
}) => {
  await element.open();
  const told = () => page.evaluate(() => Reflect.get(globalThis, "told") as [string, unknown][]);
  await page.locator("dask-gateway").evaluate(
    (it, { base, header }) => {
      const told: unknown[] = [];
      Object.assign(globalThis, { told });
      for (const type of ["change", "launch", "error"])
        it.addEventListener(type, (event) => told.push([type, (event as CustomEvent).detail]));
      const headers = () => ({ Authorization: header });
      const connection = { route: "direct", base, credentials: "omit", headers };
      Object.assign(it, { connection });
    },
    { base: `${element.site.gateway}/`, header: `Basic ${btoa(`demo:${stack.password}`)}` },
  );
  const options = optionsIn(element.panel);
  await options.getByLabel("Worker cores").fill("2");
  await expect(element.form).toHaveCount(0);
  const request = await page
    .locator("dask-gateway")
    .evaluate((it) => (it as unknown as { requestBody(): string }).requestBody());
  await options.getByRole("button", { name: "Launch cluster" }).click();
  await expect.poll(async () => (await told()).some(([type]) => type === "launch")).toBe(true);
  const [name = ""] = Object.keys(await gateway.clusters());
  const launch = (await told()).filter(([type]) => type !== "change");
  expect(launch).toEqual([["launch", { cluster: name.slice(0, 8) }]]);
  expect(await gateway.options()).toEqual([JSON.parse(request).cluster_options]);
});

test("a login given before the script has come counts", async ({ element, stack, page }) => {
  await page.addInitScript(
    (header) => {
      new MutationObserver((_, observer) => {
        const found = document.querySelector("dask-gateway");
        if (found === null) return;
        observer.disconnect();
        if (customElements.get("dask-gateway")) throw new Error("too late for this test");
        Object.assign(found, { authorization: () => header });
      }).observe(document, { childList: true, subtree: true });
    },
    `Basic ${btoa(`demo:${stack.password}`)}`,
  );
  await element.open();
  await expect(optionsIn(element.panel)).toBeVisible();
});

test("the single file does the same, and fetches nothing more", async ({
  element,
  stack,
  page,
}) => {
  const files: string[] = [];
  page.on("request", (request) => files.push(...(/[\w-]*\.m?js/.exec(request.url()) ?? [])));
  await element.open((text) => text.replace("dask-gateway.js", "dask-gateway.mjs"));
  await element.logIn("demo", stack.password);
  const options = optionsIn(element.panel);
  await options.getByLabel("Worker cores").fill("2");
  const variables = options.getByLabel("Environment variables");
  await variables.fill("FRUIT: [mango");
  await expect(variables).toHaveAttribute("aria-invalid", "true");
  await options.getByRole("button", { name: "Save as preset" }).click();
  await expect(page.getByRole("dialog", { name: "Presets" })).toBeVisible();
  expect(files).toEqual(["dask-gateway.mjs"]);
});

test("its part may be out of reach for a while", async ({ element, page, expectedErrors }) => {
  const part = /dask-gateway-element\.js/;
  expectedErrors.push(/dask-gateway-element\.js/);
  await page.route(part, (route) => route.abort());
  await element.open();
  const tag = page.locator("dask-gateway");
  await expect(tag.getByRole("alert")).toHaveText(
    "The Dask Gateway panel could not be loaded. (dask-gateway-element.js could not be fetched: it is blocked, or no longer on the server)",
  );
  await page.unroute(part);
  await tag.getByRole("button", { name: "Try again" }).click();
  await expect(element.form).toBeVisible();
  await expect(tag.getByRole("button", { name: "Try again" })).toHaveCount(0);
});

test.describe("says in plain words", () => {
  test("that a gateway does not allow the page by CORS", async ({
    element,
    stack,
    expectedErrors,
  }) => {
    expectedErrors.push(/blocked by CORS policy/);
    await element.open((text, site) => text.replaceAll(site.gateway, stack.address));
    await element.logIn("demo", stack.password);
    await expect(alertIn(element.form)).toHaveText(
      `The gateway is there, but does not let this page read its answers. Its administrator must allow the origin ${element.site.address} by CORS.`,
    );
    await expect(element.form.getByLabel("Password")).toHaveValue(stack.password);
  });

  test("that nobody is there", async ({ element }) => {
    await element.open((text, site) => text.replaceAll(site.gateway, "http://127.0.0.1:9"));
    await element.logIn("demo", "x");
    await expect(alertIn(element.form)).toHaveText(/^No answer from http:\/\/127.0.0.1:9\//);
  });

  test("that it is no gateway", async ({ element }) => {
    await element.open((text) => text.replace(/(address="[^"]*)"/, '$1not-here"'));
    await element.logIn("demo", "x");
    await expect(alertIn(element.form)).toHaveText(/There is no Dask Gateway at .* \(HTTP 404\)/);
  });

  test("that the page's own policy forbids it", async ({ element, expectedErrors }) => {
    expectedErrors.push(/Content Security Policy/);
    await element.open((text) => text.replaceAll(/connect-src [^;]*/g, "connect-src 'self'"));
    await element.logIn("demo", "x");
    await expect(alertIn(element.form)).toHaveText(
      `This page’s content security policy forbids it to ask the gateway. Its author must add ${element.site.gateway} to connect-src.`,
    );
  });

  test("that the page's own policy forbids WebAssembly", async ({
    element,
    stack,
    expectedErrors,
  }) => {
    expectedErrors.push(/CompileError|Content Security Policy/);
    await element.open((text) => text.replaceAll(" 'wasm-unsafe-eval'", ""));
    await element.logIn("demo", stack.password);
    await expect(element.panel.getByRole("alert")).toHaveText(/'wasm-unsafe-eval' to script-src/);
  });
});

test("no redirect is followed with a password", async ({ element }) => {
  const heard: http.IncomingMessage[] = [];
  const allow = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "*, Authorization",
  };
  const elsewhere = await serve((request, response) => {
    heard.push(request);
    response.writeHead(200, { ...allow, "Content-Type": "application/json" }).end("{}");
  });
  const leading = await serve((request, response) => {
    if (request.method === "OPTIONS") response.writeHead(204, allow).end();
    else response.writeHead(307, { ...allow, Location: elsewhere.address + request.url }).end();
  });
  try {
    await element.open((text, site) => text.replaceAll(site.gateway, leading.address));
    await element.logIn("demo", "secret");
    await expect(alertIn(element.form)).toHaveText(/leads on to another one/);
    expect(heard).toEqual([]);
  } finally {
    leading.close();
    elsewhere.close();
  }
});

test("a name that is hostile stays text", async ({ element, stack, page }) => {
  const name = "<img src=x onerror=\"document.title='hacked'\">&";
  await element.open();
  await element.logIn(name, stack.password);
  await expect(page.getByText(`Logged in as ${name}`)).toBeVisible();
  await element.page.getByRole("button", { name: "Log out" }).click();
  await element.logIn("a:b", stack.password);
  await expect(alertIn(element.form)).toHaveText("A user name cannot hold a colon.");
  // dask-gateway's own authenticator reads ASCII.
  await element.logIn("zoë", stack.password);
  await expect(alertIn(element.form)).toHaveText(/could not read this login \(HTTP 500\)/);
  expect(await page.title()).toBe("Dask clusters");
});

async function serve(handler: http.RequestListener): Promise<{ address: string; close(): void }> {
  const server = http.createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { address: `http://127.0.0.1:${port}`, close };
}

test("a link fills the form once the user has logged in, and the page makes such links itself", async ({
  element,
  gateway,
  stack,
  page,
}) => {
  await element.open();
  const options = optionsIn(element.panel);
  await element.logIn("demo", stack.password);
  await options.getByLabel("Worker cores").fill("3");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await options.getByRole("button", { name: "Copy link" }).click();
  await expect(options).toContainText("The link is in the clipboard.");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/#dask-gateway=1\.[-_\w]+$/);

  await options.getByRole("button", { name: "Save as preset" }).click();
  const dialog = page.getByRole("dialog", { name: "Presets" });
  await dialog.getByRole("textbox", { name: "Save what is in the form as" }).fill("three");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await expect(options).toContainText("Saved as the preset “three”.");

  await page.goto("about:blank");
  await page.goto(link);
  await element.logIn("demo", stack.password);
  await expect(options.getByLabel("Worker cores")).toHaveValue("3");
  await expect(options).toContainText("This link filled in 1 option. Nothing has been launched.");
  expect(page.url()).toBe(link.split("#")[0]);
  await expect(options.getByRole("combobox", { name: "Preset" })).toContainText("three");

  // Followed in the page that is open.
  await page.evaluate(() => {
    location.hash = "#dask-gateway=1.<img src=x onerror=alert(1)>";
  });
  await expect(options).toContainText("This link is damaged or incomplete");
  await expect(options.getByLabel("Worker cores")).toHaveValue("3");
  expect(await gateway.clusters()).toEqual({});
});
