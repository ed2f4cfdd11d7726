import { Modal } from '@mantine/core';
import { TemplateList } from '../../flow-file/template-list.tsx';
import { insertTemplate } from '../commands/insert-template.ts';
import { useCommandContext } from '../commands/use-commands.ts';
import { useViewState } from '../store/view-store.ts';

/** Templates to put into the open flow, beside what is drawn already. */
export function TemplateDialog() {
  const isOpen = useViewState((state) => state.isTemplatesOpen);
  const context = useCommandContext();
  const { view } = context;
  if (!isOpen) return null;
  return (
    <Modal
      opened
      onClose={() => view.setState({ isTemplatesOpen: false })}
      title="Insert a template"
      size="lg"
      returnFocus={false}
    >
      <p style={{ margin: '0 0 var(--space-3)', color: 'var(--ink-2)' }}>
        Its steps, notes and examples come below what is drawn. One undo takes them out again.
      </p>
      <TemplateList
        isBusy={false}
        onChoose={(template) => {
          view.setState({ isTemplatesOpen: false });
          insertTemplate(context, template);
        }}
      />
    </Modal>
  );
}
