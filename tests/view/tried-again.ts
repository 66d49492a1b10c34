/** Marks a test that failed before and is tried again, as `npm test` does: scripts/test/counting.mjs tells those that then pass. */
import { beforeEach } from "vitest";

beforeEach(async ({ annotate, task }) => {
  if (task.result?.retryCount) await annotate("It failed before.", "flaky");
});
