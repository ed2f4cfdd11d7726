import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useMay } from '../api/names.ts';
import { useCall } from '../api/use-call.ts';
import { FlowSketch } from '../flow-file/flow-sketch.tsx';
import { byGroup } from '../flow-file/template-groups.ts';
import { useTemplate, type Template } from '../flow-file/use-template.ts';
import { ErrorNote, ErrorState } from '../ui/error-state.tsx';
import { BlockSkeleton } from '../ui/skeletons.tsx';
import classes from './template-gallery.module.css';

/** Flows that come with Countersign, by the need they serve. Each can be tried at once: nothing leaves this machine. */
export function TemplateGallery() {
  const templates = useCall('templates.list', {});
  const { use, tryNow } = useTemplate();
  const failed = tryNow.error ?? use.error;
  const isBusy = use.isPending || tryNow.isPending;

  if (templates.error !== null && templates.data === undefined) {
    return (
      <ErrorState
        error={templates.error}
        what="The templates could not be loaded"
        means="Your own flows are not touched by this."
        onRetry={() => void templates.refetch()}
      />
    );
  }
  if (templates.data === undefined) return <BlockSkeleton lines={8} />;
  if (templates.data.items.length === 0)
    return <p className={classes.none}>No templates came with this build. Draw a flow, or open a file.</p>;
  return (
    <>
      {failed === null ? null : (
        <ErrorNote
          error={failed}
          what={tryNow.error === null ? 'The flow was not made.' : 'The practice run did not start.'}
        />
      )}
      <div className={classes.gallery}>
        {byGroup(templates.data.items).map(({ title, items }) => (
          <section key={title} className={classes.group} aria-label={title}>
            <h3 className={classes.need}>{title}</h3>
            {items.map((template) => (
              <TemplateCard
                key={template.id}
                template={template}
                actions={
                  <Actions
                    template={template}
                    isBusy={isBusy}
                    trying={tryNow.isPending && tryNow.variables.id === template.id}
                    using={use.isPending && use.variables.template.id === template.id}
                    onTry={() => tryNow.mutate(template)}
                    onUse={() => use.mutate({ template })}
                  />
                }
              />
            ))}
          </section>
        ))}
      </div>
    </>
  );
}

function TemplateCard({ template, actions }: { template: Template; actions: ReactNode }) {
  return (
    <article className={classes.card} aria-label={template.name}>
      <div className={classes.picture}>
        <FlowSketch drawing={template.drawing} />
      </div>
      <h4 className={classes.name}>{template.name}</h4>
      <p className={classes.words}>{template.description}</p>
      <p className={classes.outside}>
        {template.steps} steps · {template.outside}
      </p>
      {actions}
    </article>
  );
}

type ActionsProps = {
  template: Template;
  isBusy: boolean;
  trying: boolean;
  using: boolean;
  onTry: () => void;
  onUse: () => void;
};

function Actions({ template, isBusy, trying, using, onTry, onUse }: ActionsProps) {
  const mayAuthor = useMay('author');
  const mayRun = useMay('run');
  if (!mayAuthor) return null;
  return (
    <div className={classes.actions}>
      {mayRun ? (
        <Button
          size="compact-sm"
          loading={trying}
          disabled={isBusy && !trying}
          onClick={onTry}
          aria-label={`Try it now: ${template.name}`}
        >
          Try it now
        </Button>
      ) : null}
      <Button
        size="compact-sm"
        variant="subtle"
        loading={using}
        disabled={isBusy && !using}
        onClick={onUse}
        aria-label={`Use this template: ${template.name}`}
      >
        Use this template
      </Button>
    </div>
  );
}
