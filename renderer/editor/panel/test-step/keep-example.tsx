import { Button } from '@mantine/core';
import { IconBookmark, IconCheck } from '@tabler/icons-react';
import { canonicalJson } from '../../../../shared/canonical.ts';
import { setSample } from '../../../../shared/flow/edit/set-sample.ts';
import type { Json } from '../../../../shared/json.ts';
import { useEditor, useEditorState } from '../../store/editor-store.ts';
import { useStepName } from '../step-context.ts';
import { whyNoExample } from './why-no-example.ts';
import classes from './test-step.module.css';

/** Puts what the test gave into the flow as the step’s example; undone like any edit. */
export function KeepExample({ output }: { output: Json }) {
  const editor = useEditor();
  const name = useStepName();
  const sample = useEditorState((state) => state.drawing.samples?.[name]);
  const why = whyNoExample(output);
  if (why !== null) return <p className={classes.quiet}>{why}</p>;
  if (sample !== undefined && canonicalJson(sample) === canonicalJson(output))
    return (
      <p className={classes.line}>
        <IconCheck size={14} aria-hidden="true" /> It is the example of this step.
      </p>
    );
  return (
    <div>
      <Button
        size="compact-sm"
        leftSection={<IconBookmark size={14} aria-hidden="true" />}
        onClick={() => editor.edit('Keep example', (drawing) => setSample(drawing, name, output))}
      >
        Keep as example
      </Button>
    </div>
  );
}
