import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useCall } from '../api/use-call.ts';
import { ErrorNote } from '../ui/error-state.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import { FlowSketch } from './flow-sketch.tsx';
import { byGroup } from './template-groups.ts';
import classes from './template-list.module.css';
import type { Template } from './use-template.ts';

type Props = {
  onChoose: (template: Template) => void;
  isBusy: boolean;
  /** More that can be done with one, beside choosing it. */
  renderMore?: (template: Template) => ReactNode;
};

/** Templates one under the other, to choose from in a dialog. */
export function TemplateList({ onChoose, isBusy, renderMore }: Props) {
  const templates = useCall('templates.list', {});
  if (templates.error !== null && templates.data === undefined) {
    return (
      <ErrorNote error={templates.error} what="The templates could not be loaded.">
        <Button size="compact-sm" variant="subtle" onClick={() => void templates.refetch()}>
          Try again
        </Button>
      </ErrorNote>
    );
  }
  if (templates.data === undefined) return <BlockSkeleton lines={6} />;
  if (templates.data.items.length === 0)
    return <p className={classes.none}>No templates came with this build.</p>;
  return (
    <div className={classes.list}>
      {byGroup(templates.data.items).map(({ title, items }) => (
        <div key={title} role="group" aria-label={title}>
          <h3 className={classes.need}>{title}</h3>
          <ul className={classes.items}>
            {items.map((template) => (
              <li key={template.id} className={classes.item}>
                <button
                  type="button"
                  className={classes.choice}
                  disabled={isBusy}
                  onClick={() => onChoose(template)}
                >
                  <span className={classes.picture}>
                    <FlowSketch drawing={template.drawing} />
                  </span>
                  <span className={classes.words}>
                    <span className={classes.name}>{template.name}</span>
                    <span className={classes.outside}>
                      {template.steps} steps · {template.outside}
                    </span>
                  </span>
                </button>
                {renderMore?.(template)}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
