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
import { testAuth } from '../auth-users.ts';
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
    planOf: nowhere,
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

/** Signs up at the Auth emulator: with an e-mail address, or as a guest. */
export async function signUp(kind: 'person' | 'guest' = 'person'): Promise<SignIn> {
  const email = kind === 'person' ? `${randomUUID()}@example.com` : null;
  const auth = testAuth();
  const { uid } = await auth.createUser(email ? { email, password: 'a password' } : {});
  return { uid, idToken: unsignedToken({ uid, email, projectId: auth.app.options.projectId }), email };
}

/** The emulator's tokens have no signature. Those that it makes itself are for its own project only. */
function unsignedToken({
  uid,
  email,
  projectId = '',
}: Omit<SignIn, 'idToken'> & { projectId?: string | undefined }): string {
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const payload = {
    iss: `https://securetoken.google.com/${projectId}`,
    aud: projectId,
    sub: uid,
    user_id: uid,
    auth_time: nowSeconds,
    iat: nowSeconds,
    exp: nowSeconds + 3_600,
    ...(email && { email, email_verified: false }),
    firebase: { identities: {}, sign_in_provider: email ? 'password' : 'anonymous' },
  };
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(payload)}.`;
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
