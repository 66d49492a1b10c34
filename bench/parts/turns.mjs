/** Whose turn it is first changes from round to round: what a pause, or the one before, does to the first concerns all. */
export function turns(subjects, round) {
  return round % 2 === 0 ? [...subjects] : [...subjects].reverse();
}
