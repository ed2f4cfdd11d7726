/** The strokes of the mark in a square of 32: the window, the app's icons and the tray all draw these two. */
export const markShape = {
  size: 32,
  signed: 'M4 15.5 9.5 21 20 8',
  countersigned: 'M11 17.5 16.5 23 28 9',
};
