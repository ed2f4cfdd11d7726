import { useState } from 'react';
import type { InputOf, OutputOf } from '../../../shared/api/contract.ts';
import { useAct } from '../../api/use-call.ts';

export type Trying = {
  result: OutputOf<'connections.try'> | undefined;
  fault: unknown;
  isPending: boolean;
  start: (input: InputOf<'connections.try'>, change: number) => void;
};

/** A test of what is typed: its result belongs to exactly that, and is gone with the next key. */
export function useTry(change: number): Trying {
  const test = useAct('connections.try');
  const [tested, setTested] = useState(-1);
  return {
    result: tested === change ? test.data : undefined,
    fault: tested === change ? test.error : null,
    isPending: test.isPending,
    start: (input, at) => {
      setTested(at);
      test.mutate(input);
    },
  };
}
