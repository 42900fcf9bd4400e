/**
 * Switches in square brackets anywhere in a prompt, for tests and demonstrations. Only the stand-ins read them.
 *
 * | written | what happens |
 * | --- | --- |
 * | `[fail]` | the call fails as a server error does (500) |
 * | `[fail busy]` | every call is told that there are too many (429) |
 * | `[fail busy 2]` | the first 2 calls with one idempotency key are told so, the next works |
 * | `[refuse]` | the call is refused under the content policy (400) |
 * | `[slow 3s]` | waits before it begins; `ms`, `s` or `m`, ten minutes at most |
 * | `[pace 200ms]` | a chat waits that long before each word |
 * | `[malformed]` | what comes is no picture, no sound, no video, no answer |
 * | `[cut]` | the connection is lost in the middle |
 */
export interface Directives {
  readonly fail: 'error' | { readonly busyCalls: number } | undefined;
  readonly refuse: boolean;
  readonly slowMs: number;
  readonly paceMs: number | undefined;
  readonly malformed: boolean;
  readonly cut: boolean;
  /** The prompt without its switches. */
  readonly text: string;
}

const SWITCH = /\[(fail|refuse|slow|pace|malformed|cut)(?: +([^[\]]{1,20}))?\]/gi;
const MAX_WAIT_MS = 600_000;
const UNIT_MS = { ms: 1, s: 1_000, m: 60_000 };

/** Reads the switches of a prompt; of two of a kind the last counts. */
export function readDirectives(prompt: string): Directives {
  const found = new Map<string, string>();
  for (const [, name = '', argument = ''] of prompt.matchAll(SWITCH)) {
    found.set(name.toLowerCase(), argument.trim().toLowerCase());
  }
  return {
    fail: readFail(found.get('fail')),
    refuse: found.has('refuse'),
    slowMs: durationMs(found.get('slow')) ?? 0,
    paceMs: durationMs(found.get('pace')),
    malformed: found.has('malformed'),
    cut: found.has('cut'),
    text: prompt.replace(SWITCH, ' ').replace(/ {2,}/g, ' ').trim(),
  };
}

function readFail(argument: string | undefined): Directives['fail'] {
  if (argument === undefined) return undefined;
  const busy = /^busy(?: +(\d{1,3}))?$/.exec(argument);
  if (!busy) return 'error';
  return { busyCalls: busy[1] === undefined ? Number.POSITIVE_INFINITY : Number(busy[1]) };
}

function durationMs(argument: string | undefined): number | undefined {
  const parts = /^(\d+(?:\.\d+)?) *(ms|s|m)$/.exec(argument ?? '');
  if (!parts) return undefined;
  return Math.min(Number(parts[1]) * UNIT_MS[parts[2] as keyof typeof UNIT_MS], MAX_WAIT_MS);
}
