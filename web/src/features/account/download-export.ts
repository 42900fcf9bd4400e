import type { ExportedDocument, ResponseOf } from '@firemeter/functions/contract';
import { downloadZip } from 'client-zip';
import type { Client } from '#kit/core/call.ts';

interface Entry {
  readonly name: string;
  readonly input: string | Response | Uint8Array<ArrayBuffer>;
}

/**
 * Returns everything that is held about the user as a ZIP archive: a JSON file for each collection, and their files. Reads a
 * page at a time, so only the texts are in memory.
 * @param onPage called after each page, with the number of documents so far
 */
export async function downloadExport(client: Client, onPage: (documents: number) => void): Promise<Blob> {
  return downloadZip(entriesOf(client, onPage)).blob();
}

async function* entriesOf(client: Client, onPage: (documents: number) => void): AsyncGenerator<Entry> {
  const documents: ExportedDocument[] = [];
  const missing: string[] = [];
  let cursor: string | null = null;
  do {
    const page: ResponseOf<'exportMyData'> = await client.call('exportMyData', { cursor });
    documents.push(...page.documents);
    onPage(documents.length);
    for (const { name, url } of page.files) {
      const input = await contentOf(url);
      if (input) yield { name, input };
      else missing.push(name);
    }
    cursor = page.cursor;
  } while (cursor !== null);
  for (const [collection, those] of Object.entries(Object.groupBy(documents, (one) => one.collection))) {
    const fields = those?.map(({ id, data }) => ({ id, ...data }));
    yield { name: `data/${collection}.json`, input: JSON.stringify(fields, null, 2) };
  }
  // A file may have been deleted since, with the work that it belongs to.
  if (missing.length > 0) yield { name: 'missing-files.json', input: JSON.stringify(missing, null, 2) };
}

async function contentOf(url: string): Promise<Response | Uint8Array<ArrayBuffer> | null> {
  const base64 = /^data:[^,]*;base64,(.*)$/.exec(url)?.[1];
  if (base64 !== undefined) return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const response = await fetch(url);
  return response.ok ? response : null;
}
