import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getAuth } from 'firebase-admin/auth';
import { type Catalog, defaultCatalog } from '../../../src/contract/index.ts';
import type { ApiServices } from '../../../src/http/api-services.ts';
import { createApi } from '../../../src/http/create-api.ts';
import { paysPersonally } from '../../../src/platform/calls/call-context.ts';
import type { Guard } from '../../../src/platform/calls/guard.ts';
import { createIdentities } from '../../../src/platform/identity/identities.ts';
import { testDb } from '../accounts.ts';
import { catalogsOf, type Instance, newInstance } from '../backend.ts';

/** Admits everyone. */
const openGuard: Guard = { check: async () => null, record: async () => undefined };

export interface Served extends AsyncDisposable {
  readonly backend: Instance;
  /** Where the API is, without a slash at the end. */
  readonly address: string;
}

export type ServeOptions = Partial<ApiServices> & { catalog?: Catalog };

/** The API of one instance of the backend on a port of its own. */
export async function serveHere({
  catalog = defaultCatalog,
  ...options
}: ServeOptions = {}): Promise<Served> {
  const db = testDb();
  const { auth = getAuth() } = options;
  const backend = newInstance({ catalogs: catalogsOf(catalog), ...options });
  const nowhere = () => Promise.reject(new Error('No such part here'));
  const services: ApiServices = {
    ...backend,
    db,
    auth,
    guard: openGuard,
    payer: paysPersonally,
    identities: createIdentities({ auth, db, now: Date.now }),
    reels: { create: nowhere, read: async () => null, update: nowhere } as never,
    enqueueReel: nowhere,
    guestOf: nowhere,
    links: { make: nowhere, open: nowhere } as never,
    outputPlace: () => ({ kind: 'bucket', name: '' }),
    ...options,
  };
  const server = createServer(createApi(services));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    backend,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    async [Symbol.asyncDispose]() {
      backend.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface SignIn {
  readonly uid: string;
  readonly idToken: string;
  readonly email: string | null;
}

/** Signs up at the Auth emulator, as a browser would: with an e-mail address, or as a guest. */
export async function signUp(kind: 'person' | 'guest' = 'person'): Promise<SignIn> {
  const email = kind === 'person' ? `${randomUUID()}@example.com` : null;
  const host = process.env.FIREBASE_AUTH_EMULATOR_HOST;
  const response = await fetch(`http://${host}/identitytoolkit.googleapis.com/v1/accounts:signUp?key=any`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ returnSecureToken: true, ...(email && { email, password: 'a password' }) }),
  });
  const { localId: uid, idToken } = (await response.json()) as { localId: string; idToken: string };
  return { uid, idToken, email };
}

/** One request, and its answer read as JSON. */
export async function ask(
  { address }: Pick<Served, 'address'>,
  path: string,
  options: {
    as?: SignIn | null;
    body?: unknown;
    method?: string;
    headers?: Record<string, string>;
  } = {},
): Promise<{ status: number; headers: Headers; body: Record<string, unknown> }> {
  const { as = null, body, headers = {} } = options;
  const response = await fetch(`${address}${path}`, {
    method: options.method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(as && { authorization: `Bearer ${as.idToken}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    headers: response.headers,
    body: isJson && text ? JSON.parse(text) : { text },
  };
}
