import { randomUUIDv7 } from 'node:crypto';
import {
  CATALOG_CONFIG,
  type CallableName,
  collections,
  creditsToMicros,
  defaultCatalog,
  type PublishedCatalog,
  quote,
} from '@firemeter/functions/contract';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { type Auth, getAuth } from 'firebase-admin/auth';
import { type Firestore, getFirestore, Timestamp } from 'firebase-admin/firestore';
import { DemoClient } from './stack/demo-client.ts';
import { emulatorEnv } from './stack/firebase.ts';
import { projectId } from './stack/paths.ts';
import type { Ports } from './stack/ports.ts';
import type { Progress } from './terminal.ts';

export const demoPassword = 'demo-password';

interface DemoPerson {
  uid: string;
  email: string;
  name: string;
  role?: 'admin' | 'owner';
  about: string;
}

const mia = {
  uid: 'demo-creator',
  email: 'creator@demo.firemeter',
  name: 'Mia Creator',
  about: 'makes things',
};
const noah = {
  uid: 'demo-second',
  email: 'second@demo.firemeter',
  name: 'Noah Second',
  about: 'another creator',
};
const lena = {
  uid: 'demo-low',
  email: 'low@demo.firemeter',
  name: 'Lena Low',
  about: 'has few credits left',
};
const ada = {
  uid: 'demo-admin',
  email: 'admin@demo.firemeter',
  name: 'Ada Admin',
  about: 'watches and grants',
};
const olaf = {
  uid: 'demo-owner',
  email: 'owner@demo.firemeter',
  name: 'Olaf Owner',
  about: 'may do everything',
};

export const demoPeople: readonly DemoPerson[] = [
  mia,
  noah,
  lena,
  { ...ada, role: 'admin' },
  { ...olaf, role: 'owner' },
];

const calledHere: readonly CallableName[] = [
  'openAccount',
  'grantCreditsToUser',
  'validateAndDeductCredits',
  'updateAIActivityStatus',
];

/** Prices, people, and a first history, made through the real backend. What is there already stays as it is. */
export async function seed({ ports, progress }: { ports: Ports; progress: Progress }): Promise<void> {
  Object.assign(process.env, emulatorEnv(ports));
  const app = initializeApp({ projectId }, `seed-${ports.hosting}`);
  const client = new DemoClient(ports, demoPassword);
  const warmedUp = Promise.all(calledHere.map((name) => client.warmUp(name)));
  try {
    await publishDefaultCatalog(getFirestore(app));
    for (const person of demoPeople) await createPerson(getAuth(app), person);
    progress.note('warming up the functions');
    await warmedUp;
    await openAccounts(client, progress);
  } finally {
    await warmedUp.catch(() => undefined);
    await deleteApp(app);
  }
  progress.note(`${demoPeople.length} people, catalog "${defaultCatalog.preset}"`);
}

async function publishDefaultCatalog(firestore: Firestore): Promise<void> {
  const current = firestore.collection(collections.config).doc(CATALOG_CONFIG);
  if ((await current.get()).exists) return;
  const published = {
    schemaVersion: 1,
    version: 1,
    catalog: defaultCatalog,
    publishedBy: 'seed',
    publishedAt: Timestamp.now(),
  } satisfies PublishedCatalog | { publishedAt: Timestamp };
  const batch = firestore.batch();
  batch.create(current, published);
  batch.create(firestore.collection(collections.catalogVersions).doc('1'), published);
  await batch.commit();
}

async function createPerson(auth: Auth, { uid, email, name, role }: DemoPerson): Promise<void> {
  const exists = await auth.getUser(uid).then(
    () => true,
    () => false,
  );
  if (exists) return;
  await auth.createUser({ uid, email, displayName: name, password: demoPassword, emailVerified: true });
  if (role) await auth.setCustomUserClaims(uid, { role });
}

/** Opens every account; those that are new get what makes the demo worth looking at. */
async function openAccounts(client: DemoClient, progress: Progress): Promise<void> {
  for (const person of demoPeople) {
    progress.note(`account of ${person.name}`);
    const { welcomeMicros } = await client.call('openAccount', { as: person.email, request: {} });
    if (welcomeMicros === 0) continue;
    if (person.uid === mia.uid) await grantBonus(client, mia.email);
    if (person.uid === lena.uid) await spendMostOfWelcome(client, lena.email);
  }
}

async function grantBonus(client: DemoClient, email: string): Promise<void> {
  await client.call('grantCreditsToUser', {
    as: ada.email,
    request: {
      requestId: randomUUIDv7(),
      to: { email },
      amountMicros: creditsToMicros(200),
      source: 'bonus',
      expiresAtMs: null,
      reason: 'Room to try everything in the demo',
    },
  });
}

/** One long chat, held and captured as an app would do it, leaves a balance below the "low" mark. */
async function spendMostOfWelcome(client: DemoClient, email: string): Promise<void> {
  const quantity = { inputTokens: 4_000, outputTokens: 42_000 };
  const { priceMicros, modelName } = quote(defaultCatalog, { operation: 'chat', quantity });
  const requestId = randomUUIDv7();
  await client.call('validateAndDeductCredits', {
    as: email,
    request: {
      requestId,
      operation: 'chat',
      model: modelName,
      quantity,
      prompt: 'Help me turn my travel notes into a book of short stories',
      shownPriceMicros: priceMicros,
      catalogVersion: 1,
    },
  });
  await client.call('updateAIActivityStatus', { as: email, request: { requestId, status: 'completed' } });
}
