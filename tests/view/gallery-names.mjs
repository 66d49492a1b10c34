/** What the gallery has besides the states in fixtures.ts. */
export const OTHERS = /** @type {const} */ ([
  "logs",
  "logs long",
  "logs failed-tasks",
  "converter",
  "converter wrong",
  "choosing",
  "choosing link",
  "choosing conflicts",
  "offline",
  "offline sent",
  "offline wrong",
  "login",
  "login wrong",
  "plots",
  "doctor",
]);
