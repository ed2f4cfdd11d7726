import type { KnownHost } from '../api/use-hosts.ts';

/** How the line to a host stands, and whether both ends speak the same. */
export function hostStateWords(
  { state, waiting, version }: Pick<KnownHost, 'state' | 'waiting' | 'version'>,
  ours: string,
): string {
  if (state === 'connecting') return 'Connecting…';
  const connected =
    waiting === 0 ? 'Connected, nothing waits for you' : `Connected, ${waiting} waiting for you`;
  if (version === null || major(version) === major(ours)) return connected;
  return `${connected}. Version ${version} runs there and ${ours} here: parts of this window may not work there until both are the same.`;
}

/** `1.4.2` → `1.4`: what calls there are changes with the second number. */
const major = (version: string): string => version.split('.').slice(0, 2).join('.');
