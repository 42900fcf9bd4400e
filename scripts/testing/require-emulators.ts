import { connect } from 'node:net';
import { beforeAll } from 'vitest';

/** Says what is missing, instead of letting every test run into its own timeout. */
beforeAll(async () => {
  const address = process.env.FIRESTORE_EMULATOR_HOST ?? '';
  if (await answers(address)) return;
  throw new Error(
    `No Firestore emulator at ${address}. Keep one up with "npm run emulators", or run "npm test -- emulator", which starts its own.`,
  );
});

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
