import {
  IconArrowsSplit2,
  IconBell,
  IconBraces,
  IconCalendarTime,
  IconDatabase,
  IconFlag,
  IconHandClick,
  IconHourglass,
  IconPuzzle,
  IconSparkles,
  IconTerminal2,
  IconUserCheck,
  IconWebhook,
  IconWorldUpload,
  IconArrowsJoin2,
  IconPlugConnected,
  type Icon,
} from '@tabler/icons-react';
import type { KindName } from '../../shared/steps/index.ts';

/** The picture of each kind; a kind without one does not compile. */
const faces: Record<KindName, Icon> = {
  'trigger.manual': IconHandClick,
  'trigger.webhook': IconWebhook,
  'trigger.schedule': IconCalendarTime,
  http: IconWorldUpload,
  llm: IconSparkles,
  ssh: IconTerminal2,
  approval: IconUserCheck,
  notify: IconBell,
  set: IconBraces,
  persist: IconDatabase,
  branch: IconArrowsSplit2,
  join: IconArrowsJoin2,
  sleep: IconHourglass,
  wait: IconPlugConnected,
  end: IconFlag,
};

/** A kind of a later version has no face here and is still shown. */
export const iconOf = (kind: string): Icon => (kind in faces ? faces[kind as KindName] : IconPuzzle); // checked by `in`
