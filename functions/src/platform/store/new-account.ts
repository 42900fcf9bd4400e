import { createHash } from 'node:crypto';
import { ACTIVITY_SHARDS, type Account, toSearchPrefixes } from '../../contract/index.ts';

/** Returns an account without credits, for a new user. */
export function newAccount(user: {
  /** Absent: a personal account, with its owner's uid. */
  accountId?: string;
  uid: string;
  email: string | null;
  name: string | null;
  kind: Account['kind'];
}): Account {
  const { uid, accountId = uid, email, name, kind } = user;
  return {
    schemaVersion: 1,
    ownerUid: uid,
    kind,
    email,
    name,
    searchPrefixes: toSearchPrefixes({ email, name }),
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
    shard: shardOf(accountId),
    createdAt: 0,
  };
}

function shardOf(accountId: string): number {
  return createHash('sha256').update(accountId).digest().readUInt16BE() % ACTIVITY_SHARDS;
}
