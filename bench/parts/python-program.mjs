/** A Python program in a process of its own, which is asked a line of JSON at a time and answers with one. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export class PythonProgram {
  #child;
  #lines;

  constructor(source, args = []) {
    this.#child = spawn("python", ["-c", source, ...args], { stdio: ["pipe", "pipe", "inherit"] });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async ask(what) {
    this.#child.stdin.write(`${JSON.stringify(what)}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error("Python has ended.");
    return JSON.parse(value);
  }

  stop() {
    this.#child.stdin.end();
  }
}
