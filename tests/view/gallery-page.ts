import * as insight from "../../js/insight/index.js";
import { setPartSource } from "../../js/page/parts.js";
import type { View } from "../../js/view/model.js";
import { mount } from "../../js/view/session/mount.js";
import { FakeSession, fakeHost } from "./fake-session.js";
import { states } from "./fixtures.js";
import { drawChoosing } from "./gallery-choosing.js";
import { drawConverter } from "./gallery-converter.js";
import { drawLogs } from "./gallery-logs.js";
import { drawOffline } from "./gallery-offline.js";

/** Draws the state that the address names (`#clusters`) into the page, for screenshots and browser tests. */
const name = decodeURIComponent(location.hash.slice(1));
const all = states as Record<string, View>;

if (name.startsWith("logs")) {
  drawLogs(name);
} else if (name.startsWith("converter")) {
  drawConverter(name);
} else if (name.startsWith("choosing")) {
  drawChoosing(name);
} else if (name.startsWith("offline")) {
  drawOffline(name, states.empty);
} else {
  const state = all[name];
  if (state === undefined) throw new Error(`no state ${name}`);
  setPartSource(() => Promise.resolve(insight));
  const session = new FakeSession(state);
  const handle = mount(document.body, session, fakeHost());
  Object.assign(globalThis, { session, handle, states });
}
