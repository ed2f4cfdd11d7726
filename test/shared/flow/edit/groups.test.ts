import { describe, expect, test } from 'vitest';
import { compile } from '../../../../shared/flow/compile.ts';
import type { Drawing } from '../../../../shared/flow/drawing.ts';
import { diffFlows } from '../../../../shared/flow/diff.ts';
import { applyDelta, deltaOf, inverse } from '../../../../shared/flow/edit/delta.ts';
import { copyYaml, paste, readCopied } from '../../../../shared/flow/edit/clipboard.ts';
import { groupNodes, membersOf, renameGroup, ungroup } from '../../../../shared/flow/edit/groups.ts';
import { removeNodes } from '../../../../shared/flow/edit/remove-nodes.ts';
import { renameNode } from '../../../../shared/flow/edit/rename-node.ts';
import { patchFlow } from '../../../../shared/flow/patch.ts';
import { printFlow } from '../../../../shared/flow/print.ts';
import { parseFlow } from '../../../../shared/flow/text.ts';
import { drawingOf, review, reviewText } from './drawings.ts';

const grouped = () => groupNodes(review(), ['review', 'write'], 'The review');

const hashOf = (drawing: Drawing): string => {
  const result = compile(drawing);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.hash;
};

describe('in the file', () => {
  test('grouping adds the groups lines and changes no other', () => {
    const text = patchFlow(reviewText, grouped());
    const lines = reviewText.split('\n');
    const added = text.split('\n').filter((line) => !lines.includes(line));
    expect(added).toEqual(['groups:', '  - name: The review', '    nodes: [write, review]']);
    expect(text.replace(`${added.join('\n')}\n`, '')).toBe(reviewText);
  });

  test('they stand behind the notes, and read back they print the same bytes', () => {
    const text = printFlow(grouped());
    expect(text.indexOf('groups:')).toBeGreaterThan(text.indexOf('notes:'));
    expect(text.indexOf('groups:')).toBeLessThan(text.indexOf('samples:'));
    expect(printFlow(drawingOf(text))).toBe(text);
  });

  test('they are no part of what runs', () => {
    const inputs: Drawing['inputs'] = { who: 'string' };
    expect(hashOf({ ...grouped(), inputs })).toBe(hashOf({ ...review(), inputs }));
    expect(diffFlows(review(), grouped()).map(({ area, words }) => [area, words])).toEqual([
      ['text', 'Groups on the canvas changed'],
    ]);
  });

  test('an unknown key of a group is refused with its line', () => {
    const text = `${reviewText}groups:\n  - { name: A, nodes: [write], colour: red }\n`;
    const parsed = parseFlow(text);
    expect(parsed.ok ? [] : parsed.problems).toMatchObject([
      { code: 'unknown_key', field: 'groups.0.colour' },
    ]);
  });
});

describe('edits', () => {
  test('a step stands in one group: grouped again, it leaves the old one, and an empty one goes', () => {
    const again = groupNodes(grouped(), ['write', 'start'], 'Writing');
    expect(again.groups).toEqual([
      { name: 'The review', nodes: ['review'] },
      { name: 'Writing', nodes: ['start', 'write'] },
    ]);
    expect(groupNodes(again, ['review', 'done'], 'End').groups?.map(({ name }) => name)).toEqual([
      'Writing',
      'End',
    ]);
    expect(groupNodes(review(), ['nobody'], 'Empty').groups).toBeUndefined();
  });

  test('renaming and taking the frame away leave the steps as they are', () => {
    const named = renameGroup(grouped(), 0, 'Four eyes');
    expect(named.groups).toEqual([{ name: 'Four eyes', nodes: ['write', 'review'] }]);
    expect(named.nodes).toEqual(review().nodes);
    expect(ungroup(named, [0])).toEqual(review());
    expect(ungroup(named, [3])).toBe(named);
  });

  test('a renamed step stays in its group, a removed one leaves it, with any that was never there', () => {
    expect(renameNode(grouped(), 'write', 'draft').groups).toEqual([
      { name: 'The review', nodes: ['draft', 'review'] },
    ]);
    const stray = { ...grouped(), groups: [{ name: 'The review', nodes: ['write', 'nobody', 'review'] }] };
    expect(membersOf(stray, stray.groups[0] ?? { name: '', nodes: [] })).toEqual(['write', 'review']);
    expect(removeNodes(stray, ['write']).groups).toEqual([{ name: 'The review', nodes: ['review'] }]);
    expect(removeNodes(grouped(), ['write', 'review']).groups).toBeUndefined();
  });

  test('a group is copied with all of its steps or not at all, under their new names', () => {
    const copied = (names: string[]) => readCopied(copyYaml(grouped(), names) ?? '');
    expect(copied(['review'])?.groups).toBeUndefined();
    const whole = copied(['start', 'write', 'review']);
    if (whole === null) throw new Error('nothing was copied');
    expect(paste(grouped(), whole).drawing.groups).toEqual([
      { name: 'The review', nodes: ['write', 'review'] },
      { name: 'The review', nodes: ['write_2', 'review_2'] },
    ]);
  });

  test('undone to identical bytes', () => {
    const delta = deltaOf(review(), grouped());
    if (delta === null) throw new Error('no change');
    expect(printFlow(applyDelta(grouped(), inverse(delta)))).toBe(printFlow(review()));
  });
});
