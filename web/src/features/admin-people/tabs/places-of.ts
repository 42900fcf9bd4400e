import type { Activity } from '@firemeter/functions/contract';

interface Place {
  readonly value: string;
  /** The country of an address. */
  readonly note: string | null;
  readonly count: number;
  readonly lastMs: number;
}

/** The addresses and devices that requests came from, the latest first. */
export function placesOf(activities: readonly Pick<Activity, 'client' | 'createdAt'>[]): {
  addresses: Place[];
  devices: Place[];
} {
  const addresses = new Map<string, Place>();
  const devices = new Map<string, Place>();
  const count = (places: Map<string, Place>, value: string | null, note: string | null, atMs: number) => {
    if (value === null) return;
    const before = places.get(value);
    const lastMs = Math.max(atMs, before?.lastMs ?? 0);
    places.set(value, { value, note: note ?? before?.note ?? null, count: (before?.count ?? 0) + 1, lastMs });
  };
  for (const { client, createdAt } of activities) {
    count(addresses, client.ip, client.country, createdAt);
    count(devices, client.device, null, createdAt);
  }
  const latestFirst = (places: Map<string, Place>) =>
    [...places.values()].sort((a, b) => b.lastMs - a.lastMs);
  return { addresses: latestFirst(addresses), devices: latestFirst(devices) };
}
