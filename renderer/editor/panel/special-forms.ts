import type { FunctionComponent } from 'react';
import type { KindName } from '../../../shared/steps/index.ts';
import { ApprovalForm, ApprovalMore } from './forms/approval-form.tsx';
import { BranchForm } from './forms/branch-form.tsx';
import { HttpForm } from './forms/http-form.tsx';
import { LlmForm, LlmMore } from './forms/llm-form.tsx';
import { InputsEditor } from './controls/inputs-editor.tsx';
import { NotifyForm } from './forms/notify-form.tsx';
import { ScheduleForm, ScheduleMore } from './forms/schedule-form.tsx';
import {
  EndForm,
  JoinForm,
  PersistForm,
  RequesterMore,
  SetForm,
  SleepForm,
  WebhookForm,
  WebhookMore,
} from './forms/small-forms.tsx';
import { SshForm, SshMore } from './forms/ssh-form.tsx';
import { WaitForm } from './forms/wait-form.tsx';

export type StepForm = {
  main: FunctionComponent;
  /** What is needed less often. */
  more?: FunctionComponent;
  /** Config keys that stand under “More”, so that a problem there opens it. */
  moreKeys?: readonly string[];
};

/** The form of each kind; a kind without one does not compile. */
export const stepForms: Record<KindName, StepForm> = {
  'trigger.manual': { main: InputsEditor, more: RequesterMore, moreKeys: ['requester'] },
  'trigger.webhook': { main: WebhookForm, more: WebhookMore, moreKeys: ['method', 'requester'] },
  'trigger.schedule': { main: ScheduleForm, more: ScheduleMore, moreKeys: ['maxLate', 'requester'] },
  http: { main: HttpForm },
  llm: { main: LlmForm, more: LlmMore, moreKeys: ['model', 'temperature', 'maxTokens'] },
  ssh: { main: SshForm, more: SshMore, moreKeys: ['stdin', 'allowExit'] },
  approval: { main: ApprovalForm, more: ApprovalMore, moreKeys: ['editable', 'alternatives'] },
  notify: { main: NotifyForm },
  set: { main: SetForm },
  persist: { main: PersistForm },
  branch: { main: BranchForm },
  join: { main: JoinForm },
  sleep: { main: SleepForm },
  wait: { main: WaitForm },
  end: { main: EndForm },
};
