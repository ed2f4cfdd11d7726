import { runCli } from './cli/program.ts';
import { version } from './version.ts';

// A reader that went away (`| head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

// Everything that was promised is written and closed by now; idle sockets of libraries are not waited for.
process.exit(await runCli(process.argv.slice(2), version));
