import { problemsOf } from '../api/import-flow.ts';
import { ErrorNote } from '../ui/error-state.tsx';
import { ProblemList } from '../ui/problem-list.tsx';

/** Why a release or a change of what is live was refused. */
export function Failure({ error, what }: { error: unknown; what: string }) {
  if (error === null || error === undefined) return null;
  const problems = problemsOf(error);
  if (problems.length === 0) return <ErrorNote error={error} what={what} />;
  return (
    <div role="alert">
      <p style={{ margin: 0 }}>{what}</p>
      <ProblemList problems={problems} />
    </div>
  );
}
