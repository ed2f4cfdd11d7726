import { describe, expect, test } from 'vitest';
import { pathOfLink } from '../../electron/desktop/deep-link.ts';
import { beforeOpening, openingIn } from '../../electron/desktop/opening.ts';

const run = '0190d3c4-5b6a-7c8d-9e0f-112233445566';

describe('links into the window', () => {
  test.each([
    ['countersign://', '/'],
    ['countersign:', '/'],
    ['countersign:///', '/'],
    ['countersign://inbox', '/inbox'],
    ['countersign://inbox/', '/inbox'],
    ['COUNTERSIGN://Inbox', '/inbox'],
    ['countersign:///runs', '/runs'],
    [`countersign://inbox/${run}.review.1`, `/inbox/${run}.review.1`],
    [`countersign:///inbox/${run}.second_look.12`, `/inbox/${run}.second_look.12`],
    [`countersign://runs/${run}`, `/runs/${run}`],
    ['countersign://flows/content-approval', '/flows/content-approval'],
    ['countersign://settings', '/settings'],
  ])('%s opens %s', (link, path) => expect(pathOfLink(link)).toBe(path));

  const card = `countersign://inbox/${run}.review.1`;
  const hostile = [
    // Decisions, runs and imports in the address.
    `${card}?decision=approved`,
    `${card}/approve`,
    `${card}/decision`,
    `${card}#approve`,
    `${card}?comment=x&decision=approved`,
    'countersign://decide/abc',
    'countersign://import?url=https://evil.test/x.flow.yaml',
    'countersign://import',
    'countersign://flows/content-approval/run',
    'countersign://flows/content-approval/edit',
    'countersign://flows/content-approval?run=1',
    `countersign://runs/${run}/cancel`,
    'countersign://approvals.decide',
    'countersign://call/approvals.decide',
    'countersign://api/v1/approvals',
    // Switches that would reach Chromium or us.
    'countersign://inbox --inspect',
    'countersign://inbox" --no-sandbox "',
    "countersign://inbox' --gpu-launcher=calc '",
    'countersign://inbox --home /tmp/evil',
    'countersign://inbox\t--remote-debugging-port=9222',
    'countersign://inbox\n--inspect',
    'countersign://--inspect',
    'countersign://inbox/--home',
    // Other places and other meanings.
    'countersign://inbox/../settings',
    'countersign://inbox/..',
    'countersign://inbox/.',
    'countersign://inbox/%2e%2e/settings',
    'countersign://inbox/%2fsettings',
    'countersign://inbox\\settings',
    'countersign://inbox//settings',
    'countersign:////inbox',
    'countersign:inbox',
    'countersign:/inbox',
    'countersign://user@inbox',
    'countersign://user:secret@inbox',
    'countersign://inbox:8080',
    'countersign://evil.test/inbox',
    'countersign://inbox.evil.test',
    'countersign://constructor',
    'countersign://__proto__',
    'countersign://toString/x',
    'countersign-app://window/inbox',
    'xcountersign://inbox',
    'https://inbox/',
    'javascript:alert(1)',
    'countersign://javascript:alert(1)',
    'countersign://inbox/<script>alert(1)</script>',
    "countersign://inbox/');alert(1)//",
    'countersign://inbox/\u0000',
    'countersign://inbox/\u202e',
    'countersign://ınbox',
    'countersign://ｉｎｂｏｘ',
    ' countersign://inbox',
    'countersign://inbox ',
    'countersign://flows/Content-Approval',
    'countersign://flows/a--b',
    `countersign://inbox/${run}`,
    `countersign://inbox/${run}.review.0`,
    `countersign://inbox/${run}.review.1.2`,
    `countersign://inbox/${run}.constructor.1x`,
    'countersign://runs/1',
    `countersign://inbox/${'a'.repeat(1024 * 1024)}`,
    `countersign://${'/'.repeat(1024 * 1024)}`,
    '',
  ];
  test(`${hostile.length} hostile ones open nothing, whatever they carry (ELE-10)`, () => {
    expect(hostile.length).toBeGreaterThanOrEqual(50);
    const opened = hostile.filter((link) => pathOfLink(link) !== null);
    expect(opened).toEqual([]);
  });
});

describe('what the program is started with', () => {
  const link = 'countersign://inbox';
  test('what comes behind a link, or behind “--”, chooses neither home nor port (ELE-10)', () => {
    expect(beforeOpening(['--home', '/h', '--', link, '--home', '/evil'])).toEqual(['--home', '/h']);
    expect(beforeOpening([link, '--home=/evil', '--port', '1'])).toEqual([]);
    expect(beforeOpening(['COUNTERSIGN://x', '--home=/evil'])).toEqual([]);
  });

  test('the first link or flow file is what is opened; files lie where that program was started', () => {
    expect(openingIn(['--home', '/h', '--', link], '/work')).toEqual({ link });
    expect(openingIn(['pay.flow.yaml'], '/work')).toEqual({ file: '/work/pay.flow.yaml' });
    expect(openingIn(['/x/pay.YML', link], '/work')).toEqual({ file: '/x/pay.YML' });
    expect(openingIn(['--config=x.yaml', 'notes.txt'], '/work')).toBeNull();
  });
});
