/** The fields that the Timestamp classes of both SDKs share. */
interface StoredTimestamp {
  readonly seconds: number;
  readonly nanoseconds: number;
}

/**
 * Writes a stored document as a text that is the same for equal documents, independent of the order of fields, of the
 * SDK that has read it, and of whether this build knows its fields. Seals are computed from it, so it must never
 * change.
 * @throws TypeError for a value that no document can hold
 */
export function canonicalText(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return numberText(value);
  if (typeof value !== 'object') throw new TypeError(`A document holds no ${typeof value}`);
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  return isMap(value) ? mapText(value) : typedText(value);
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return JSON.stringify(value === 0 ? 0 : value);
  return tagged('number', String(value));
}

function mapText(value: object): string {
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  // So no field of a document can be mistaken for a tag.
  const texts = fields.map(([name, field]) => {
    const key = name.startsWith('$') ? `$${name}` : name;
    return `${JSON.stringify(key)}:${canonicalText(field)}`;
  });
  return `{${texts.join(',')}}`;
}

function typedText(value: object): string {
  if (value instanceof Date) {
    const seconds = Math.floor(value.getTime() / 1_000);
    return timeText({ seconds, nanoseconds: (value.getTime() - seconds * 1_000) * 1_000_000 });
  }
  if (isTimestamp(value)) return timeText(value);
  if (value instanceof Uint8Array) return tagged('bytes', bytesToText(value));
  if ('toUint8Array' in value && typeof value.toUint8Array === 'function') {
    return tagged('bytes', bytesToText(value.toUint8Array()));
  }
  if ('latitude' in value && 'longitude' in value) return tagged('point', [value.latitude, value.longitude]);
  if ('path' in value && 'firestore' in value) return tagged('reference', value.path);
  if ('toArray' in value && typeof value.toArray === 'function') return tagged('vector', value.toArray());
  throw new TypeError('A document holds no such object');
}

function timeText({ seconds, nanoseconds }: StoredTimestamp): string {
  return tagged('time', `${seconds}.${String(nanoseconds).padStart(9, '0')}`);
}

function tagged(tag: string, value: unknown): string {
  return `{"$${tag}":${canonicalText(value)}}`;
}

function isMap(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isTimestamp(value: object): value is StoredTimestamp {
  return (
    'seconds' in value &&
    typeof value.seconds === 'number' &&
    'nanoseconds' in value &&
    typeof value.nanoseconds === 'number'
  );
}

/** Encodes bytes as base64url, which is safe in ids, URLs and texts. */
export function bytesToText(bytes: Uint8Array): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @throws Error when the text isn't valid base64url */
export function textToBytes(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
