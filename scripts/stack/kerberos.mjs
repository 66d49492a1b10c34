/**
 * A real Kerberos realm on this machine, below one temporary folder: its server, its keys and its tickets are nobody else's. For
 * `startStack({login: kerberos})`. It needs Debian's packages named in `PACKAGES`.
 */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { at } from "../lib.mjs";
import { there } from "./processes.mjs";

/** What is looked for, and the package that brings it: the last two compile pykerberos. */
export const PACKAGES = {
  krb5kdc: "krb5-kdc",
  "kadmin.local": "krb5-admin-server",
  kinit: "krb5-user",
  "krb5-config": "libkrb5-dev",
  gcc: "gcc",
};

export const kerberos = {
  config: at("demo/kerberos/dask_gateway_config.py"),
  start: startKerberos,
};

/** The realm's one user, as in tests/python/realm/kdc.py. */
const [USER, PASSWORD] = ["ada", "s3cret"];

/** Starts it among `programs`, and resolves to the environments of the gateway and of its users once there is a ticket. */
async function startKerberos(programs, venv) {
  const folder = programs.folder("realm");
  programs.launch("kdc", [`${venv}/bin/python`, at("tests/python/realm/kdc.py"), folder]);
  const client = environment(programs.state);
  await there(path.join(folder, "tickets"), "The Kerberos realm");
  return {
    gateway: { ...client, GATEWAY_KEYTAB: path.join(folder, "gateway.keytab") },
    client: { ...client, DASK_GATEWAY__AUTH__TYPE: "kerberos" },
  };
}

function environment(state) {
  const folder = path.join(state, "realm");
  return { KRB5_CONFIG: `${folder}/krb5.conf`, KRB5CCNAME: `FILE:${folder}/tickets` };
}

/** What the user does in a terminal; `state` is the stack's. */
export function kinit(state, seconds = 3600) {
  const env = { ...process.env, ...environment(state) };
  execFileSync("kinit", ["-l", `${seconds}s`, USER], { env, input: `${PASSWORD}\n` });
}

export function kdestroy(state) {
  execFileSync("kdestroy", ["-q"], { env: { ...process.env, ...environment(state) } });
}
