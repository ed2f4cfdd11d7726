import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import article from '../../examples/article.json';
import example from '../../examples/content-approval.flow.yaml?raw';
import { useClient } from '../api/api-provider.tsx';
import { newRequestId } from '../api/use-call.ts';

/** The id the example carries in its file. */
const exampleId = 'content-approval';

/** What the first screen can do: keep the name, and start the practice run of the shipped example. */
export function useFirstSteps() {
  const client = useClient();
  const queries = useQueryClient();
  const [, go] = useLocation();

  async function saveName(name: string): Promise<void> {
    const workspace = await client('workspace.get', {});
    const wanted = name.trim();
    const people = workspace.people.map((person) =>
      person.id === workspace.me ? { ...person, name: wanted } : person,
    );
    if (wanted !== '') await client('workspace.save', { ...workspace, people });
  }

  const tryAnApproval = useMutation({
    mutationFn: async (name: string) => {
      await saveName(name);
      await client('flows.import', { text: example });
      return client('runs.start', {
        id: exampleId,
        input: article,
        target: 'draft',
        requestId: newRequestId(),
      });
    },
    onSuccess: ({ id }) => {
      go(`/runs/${id}`);
      void queries.invalidateQueries();
    },
  });

  return { saveName, tryAnApproval };
}
