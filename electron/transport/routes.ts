import { contract, routedNames, type ProcedureName } from '../../shared/api/contract.ts';
import { apiBase } from '../../shared/api/http-call.ts';
import type { Procedure } from '../../shared/api/procedure.ts';

export type Route = { name: ProcedureName; procedure: Procedure; path: string };

/** Every path of the contract that HTTP has; a procedure with a second path has two. */
export const routes: readonly Route[] = routedNames.flatMap((name) => {
  const procedure: Procedure = contract[name];
  return [procedure.path, ...(procedure.also === undefined ? [] : [procedure.also])].map((path) => ({
    name,
    procedure,
    path,
  }));
});

/** `/flows/{id}` as Hono writes it. */
export function honoPath(path: string): string {
  return `${apiBase}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
}

const patterns = routes.map(({ path, procedure }) => ({
  method: procedure.method,
  pattern: new RegExp(`^${apiBase}${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}));

/** Methods that a path does take: a wrong one is 405, not 404. */
export function methodsOf(path: string): string[] {
  return [...new Set(patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))];
}
