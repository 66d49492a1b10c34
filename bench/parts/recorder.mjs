/** A recorder beside this process, whose turns would else come between a click and what is noted of it. */
import { at } from "../../scripts/lib.mjs";
import { LineProgram } from "./line-program.mjs";

/** As startRecorder() of scripts/stack/recorder.mjs, for startStack(). `look()` resolves to its clock's milliseconds. */
export async function startOwnRecorder(target, file) {
  const program = new LineProgram("node", [at("bench/parts/recorder-process.mjs"), target, file]);
  const address = await program.next();
  return { address, look: () => program.ask("time"), stop: () => program.stop() };
}
