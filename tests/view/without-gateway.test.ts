// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { isHidden } from "../../js/jupyter/without-gateway.js";

/** Whether somebody is to see a panel, where the site hides it from those who have no gateway. */

const server = { baseUrl: "http://hub.test/user/ada/", token: "", hub: null };
const WANTED = '{"address": "http://gateway", "site": {"hide_without_gateway": true}}';

type Answer = [status: number, body: string, headers?: Record<string, string>];

/** What the server answers to each path; anything else is an error of the network. */
function answers(by: Record<string, Answer>): [typeof fetch, string[]] {
  const asked: string[] = [];
  const fake = async (url: string | URL | Request) => {
    const path = String(url).replace(`${server.baseUrl}dask-gateway/`, "");
    asked.push(path);
    const answer = by[path];
    if (answer === undefined) throw new TypeError("no answer");
    const [status, body, headers = {}] = answer;
    return new Response(body, { status, headers });
  };
  return [fake, asked];
}

const NO: Answer = [403, '{"error": "not allowed"}'];
const JUPYTERS: Answer = [403, "{}", { "Dask-Gateway-Error": "jupyter" }];

test.each<[string, boolean, Record<string, Answer>]>([
  ["none is configured", true, { config: [503, '{"error": "none", "hide": true}'] }],
  ["none is configured, and the site does not mind", false, { config: [503, '{"error": "none"}'] }],
  ["the extension is not there", false, { config: [404, "<html>"] }],
  ["the server does not answer", false, {}],
  ["all is well", false, { config: [200, WANTED], "api/v1/options": [200, "{}"] }],
  ["the gateway is down", false, { config: [200, WANTED], "api/v1/options": [502, "{}"] }],
  ["the login has ended", false, { config: [200, WANTED], "api/v1/options": JUPYTERS }],
  [
    "the gateway forbids",
    true,
    { config: [200, WANTED], "api/v1/options": NO, "api/v1/clusters/": NO },
  ],
  [
    "the gateway forbids, and lists nothing",
    true,
    { config: [200, WANTED], "api/v1/options": NO, "api/v1/clusters/": [200, "{}"] },
  ],
  [
    "the gateway forbids, and there are clusters",
    false,
    { config: [200, WANTED], "api/v1/options": NO, "api/v1/clusters/": [200, '{"a": {}}'] },
  ],
  [
    "the gateway forbids, and what there is cannot be told",
    false,
    { config: [200, WANTED], "api/v1/options": NO, "api/v1/clusters/": [500, ""] },
  ],
  ["damaged", false, { config: [200, "["] }],
  ["no object", false, { config: [200, "null"] }],
  ["hostile", false, { config: [200, '{"site": {"__proto__": {"hide_without_gateway": true}}}'] }],
])("%s", async (_, hidden, by) => {
  const [fake] = answers(by);
  expect(await isHidden(server, fake)).toBe(hidden);
});

test("where the site does not want it, the gateway is not asked", async () => {
  const [fake, asked] = answers({ config: [200, '{"site": null}'] });
  expect(await isHidden(server, fake)).toBe(false);
  expect(asked).toEqual(["config"]);
});
