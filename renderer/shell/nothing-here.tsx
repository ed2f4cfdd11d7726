import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { EmptyState } from '../ui/empty-state.tsx';

/** An address that leads nowhere. */
export function NothingHere() {
  return (
    <EmptyState
      isScreen
      title="Nothing is at this address"
      actions={
        <Button component={Link} to="/inbox" variant="filled">
          Open the inbox
        </Button>
      }
    >
      It may have been deleted, or the link was cut short.
    </EmptyState>
  );
}
