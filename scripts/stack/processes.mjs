/**
 * Programs that run together below one temporary folder, and their end: what the stacks of stack.mjs and
 * hub.mjs share. It needs nothing but Node.
 */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../lib.mjs";

/** The environment variable by which a process is known as ours. */
const MARK = "DASK_GATEWAY_STACK";

export class Programs {
  /** Where they work and write their logs. It is removed with them. */
  state = fs.mkdtempSync(path.join(os.tmpdir(), "dask-gateway-stack-"));
  #id = randomBytes(8).toString("hex");
  #running = [];
  #watchdog;
  #stopped;

  /** A folder below `state`, made if it is not there. */
  folder(...parts) {
    const folder = path.join(this.state, ...parts);
    fs.mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** Ends one by this signal, and starts it again after `between`. What it has started itself may live on. */
  async restart(name, signal, between = async () => {}) {
    const running = this.#running.find((each) => each.name === name);
    running.isReplaced = true;
    running.child.kill(signal);
    await running.ended;
    await between();
    this.#running = this.#running.filter((each) => each !== running);
    this.launch(name, running.command, running.env);
    this.#watchdog?.kill();
    this.#watchdog = watch(this.#running, this.state);
  }

  launch(name, command, env) {
    const log = path.join(this.state, `${name}.log`);
    const options = { log, cwd: this.state, env: { [MARK]: this.#id, ...env } };
    this.#running.push({ name, command, env, ...startProcess(name, command, options) });
  }

  /**
   * Resolves when all of `answers` have resolved, and fails when a program has ended before. After that,
   * `onexit(message)` is told when one ends by itself.
   */
  async ready(answers, onexit) {
    this.#watchdog = watch(this.#running, this.state);
    const broken = Promise.race(
      this.#running.map(async (each) => {
        const message = await each.ended;
        // Who is started again has not ended by itself.
        return each.isReplaced ? new Promise(() => {}) : message;
      }),
    );
    await Promise.race([
      Promise.all(answers),
      broken.then((message) => {
        throw new Failure(message);
      }),
    ]);
    broken.then((message) => {
      if (!this.#stopped) onexit(message);
    });
  }

  /** Ends them, the last one first, with everything that they have started. */
  stop() {
    this.#watchdog?.kill();
    this.#stopped ??= stopAll(this.#running, { id: this.#id, state: this.state });
    return this.#stopped;
  }
}

/**
 * Should this process die without a chance to tidy up, its end of a pipe closes, and a shell does what
 * stopAll() would have done first. (Linux's parent-death signal does not do: it comes once for each of
 * Node's threads, and the second breaks off what the gateway does about the first.)
 */
function watch(processes, state) {
  const pids = processes.map(({ child }) => String(child.pid));
  const script = `cat > /dev/null; state=$1; shift; kill -TERM "$@"
    for pid; do while kill -0 $pid 2> /dev/null; do sleep 1; done; done; rm -rf "$state"`;
  const child = spawn("sh", ["-c", script, "sh", state, ...pids], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  child.unref();
  child.stdin.unref();
  return child;
}

/**
 * A process in a session of its own, so that Ctrl-C in the terminal reaches only us, and we stop
 * things in order. `ended` resolves to a sentence for people.
 */
function startProcess(name, [command, ...args], { log, cwd, env }) {
  const out = fs.openSync(log, "w");
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", out, out],
    detached: true,
  });
  fs.closeSync(out);
  const ended = new Promise((resolve) => {
    child.on("error", (error) => resolve(`${name}: ${error.message}`));
    child.on("exit", (code, signal) => {
      const tail = fs.existsSync(log) ? fs.readFileSync(log, "utf8").slice(-2000) : "";
      resolve(`${tail}\n${name} ended (${signal ?? code}).`);
    });
  });
  return { child, ended };
}

async function stopAll(processes, { id, state }) {
  for (const { child, ended } of [...processes].reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGTERM");
    const gone = await Promise.race([ended, sleep(20_000, null, { ref: false })]);
    if (gone === null) child.kill("SIGKILL");
  }
  // Whatever outlived its parent.
  for (const signal of ["SIGTERM", "SIGKILL"]) {
    const pids = leftovers(id, state);
    for (const pid of pids) {
      try {
        process.kill(pid, signal);
      } catch {} // gone meanwhile
    }
    for (let i = 0; i < 20 && leftovers(id, state).length > 0; i++) await sleep(100);
  }
  fs.rmSync(state, { recursive: true, force: true, maxRetries: 3 });
}

/**
 * Processes that carry our mark, or work in our folder: the gateway's backend gives its schedulers and
 * workers a clean environment and a folder below `state`. Linux only; elsewhere the orderly end must do.
 */
export function leftovers(id, state, proc = "/proc") {
  const mark = `${MARK}=${id}`;
  if (!fs.existsSync(`${proc}/self/environ`)) return [];
  return fs.readdirSync(proc).filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false;
    try {
      const folder = fs.readlinkSync(`${proc}/${pid}/cwd`);
      if (folder === state || folder.startsWith(`${state}/`)) return true;
      return fs.readFileSync(`${proc}/${pid}/environ`, "utf8").split("\0").includes(mark);
    } catch {
      return false; // gone meanwhile, or somebody else's
    }
  });
}

/**
 * Below those that a system gives to whoever asks for any, such as each connection that a program makes: none of them
 * is taken between its choice and the start of the program that is to listen there.
 */
const PORTS = { first: 15_000, last: 30_000 };
const given = new Set();

/** Ports that are free, all different, also from those that other calls of this process got. */
export async function freePorts(count) {
  const ports = [];
  while (ports.length < count) {
    const port = PORTS.first + Math.floor(Math.random() * (PORTS.last - PORTS.first));
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) ports.push(port);
  }
  return ports;
}

function isFree(port) {
  const server = net.createServer();
  return new Promise((resolve) => {
    server.on("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** Asks until there is a 200. */
export async function answer(url, headers = {}, deadline = Date.now() + 60_000) {
  let last = "no answer";
  while (Date.now() < deadline) {
    try {
      const response = await fetch(url, { headers, signal: AbortSignal.timeout(5_000) });
      await response.arrayBuffer();
      if (response.ok) return;
      last = `status ${response.status}`;
    } catch {} // not listening yet
    // When another program has failed, nobody waits for this one any more.
    await sleep(100, null, { ref: false });
  }
  throw new Failure(`${url}: ${last}`);
}

/** Resolves when there is a file, which `what` makes. */
export async function there(file, what) {
  for (const end = Date.now() + 60_000; !fs.existsSync(file); await sleep(100)) {
    if (Date.now() > end) throw new Failure(`${what} did not start.`);
  }
}
