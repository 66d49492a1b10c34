/** A program in a process of its own, which is asked a line of JSON at a time and answers with one. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export class LineProgram {
  #name;
  #child;
  #lines;

  constructor(name, args) {
    this.#name = name;
    this.#child = spawn(name, args, { stdio: ["pipe", "pipe", "inherit"] });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  ask(what) {
    this.#child.stdin.write(`${JSON.stringify(what)}\n`);
    return this.next();
  }

  /** What it says next, without being asked. */
  async next() {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`${this.#name} has ended.`);
    return JSON.parse(value);
  }

  stop() {
    this.#child.stdin.end();
  }
}
