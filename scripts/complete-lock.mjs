// Adds lock entries for optional platform packages that this registry does not list, so `npm ci` accepts the lock.
import { readFileSync, writeFileSync } from 'node:fs';
const f = 'package-lock.json';
const lock = JSON.parse(readFileSync(f, 'utf8'));
const P = lock.packages;
let n = 0;
for (const [, v] of Object.entries(P))
  for (const [name, version] of Object.entries(v.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`;
    if (Object.keys(P).some((k) => k === key || k.endsWith(`/${key}`))) continue;
    const os = /darwin|android|freebsd|openharmony|win32|linux/.exec(name)?.[0] ?? 'none';
    const cpu = /arm64|x64|ia32|riscv64|s390x|ppc64|arm/.exec(name)?.[0] ?? 'none';
    P[key] = {
      version: String(version).replace(/^[~^]/, ''),
      cpu: [cpu],
      dev: true,
      optional: true,
      os: [os],
      ...(name.includes('musl') ? { libc: ['musl'] } : {}),
    };
    n++;
  }
lock.packages = Object.fromEntries(Object.entries(P).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(f, `${JSON.stringify(lock, null, 2)}\n`);
console.log('added', n);
