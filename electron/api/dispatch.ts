import type { z } from 'zod';
import {
  contract,
  isProcedureName,
  type OutputOf,
  type ParsedOf,
  type ProcedureName,
} from '../../shared/api/contract.ts';
import type { Procedure } from '../../shared/api/procedure.ts';
import { mayCall } from '../../shared/api/rights.ts';
import { AppError } from '../../shared/errors.ts';
import type { Caller } from './caller.ts';

type Handler<Name extends ProcedureName> = (
  input: ParsedOf<Name>,
  caller: Caller,
) => Promise<OutputOf<Name>> | OutputOf<Name>;

/** One handler for every call of the contract: a missing one does not compile. */
export type Handlers = { [Name in ProcedureName]: Handler<Name> };

/** The handlers of one noun: `HandlersOf<typeof flows>`. */
export type HandlersOf<Noun> = { [Name in keyof Noun & ProcedureName]: Handler<Name> };

export type Dispatch = (name: string, input: unknown, caller: Caller) => Promise<unknown>;

type Parts = {
  handlers: Handlers;
  /** Called for every call that a role does not allow: the journal keeps attempts to get around it. */
  refused: (name: ProcedureName, input: unknown, caller: Caller) => void;
  log: (line: { level: 'warn' | 'error'; message: string; call: string; cause: unknown }) => void;
  /** Resolves once everything that was read is on disk: an answer never tells what a crash could take back. */
  settled: () => Promise<void>;
  /** In tests: answers are held against the contract too. */
  checkAnswers?: boolean;
};

/** The gate. Every road leads here: is there such a call, may the caller, is it well-formed, run it, tell what happened. */
export function createDispatch({ handlers, refused, log, settled, checkAnswers = false }: Parts): Dispatch {
  return async (name, input, caller) => {
    if (!isProcedureName(name)) throw new AppError('not_found', 'There is no such call in this version.');
    const procedure: Procedure = contract[name];
    if (!mayCall(caller.role, procedure.right)) {
      refused(name, input, caller);
      throw new AppError('forbidden', refusal(caller, procedure), {
        fix: 'Ask the owner of this workspace, or use a token with another role.',
      });
    }
    const parsed = procedure.input.safeParse(input);
    if (!parsed.success) throw malformed(parsed.error);

    // The map is typed call by call; here the name is only known at run time.
    const handler = handlers[name] as (input: unknown, caller: Caller) => unknown;
    try {
      const answer = await handler(parsed.data, caller);
      await settled();
      return checkAnswers ? procedure.output.parse(answer) : answer;
    } catch (error) {
      if (error instanceof AppError) throw error;
      log({ level: 'error', message: 'A call failed inside the host.', call: name, cause: error });
      throw new AppError('internal', 'Something went wrong inside Countersign.', {
        fix: 'Try again. If it happens again, report it with the log of this minute.',
        cause: error,
      });
    }
  };
}

function refusal(caller: Caller, procedure: Procedure): string {
  if (procedure.right === 'decide' && caller.role === 'agent') {
    return 'Agents cannot decide: an approval needs a person.';
  }
  return `The role ${caller.role} may not do this (${procedure.summary.toLowerCase()}).`;
}

function malformed(error: z.ZodError): AppError {
  const details = error.issues.slice(0, 50).map((issue) => ({
    code: 'malformed',
    severity: 'error',
    message: wordsOf(issue),
    fix: 'See /api/v1/openapi.json for the fields of this call.',
    field: issue.path.join('.'),
  }));
  return new AppError('malformed', details[0]?.message ?? 'The request is not well-formed.', {
    fix: 'See /api/v1/openapi.json for the fields of this call.',
    details,
  });
}

function wordsOf(issue: z.core.$ZodIssue): string {
  const where = issue.path.length === 0 ? '' : `“${issue.path.join('.')}”: `;
  if (issue.code === 'unrecognized_keys') {
    return `${where}unknown ${issue.keys.length === 1 ? 'field' : 'fields'} ${issue.keys.map((key) => `“${key}”`).join(', ')}.`;
  }
  return `${where}${issue.message}.`.replace(/\.\.$/, '.');
}
