import type { InputOf, OutputOf, ProcedureName } from './contract.ts';

/** A road to the gate: HTTP, Electron IPC or a direct call. Rejects with an AppError. `Options`: what the road takes (a signal). */
export type Call<Options = unknown> = (
  name: ProcedureName,
  input: unknown,
  options?: Options,
) => Promise<unknown>;

/** `client('runs.start', { id, input })`: typed by the contract, over any road. */
export type Client<Options = unknown> = <Name extends ProcedureName>(
  name: Name,
  input: InputOf<Name>,
  options?: Options,
) => Promise<OutputOf<Name>>;

export function createClient<Options = unknown>(call: Call<Options>): Client<Options> {
  return async <Name extends ProcedureName>(name: Name, input: InputOf<Name>, options?: Options) => {
    const answer = await call(name, input, options);
    return answer as OutputOf<Name>; // the other end made it from the same contract
  };
}
