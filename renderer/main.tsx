import { z } from 'zod';
import { guardMarkup } from './guard-markup.ts';

// Before anything can write into the page.
guardMarkup();

// The page's security policy forbids eval; zod must know before the first schema of the contract is made.
z.config({ jitless: true });

const { start } = await import('./boot.tsx');
await start(document.querySelector('#root'));
