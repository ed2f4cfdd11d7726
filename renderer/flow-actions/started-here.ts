const keyOf = (flow: string): string => `countersign.draft-run.${flow}`;

/** The newest draft run of a flow that was started in this window; it is forgotten with the window. */
export function startedHere(flow: string): string | null {
  try {
    return sessionStorage.getItem(keyOf(flow));
  } catch {
    return null;
  }
}

export function keepStarted(flow: string, run: string): void {
  try {
    sessionStorage.setItem(keyOf(flow), run);
  } catch {
    // A browser that keeps nothing: the run stands in the list of runs all the same.
  }
}
