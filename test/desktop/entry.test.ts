import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtFolder } from './support/desktop.ts';

const names = [
  'app',
  'BrowserWindow',
  'clipboard',
  'dialog',
  'ipcMain',
  'Menu',
  'nativeImage',
  'nativeTheme',
  'Notification',
  'powerMonitor',
  'protocol',
  'safeStorage',
  'screen',
  'session',
  'shell',
  'Tray',
];

/**
 * Schemes can only be claimed before Electron is ready, and it becomes ready while a file still waits for something.
 * `require` refuses exactly such files.
 */
test('the built entry can be read in one go, so that everything early happens early enough', () => {
  const electron = `data:text/javascript,${names.map((name) => `export const ${name} = {};`).join('')}`;
  const program = `
    require('node:module').registerHooks({
      resolve: (name, context, next) => name === 'electron' ? { url: ${JSON.stringify(electron)}, shortCircuit: true } : next(name, context),
    });
    console.log(Object.keys(require(${JSON.stringify(join(builtFolder, 'main.js'))})).join());
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' });
  expect({ stdout, stderr }).toEqual({ stdout: 'start\n', stderr: '' });
});

test('the preload is one file that needs nothing but Electron, as a sandbox demands', () => {
  const preload = readFileSync(join(builtFolder, 'preload.cjs'), 'utf8');
  expect(preload.match(/require\([^)]*\)/g)).toEqual(['require("electron")']);
  expect(preload).not.toMatch(/^\s*(import|export)\b/m);
  expect(existsSync(join(builtFolder, 'renderer', 'index.html'))).toBe(true);
});
