import type { Firestore } from 'firebase-admin/firestore';
import { AppError, assertNever, BLOCKS_CONFIG, type Block, BlockList } from '../contract/index.ts';
import { parseRange } from '../platform/address-range.ts';
import type { CallContext } from '../platform/call-context.ts';
import { collection, decodeDocument } from '../platform/documents.ts';
import { createSharedRead } from '../platform/shared-read.ts';

type Caller = Pick<CallContext, 'uid' | 'client'>;

export interface Blocks {
  /** Whether someone is kept out, by what is at most five seconds old: one read of all blocks, shared by all requests. */
  isBlocked(caller: Caller): Promise<boolean>;
}

/** The rejection of whoever is kept out. */
export function blocked(): AppError {
  return new AppError('blocked');
}

export function createBlocks(options: { db: Firestore; now: () => number }): Blocks {
  const { db, now } = options;
  const current = createSharedRead({
    async read() {
      const list = decodeDocument(BlockList, await collection(db, 'config').doc(BLOCKS_CONFIG).get());
      return (list?.value.blocks ?? []).map(knownBlock);
    },
    now,
  });

  return {
    async isBlocked(caller) {
      const nowMs = now();
      return (await current()).some(
        ({ expiresAtMs, isFor }) => (expiresAtMs === null || nowMs < expiresAtMs) && isFor(caller),
      );
    },
  };
}

interface KnownBlock {
  readonly expiresAtMs: number | null;
  readonly isFor: (caller: Caller) => boolean;
}

function knownBlock({ target, expiresAtMs }: Block): KnownBlock {
  switch (target.kind) {
    case 'account':
      // Of a user, by the id of their own account: who shares an account is not blocked with them.
      return { expiresAtMs, isFor: ({ uid }) => uid === target.accountId };
    case 'device':
      return { expiresAtMs, isFor: ({ client }) => client.device === target.device };
    case 'address': {
      const range = parseRange(target.range);
      return {
        expiresAtMs,
        isFor: ({ client: { ip } }) => ip !== null && range?.has(ip) === true,
      };
    }
    default:
      return assertNever(target);
  }
}
