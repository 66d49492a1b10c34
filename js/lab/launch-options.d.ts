/** Types of npm’s package: for other extensions, and for whoever writes links. */

/** What the command `dask-gateway:launch` takes. What is left out is as the form has it. */
export interface LaunchOptions {
  /** Laid over the form's values; as JSON text where a number in them is larger than JavaScript's can be. */
  readonly options?: Readonly<Record<string, unknown>> | string;
  /** Workers at start: a number, or between which bounds the cluster adapts. */
  readonly workers?: number | readonly [minimum: number, maximum: number] | null;
}

/** What a link carries: `1.` and the base64url of this as JSON in UTF-8, without padding. */
export interface LinkOptions extends LaunchOptions {
  readonly options: Readonly<Record<string, unknown>>;
  /** The name of the preset that the options were chosen by, for the form to tell. */
  readonly preset?: string;
}
