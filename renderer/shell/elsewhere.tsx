import { Button } from '@mantine/core';
import { useHosts } from '../api/use-hosts.ts';
import { ErrorState } from '../ui/error-state.tsx';

/** The window is turned to another host that cannot be shown: why, and the way back to this computer. */
export function Elsewhere({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { shown, show } = useHosts();
  const name = shown?.name ?? 'This host';
  return (
    <main>
      <ErrorState
        isScreen
        error={error}
        what={`${name} cannot be shown`}
        means="What runs there goes on without this window, and so does this computer."
        onRetry={onRetry}
        actions={<Button onClick={() => show(null)}>Show this computer</Button>}
      />
    </main>
  );
}
