import { ActionIcon, Checkbox, Select } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { Drawing } from '../../../../shared/flow/drawing.ts';
import { setConfig } from '../../../../shared/flow/edit/set-config.ts';
import { valueAt } from '../../../../shared/flow/edit/set-at.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../../shared/json.ts';
import { AddButton } from '../controls/add-button.tsx';
import { NameInput } from '../controls/name-input.tsx';
import { freeName } from '../../../steps/names.ts';
import { TemplateField } from '../controls/template-field.tsx';
import { useEditor } from '../../store/editor-store.ts';
import { useKept } from '../kept.ts';
import { useConfig, useFault, useStepName } from '../step-context.ts';
import classes from './forms.module.css';
import { textOf } from '../text-of.ts';

const kinds = [
  { value: 'text', label: 'Text' },
  { value: 'markdown', label: 'Formatted text' },
  { value: 'diff', label: 'Before and after' },
  { value: 'json', label: 'Data' },
  { value: 'table', label: 'Table' },
  { value: 'image', label: 'Picture' },
  { value: 'resource', label: 'Stored file' },
];

/** What the card shows, each with a name; a before-and-after can be made a must. */
export function Evidence() {
  const editor = useEditor();
  const step = useStepName();
  const value = useConfig(['show']);
  const open = useConfig(['require', 'open']);
  const fault = useFault('config.show');
  const items = Array.isArray(value) ? value.filter((one) => isJsonObject(one)) : [];
  const labels = items.map((one) => textOf(one['label']));
  const opened = Array.isArray(open) ? open : [];
  const kept = useKept('config.show');
  const edit = (title: string, change: (drawing: Drawing) => Drawing): void => editor.edit(title, change);
  const put = (drawing: Drawing, next: JsonObject[]): Drawing =>
    setConfig(drawing, step, ['show'], next.length === 0 ? undefined : next);
  const setOpen = (drawing: Drawing, next: Json[]): Drawing =>
    setConfig(drawing, step, ['require', 'open'], next.length === 0 ? undefined : next);

  return (
    <div className={classes.rungs} data-field="config.show">
      {fault === null || items.length > 0 ? null : <p className={classes.quiet}>{fault}</p>}
      {items.map((one, at) => {
        const label = labels[at] ?? '';
        const kind = textOf(one['kind'], 'text');
        return (
          <div
            key={at}
            className={classes.evidence}
            role="group"
            aria-label={label}
            data-field={`config.show.${at}`}
          >
            <div className={classes.evidenceHead}>
              <NameInput
                label={`Name of ${label}`}
                isLabelHidden
                field={`config.show.${at}.label`}
                value={label}
                whyNot={(text) => (text !== label && labels.includes(text) ? 'This name is taken.' : null)}
                onDone={(text) =>
                  edit('Rename what is shown', (drawing) =>
                    setOpen(
                      setConfig(drawing, step, ['show', at, 'label'], text),
                      opened.map((name) => (name === label ? text : name)),
                    ),
                  )
                }
              />
              <Select
                aria-label={`Kind of ${label}`}
                data={kinds}
                value={kind}
                allowDeselect={false}
                onChange={(picked) => {
                  if (picked === null) return;
                  if (kind === 'diff') kept.keep(`before ${label}`, one['before']);
                  const before = kept.take(`before ${label}`);
                  edit('Change what is shown', (drawing) =>
                    setConfig(drawing, step, ['show', at], asKind({ before: before ?? '', ...one }, picked)),
                  );
                }}
              />
              <ActionIcon
                aria-label={`Remove ${label}`}
                onClick={() =>
                  edit('Remove what is shown', (drawing) =>
                    setOpen(
                      put(drawing, items.toSpliced(at, 1)),
                      opened.filter((name) => name !== label),
                    ),
                  )
                }
              >
                <IconTrash size={15} aria-hidden="true" />
              </ActionIcon>
            </div>
            {kind === 'diff' ? (
              <>
                <TemplateField path={['show', at, 'before']} label="Before" />
                <TemplateField path={['show', at, 'after']} label="After" />
              </>
            ) : (
              <TemplateField
                path={['show', at, 'value']}
                label={`Content of ${label}`}
                isLabelHidden
                placeholder="Insert a value"
              />
            )}
            <Checkbox
              size="xs"
              label="Must be opened before approving"
              checked={opened.includes(label)}
              onChange={(event) => {
                const isNeeded = event.currentTarget.checked;
                edit('Change what must be opened', (drawing) =>
                  setOpen(drawing, isNeeded ? [...opened, label] : opened.filter((name) => name !== label)),
                );
              }}
            />
          </div>
        );
      })}
      <div className={classes.adds}>
        <AddButton
          label="Show something"
          onAdd={() =>
            edit('Show more', (drawing) =>
              put(drawing, [...items, { label: freeName('Preview', labels), kind: 'text', value: '' }]),
            )
          }
        />
        <AddButton
          label="Show before and after"
          onAdd={() => edit('Show a change', (drawing) => put(drawing, [...items, changeOf(items, labels)]))}
        />
      </div>
    </div>
  );
}

/** What stood there goes along: a value is what comes after. */
function asKind(item: JsonObject, kind: string): JsonObject {
  const label = item['label'] ?? '';
  const value = valueAt(item, ['value']) ?? valueAt(item, ['after']) ?? '';
  return kind === 'diff'
    ? { label, kind, before: item['before'] ?? '', after: value }
    : { label, kind, value };
}

/** A text that is shown already is what the change leads to. */
function changeOf(items: JsonObject[], labels: string[]): JsonObject {
  const shown = items.find(({ kind }) => kind === 'markdown' || kind === 'text')?.['value'];
  return { label: freeName('Change', labels), kind: 'diff', before: '', after: shown ?? '' };
}
