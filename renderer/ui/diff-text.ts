export type Piece = { kind: 'same' | 'added' | 'removed'; text: string };
/** One line of a diff; `pieces` marks the words inside a changed line. */
export type DiffLine = {
  kind: 'same' | 'added' | 'removed';
  before: number | null;
  after: number | null;
  pieces: Piece[];
};

type Step = { kind: 'same' | 'added' | 'removed'; a: number; b: number };

/** Past this many edits the middle is shown as removed and added: nobody reads such a diff word by word. */
const mostEdits = 2000;

/** Myers: the shortest script from `a` to `b`. */
function script(a: readonly string[], b: readonly string[]): Step[] {
  const most = Math.min(a.length + b.length, mostEdits);
  const offset = most;
  const reach = new Int32Array(2 * most + 2);
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits += 1) {
    trace.push(reach.slice());
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && at(reach, offset + k - 1) < at(reach, offset + k + 1));
      let x = down ? at(reach, offset + k + 1) : at(reach, offset + k - 1) + 1;
      let y = x - k;
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x += 1;
        y += 1;
      }
      reach[offset + k] = x;
      if (x >= a.length && y >= b.length) return backtrack(trace, offset, a.length, b.length, edits);
    }
  }
  return [
    ...a.map((_, index): Step => ({ kind: 'removed', a: index, b: 0 })),
    ...b.map((_, index): Step => ({ kind: 'added', a: 0, b: index })),
  ];
}

const at = (numbers: Int32Array, index: number): number => numbers[index] ?? 0;

function backtrack(trace: Int32Array[], offset: number, endA: number, endB: number, edits: number): Step[] {
  const steps: Step[] = [];
  let x = endA;
  let y = endB;
  for (let d = edits; d >= 0; d -= 1) {
    const reach = trace[d] ?? new Int32Array();
    const k = x - y;
    const down = k === -d || (k !== d && at(reach, offset + k - 1) < at(reach, offset + k + 1));
    const previousK = down ? k + 1 : k - 1;
    const previousX = d === 0 ? 0 : at(reach, offset + previousK);
    const previousY = d === 0 ? 0 : previousX - previousK;
    while (x > previousX && y > previousY && x > 0 && y > 0) {
      x -= 1;
      y -= 1;
      steps.push({ kind: 'same', a: x, b: y });
    }
    if (d === 0) break;
    if (down) steps.push({ kind: 'added', a: x, b: (y -= 1) });
    else steps.push({ kind: 'removed', a: (x -= 1), b: y });
  }
  return steps.reverse();
}

/** Words and the spaces between them, so that joining the pieces gives the text again. */
const wordsOf = (line: string): string[] => line.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? [];

function wordPieces(before: string, after: string): { before: Piece[]; after: Piece[] } {
  const a = wordsOf(before);
  const b = wordsOf(after);
  const sides: { before: Piece[]; after: Piece[] } = { before: [], after: [] };
  const push = (list: Piece[], kind: Piece['kind'], text: string): void => {
    const last = list.at(-1);
    if (last?.kind === kind) last.text += text;
    else list.push({ kind, text });
  };
  for (const step of script(a, b)) {
    if (step.kind !== 'added') push(sides.before, step.kind, a[step.a] ?? '');
    if (step.kind !== 'removed') push(sides.after, step.kind, b[step.b] ?? '');
  }
  return sides;
}

/** Lines that differ, with the words that differ inside them. */
export function diffText(before: string, after: string): DiffLine[] {
  const a = before === '' ? [] : before.split('\n');
  const b = after === '' ? [] : after.split('\n');
  const lines: DiffLine[] = [];
  let removed: number[] = [];
  let added: number[] = [];

  function flush(): void {
    const pairs = removed.map((line, index) => ({ line, other: added[index] }));
    const worded = pairs.map(({ line, other }) =>
      other === undefined ? null : wordPieces(a[line] ?? '', b[other] ?? ''),
    );
    pairs.forEach(({ line }, index) => {
      const pieces = worded[index]?.before ?? [{ kind: 'removed' as const, text: a[line] ?? '' }];
      lines.push({ kind: 'removed', before: line + 1, after: null, pieces });
    });
    added.forEach((line, index) => {
      const pieces = worded[index]?.after ?? [{ kind: 'added' as const, text: b[line] ?? '' }];
      lines.push({ kind: 'added', before: null, after: line + 1, pieces });
    });
    removed = [];
    added = [];
  }

  for (const step of script(a, b)) {
    if (step.kind === 'removed') removed.push(step.a);
    else if (step.kind === 'added') added.push(step.b);
    else {
      flush();
      lines.push({
        kind: 'same',
        before: step.a + 1,
        after: step.b + 1,
        pieces: [{ kind: 'same', text: a[step.a] ?? '' }],
      });
    }
  }
  flush();
  return lines;
}
