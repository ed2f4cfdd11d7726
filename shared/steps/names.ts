/** The naming rules of FLOW-FORMAT “Names, outputs, fields”, stated once. */
export const flowIdPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
export const nodeNamePattern = /^[a-z][a-z0-9_]{0,63}$/;
export const portNamePattern = /^[a-z][a-z0-9_-]{0,63}$/;

/** Words of the expression language: a node of that name could not be read as `steps.<node>`. */
const reservedWords: readonly string[] = ['in', 'true', 'false', 'null'];

/** Keys that reach an object's prototype in careless code. Never accepted anywhere in a file. */
const prototypeKeys: readonly string[] = ['__proto__', 'constructor', 'prototype'];

export const isFlowId = (name: string): boolean => name.length <= 64 && flowIdPattern.test(name);
export const isNodeName = (name: string): boolean =>
  nodeNamePattern.test(name) && !reservedWords.includes(name);
export const isPortName = (name: string): boolean => portNamePattern.test(name);
export const isPrototypeKey = (name: string): boolean => prototypeKeys.includes(name);

export const nodeNameRule =
  'Use a lower-case letter first, then lower-case letters, digits and _ (64 at most), and none of in, true, false, null.';
export const portNameRule =
  'Use a lower-case letter first, then lower-case letters, digits, _ and - (64 at most).';
export const flowIdRule = 'Use lower-case letters, digits and single hyphens, 64 at most: content-approval.';
