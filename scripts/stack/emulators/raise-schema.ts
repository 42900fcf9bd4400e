import { collections, SCHEMA_CONFIG, SCHEMA_VERSION } from '@firemeter/functions/contract';
import { projectId } from '../paths.ts';

/** Raises the schema of an emulated store, as `npm run migrate` does for a real one: what runs here is all of one build. */
export async function raiseSchema(firestoreHost: string): Promise<void> {
  const path = `projects/${projectId}/databases/(default)/documents/${collections.config}/${SCHEMA_CONFIG}`;
  const integer = (value: number) => ({ integerValue: value });
  const fields = {
    schemaVersion: integer(1),
    version: integer(SCHEMA_VERSION),
    cursor: { nullValue: null },
    updatedAt: { timestampValue: new Date().toISOString() },
  };
  const response = await fetch(`http://${firestoreHost}/v1/${path}`, {
    method: 'PATCH',
    headers: { authorization: 'Bearer owner', 'content-type': 'application/json' },
    body: JSON.stringify({ fields }),
  });
  if (!response.ok) throw new Error(`The schema could not be raised: HTTP ${response.status}`);
}
