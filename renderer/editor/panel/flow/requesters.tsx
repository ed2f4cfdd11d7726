import { useEditorState } from '../../store/editor-store.ts';
import { titleOfNode } from '../../../../shared/flow/offers/words.ts';
import { TemplateField } from '../controls/template-field.tsx';
import { StepContext } from '../step-context.ts';
import classes from './flow.module.css';

const usual: Record<string, string> = {
  'trigger.manual': 'whoever presses Run',
  'trigger.schedule': 'whoever put it live',
  'trigger.webhook': 'nobody known',
};

/** Who counts as having asked, for each way the flow starts: approvals show it and can keep that person out. */
export function Requesters() {
  const names = useEditorState(({ drawing }) => triggersOf(drawing.nodes))
    .split(' ')
    .filter(Boolean);
  if (names.length === 0) return null;
  return (
    <>
      {names.map((name) => (
        <StepContext key={name} value={name}>
          <Requester name={name} isOnly={names.length === 1} />
        </StepContext>
      ))}
      <p className={classes.hint}>
        A person’s email address. Cards show who asked, and an approval can leave that person out.
      </p>
    </>
  );
}

function Requester({ name, isOnly }: { name: string; isOnly: boolean }) {
  const title = useEditorState(({ drawing }) => titleOfNode(drawing, name));
  const kind = useEditorState(({ drawing }) => drawing.nodes[name]?.kind ?? '');
  return (
    <TemplateField
      path={['requester']}
      label={isOnly ? 'Who asked' : `Who asked, at “${title}”`}
      placeholder={usual[kind] ?? 'nobody known'}
    />
  );
}

/** As one word each, so that the same triggers are the same text. */
const triggersOf = (nodes: Record<string, { kind: string }>): string =>
  Object.entries(nodes)
    .filter(([, { kind }]) => kind.startsWith('trigger.'))
    .map(([name]) => name)
    .join(' ');
