import { TextInput } from '@mantine/core';
import { IconChevronRight, IconFileImport, IconRoute, IconUserCheck, type Icon } from '@tabler/icons-react';
import { useState } from 'react';
import { useCall } from '../api/use-call.ts';
import { NewFlow } from '../flow-file/new-flow.tsx';
import { OpenFile } from '../flow-file/open-file.tsx';
import { ErrorNote } from '../ui/error-state.tsx';
import { Mark } from '../ui/mark.tsx';
import classes from './start-page.module.css';
import { useFirstSteps } from './use-first-steps.ts';

/** The first thing anybody sees: their name, and three ways to begin. */
export function StartPage() {
  const workspace = useCall('workspace.get', {}).data;
  const [typed, setTyped] = useState<string | null>(null);
  const { saveName, tryAnApproval } = useFirstSteps();
  const given = workspace?.people.find(({ id }) => id === workspace.me)?.name ?? '';
  const name = typed ?? given;

  return (
    <div className={classes.page}>
      <div className={classes.column}>
        <Mark size={56} />
        <h1 className={classes.title}>Nothing irreversible happens before the right person has said yes.</h1>
        <p className={classes.lead}>
          Countersign runs your flows on this machine and stops where somebody has to decide. Everything stays
          here.
        </p>
        <TextInput
          className={classes.name}
          label="Your name"
          description="It stands under what you decide."
          value={name}
          maxLength={200}
          autoComplete="name"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <div className={classes.choices}>
          <Choice
            icon={IconUserCheck}
            title="Try an approval"
            words="An article wants to be published. Watch the steps, read the change, decide. It is practice: nothing leaves this machine."
            isFirst
            isBusy={tryAnApproval.isPending}
            onPress={() => tryAnApproval.mutate(name)}
          />
          <NewFlow before={() => saveName(name).catch(() => undefined)}>
            {({ onClick }) => (
              <Choice
                icon={IconRoute}
                title="Draw a flow"
                words="Say what happens step by step and where a person decides. Nothing runs until you press Run."
                isBusy={false}
                onPress={onClick}
              />
            )}
          </NewFlow>
          {/* The name is a courtesy: a file must open even if it cannot be kept. */}
          <OpenFile before={() => saveName(name).catch(() => undefined)}>
            {({ onClick, loading }) => (
              <Choice
                icon={IconFileImport}
                title="Open a file"
                words="A flow that somebody gave you, as a .flow.yaml file. You look first; it becomes a draft and nothing runs by itself."
                isBusy={loading}
                onPress={onClick}
              />
            )}
          </OpenFile>
        </div>
        {tryAnApproval.error === null ? null : (
          <ErrorNote error={tryAnApproval.error} what="The practice run did not start." />
        )}
      </div>
    </div>
  );
}

type ChoiceProps = {
  icon: Icon;
  title: string;
  words: string;
  isFirst?: boolean;
  isBusy: boolean;
  onPress: () => void;
};

function Choice({ icon: ChoiceIcon, title, words, isFirst = false, isBusy, onPress }: ChoiceProps) {
  return (
    <button
      type="button"
      className={classes.choice}
      data-first={isFirst || undefined}
      disabled={isBusy}
      onClick={onPress}
    >
      <span className={classes.tile}>
        <ChoiceIcon size={20} stroke={1.7} aria-hidden="true" />
      </span>
      <span className={classes.words}>
        <span className={classes.choiceTitle}>{title}</span>
        <span className={classes.choiceText}>{words}</span>
      </span>
      <IconChevronRight size={18} aria-hidden="true" />
    </button>
  );
}
