import type { Context } from "../context.js";
import type { FormView } from "../model.js";
import { goToField } from "./go-to-field.js";
import { goToWorkers } from "./workers.js";

/** Shows and focuses what a launch waits for. */
export function goToObstacle(context: Context, event: Event, form: FormView): void {
  const { obstacle, fields, workers } = form;
  if (obstacle === null) return;
  if (obstacle.field === null) goToWorkers(event, workers);
  else goToField(context, event, fields, obstacle.field);
}
