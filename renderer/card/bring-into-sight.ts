const marginPx = 12;

/** Scrolls the frame an element stands in so that it begins at its top; nothing around that frame moves. */
export function bringIntoSight(element: Element | null | undefined): void {
  let frame = element?.parentElement ?? null;
  while (frame !== null && !/auto|scroll/.test(getComputedStyle(frame).overflowY))
    frame = frame.parentElement;
  if (frame === null || element === null || element === undefined) return;
  frame.scrollTop += element.getBoundingClientRect().top - frame.getBoundingClientRect().top - marginPx;
}
