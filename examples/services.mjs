// Starts the real local counterparts of the examples and writes `connections.json` for `countersign run --connections`.
// Use: node examples/services.mjs [FOLDER]   (Ctrl-C stops them)
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startCms, startLedger, startModel } from './services/http.mjs';
import { startVm } from './services/vm.mjs';

/** `rough`: the model first refuses and then answers nonsense. `silentAgent`: the remote job never calls back. */
export async function startServices(folder, { rough = false, silentAgent = false, agentSeconds = 1 } = {}) {
  mkdirSync(folder, { recursive: true });
  const [model, cms, bank, tickets, forge, vm] = await Promise.all([
    startModel({ rough }),
    startCms(),
    startLedger('payment'),
    startLedger('issue'),
    startLedger('status'),
    startVm(join(folder, 'vm'), { silent: silentAgent, seconds: agentSeconds }),
  ]);
  const http = (service) => ({ kind: 'http', settings: { baseUrl: service.url }, secrets: {} });
  const connections = {
    writer: {
      kind: 'llm',
      settings: { baseUrl: `${model.url}/v1`, model: 'house-writer' },
      secrets: { apiKey: 'sk-example-of-a-model-key' },
    },
    cms: http(cms),
    bank: http(bank),
    tickets: http(tickets),
    forge: http(forge),
    ...(vm === null ? {} : { vm: vm.connection }),
  };
  const file = join(folder, 'connections.json');
  writeFileSync(file, `${JSON.stringify(connections, null, 2)}\n`, { mode: 0o600 });
  const all = [model, cms, bank, tickets, forge, ...(vm === null ? [] : [vm])];
  return {
    model,
    cms,
    bank,
    tickets,
    forge,
    vm,
    connections,
    file,
    close: () => Promise.all(all.map((service) => service.close())),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const own = process.argv[2] === undefined;
  const folder = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'countersign-services-'));
  const services = await startServices(folder);
  console.log(`The examples' systems run on 127.0.0.1: a language model, a CMS, a bank, tickets, a code forge${services.vm === null ? " (no VM: OpenSSH's server is not installed)" : ' and a VM'}.

Run an example against them:
  npx countersign run examples/content-approval.flow.yaml --input @examples/article.json --connections ${services.file}
  npx countersign run examples/payment.flow.yaml --input @examples/invoice.json --connections ${services.file}
  npx countersign run examples/coding-agent.flow.yaml --input @examples/pull-request.json --connections ${services.file}

Ctrl-C stops them.`);
  const stop = async () => {
    await services.close();
    if (own) rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop());
}
