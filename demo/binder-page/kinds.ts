/** In the order in which they come. A hub leaves out what has been done before. */
export const PHASES = ["waiting", "fetching", "building", "launching", "ready"] as const;
export type Phase = (typeof PHASES)[number];

/** Why there is no server. */
export type Fault =
  | "banned"
  | "broken-off"
  | "build"
  | "full"
  | "garbage"
  | "hub"
  | "launch"
  | "no-answer"
  | "no-repository"
  | "slow-launch"
  | "unreachable";
