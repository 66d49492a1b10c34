import type { Described } from "./command-arguments.js";

/** What a command takes, as JSON schema: fetched when somebody asks for it. */
export const describedBy = (name: Described) => async () => {
  const { describe } = await import(/* webpackChunkName: "commands" */ "./command-arguments.js");
  return { args: describe(name) };
};
