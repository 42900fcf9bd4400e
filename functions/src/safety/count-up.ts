import { type App, applicationDefault } from 'firebase-admin/app';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { collection } from '../platform/store/documents.ts';

/** A count for an address, in parts of a rolling window. */
export interface CountedUp {
  readonly id: string;
  /** The amount to add to each part; 0 only reads it. */
  readonly add: ReadonlyMap<string, number>;
  /** Parts that no longer count. */
  readonly forget: readonly string[];
}

/** Adds to counts that all instances share, and returns their new values: one write, no read. */
export type CountUp = (counted: CountedUp) => Promise<Map<string, number>>;

const DEADLINE_MS = 1_000;

/**
 * Creates the counter on Firestore's REST API, which returns the result of an increment
 * (firebase.google.com/docs/firestore/reference/rest/v1/projects.databases.documents/commit). The Admin SDK doesn't.
 */
export function createCountUp({ app, db }: { app: App; db: Firestore }): CountUp {
  const { credential = applicationDefault(), projectId = process.env.GCLOUD_PROJECT } = app.options;
  const counts = collection(db, 'rateLimits').path;
  return async ({ id, add, forget }) => {
    const emulator = process.env.FIRESTORE_EMULATOR_HOST;
    const server = emulator ? `http://${emulator}` : 'https://firestore.googleapis.com';
    const token = emulator ? 'owner' : (await credential.getAccessToken()).access_token;
    const documents = `projects/${projectId}/databases/(default)/documents`;
    const parts = [...add.keys()];
    const write = {
      update: {
        name: `${documents}/${counts}/${id}`,
        fields: { schemaVersion: { integerValue: 1 } },
      },
      updateMask: { fieldPaths: ['schemaVersion', ...forget.map(fieldOf)] },
      updateTransforms: parts.map((part) => ({
        fieldPath: fieldOf(part),
        increment: { integerValue: add.get(part) ?? 0 },
      })),
    };
    const response = await fetch(`${server}/v1/${documents}:commit`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ writes: [write] }),
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    if (!response.ok) throw new Error(`The counts of an address were not taken: HTTP ${response.status}`);
    const [{ transformResults }] = Committed.parse(await response.json()).writeResults;
    return new Map(parts.map((part, index) => [part, transformResults[index]?.integerValue ?? 0]));
  };
}

const Committed = z.object({
  writeResults: z.tuple([
    z.object({ transformResults: z.array(z.object({ integerValue: z.coerce.number().int() })) }),
  ]),
});

const fieldOf = (part: string) => `counts.\`${part}\``;
