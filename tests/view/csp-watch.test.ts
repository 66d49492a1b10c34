// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { watchPolicyFor } from "../../js/page/csp-watch.js";

/** What the page's content security policy forbids at one origin. */

test.each<[blockedURI: string, isTold: boolean]>([
  ["https://gateway.example", true],
  ["https://gateway.example/clusters/x/status", true],
  ["https://gateway.example.org/", false],
  ["https://gateway.example:8443/", false],
  ["inline", false],
])("%s of https://gateway.example: %s", (blockedURI, isTold) => {
  const told: string[] = [];
  const end = new AbortController();
  watchPolicyFor("https://gateway.example", (directive) => told.push(directive), end.signal);
  const violate = (disposition: string) => {
    const violation = { blockedURI, disposition, effectiveDirective: "frame-src" };
    document.dispatchEvent(Object.assign(new Event("securitypolicyviolation"), violation));
  };
  violate("report");
  expect(told).toEqual([]);
  violate("enforce");
  expect(told).toEqual(isTold ? ["frame-src"] : []);
  end.abort();
  violate("enforce");
  expect(told).toHaveLength(isTold ? 1 : 0);
});
