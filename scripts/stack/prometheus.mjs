/** A real Prometheus on a free port of 127.0.0.1, with Debian's package named in `PACKAGES`, which has promtool, too. */
import fs from "node:fs";
import path from "node:path";
import { answer, freePorts, Programs } from "./processes.mjs";

/** What is looked for, and the package that brings it. */
export const PACKAGES = { prometheus: "prometheus", promtool: "prometheus" };

/** Starts it with this configuration, an object, and resolves when it answers. */
export async function startPrometheus(config) {
  const [port] = await freePorts(1);
  const programs = new Programs();
  const address = `http://127.0.0.1:${port}`;
  // YAML has JSON in it.
  const file = path.join(programs.state, "prometheus.yaml");
  fs.writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  programs.launch("prometheus", [
    ...["prometheus", `--config.file=${file}`, `--web.listen-address=127.0.0.1:${port}`],
    `--storage.tsdb.path=${programs.folder("samples")}`,
  ]);
  try {
    await programs.ready([answer(`${address}/-/ready`)], console.error);
  } catch (error) {
    await programs.stop();
    throw error;
  }
  return {
    /** What its API answers: `ask("query", {query: "up"})`. */
    async ask(path, parameters = {}) {
      const response = await fetch(`${address}/api/v1/${path}?${new URLSearchParams(parameters)}`);
      const { status, data, error } = await response.json();
      if (status !== "success") throw new Error(`${path} ${JSON.stringify(parameters)}: ${error}`);
      return data;
    },
    stop: () => programs.stop(),
  };
}
