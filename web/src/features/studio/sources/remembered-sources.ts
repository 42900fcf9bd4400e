import { z } from 'zod';
import { keptFor } from '../../../lib/kept/kept.ts';

const mostRemembered = 200;
const Pairs = z.array(z.tuple([z.string(), z.string()]));

const name = 'sources';

function read(uid: string): [string, string][] {
  try {
    return Pairs.parse(JSON.parse(keptFor(uid, 'browser').read(name) ?? '[]'));
  } catch {
    return [];
  }
}

/** Keeps which request a piece of work started from, so that before and after can be shown again later. */
export function rememberSource(
  uid: string,
  { requestId, source }: { requestId: string; source: string },
): void {
  const pairs = [...read(uid), [requestId, source]].slice(-mostRemembered);
  keptFor(uid, 'browser').write(name, JSON.stringify(pairs));
}

export function rememberedSource(uid: string, requestId: string): string | null {
  return read(uid).find(([made]) => made === requestId)?.[1] ?? null;
}
