import type { Problem } from '../../shared/flow/problem.ts';

/** What to do about a problem, for somebody who draws: the compiler's own words are for the file. */
const fixes: Record<string, string> = {
  missing: 'Fill it in.',
  approval_without_timeout: 'Set a deadline, or say that it waits for ever.',
  approval_without_preview: 'Show the text, the change or the file, so that nobody has to decide blindly.',
  approval_without_exclude: 'Say who may not decide, or that everybody may.',
  timeout_unwired: 'Draw a wire from “no answer in time”, or let it count as declined.',
  timeout_approves: 'Let it count as declined, or draw a wire from “no answer in time”.',
  timeout_never_happens: 'Set a deadline, or remove the wire.',
  unknown_evidence: 'Show it, or do not ask people to open it.',
  after_the_deadline: 'Choose an earlier time: all of them count from when people were asked.',
  invalid_duration: 'Write a number and a unit, such as 30 seconds or 2 days.',
  write_without_approval:
    'Put an approval before it, or leave it if that is meant. If it only reads, say so under More.',
  unbounded_write_loop: 'Put an approval into the circle, or limit its rounds under More.',
  long_ssh: 'Start it and go on, with a “Wait for an answer” behind it; or set a shorter time limit.',
  open_port: 'Draw a wire from it to a step, or to an end.',
  unknown_connection: 'Choose a connection.',
  wrong_connection_kind: 'Choose a connection of the right kind.',
  unused_connection: 'Use it in a step, or remove it in the flow settings.',
  join_count_too_high: 'Wait for fewer ways, or draw more wires to it.',
  connection_unbound: 'Choose one of this machine, or make a new one.',
  job_not_detached: 'Let that step start its job and go on, or choose another.',
};

export const fixOf = ({ code, fix }: Pick<Problem, 'code' | 'fix'>): string => fixes[code] ?? fix;
