/** What Firestore takes (firebase.google.com/docs/firestore/quotas). */
const MAX_DOCUMENT_BYTES = 1024 * 1024;
const MAX_ID_BYTES = 1_500;
const MAX_DEPTH = 20;
/** A document's overhead and the name of its collection. */
const OVERHEAD_BYTES = 64;

/** A document that Firestore would refuse, found before it is sent. */
export class UnstorableDocument extends Error {}

/**
 * Returns about how many bytes a document takes, by Firestore's own rules (firebase.google.com/docs/firestore/storage-size).
 * @throws UnstorableDocument when Firestore would refuse it
 */
export function documentBytes(id: string, value: object): number {
  checkId(id);
  const bytes = OVERHEAD_BYTES + textBytes(id) + valueBytes(value, 0);
  if (bytes > MAX_DOCUMENT_BYTES) throw new UnstorableDocument(`A document of ${bytes} bytes is too large`);
  return bytes;
}

/** @throws UnstorableDocument when no document can have this id: a read of it would fail for everyone who shares it */
export function checkId(id: string): void {
  const isNamed = id !== '' && id !== '.' && id !== '..' && !id.includes('/') && !isReserved(id);
  if (!isNamed || textBytes(id) > MAX_ID_BYTES)
    throw new UnstorableDocument('A document cannot have this id');
}

function valueBytes(value: unknown, depth: number): number {
  if (typeof value === 'string') return textBytes(value);
  if (typeof value === 'number') return 8;
  if (typeof value !== 'object' || value === null) return 1;
  if (value instanceof Date) return 8;
  if (depth > MAX_DEPTH) throw new UnstorableDocument('A document is nested too deeply');
  let bytes = 0;
  if (Array.isArray(value)) {
    for (const item of value) {
      if (Array.isArray(item)) throw new UnstorableDocument('A list is directly in a list');
      bytes += valueBytes(item, depth + 1);
    }
    return bytes;
  }
  for (const name in value) {
    if (name === '' || isReserved(name)) throw new UnstorableDocument(`No field can have the name "${name}"`);
    bytes += textBytes(name) + valueBytes((value as Record<string, unknown>)[name], depth + 1);
  }
  return bytes;
}

/** @throws UnstorableDocument for half a surrogate pair, which has no UTF-8 */
function textBytes(text: string): number {
  if (!text.isWellFormed()) throw new UnstorableDocument('A text is not Unicode');
  return Buffer.byteLength(text) + 1;
}

function isReserved(name: string): boolean {
  return name.startsWith('__') && name.endsWith('__');
}
