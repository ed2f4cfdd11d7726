let place = 'Countersign';

/** “Inbox · Countersign”, or with the name of another host at its end. */
export const windowTitle = (screen: string): string => `${screen} · ${place}`;

/** What every title ends with from now on: which host the window shows must be seen in the list of windows too. */
export function namePlace(name: string): void {
  if (name === place) return;
  document.title = document.title.endsWith(place) ? document.title.slice(0, -place.length) + name : name;
  place = name;
}
