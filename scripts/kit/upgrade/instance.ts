/**
 * An instance of the host app under load: calls its metered function as users do, until its parent sends a message, then
 * sends back how often calls ended in which way. `FIREMETER_FUNCTIONS` is the folder of its functions, `FIREMETER_USERS` who calls.
 */
import { randomInt, randomUUIDv7 } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const atOnce = 4;
/** So that the users' welcome credits last. */
const PAUSE_MS = 100;
const users = (process.env.FIREMETER_USERS ?? '').split(',');
const { summarize } = await import(join(process.env.FIREMETER_FUNCTIONS ?? '', 'index.js'));
const ends: Record<string, number> = {};

async function call(): Promise<void> {
  const uid = users[randomInt(users.length)] ?? '';
  const nowS = Math.floor(Date.now() / 1_000);
  const token = { auth_time: nowS, iat: nowS, firebase: { sign_in_provider: 'password' } };
  const data = { requestId: randomUUIDv7(), input: { text: 'A long story.' } };
  const request = { data, auth: { uid, token }, rawRequest: { headers: {} }, acceptsStreaming: false };
  const end = await summarize.run(request).then(
    ({ kind }: { kind: string }) => kind,
    (error: { details?: { code?: string }; name?: string }) => error.details?.code ?? error.name ?? 'unknown',
  );
  ends[end] = (ends[end] ?? 0) + 1;
}

let isOver = false;
process.once('message', () => {
  isOver = true;
});
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    while (!isOver) {
      await call();
      await pause(PAUSE_MS);
    }
  }),
);
process.send?.(ends, () => process.exit(0));
