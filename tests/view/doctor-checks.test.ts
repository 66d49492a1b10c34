// @vitest-environment happy-dom
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { bilingual } from "../../js/doctor/bilingual.js";
import { addressIn, browserFindings } from "../../js/doctor/browser-checks.js";
import type { CheckContext } from "../../js/doctor/context.js";
import { figuresFinding } from "../../js/doctor/figures-check.js";
import { login } from "../../js/doctor/login-check.js";
import { reach } from "../../js/doctor/probe.js";
import { asText } from "../../js/doctor/report.js";
import type { Finding } from "../../js/doctor/result.js";
import { publicAddress, serverFindings } from "../../js/doctor/server-checks.js";
import { en } from "../../js/doctor/strings.js";
import type { HubPage } from "../../js/jupyter/hub-page.js";
import { doctor as chinese } from "../../js/zh/doctor.js";

/** What the doctor makes of what a browser tells it. */

interface Asked {
  url: string;
  init: RequestInit;
}

interface FakePage extends CheckContext {
  asked: Asked[];
  watching: number;
}

/** What gateways of several ages send for tokens that hubs of several ages do not know. */
const REPLIES: {
  jupyterhub: string;
  gateway: string;
  asked_with: "no token" | "unknown token" | "hub down";
  status: number;
  www_authenticate: string | null;
  body: string;
}[] = JSON.parse(readFileSync("tests/fixtures/hub_refusals.json", "utf8"));

type Answer = (url: string, init: RequestInit) => Response | Promise<Response>;

const HUB = "https://hub.example.org/user/ada/lab";
const ADA: HubPage = { user: "ada", serverUser: "ada", host: "", base: "/" };
const OWN = "https://hub.example.org/services/dask-gateway";
const OTHER = "https://gateway.example.org";

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const gateway: Answer = () => json({ version: "2026.3.0" });
const nothing: Answer = () => {
  throw new TypeError("Failed to fetch");
};
const silence: Answer = () => {
  throw new DOMException("", "TimeoutError");
};

function pageAt(base: string, answer: Answer, more: Partial<CheckContext> = {}): FakePage {
  const page: FakePage = {
    asked: [],
    watching: 0,
    origin: new URL(base).origin,
    base,
    hub: ADA,
    token: "t0ken",
    async fetch(url, init) {
      page.asked.push({ url, init });
      return answer(url, init);
    },
    watchPolicy() {
      page.watching += 1;
      return {
        directive: async () => undefined,
        end: () => {
          page.watching -= 1;
        },
      };
    },
    allowsWasm: () => true,
    ...more,
  };
  return page;
}

describe("reach", () => {
  test("a gateway of the page's own origin, asked without cookies and without a token", async () => {
    const page = pageAt(HUB, gateway);
    expect(await reach(OWN, page)).toEqual({ how: "gateway", version: "2026.3.0" });
    expect(page.asked).toHaveLength(1);
    expect(page.asked[0]?.url).toBe(`${OWN}/api/version`);
    expect(page.asked[0]?.init).toMatchObject({ credentials: "omit", redirect: "manual" });
    expect(page.asked[0]?.init.headers).toBeUndefined();
    expect(page.watching).toBe(0);
  });

  test.each([
    ["a web page", () => new Response("<h1>Hub</h1>", { status: 404 }), 404],
    ["other JSON", () => json({ version: 3 }), 200],
    ["a gateway's error", () => json({ version: "1" }, 503), 503],
  ])("%s is no gateway", async (_, answer, status) => {
    expect(await reach(OWN, pageAt(HUB, answer))).toEqual({ how: "other", status });
  });

  test("http from an https page is mixed content, and is not even tried", async () => {
    const page = pageAt(HUB, gateway);
    expect(await reach("http://gateway.example.org", page)).toEqual({ how: "mixed" });
    expect(page.asked).toEqual([]);
  });

  test.each(["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"])(
    "but %s may be asked",
    async (address) => {
      expect(await reach(address, pageAt(HUB, gateway))).toMatchObject({ how: "gateway" });
    },
  );

  test("an http page may ask http", async () => {
    const page = pageAt("http://lab.example.org/lab", gateway);
    expect(await reach("http://gateway.example.org", page)).toMatchObject({ how: "gateway" });
  });

  test("the page's policy forbids it", async () => {
    const page = pageAt(HUB, nothing, {
      watchPolicy: () => ({ directive: async () => "connect-src", end() {} }),
    });
    expect(await reach(OTHER, page)).toEqual({ how: "forbidden", directive: "connect-src" });
    expect(page.asked).toHaveLength(1);
  });

  test("another origin without CORS answers what may not be read", async () => {
    const page = pageAt(HUB, (url, init) =>
      init.mode === "no-cors" ? new Response() : nothing(url, init),
    );
    expect(await reach(OTHER, page)).toEqual({ how: "unreadable" });
    expect(page.asked.map(({ init }) => init.credentials)).toEqual(["omit", "omit"]);
  });

  test("another origin that does not answer at all", async () => {
    expect(await reach(OTHER, pageAt(HUB, nothing))).toEqual({ how: "nothing" });
  });

  test("the own origin is asked once", async () => {
    const page = pageAt(HUB, nothing);
    expect(await reach(OWN, page)).toEqual({ how: "nothing" });
    expect(page.asked).toHaveLength(1);
  });

  test("silence", async () => {
    expect(await reach(OTHER, pageAt(HUB, silence))).toEqual({ how: "silent" });
  });
});

describe("the page's login", () => {
  test("is tried at its own origin, with the header alone", async () => {
    const page = pageAt(HUB, () => json({ cluster_options: [] }));
    expect(await login(OWN, "2026.3.0", page, en)).toMatchObject({ outcome: "ok" });
    expect(page.asked).toHaveLength(1);
    expect(page.asked[0]).toMatchObject({
      url: `${OWN}/api/v1/options`,
      init: {
        headers: { Authorization: "jupyterhub t0ken" },
        credentials: "omit",
        redirect: "manual",
      },
    });
  });

  test.each([
    OTHER,
    "http://hub.example.org/services/dask-gateway",
    "https://hub.example.org:8443/services/dask-gateway",
    "https://hub.example.org.evil.example/services/dask-gateway",
  ])("is never shown to %s", async (address) => {
    const page = pageAt(HUB, gateway);
    expect(await login(address, "2026.3.0", page, en)).toMatchObject({ outcome: "skipped" });
    expect(page.asked).toEqual([]);
  });

  test("is not shown to where a <base> leads", async () => {
    const page = pageAt(HUB, gateway, { base: OTHER });
    const address = addressIn("/services/dask-gateway", page) ?? "";
    expect(address).toBe(`${OTHER}/services/dask-gateway`);
    expect(await login(address, "2026.3.0", page, en)).toMatchObject({ outcome: "skipped" });
    expect(page.asked).toEqual([]);
  });

  test("off a hub the token is the Jupyter server's, and stays here", async () => {
    const page = pageAt(HUB, gateway, { hub: null });
    expect(await login(OWN, "2026.3.0", page, en)).toMatchObject({ outcome: "skipped" });
    expect(page.asked).toEqual([]);
  });

  test("no token", async () => {
    const page = pageAt(HUB, gateway, { token: "" });
    expect(await login(OWN, "2026.3.0", page, en)).toMatchObject({ outcome: "warning" });
    expect(page.asked).toEqual([]);
  });

  test("the scope is missing", async () => {
    const found = await login(
      OWN,
      "2026.3.0",
      pageAt(HUB, () => json({}, 401)),
      en,
    );
    expect(found.outcome).toBe("warning");
    // A second role of that name would keep the hub from starting, so what there is gets the scope.
    expect(found.advice).toContain('"access:services!service=dask-gateway" to the scopes of');
    expect(found.advice.split("\n").filter((line) => line.startsWith("c."))).toEqual([
      expect.stringContaining("oauth_client_allowed_scopes.extend"),
    ]);
  });

  test.each([
    [500, "Permission failure verifying user's JupyterHub API token", "warning"],
    [500, '{"error": "Upstream failure verifying user\'s JupyterHub API token"}', "failed"],
    [500, "s3cret", "failed"],
    [404, "s3cret", "failed"],
  ])("HTTP %i %s", async (status, body, outcome) => {
    const found = await login(
      OWN,
      "2026.3.0",
      pageAt(HUB, () => new Response(body, { status })),
      en,
    );
    expect(found.outcome).toBe(outcome);
    expect(JSON.stringify(found)).not.toMatch(/s3cret|t0ken/);
  });

  test.each(REPLIES)("JupyterHub $jupyterhub, gateway $gateway, $asked_with", async (reply) => {
    const { status, body, www_authenticate: asked } = reply;
    const headers = new Headers(asked === null ? [] : [["WWW-Authenticate", asked]]);
    const page = pageAt(HUB, () => new Response(body, { status, headers }));
    expect((await login(OWN, reply.gateway, page, en)).text).toBe(
      {
        "no token": reply.gateway < "2025" ? en.login.unknown : en.login.noScope,
        "unknown token": en.login.unknown,
        "hub down": en.login.odd(status),
      }[reply.asked_with],
    );
  });

  test("options that are broken are not the login's fault", async () => {
    const page = pageAt(HUB, (url) =>
      url.endsWith("/options")
        ? new Response("500 Internal Server Error", { status: 500 })
        : json({}),
    );
    expect(await login(OWN, "2026.3.0", page, en)).toMatchObject({ outcome: "ok" });
    expect(page.asked.map(({ url }) => url.slice(OWN.length))).toEqual([
      "/api/v1/options",
      "/api/v1/clusters/?status=pending",
    ]);
  });

  test("on a server that somebody shares, the page's token is not used", async () => {
    const page = pageAt(HUB, gateway, { hub: { ...ADA, user: "bob" } });
    expect(await login(OWN, "2026.3.0", page, en)).toMatchObject({
      outcome: "skipped",
      text: en.login.shared("ada"),
    });
    expect(page.asked).toEqual([]);
  });

  test("the gateway wants another login", async () => {
    const headers = { "WWW-Authenticate": "Basic" };
    const answer = () => new Response("{}", { status: 401, headers });
    expect(await login(OWN, "2026.3.0", pageAt(HUB, answer), en)).toMatchObject({
      outcome: "skipped",
    });
  });

  test.each([nothing, silence])("no answer", async (answer) => {
    expect(await login(OWN, "2026.3.0", pageAt(HUB, answer), en)).toMatchObject({
      outcome: "failed",
    });
  });
});

describe("the browser's findings", () => {
  const outcomes = async (configured: string | null, page: CheckContext) =>
    Object.fromEntries(
      (await browserFindings(configured, page, en)).map(({ step, outcome }) => [step, outcome]),
    );
  const { steps } = en;

  test("all is well on a hub", async () => {
    const page = pageAt(HUB, (url) =>
      json(url.endsWith("version") ? { version: "2026.3.0" } : { cluster_options: [] }),
    );
    expect(await outcomes("/services/dask-gateway", page)).toEqual({
      [steps.wasm]: "ok",
      [steps.reach]: "ok",
      [steps.direct]: "ok",
      [steps.login]: "ok",
      [steps.dashboards]: "ok",
    });
  });

  test("another origin without CORS: dashboards open, requests go through the server", async () => {
    const page = pageAt("http://127.0.0.1:8888/lab", (url, init) =>
      init.mode === "no-cors" ? new Response() : nothing(url, init),
    );
    page.hub = null;
    expect(await outcomes("http://127.0.0.1:8000", page)).toEqual({
      [steps.wasm]: "ok",
      [steps.reach]: "ok",
      [steps.direct]: "ok",
      [steps.login]: "skipped",
      [steps.dashboards]: "ok",
    });
  });

  test("a wrong public address on a hub: its token is not tried there", async () => {
    const page = pageAt(HUB, () => new Response("", { status: 404 }));
    expect(await outcomes("/gateway", page)).toEqual({
      [steps.wasm]: "ok",
      [steps.reach]: "failed",
      [steps.direct]: "skipped",
      [steps.login]: "skipped",
      [steps.dashboards]: "skipped",
    });
    expect(page.asked.some(({ init }) => init.headers !== undefined)).toBe(false);
  });

  test("mixed content", async () => {
    expect(await outcomes("http://gateway.example.org", pageAt(HUB, gateway))).toMatchObject({
      [steps.reach]: "failed",
      [steps.dashboards]: "warning",
    });
  });

  test("no WebAssembly, no address", async () => {
    const page = pageAt(HUB, gateway, { hub: null, allowsWasm: () => false });
    expect(await outcomes(null, page)).toEqual({
      [steps.wasm]: "failed",
      [steps.reach]: "skipped",
    });
  });

  test.each([
    ["/services/dask-gateway/", OWN],
    ["", "https://hub.example.org"],
    ["https://gateway.example.org", OTHER],
    ["javascript:alert(1)", null],
    ["https://ada:s3cret@gateway.example.org", null],
    ["https://", null],
    [null, OWN],
  ])("the address %j is %j", (configured, address) => {
    expect(addressIn(configured, pageAt(HUB, gateway))).toBe(address);
  });

  describe("on a hub below /compute/", () => {
    const hub = { ...ADA, base: "/compute/" };
    const usual = "/compute/services/dask-gateway/";
    const advice = async (configured: string, answer: Answer) => {
      const page = pageAt("https://hub.example.org/compute/user/ada/lab", answer, { hub });
      const found = await browserFindings(configured, page, en);
      expect(page.asked.some(({ init }) => init.headers !== undefined)).toBe(false);
      return found.find(({ step }) => step === steps.reach)?.advice;
    };
    const missing: Answer = () => new Response("", { status: 404 });

    test("the gateway that is there is named", async () => {
      const answer: Answer = (url, init) =>
        new URL(url).pathname.startsWith(usual) ? gateway(url, init) : missing(url, init);
      expect(await advice("/services/dask-gateway", answer)).toBe(en.reach.foundAdvice(usual));
      expect(en.reach.foundAdvice(usual)).toContain(usual);
    });

    test.each([
      ["/services/dask-gateway", missing],
      [usual, missing],
      ["http://gateway.example.org", gateway],
    ])("the usual path is named: %s", async (configured, answer) => {
      expect(await advice(configured, answer)).toContain(` ${usual}`);
    });

    test("it is where the address has not been told", () => {
      const page = pageAt(HUB, gateway, { hub });
      expect(addressIn(null, page)).toBe("https://hub.example.org/compute/services/dask-gateway");
    });
  });

  describe("where each user has a host of their own", () => {
    const hub = { ...ADA, host: "https://hub.test" };
    const at = (answer: Answer) => pageAt("https://ada.hub.test/user/ada/lab", answer, { hub });

    test("a path is one of the hub's host", () => {
      const address = addressIn("/services/dask-gateway", at(gateway));
      expect(address).toBe("https://hub.test/services/dask-gateway");
      expect(addressIn("https://gateway.example.org", at(gateway))).toBe(OTHER);
    });

    test("a gateway there is shown no token, though this page may read it", async () => {
      const page = at(gateway);
      expect(await outcomes("/services/dask-gateway", page)).toMatchObject({
        [steps.direct]: "ok",
        [steps.login]: "skipped",
      });
      expect(page.asked.some(({ init }) => init.headers !== undefined)).toBe(false);
    });

    test("without CORS no token leaves the page", async () => {
      const page = at((url, init) =>
        init.mode === "no-cors" ? new Response() : nothing(url, init),
      );
      expect(await outcomes("/services/dask-gateway", page)).toMatchObject({
        [steps.reach]: "ok",
        [steps.login]: "skipped",
      });
      expect(page.asked.some(({ init }) => init.headers !== undefined)).toBe(false);
    });

    test("where no gateway is, an absolute address is asked for", async () => {
      const found = await browserFindings(
        "/services/dask-gateway",
        at(() => json({}, 404)),
        en,
      );
      expect(found.find(({ step }) => step === steps.reach)?.advice).toBe(en.reach.absoluteAdvice);
    });
  });
});

describe("the figures of a running cluster", () => {
  const NAME = "0123456789abcdef0123456789abcdef";
  const server = { baseUrl: "https://hub.example.org/user/ada/", token: "t0ken", hub: ADA };
  const PASS_THROUGH = "https://hub.example.org/user/ada/dask-gateway/";
  const running: Answer = () => json({ [NAME]: { name: NAME } });
  const missing: Answer = () => new Response("404 page not found", { status: 404 });
  /** By what the address begins with. */
  const page = (list: Answer, throughServer: Answer, publicly: Answer) =>
    pageAt(HUB, (url, init) => {
      if (!url.startsWith(PASS_THROUGH)) return publicly(url, init);
      return (url.includes("/api/") ? list : throughServer)(url, init);
    });
  const find = async (at: FakePage, configured: string | null = OTHER) => {
    const found = await figuresFinding(server, configured, at, en);
    expect(found.step).toBe("Workers and memory of a running cluster");
    expect(JSON.stringify(found)).not.toMatch(/01234567|t0ken/);
    return found;
  };
  const urls = (at: FakePage) => at.asked.map(({ url }) => url);

  test("through the server", async () => {
    const at = page(running, () => new Response('{"workers": 1, "bytes": NaN}'), nothing);
    expect(await find(at)).toMatchObject({ outcome: "ok", text: en.figures.fromServer });
    expect(urls(at)).toEqual([
      `${PASS_THROUGH}api/v1/clusters/?status=running`,
      `${PASS_THROUGH}clusters/${NAME}/json/counts.json`,
    ]);
  });

  test("from the public address, which learns nothing of who asks", async () => {
    const at = page(running, missing, () => json({ workers: 0 }));
    expect(await find(at)).toMatchObject({
      outcome: "ok",
      text: en.figures.fromPublicAddress(OTHER),
    });
    const last = at.asked.at(-1);
    expect(last?.url).toBe(`${OTHER}/clusters/${NAME}/json/counts.json`);
    expect(last?.init).toMatchObject({ credentials: "omit", redirect: "manual" });
    expect(last?.init.headers).toBeUndefined();
  });

  test.each<[string, Answer]>([
    ["nothing there", missing],
    ["no CORS", nothing],
    ["silence", silence],
    ["a login's page", () => new Response("<form>")],
    ["other JSON", () => json({})],
    ["no object", () => json(null)],
  ])("from nowhere: %s", async (_, answer) => {
    const found = await find(page(running, answer, answer));
    expect(found.outcome).toBe("warning");
    expect(found.advice).toContain("gateway.public-address");
  });

  test.each([
    "http://gateway.example.org",
    "javascript:alert(1)",
    "https://a:b@gateway.example.org",
    null,
  ])("the name of the cluster is not sent to %s", async (configured) => {
    const at = page(running, missing, () => json({ workers: 1 }));
    expect((await find(at, configured)).outcome).toBe("warning");
    expect(urls(at).every((url) => url.startsWith(PASS_THROUGH))).toBe(true);
  });

  test.each<[string, Answer, string]>([
    ["no cluster", () => json({}), en.figures.noCluster],
    ["an odd list", () => json([{}]), en.figures.noCluster],
    ["no list", () => json({}, 502), en.figures.noList],
    ["a server that hangs", silence, en.figures.noList],
    ...["..", "a/b", "a%2fb", "a..b", ".a", "a?b", "é", ""].map(
      (name): [string, Answer, string] => [
        `a cluster called ${name}`,
        () => json({ [name]: {} }),
        en.figures.noCluster,
      ],
    ),
  ])("nobody is asked: %s", async (_, list, text) => {
    const at = page(list, () => json({ workers: 1 }), nothing);
    expect(await find(at)).toMatchObject({ outcome: "skipped", text });
    expect(at.asked).toHaveLength(1);
  });
});

describe("the server's findings", () => {
  const server = { baseUrl: "https://hub.example.org/user/ada/", token: "t0ken", hub: ADA };
  const find = (answer: Answer) =>
    serverFindings(server, async (url, init) => answer(url, init), en);
  const ROW: Finding = { step: "Address configured", outcome: "ok", text: "It is.", advice: "" };

  test("are shown as they are", async () => {
    const asked: string[] = [];
    const found = await find((url) => {
      asked.push(url);
      return json({ findings: [ROW] });
    });
    expect(found).toEqual([ROW]);
    expect(asked).toEqual(["https://hub.example.org/user/ada/dask-gateway/doctor"]);
  });

  test("are asked for in the language that is shown, and stay English in a report", async () => {
    const both = bilingual(en, chinese);
    const asked: (string | null)[] = [];
    document.documentElement.lang = "zh-CN";
    const shown = { step: "已配置地址", text: "是的。", advice: "" };
    const answer = async (_: string, { headers }: RequestInit) => {
      asked.push(new Headers(headers).get("Accept-Language"));
      return json({
        findings: [
          { ...ROW, shown },
          { ...ROW, step: "Old", shown: 7 },
        ],
      });
    };
    expect(await serverFindings(server, answer, both.strings, both.learn)).toEqual([
      ROW,
      { ...ROW, step: "Old" },
    ]);
    document.documentElement.lang = "";
    expect(asked).toEqual(["zh-CN"]);
    const english = bilingual(en, en);
    await serverFindings(server, answer, english.strings, english.learn);
    expect(english.shown(ROW.text)).toBe(ROW.text);
    expect([ROW.step, ROW.text, "Old"].map(both.shown)).toEqual(["已配置地址", "是的。", "Old"]);
  });

  test("of an odd kind are text all the same", async () => {
    const odd = { step: 1, outcome: "great", text: { a: 1 } };
    expect(await find(() => json({ findings: [odd] }))).toEqual([
      { step: "1", outcome: "skipped", text: "[object Object]", advice: "" },
    ]);
  });

  const old = new Headers({ "Dask-Gateway-Error": "bad-path" });
  test.each<[string, Answer, string]>([
    ["no extension", () => new Response("404", { status: 404 }), en.server.absent],
    ["an older one", () => new Response("{}", { status: 404, headers: old }), en.server.old],
    ["no login", () => json({}, 403), en.server.loggedOut],
    ["a server that hangs", silence, en.server.silent(40)],
    ["no server", nothing, en.server.nothing],
    ["a web page", () => new Response("<p>"), en.server.odd(200)],
    ["a failure", () => json({}, 500), en.server.odd(500)],
  ])("%s", async (_, answer, text) => {
    const found = await find(answer);
    expect(found).toMatchObject([{ step: en.steps.server, outcome: "failed", text }]);
    expect(found[0]?.advice).not.toBe("");
  });

  test("the public address is read though numbers follow that JavaScript cannot read", async () => {
    const config = '{"address": "http://a\\"b", "public_address": "/x", "options": {"a": NaN}}';
    expect(await publicAddress(server, async () => new Response(config))).toBe("/x");
    expect(await publicAddress(server, async () => new Response("{}"))).toBeNull();
    expect(await publicAddress(server, async () => json({}, 404))).toBeNull();
    expect(await publicAddress(server, async (url, init) => nothing(url, init))).toBeNull();
  });
});

test("the findings as text", () => {
  const findings: Finding[] = [
    { step: "One", outcome: "ok", text: "Holds.", advice: "" },
    { step: "Two", outcome: "failed", text: "Does not.", advice: "First\nc.X = 1" },
  ];
  expect(
    asText(
      [
        { title: "Here", findings },
        { title: "There", findings: null },
      ],
      "What to do:",
    ),
  ).toBe(
    `Here

ok        One
          Holds.
failed    Two
          Does not.
          What to do: First
          c.X = 1

There

`,
  );
});
