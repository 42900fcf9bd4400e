import { randomUUIDv7 } from 'node:crypto';
import {
  CATALOG_CONFIG,
  type CallableName,
  type CatalogVersion,
  collections,
  creditsToMicros,
  type PresetName,
  type PublishedCatalog,
  presets,
  type StaffMember,
  withOffers,
} from '@firemeter/functions/contract';
import { deleteApp, initializeApp } from 'firebase-admin/app';
import { type Auth, getAuth } from 'firebase-admin/auth';
import { type Firestore, getFirestore, Timestamp } from 'firebase-admin/firestore';
import { offersOf } from '../../functions/src/generation/providers/registry.ts';
import { emulatorEnv } from './emulators/firebase.ts';
import { largeSpending } from './emulators/large-spending.ts';
import { DemoClient } from './local/demo-client.ts';
import { projectId } from './paths.ts';
import type { Ports } from './ports.ts';
import type { Progress } from './terminal.ts';

export const demoPassword = 'demo-password';

interface DemoUser {
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

export const demoPeople: readonly DemoUser[] = [
  mia,
  noah,
  lena,
  { ...ada, role: 'admin' },
  { ...olaf, role: 'owner' },
];

/** One for each process that serves functions: the first call of either starts it. */
const startsProcess: readonly CallableName[] = ['openAccount', 'generate'];

export interface SeedOptions {
  ports: Ports;
  /** Which product's prices; null: those that are published already, else the studio's. */
  preset: PresetName | null;
  progress: Progress;
}

/** Prices, people, and a first history, made through the real backend. What is there already stays as it is. */
export async function seed({ ports, preset, progress }: SeedOptions): Promise<void> {
  Object.assign(process.env, emulatorEnv(ports));
  const app = initializeApp({ projectId }, `seed-${ports.hosting}`);
  const client = new DemoClient(ports, demoPassword);
  const warmedUp = Promise.all(startsProcess.map((name) => client.warmUp(name)));
  try {
    const published = await publishPreset(getFirestore(app), preset);
    const services = { auth: getAuth(app), firestore: getFirestore(app) };
    for (const user of demoPeople) await createUser(services, user);
    progress.note('warming up the functions');
    await warmedUp;
    await openAccounts(client, { progress, published });
    progress.note(`${demoPeople.length} people, catalog "${published.catalog.preset}"`);
  } finally {
    await warmedUp.catch(() => undefined);
    await deleteApp(app);
  }
}

type InForce = Pick<PublishedCatalog, 'version' | 'catalog'>;

/** Publishes a preset where nothing is published yet, or where another one is wanted than was published. */
async function publishPreset(firestore: Firestore, wanted: PresetName | null): Promise<InForce> {
  const current = firestore.collection(collections.config).doc(CATALOG_CONFIG);
  const inForce = (await current.get()).data() as InForce | undefined;
  if (inForce && (wanted === null || inForce.catalog.preset === wanted)) return inForce;
  const published = {
    schemaVersion: 1,
    version: (inForce?.version ?? 0) + 1,
    catalog: withOffers(presets[wanted ?? 'studio'], offersOf),
    publishedBy: 'seed',
    publishedAt: Timestamp.now(),
  } satisfies PublishedCatalog | { publishedAt: Timestamp };
  const version = { ...published, email: null, reason: 'Prices to start from' } satisfies
    | CatalogVersion
    | { publishedAt: Timestamp };
  const batch = firestore.batch();
  batch.set(current, published);
  batch.create(firestore.collection(collections.catalogVersions).doc(String(published.version)), version);
  await batch.commit();
  return published;
}

async function createUser(
  { auth, firestore }: { auth: Auth; firestore: Firestore },
  { uid, email, name, role }: DemoUser,
): Promise<void> {
  const member = role && { schemaVersion: 1, role, updatedAt: Timestamp.now() };
  if (member) {
    const staff = firestore.collection(collections.staff).doc(uid);
    if (!(await staff.get()).exists) await staff.set(member satisfies StaffMember | { updatedAt: Timestamp });
  }
  const exists = await auth.getUser(uid).then(
    () => true,
    () => false,
  );
  if (exists) return;
  await auth.createUser({ uid, email, displayName: name, password: demoPassword, emailVerified: true });
}

interface Opening {
  progress: Progress;
  published: InForce;
}

/** Opens every account; those that are new get what makes the demo worth looking at. */
async function openAccounts(client: DemoClient, { progress, published }: Opening): Promise<void> {
  for (const user of demoPeople) {
    progress.note(`account of ${user.name}`);
    const { welcomeMicros } = await client.call('openAccount', { as: user.email, request: {} });
    if (welcomeMicros === 0) continue;
    if (user.uid === mia.uid) await grantBonus(client, mia.email);
    if (user.uid === lena.uid) await spendMostOf(welcomeMicros, { client, published, as: lena.email });
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

/** Work held and captured as an app would do it leaves a balance below the "low" mark. */
async function spendMostOf(
  balanceMicros: number,
  { client, published, as }: { client: DemoClient; published: InForce; as: string },
): Promise<void> {
  const { catalog, version: catalogVersion } = published;
  for (const piece of largeSpending(catalog, balanceMicros)) {
    const { operation, model, quantity, priceMicros: shownPriceMicros } = piece;
    const requestId = randomUUIDv7();
    const prompt = 'Help me turn my travel notes into a book of short stories';
    await client.call('validateAndDeductCredits', {
      as,
      request: { requestId, operation, model, quantity, prompt, shownPriceMicros, catalogVersion },
    });
    await client.call('updateAIActivityStatus', { as, request: { requestId, status: 'completed' } });
  }
}
