import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '../../shared/json.ts';

type Logged = { method: string; path: string; headers: Record<string, string>; body: Record<string, Json> };
type Service = { url: string; log: Logged[]; close: () => Promise<void> };
type Connection = { kind: string; settings: Record<string, string>; secrets: Record<string, string> };

export type ExampleSystems = {
  model: Service;
  cms: Service;
  bank: Service;
  tickets: Service;
  forge: Service;
  vm: { repository: string; connection: Connection; close: () => Promise<void> } | null;
  connections: Record<string, Connection>;
  file: string;
  folder: string;
  close: () => Promise<void>;
};

type StartServices = (
  folder: string,
  options?: { rough?: boolean; silentAgent?: boolean; agentSeconds?: number },
) => Promise<Omit<ExampleSystems, 'folder' | 'close'> & { close: () => Promise<unknown> }>;

/** The systems that README's newcomer starts with `node examples/services.mjs`, in a folder that goes away again. */
export async function startExampleSystems(
  options: Parameters<StartServices>[1] = {},
): Promise<ExampleSystems> {
  // Plain JavaScript, since it runs on whatever Node a newcomer has; its shape is stated above.
  const module = (await import(new URL('../../examples/services.mjs', import.meta.url).href)) as {
    startServices: StartServices;
  };
  const folder = mkdtempSync(join(tmpdir(), 'countersign-services-'));
  const services = await module.startServices(folder, options);
  return {
    ...services,
    folder,
    close: async () => {
      await services.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
