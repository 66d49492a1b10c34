/** A Python program in a process of its own, see LineProgram. */
import { LineProgram } from "./line-program.mjs";

export class PythonProgram extends LineProgram {
  constructor(source, args = []) {
    super("python", ["-c", source, ...args]);
  }
}
