// A machine for the coding-agent example: a real OpenSSH server on 127.0.0.1 whose logins land in a folder of its
// own, with a Git repository and a small agent that writes a patch, runs the tests and calls back.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';

const sshdPath = ['/usr/sbin/sshd', '/usr/bin/sshd', '/usr/local/sbin/sshd'].find((file) => existsSync(file));

const agent = `#!/bin/sh
# Stands for a coding agent: reads its task from the environment, writes a patch, runs the tests, calls back.
sleep "\${AGENT_SECONDS:-1}"
sed 's/^# Hello-World$/# Hello-World\\n\\nA first repository, with the information that was asked for./' README.md > README.new
diff -u --label a/README.md --label b/README.md README.md README.new > change.patch
rm README.new
printf 'TAP version 13\\nok 1 - README has a title\\nok 2 - README says what this is\\n1..2\\n' > tests.log
echo run >> agent-runs.log
if [ -z "$AGENT_SILENT" ] && [ ! -e silent ]; then
  curl -fsS -m 10 -X POST -H 'content-type: application/json' -d '{"exitCode":0}' "$CALLBACK" || true
fi
`;

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const answers = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => (socket.destroy(), resolve(true)));
    socket.on('error', () => resolve(false));
  });

/** Starts sshd in `folder`; null where OpenSSH's server is not installed. `silent`: the agent never calls back. */
export async function startVm(folder, { silent = false, seconds = 1 } = {}) {
  if (sshdPath === undefined) return null;
  const home = join(folder, 'home');
  const repository = join(home, 'work/Hello-World');
  mkdirSync(repository, { recursive: true });
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
  const keygen = (file) =>
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'countersign-example', '-f', file]);
  keygen(join(folder, 'host_key'));
  keygen(join(folder, 'user_key'));
  writeFileSync(join(folder, 'authorized_keys'), readFileSync(join(folder, 'user_key.pub')), { mode: 0o600 });
  writeFileSync(
    join(folder, 'login.sh'),
    `#!/bin/sh\nexport HOME='${home}' AGENT_SECONDS=${seconds}\ncd "$HOME" && exec /bin/sh -c "$SSH_ORIGINAL_COMMAND"\n`,
  );
  chmodSync(join(folder, 'login.sh'), 0o755);
  const git = (...args) =>
    execFileSync('git', ['-c', 'user.name=Codertocat', '-c', 'user.email=codertocat@example.com', ...args], {
      cwd: repository,
      stdio: 'pipe',
    });
  git('init', '-q', '-b', 'master');
  writeFileSync(join(repository, 'README.md'), '# Hello-World\n');
  writeFileSync(join(repository, 'agent.sh'), agent, { mode: 0o755 });
  writeFileSync(join(repository, '.gitignore'), 'change.patch\ntests.log\nagent-runs.log\nsilent\n');
  if (silent) writeFileSync(join(repository, 'silent'), '');
  git('add', '.');
  git('commit', '-q', '-m', 'Initial commit');
  const port = await freePort();
  writeFileSync(
    join(folder, 'sshd_config'),
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${join(folder, 'host_key')}`,
      `AuthorizedKeysFile ${join(folder, 'authorized_keys')}`,
      `PidFile ${join(folder, 'sshd.pid')}`,
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'PermitRootLogin prohibit-password',
      `ForceCommand ${join(folder, 'login.sh')}`,
      '',
    ].join('\n'),
  );
  const child = spawn(sshdPath, ['-D', '-e', '-f', join(folder, 'sshd_config')], { stdio: 'ignore' });
  for (let tries = 0; !(await answers(port)); tries += 1) {
    if (tries > 100) throw new Error('sshd did not start');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const fingerprint = execFileSync('ssh-keygen', ['-lf', join(folder, 'host_key.pub')], {
    encoding: 'utf8',
  }).split(' ')[1];
  return {
    repository,
    connection: {
      kind: 'ssh',
      settings: { host: '127.0.0.1', port: String(port), user: userInfo().username, hostKey: fingerprint },
      secrets: { privateKey: readFileSync(join(folder, 'user_key'), 'utf8') },
    },
    close: () =>
      new Promise((resolve) => {
        child.on('exit', resolve);
        child.kill();
      }),
  };
}
