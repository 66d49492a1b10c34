/**
 * A recorder in a process of its own: its work, and that of forwarding, takes no turn of the one that drives the browser.
 * `node recorder-process.mjs TARGET FILE` prints where it listens; each line that it reads it answers with its time.
 */
import { createInterface } from "node:readline";
import { startRecorder } from "../../scripts/stack/recorder.mjs";

const [target, file] = process.argv.slice(2);
const recorder = await startRecorder(target, file);
console.log(JSON.stringify(recorder.address));
for await (const _ of createInterface({ input: process.stdin }))
  console.log(performance.timeOrigin + performance.now());
process.exit();
