import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './ui/tokens.css';

import { StrictMode } from 'react';
import { openApi } from './api/open-api.ts';
import { App } from './app.tsx';
import { applyMotion, readMotion } from './ui/motion.ts';
import { mount } from './ui/mount.tsx';

/** Signs in, opens the road to the host and shows the window. */
export async function start(place: Element | null): Promise<void> {
  applyMotion(readMotion());
  if (place === null) throw new Error('The page has no place for the window.');
  const api = await openApi();
  mount(
    place,
    <StrictMode>
      <App api={api} />
    </StrictMode>,
  );
}
