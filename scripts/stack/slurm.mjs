/**
 * A real Slurm on this machine, below one temporary folder: its daemons, its configuration and the socket by which they know
 * each other are nobody else's. For `startStack({queue: slurm})`. It needs root, and Debian's packages named in `PACKAGES`.
 */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { at, Failure } from "../lib.mjs";
import { freePorts, there } from "./processes.mjs";

/** What is looked for, and the package that brings it. */
export const PACKAGES = { slurmctld: "slurm-wlm", munged: "munge", sudo: "sudo" };

export const slurm = {
  config: at("demo/slurm/dask_gateway_config.py"),
  /** Jobs are submitted as the gateway's user, who must be one of the machine's. */
  user: os.userInfo().username,
  start: startSlurm,
};

/** Starts it among `programs`, and resolves to the environment for the gateway once the queue takes jobs. */
async function startSlurm(programs) {
  if (process.getuid?.() !== 0) {
    throw new Failure("Slurm starts jobs for other users: this needs root.");
  }
  const folder = programs.folder("slurm");
  for (const name of ["controller", "node"]) programs.folder("slurm", name);
  const [controllerPort, nodePort] = await freePorts(2);
  const conf = path.join(folder, "slurm.conf");
  const filled = {
    HOST: os.hostname().split(".")[0],
    USER: slurm.user,
    FOLDER: folder,
    CONTROLLER_PORT: controllerPort,
    NODE_PORT: nodePort,
  };
  const template = fs.readFileSync(at("demo/slurm/slurm.conf"), "utf8");
  fs.writeFileSync(
    conf,
    template.replaceAll(/@([A-Z_]+)@/g, (_, name) => filled[name]),
  );
  const key = path.join(folder, "munge.key");
  fs.writeFileSync(key, randomBytes(128), { mode: 0o600 });
  // It refuses a socket in a folder that others may write to, and one that they cannot reach: the folder is root's alone here.
  programs.launch("munged", [
    ...["munged", "--foreground", "--force", `--key-file=${key}`],
    ...["socket", "pid-file", "log-file", "seed-file"].map(
      (name) => `--${name}=${folder}/munge.${name.split("-")[0]}`,
    ),
  ]);
  await there(path.join(folder, "munge.socket"), "munged");
  programs.launch("slurmctld", ["slurmctld", "-D", "-f", conf]);
  programs.launch("slurmd", ["slurmd", "-D", "-f", conf]);

  // The gateway's launcher runs with an empty environment, so a variable would not reach Slurm's commands.
  const commands = programs.folder("slurm", "bin");
  for (const name of ["sbatch", "scancel", "squeue", "sinfo"]) {
    const script = `#!/bin/sh\nSLURM_CONF=${conf} PATH=/usr/bin:/bin exec ${name} "$@"\n`;
    fs.writeFileSync(path.join(commands, name), script, { mode: 0o755 });
  }
  await idle(path.join(commands, "sinfo"));
  return { SLURM_COMMANDS: commands };
}

/** Until the node takes jobs. */
async function idle(sinfo) {
  let said = "";
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(500)) {
    try {
      said = (await promisify(execFile)(sinfo, ["-h", "-o", "%t"])).stdout.trim();
      if (said === "idle") return;
    } catch (error) {
      said = error.message;
    }
  }
  throw new Failure(`Slurm's node is not ready: ${said}`);
}
