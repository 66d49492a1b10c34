// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { readAddresses } from "../../js/jupyter/config.js";
import { parsePythonJson } from "../../js/page/python-json.js";

/** The published config, as Python writes it. */

const MEMBERS = [
  '"address": "https://gateway \\"1\\""',
  '"public_address": "/services/dask-gateway"',
  `"options": {"a": NaN, "b": [-Infinity, Infinity], "c": ${2n ** 70n}, "d": "NaN, \\\\\\"-Infinity", "address": "no"}`,
  '"image": null',
];
const EXPECTED = { address: 'https://gateway "1"', publicAddress: "/services/dask-gateway" };

function* orders<T>(of: T[]): Generator<T[]> {
  if (of.length === 0) yield [];
  for (const [index, first] of of.entries()) {
    for (const rest of orders(of.toSpliced(index, 1))) yield [first, ...rest];
  }
}

const SERVER = { baseUrl: "/", token: "", hub: null };
const read = (body: string, status = 200) =>
  readAddresses(SERVER, async () => new Response(body, { status }));

test("the addresses are found whatever the order of the members, and whatever the options hold", async () => {
  const all = [...orders(MEMBERS)];
  expect(all).toHaveLength(24);
  for (const members of all) {
    const body = `{${members.join(", ")}}`;
    expect(await read(body), body).toEqual(EXPECTED);
  }
});

test("what Python writes besides JSON is read, and texts stay as they are", () => {
  expect(parsePythonJson(`{${MEMBERS[2]}}`)).toEqual({
    options: {
      a: null,
      b: [null, null],
      c: 2 ** 70,
      d: 'NaN, \\"-Infinity',
      address: "no",
    },
  });
  expect(parsePythonJson('["\\ud800", "\\\\", NaN]')).toEqual(["\ud800", "\\", null]);
});

test("a public address that cannot be used is none", async () => {
  const address = "https://gateway";
  for (const rest of ["", ', "public_address": null', ', "public_address": 1']) {
    expect(await read(`{"address": "${address}"${rest}}`)).toEqual({
      address,
      publicAddress: null,
    });
  }
});

test("without an address there is none", async () => {
  expect(await read('{"address": null, "public_address": "/"}')).toBeNull();
  expect(await read("null")).toBeNull();
  expect(await read("<html>")).toBeNull();
  expect(await read('{"error": "nothing is configured"}', 503)).toBeNull();
});
