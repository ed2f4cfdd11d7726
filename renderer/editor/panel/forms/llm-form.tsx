import { OutputFields } from '../controls/output-fields.tsx';
import { ConnectionField } from '../connection/connection-field.tsx';
import { GeneratedFields } from '../generated-field.tsx';

/** What is asked of a model, and the fields it must answer with. */
export function LlmForm() {
  return (
    <>
      <ConnectionField kind="llm" label="Model connection" isRequired />
      <GeneratedFields names={['prompt', 'system']} />
      <OutputFields
        name="output"
        label="It answers with"
        description="Without fields it answers with a text. With fields every one of them is there, or the step fails."
        addLabel="Add a field to the answer"
        reads={(field) => [field]}
        rules={{}}
      />
    </>
  );
}

export function LlmMore() {
  return <GeneratedFields names={['model', 'temperature', 'maxTokens']} />;
}
