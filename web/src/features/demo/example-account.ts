import {
  type Account,
  type Activity,
  creditsToMicros,
  GUEST_WINDOW,
  HOUR_MS,
  type Lot,
} from '@firemeter/functions/contract';

const made = Date.now();

function lot(source: Lot['source'], credits: number, changes: Partial<Lot> = {}): Lot {
  return {
    lotId: source,
    source,
    grantedAtMs: made - 40 * HOUR_MS,
    expiresAtMs: null,
    paymentId: null,
    remainingMicros: creditsToMicros(credits),
    frozen: false,
    ...changes,
  };
}

/** Somebody with so many credits. */
export function exampleAccount(credits: number, changes: Partial<Account> = {}): Account {
  return {
    schemaVersion: 1,
    ownerUid: 'example',
    kind: 'person',
    email: 'mia@example.com',
    name: 'Mia',
    searchPrefixes: [],
    status: 'active',
    statusReason: null,
    suspendedAt: null,
    pauseDueAt: null,
    unlimited: false,
    lots: [lot('purchase', credits)],
    closedLots: null,
    debtMicros: 0,
    windows: {},
    topUpBelowMicros: null,
    clientReturns: { dayStartMs: 0, returnedMicros: 0 },
    decidedAtMs: 0,
    nextLapseAt: null,
    shard: 0,
    createdAt: made,
    ...changes,
  };
}

/** A guest who has taken so many free turns, one an hour. */
export function exampleGuest(taken: number): Account {
  const times = Array.from({ length: taken }, (_, index) => made - (taken - index) * HOUR_MS);
  return exampleAccount(0, { kind: 'guest', email: null, windows: { [GUEST_WINDOW]: times } });
}

/** One of each kind of credits. */
export const exampleLots: readonly Lot[] = [
  lot('welcome', 12.5, { expiresAtMs: made + 700 * HOUR_MS }),
  lot('purchase', 480),
  lot('bonus', 20, { frozen: true }),
];

/** A request, as far as a list shows it. */
export function exampleActivity(changes: Partial<Activity>): Activity {
  return { uid: 'example', heldMicros: 0, createdAt: made, ...changes } as Activity;
}
