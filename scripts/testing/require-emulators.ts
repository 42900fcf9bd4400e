import { connect } from 'node:net';

/** Where `npm test` has started emulators, for each worker others. */
const started: NodeJS.ProcessEnv[] = JSON.parse(process.env.FIREMETER_EMULATORS ?? '[]');
Object.assign(process.env, started[(Number(process.env.VITEST_POOL_ID) - 1) % started.length]);

const address = process.env.FIRESTORE_EMULATOR_HOST ?? '';

// Says what is missing, instead of letting every test run into its own timeout.
if (!(await answers(address))) {
  throw new Error(
    `No Firestore emulator at ${address}. Keep one up with "npm run emulators", or run "npm test -- emulator", which starts its own.`,
  );
}

function answers(address: string): Promise<boolean> {
  const [host = '', port = ''] = address.split(':');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
