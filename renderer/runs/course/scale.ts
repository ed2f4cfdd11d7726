/** Where events lie on a line from 0 to 1. Long stretches take more room than short ones, but not in proportion. */
export type Scale = {
  /** The place of event k, 1 … count. */
  event: (k: number) => number;
  /** The event whose place is nearest. */
  nearest: (place: number) => number;
};

/** Half a place apart where one moment brought several events; two seconds take three times, a day twenty times as much. */
function room(ms: number): number {
  return ms <= 0 ? 0.5 : 1 + Math.log2(1 + ms / 250);
}

/**
 * A line over the times of events, oldest first. `end`: where the line goes on after the last of them, for a run that
 * has not ended.
 */
export function createScale(times: readonly number[], end: number | null): Scale {
  const places = [0];
  for (const [index, time] of times.entries()) {
    const before = times[index - 1];
    if (before !== undefined) places.push((places.at(-1) ?? 0) + room(time - before));
  }
  const last = times.at(-1);
  const rest = end === null || last === undefined ? 0 : room(end - last);
  const whole = (places.at(-1) ?? 0) + rest;
  const event = (k: number): number => (whole === 0 ? 0 : (places[k - 1] ?? 0) / whole);
  return {
    event,
    nearest: (place) => {
      let [low, high] = [1, times.length];
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        if ((event(middle) + event(middle + 1)) / 2 < place) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}
