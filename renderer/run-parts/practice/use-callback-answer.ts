import { isJsonObject, type Json } from '../../../shared/json.ts';
import { useAct } from '../../api/use-call.ts';
import { announce } from '../../ui/announce.tsx';

type Place = { run: string; node: string; visit: number; name: string; sample: Json | undefined };

export type CallbackAnswer = ReturnType<typeof useCallbackAnswer>;

/** A draft that waits to be called back: its starter answers as the other side would. Recorded as practice. */
export function useCallbackAnswer({ run, node, visit, name, sample }: Place) {
  const call = useAct('runs.callback');
  return {
    /** The example output the flow carries is `{ body }`; undefined where it has none. */
    example: isJsonObject(sample) ? sample['body'] : undefined,
    send: (body: Json | undefined): void =>
      call.mutate(
        { id: run, node, visit, ...(body === undefined ? {} : { body }) },
        { onSuccess: () => announce(`“${name}” was answered. The run goes on.`) },
      ),
    isSending: call.isPending,
    error: call.error,
  };
}
