import { randomUUID } from 'node:crypto';
import { collectionsWith } from '../../../functions/src/contract/index.ts';
import { Problem } from '../../stack/terminal.ts';

const STRANGER = 'firemeter-stranger';
const OTHER = 'somebody-else';
const AT_ONCE = 16;

/** Fields by which apps tell who owns a document: an attacker writes their own id into all of them. */
const ownerFields = [
  'uid',
  'userId',
  'user',
  'owner',
  'ownerId',
  'author',
  'authorId',
  'createdBy',
  'accountId',
];

/** Those who try, from the one with the fewest rights on. None of them has a right to anything of Firemeter's. */
const attackers: readonly { readonly name: string; readonly claims: object | null }[] = [
  { name: 'everyone', claims: null },
  { name: 'everyone who is signed in', claims: {} },
  {
    name: "the app's own admins",
    claims: { admin: true, isAdmin: true, role: 'admin', roles: ['admin', 'owner'], superuser: true },
  },
];

interface Attempt {
  readonly what: string;
  readonly path: string;
  readonly method: string;
  readonly body?: string;
}

/**
 * Tries merged rules on an emulator, in a project of their own: reads, lists, creates, changes and deletes documents in each
 * of Firemeter's collections, as people to whom they don't belong. Rules are alternatives, so one broad `match` of the app
 * opens what ours keep closed.
 * @throws Problem that names what is open, or says why the rules are none
 */
export async function attackRules({
  host,
  rules,
  prefix = '',
}: {
  readonly host: string;
  readonly rules: string;
  readonly prefix?: string;
}): Promise<void> {
  const place = { host, project: `demo-attack-${randomUUID().slice(0, 8)}` };
  const send = senderTo(place);
  await loadRules(place, rules);
  const names = Object.values(collectionsWith(prefix));
  await inTurns(names.flatMap(seedsOf), async (seed) => {
    const status = await send(seed, 'owner');
    if (status !== 200) throw new Problem(`The emulator at ${host} refuses documents (${status}).`);
  });
  const attempts = names.flatMap((name) => attemptsOn(name, name === `${prefix}system_config`));
  try {
    for (const { name, claims } of attackers) {
      const open = new Set<string>();
      await inTurns(attempts, async (attempt) => {
        const status = await send(attempt, claims && tokenOf(claims, place.project));
        if (status !== 403) open.add(attempt.what);
      });
      if (open.size > 0) throw new Problem(explain(name, [...open]));
    }
  } finally {
    await send({ what: 'clear', path: '', method: 'DELETE' }, 'owner');
  }
}

function explain(attacker: string, open: readonly string[]): string {
  const shown = open.slice(0, 8).join(', ');
  const more = open.length > 8 ? ` and ${open.length - 8} more` : '';
  return [
    `With your rules, ${attacker} can reach documents of Firemeter: ${shown}${more}. Nothing was changed.`,
    'Rules are alternatives, so a broad match such as `match /{document=**}` opens everything. Replace it with a match for each of your collections, then run this again.',
  ].join('\n');
}

/** A project that exists on the emulator during an attack only. */
interface Place {
  readonly host: string;
  readonly project: string;
}

async function loadRules({ host, project }: Place, content: string): Promise<void> {
  const response = await fetch(`http://${host}/emulator/v1/projects/${project}:securityRules`, {
    method: 'PUT',
    headers: { authorization: 'Bearer owner', 'content-type': 'application/json' },
    body: JSON.stringify({ rules: { files: [{ name: 'firestore.rules', content }] } }),
  }).catch(() => {
    throw new Problem(
      `No Firestore emulator at ${host}, which FIRESTORE_EMULATOR_HOST names. Nothing was changed.`,
    );
  });
  const text = await response.text();
  if (!response.ok)
    throw new Problem(`The emulator does not accept the merged rules. Nothing was changed.\n${text}`);
}

/** A document of somebody else, and one that an app would take for the attacker's own. */
function seedsOf(collection: string): Attempt[] {
  return [OTHER, STRANGER].map((owner) => ({
    ...{ what: 'seed', method: 'PATCH', path: `/${collection}/${owner}-document` },
    body: bodyOf(owner),
  }));
}

function attemptsOn(collection: string, isPublished: boolean): Attempt[] {
  const others = `/${collection}/${OTHER}-document`;
  const own = `/${collection}/${STRANGER}-document`;
  const body = bodyOf(STRANGER);
  const reads = [
    { what: `${collection} (get)`, method: 'GET', path: others },
    { what: `${collection} (list)`, method: 'GET', path: `/${collection}?pageSize=1` },
  ];
  return [
    // Everyone may read prices.
    ...(isPublished ? [] : reads),
    { what: `${collection} (create)`, method: 'PATCH', path: `/${collection}/${STRANGER}`, body },
    { what: `${collection} (create)`, method: 'PATCH', path: `/${collection}/firemeter-attack`, body },
    { what: `${collection} (update)`, method: 'PATCH', path: own, body },
    { what: `${collection} (delete)`, method: 'DELETE', path: own },
    { what: `${collection} (create below)`, method: 'PATCH', path: `${others}/below/${STRANGER}`, body },
  ];
}

function bodyOf(owner: string): string {
  return JSON.stringify({
    fields: Object.fromEntries(ownerFields.map((name) => [name, { stringValue: owner }])),
  });
}

function senderTo({ host, project }: Place) {
  const documents = `http://${host}/v1/projects/${project}/databases/(default)/documents`;
  return async ({ path, method, body }: Attempt, token: string | null): Promise<number> => {
    const url = path ? `${documents}${path}` : documents.replace('/v1/', '/emulator/v1/');
    const response = await fetch(url, {
      method,
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      ...(body && { body }),
    });
    await response.body?.cancel();
    return response.status;
  };
}

async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}

/** Returns a token that the emulator takes, and only the emulator. */
function tokenOf(claims: object, project: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const standard = {
    sub: STRANGER,
    user_id: STRANGER,
    aud: project,
    iss: `https://securetoken.google.com/${project}`,
  };
  const times = { iat: nowSeconds, exp: nowSeconds + 3_600, auth_time: nowSeconds };
  const email = { email: 'stranger@example.com', email_verified: true };
  const firebase = { sign_in_provider: 'password', identities: {} };
  return `${part({ alg: 'none', typ: 'JWT' })}.${part({ ...claims, ...standard, ...times, ...email, firebase })}.`;
}
