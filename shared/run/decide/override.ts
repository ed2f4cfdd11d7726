import { AppError } from '../../errors.ts';
import { canonicalJson, sha256Hex } from '../../canonical.ts';
import { fieldProblem } from '../../flow/problem.ts';
import type { Json } from '../../json.ts';
import { impliedOutput, outputProblems, refuseHand, waysOf } from '../given-output.ts';
import type { Hand } from '../given-output.ts';
import type { RunInput } from '../input.ts';
import { opened } from '../opened.ts';
import type { ProgramNode } from '../program.ts';
import type { Visit } from '../state.ts';
import { visitCount } from '../visits.ts';
import { unaskedBy } from './gates.ts';
import { doOver, failedLately, goOn, latestVisit, refuseProgram, restartAt } from './restart.ts';
import { emit, leave } from './work.ts';
import type { Work } from './work.ts';

type Edit = Extract<RunInput, { type: 'edit' }>;
type Skip = Extract<RunInput, { type: 'skip' }>;
type Place = { node: ProgramNode; root: Visit };

/**
 * A failed run goes on from a step as if it had given this output: the step is not carried out, its earlier rounds stay
 * as they were, and what follows is done as it is drawn. No approval is jumped over.
 */
export function onEdit(work: Work, input: Edit): AppError | null {
  const place = placeOf(work, input, 'edit');
  if (place instanceof AppError) return place;
  const { node, root } = place;
  const way = wayFor(node, root, input.way);
  if (way instanceof AppError) return way;
  const step = { kind: node.definition.kind, config: node.definition.config };
  const output = input.output ?? impliedOutput(step, way) ?? null;
  const refused = refuseOutput(work, node, way, output) ?? refuseWay(work, place, way);
  if (refused !== null) return refused;

  const { by } = input;
  const restart = restartAt(work.state, root);
  const missing = refuseProgram(work, restart);
  if (missing !== null) return missing;
  const outputHash = sha256Hex(canonicalJson(output));
  const data = { by, action: 'edit' as const, port: way, outputHash };
  emit(work, { type: 'run.repaired', node: root.node, visit: root.visit, data });
  goOn(work, restart, (visit) => {
    if (visit !== root) return doOver(work, visit);
    const entry = { from: root.from, again: root.visit };
    const given = { ...entry, port: way, output, override: by };
    const number = visitCount(work.state, node.name) + 1;
    emit(work, { type: 'step.succeeded', node: node.name, visit: number, data: given });
    leave(work, node, number, way);
  });
  return null;
}

/** A failed run goes on without the step that failed, by its usual way out and with nothing as its output. */
export function onSkip(work: Work, input: Skip): AppError | null {
  const place = placeOf(work, input, 'skip');
  if (place instanceof AppError) return place;
  const { node, root } = place;
  if (!failedLately(work.state, root)) {
    return new AppError('conflict', `${node.name} did not fail, so there is nothing to skip.`, {
      fix: 'Skip the step that failed, or set the output of this one.',
    });
  }
  const restart = restartAt(work.state, root);
  const missing = refuseProgram(work, restart);
  if (missing !== null) return missing;
  const { by } = input;
  const port = usualWay(node) ?? '';
  emit(work, { type: 'run.repaired', node: root.node, visit: root.visit, data: { by, action: 'skip' } });
  goOn(work, restart, (visit) => {
    if (visit !== root) return doOver(work, visit);
    const writes = node.definition.effect === 'write' ? { writes: true as const } : {};
    const number = visitCount(work.state, node.name) + 1;
    const data = { from: root.from, again: root.visit, by, port, ...writes };
    emit(work, { type: 'step.skipped', node: node.name, visit: number, data });
    leave(work, node, number, port);
  });
  return null;
}

/** The step and its round that a person's hand stands in for. */
function placeOf(work: Work, input: Edit | Skip, hand: Hand): Place | AppError {
  const { state, program } = work;
  if (state.status !== 'failed') {
    return new AppError('conflict', `Only a failed run is repaired like this; this one is ${state.status}.`, {
      fix: 'Run it again, with another input if you like.',
    });
  }
  const node = program.find(input.node);
  if (node === undefined) {
    return new AppError('not_found', `There is no step “${input.node}” in this run’s flow.`, {
      fix: 'Name a step that has run.',
    });
  }
  const refused = refuseHand(node.definition.kind, hand);
  if (refused !== null) {
    const what = hand === 'edit' ? 'The output of' : 'The step';
    return new AppError(
      'conflict',
      `${what} ${node.name} cannot be ${hand === 'edit' ? 'set' : 'skipped'}: ${refused.why}.`,
      { fix: refused.fix },
    );
  }
  const root = latestVisit(state, input.node);
  if (root === undefined) {
    return new AppError('invalid_input', `${input.node} has not run in this run, so the run is not there.`, {
      fix: 'Name a step that has run.',
    });
  }
  if (input.visit !== null && input.visit !== root.visit) {
    return new AppError(
      'conflict',
      `The run has left round ${input.visit} of ${input.node}; it stands at round ${root.visit}.`,
      { fix: 'Look at the run as it is now.' },
    );
  }
  return { node, root };
}

const usualWay = (node: ProgramNode): string | null =>
  waysOf({ kind: node.definition.kind, config: node.definition.config }).find((way) => way === 'done') ??
  null;

function wayFor(node: ProgramNode, root: Visit, asked: string | null): string | AppError {
  const ways = waysOf({ kind: node.definition.kind, config: node.definition.config });
  const taken = root.status === 'succeeded' && ways.includes(root.port) ? root.port : null;
  const way = asked ?? usualWay(node) ?? taken;
  if (way !== null && ways.includes(way)) return way;
  const message =
    way === null ? `${node.name} has several ways out.` : `${node.name} has no way out called “${way}”.`;
  return new AppError('invalid_input', message, { fix: `Choose one of ${ways.join(', ')}.` });
}

function refuseOutput(work: Work, { name, definition }: ProgramNode, way: string, output: Json) {
  const { kind, config } = definition;
  const problems = outputProblems({ kind, config }, way, opened(work.world, output));
  const [first] = problems;
  if (first === undefined) return null;
  const fix = 'Give what this step gives when it works. Nothing has changed yet.';
  const what = first.path === '' ? 'the output' : `“${first.path}”`;
  return new AppError('invalid_input', `This output does not fit ${name}: ${what}: ${first.message}`, {
    fix,
    details: problems.map(({ path, message }) => fieldProblem(path, message, fix)),
  });
}

/** Another way than the usual one, or the one it took, must not lead past people whom the drawing asks. */
function refuseWay(work: Work, { node, root }: Place, way: string): AppError | null {
  if (way === usualWay(node) || (root.status === 'succeeded' && root.port === way)) return null;
  const step = unaskedBy(work.program, node, way);
  if (step === null) return null;
  return new AppError(
    'conflict',
    `By the way “${way}”, ${step} would happen without the decision that another way of ${node.name} asks for.`,
    { fix: 'Choose the way that asks, or correct the flow and try again on its new version.' },
  );
}
