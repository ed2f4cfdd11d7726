import type { Json, JsonObject } from '../../json.ts';
import { isPrototypeKey } from '../../steps/names.ts';
import type { Drawing } from '../drawing.ts';
import { maxNesting, maxNodes } from '../text-limits.ts';
import type { Report } from './report.ts';

type Found = { path: string[]; code: string; message: string; fix: string };

/**
 * Whether the drawing can be written down at all. Drawings also come from the canvas and as JSON, past the limits of the
 * text; every later stage may rely on what is checked here, so nothing else is looked at where it fails.
 */
export function checkWritable(drawing: Drawing, report: Report): boolean {
  const count = Object.keys(drawing.nodes).length;
  if (count > maxNodes) {
    report.error(
      'too_many_nodes',
      { field: 'nodes' },
      `This flow has ${count} steps; ${maxNodes} is the most a flow can have.`,
      'Split it into several flows.',
    );
    return false;
  }
  const { id, inputs, connections, settings, nodes, edges } = drawing;
  const parts = { id, inputs, connections, settings, nodes, edges } as { [key: string]: Json | undefined }; // a drawing is JSON by its schema
  for (const [key, part] of Object.entries(parts)) {
    const found = find(part, 1);
    if (found === null) continue;
    const [first, ...rest] = found.path;
    const isNode = key === 'nodes' && first !== undefined;
    const field = (isNode ? rest : [key, ...found.path]).join('.');
    report.error(
      found.code,
      { ...(isNode ? { node: first } : {}), ...(field === '' ? {} : { field }) },
      found.message,
      found.fix,
    );
  }
  return !report.hasErrors();
}

/** The first thing that JSON and UTF-8 cannot carry, or that could reach an object's prototype. */
function find(value: Json | undefined, depth: number): Found | null {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? null : notData(`${value} is not a number that can be stored.`);
    case 'string':
      return value.isWellFormed() ? null : brokenText();
    case 'object':
      if (value === null) return null;
      if (depth > maxNesting) return tooDeep();
      return Array.isArray(value) ? findInList(value, depth) : findInMap(value, depth);
    case 'boolean':
    case 'undefined':
      return null;
    default:
      return notData('This value is not data.');
  }
}

function findInList(list: Json[], depth: number): Found | null {
  for (let i = 0; i < list.length; i++) {
    const found = find(list[i], depth + 1);
    if (found !== null) return { ...found, path: [String(i), ...found.path] };
  }
  return null;
}

function findInMap(map: JsonObject, depth: number): Found | null {
  for (const key of Object.keys(map)) {
    const found = findInKey(key) ?? find(map[key], depth + 1);
    if (found !== null) return { ...found, path: [key.toWellFormed(), ...found.path] };
  }
  return null;
}

function findInKey(key: string): Found | null {
  if (isPrototypeKey(key)) return prototypeKey(key);
  return key.isWellFormed() ? null : brokenText();
}

function notData(message: string): Found {
  return {
    path: [],
    code: 'not_data',
    message,
    fix: 'Use numbers, text, yes/no values, lists and fields only.',
  };
}

function brokenText(): Found {
  return {
    path: [],
    code: 'broken_text',
    message: 'This text holds half a character, which cannot be stored.',
    fix: 'Write the text again; an emoji may have been cut in two.',
  };
}

function tooDeep(): Found {
  return {
    path: [],
    code: 'too_deep',
    message: `A value here is nested more than ${maxNesting} levels deep.`,
    fix: 'Pass the value as text and read it with json().',
  };
}

function prototypeKey(name: string): Found {
  return {
    path: [],
    code: 'prototype_key',
    message: `Nothing in a flow can be called ‘${name}’.`,
    fix: 'Choose another name.',
  };
}
