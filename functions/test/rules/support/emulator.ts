import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { initializeTestEnvironment, type RulesTestEnvironment } from '@firebase/rules-unit-testing';
import { doc, type Firestore, setDoc, setLogLevel } from 'firebase/firestore';
import { collections as usual } from '../../../src/contract/index.ts';
import { people, staffDocuments, type Uid } from './people.ts';

export const repository = join(import.meta.dirname, '../../../..');
export const rulesSource = readFileSync(join(repository, 'firestore.rules'), 'utf8');

/** The database as each person sees it, under the rules of this repository. */
export interface Database {
  as(uid: Uid): Firestore;
  /** As somebody with any uid, who has signed in by password. */
  asUser(uid: string): Firestore;
  /** With the rules off: to lay out documents and to look at what there is. */
  unruled<T>(work: (db: Firestore) => Promise<T>): Promise<T>;
  coverage(): Promise<unknown>;
  close(): Promise<void>;
}

/** A database of its own with nothing but the staff in it, with its own coverage, so that test files do not see each other. */
export async function openDatabase(
  name: string,
  { rules, collections }: { rules: string; collections: { readonly staff: string } } = {
    rules: rulesSource,
    collections: usual,
  },
): Promise<Database> {
  setLogLevel('silent');
  const projectId = `demo-rules-${name.replaceAll('_', '-')}`;
  const address = new URL(`http://${process.env.FIRESTORE_EMULATOR_HOST}`);
  const environment = await initializeTestEnvironment({
    projectId,
    firestore: { host: address.hostname, port: Number(address.port), rules },
  });
  await environment.clearFirestore();
  await environment.withSecurityRulesDisabled(async (context) => {
    const db = modular(context.firestore());
    for (const [uid, member] of Object.entries(staffDocuments)) {
      await setDoc(doc(db, collections.staff, uid), member);
    }
  });
  const opened = new Map<string, Firestore>();
  return {
    as(uid) {
      const db = opened.get(uid) ?? signIn(environment, uid);
      opened.set(uid, db);
      return db;
    },
    asUser(uid) {
      const db =
        opened.get(uid) ?? modular(environment.authenticatedContext(uid, people.person.claims).firestore());
      opened.set(uid, db);
      return db;
    },
    async unruled<T>(work: (db: Firestore) => Promise<T>) {
      const results: T[] = [];
      await environment.withSecurityRulesDisabled(async (context) => {
        results.push(await work(modular(context.firestore())));
      });
      return results[0] as T;
    },
    async coverage() {
      const response = await fetch(new URL(`/emulator/v1/projects/${projectId}:ruleCoverage`, address));
      return response.json();
    },
    close: () => environment.cleanup(),
  };
}

function signIn(environment: RulesTestEnvironment, uid: Uid): Firestore {
  const { claims } = people[uid];
  const context = claims
    ? environment.authenticatedContext(uid, claims)
    : environment.unauthenticatedContext();
  return modular(context.firestore());
}

/** The library's types are those of the old namespaced SDK; the object serves the modular one as well. */
function modular(db: unknown): Firestore {
  return db as Firestore;
}
