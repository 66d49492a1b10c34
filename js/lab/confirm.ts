/** What a command would do, in words for whoever decides. */
export interface Question {
  /** The question itself. */
  readonly title: string;
  /** More of it, one sentence or one option each. */
  readonly details: readonly string[];
  /** What the button says that means yes. */
  readonly yes: string;
}

/**
 * The argument `confirm` of a command: a program's own way to decide, in place of the dialog. JSON has no functions, so
 * nothing that stands in a notebook, a keyboard shortcut or a message can bring one: only code that runs in the page.
 */
export type Confirm = (question: Question) => boolean | Promise<boolean>;

/** For our own user interface, where a click means just this. */
export const CONFIRMED = { confirm: (): boolean => true };
