import { createHash } from 'node:crypto';
import { ACTIVITY_SHARDS, type Account } from '../contract/index.ts';

const MAX_PREFIX_LENGTH = 20;

/** An account without credits, as its person first appears. */
export function newAccount(person: {
  uid: string;
  email: string | null;
  name: string | null;
  kind: Account['kind'];
}): Account {
  const { uid, email, name, kind } = person;
  return {
    schemaVersion: 1,
    ownerUid: uid,
    kind,
    email,
    name,
    searchPrefixes: [...new Set([email, ...(name?.split(' ') ?? [])].flatMap(prefixes))],
    status: 'active',
    statusReason: null,
    suspendedAt: null,
    pauseDueAt: null,
    unlimited: false,
    lots: [],
    closedLots: null,
    debtMicros: 0,
    topUpBelowMicros: null,
    windows: {},
    clientReturns: { dayStartMs: 0, returnedMicros: 0 },
    decidedAtMs: 0,
    nextLapseAt: null,
    shard: shardOf(uid),
    createdAt: 0,
  };
}

function shardOf(uid: string): number {
  return createHash('sha256').update(uid).digest().readUInt16BE() % ACTIVITY_SHARDS;
}

/** The lower-case beginnings of a word: what an admin may have typed so far. */
function prefixes(word: string | null): string[] {
  const characters = [...(word ?? '').toLowerCase()].slice(0, MAX_PREFIX_LENGTH);
  return characters.map((_, index) => characters.slice(0, index + 1).join(''));
}
