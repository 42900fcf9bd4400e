import { randomUUID } from 'node:crypto';
import fft from 'firebase-functions-test';
import { type CallableName, collections, Role, type WireError } from '../../../src/contract/index.ts';
import { testDb } from '../accounts.ts';
import { ensureUser, giveRole } from '../auth-users.ts';
import { catalogWithRetired, standInEnv } from '../backend.ts';

process.env.DIGEST_KEY = 'test-key';
process.env.OPENAI_API_KEY = '';
Object.assign(process.env, standInEnv);
process.env.GCLOUD_PROJECT ??= 'demo-firemeter';

// Unless a test names another one, all share the project that this tool makes up.
const { FIREBASE_CONFIG } = process.env;
const offline = fft(FIREBASE_CONFIG ? JSON.parse(FIREBASE_CONFIG) : undefined);

/** The functions as they are deployed, without the network between. */
const functions = await import('../../../src/index.ts');

export interface Person {
  uid: string;
  /** Of staff; and a claim of that name, which means nothing. */
  role?: string;
  isAnonymous?: boolean;
  isEmailVerified?: boolean;
  email?: string | null;
}

/** Publishes a catalog: the same for every test, so that they can run beside one another. */
export async function publishCatalog(): Promise<void> {
  const published = {
    schemaVersion: 1,
    version: 1,
    catalog: catalogWithRetired,
    publishedBy: 'test',
    publishedAt: new Date(),
  };
  await testDb().collection(collections.config).doc('catalog').set(published);
}

const rolesGiven = new Map<string, Role>();

/** Makes the user, with a role if there is such a one. */
async function signUp({ uid, role, isAnonymous, isEmailVerified = true, email }: Person): Promise<void> {
  const address = isAnonymous ? null : email;
  await ensureUser(uid, { isEmailVerified, ...(address !== undefined && { email: address }) });
  const given = Role.safeParse(role);
  if (!given.success || rolesGiven.get(uid) === role) return;
  await giveRole(uid, given.data);
  rolesGiven.set(uid, given.data);
}

/** Calls a function as a signed-in person, or as nobody. Throws its `HttpsError`. */
export async function call(
  name: CallableName,
  data: unknown,
  person: Person | null,
  app?: { appId: string; alreadyConsumed: boolean },
  headers: Record<string, string> = {},
): Promise<unknown> {
  const wrapped = offline.wrap(functions[name] as never) as unknown as (request: unknown) => Promise<unknown>;
  if (person) await signUp(person);
  const nowS = Math.floor(Date.now() / 1_000);
  const auth = person && {
    uid: person.uid,
    token: {
      auth_time: nowS,
      iat: nowS,
      email: person.email === undefined ? `${person.uid}@example.com` : person.email,
      email_verified: person.isEmailVerified ?? true,
      firebase: { sign_in_provider: person.isAnonymous ? 'anonymous' : 'password' },
      role: person.role,
    },
  };
  const rawRequest = { headers: { 'x-forwarded-for': '198.51.100.9, 203.0.113.7', ...headers } };
  return wrapped({ data, auth: auth ?? undefined, app, rawRequest, acceptsStreaming: false });
}

/** The error a call ends with, as a client decodes it. */
export async function errorOf(called: Promise<unknown>): Promise<WireError> {
  try {
    await called;
  } catch (error) {
    return (error as { details: WireError }).details;
  }
  throw new Error('The call succeeded');
}

export const newPerson = (): Person => ({ uid: randomUUID().replaceAll('-', '') });
