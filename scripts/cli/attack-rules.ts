import { collections } from '../../functions/src/contract/index.ts';
import { Problem } from '../terminal.ts';

/** What a stranger tries on each of Firemeter's collections: nothing of it may be allowed. */
const attempts = ['read', 'list', 'write', 'nested write'] as const;
/** Everyone may read what is published. */
const published = 'system_config';

/**
 * Tries, on an emulator that has merged rules in force, to reach Firemeter's documents as a signed-in user to whom they
 * don't belong. Rules are alternatives: one broad `match` of the app opens what ours keep closed.
 * @throws Problem that names what is open
 */
export async function attackRules({ host, project }: { host: string; project: string }): Promise<void> {
  const documents = `http://${host}/v1/projects/${project}/databases/(default)/documents`;
  const authorization = `Bearer ${tokenOf('firemeter-stranger', project)}`;
  const send = (path: string, init: RequestInit = {}) =>
    fetch(`${documents}${path}`, {
      ...init,
      headers: { authorization, 'content-type': 'application/json' },
    });
  const body = JSON.stringify({ fields: { attack: { booleanValue: true } } });
  const attemptsOn = (collection: string): Record<(typeof attempts)[number], () => Promise<Response>> => ({
    read: () => send(`/${collection}/somebody_else`),
    list: () => send(`/${collection}?pageSize=1`),
    write: () => send(`/${collection}/firemeter_attack`, { method: 'PATCH', body }),
    'nested write': () => send(`/${collection}/firemeter_attack/inner/document`, { method: 'PATCH', body }),
  });
  const open: string[] = [];
  for (const collection of Object.values(collections)) {
    for (const [attempt, attack] of Object.entries(attemptsOn(collection))) {
      if (collection === published && (attempt === 'read' || attempt === 'list')) continue;
      const response = await attack();
      await response.body?.cancel();
      if (response.status !== 403) open.push(`${collection} (${attempt})`);
    }
  }
  if (open.length > 0) {
    throw new Problem(
      `A rule of the app opens documents of Firemeter to everyone who is signed in: ${open.join(', ')}.\n` +
        'Replace broad matches such as `match /{document=**}` with one for each of your collections.',
    );
  }
}

/** Returns a token that the emulator takes, and only the emulator. */
function tokenOf(uid: string, project: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const claims = { sub: uid, user_id: uid, aud: project, iss: `https://securetoken.google.com/${project}` };
  const times = { iat: nowSeconds, exp: nowSeconds + 3_600, auth_time: nowSeconds };
  const firebase = { sign_in_provider: 'password', identities: {} };
  return `${part({ alg: 'none', typ: 'JWT' })}.${part({ ...claims, ...times, firebase })}.`;
}
