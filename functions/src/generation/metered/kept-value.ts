import { type Activity, type Result, utf8Bytes } from '../../contract/index.ts';
import { log } from '../../platform/signals/log.ts';

/** A document holds 1 MiB: this, and room for everything around it. */
const MAX_BYTES = 1_000_000;

/** Makes the document that keeps the work's result. Null, and logged: it is too large, or no JSON. */
export function toKept(
  { activityId, activity }: { activityId: string; activity: Activity },
  { value, keepMs, nowMs }: { value: unknown; keepMs: number; nowMs: number },
): Result | null {
  const { accountId, uid, traceId } = activity;
  try {
    const json = JSON.stringify(value ?? null);
    const bytes = utf8Bytes(json);
    if (bytes > MAX_BYTES) throw new RangeError(`${bytes} bytes are more than ${MAX_BYTES}`);
    const output = { kind: 'value', json } as const;
    return { schemaVersion: 1, accountId, uid, output, createdAt: nowMs, expiresAt: nowMs + keepMs };
  } catch (cause) {
    log.valueNotKept({ activityId, traceId, cause });
    return null;
  }
}

/** Returns the kept value; null once it has expired. */
export function readKept({ output, expiresAt = Number.POSITIVE_INFINITY }: Result, nowMs: number): unknown {
  return output.kind === 'value' && nowMs < expiresAt ? JSON.parse(output.json) : null;
}
