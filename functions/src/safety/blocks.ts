import type { Firestore } from 'firebase-admin/firestore';
import { AppError, assertNever, BLOCKS_CONFIG, type Block, BlockList } from '../contract/index.ts';
import { parseRange } from '../platform/calls/address-range.ts';
import type { CallContext } from '../platform/calls/call-context.ts';
import { collection, decodeDocument } from '../platform/store/documents.ts';
import { createSharedRead } from '../platform/store/shared-read.ts';

type Caller = Pick<CallContext, 'uid' | 'client'>;

export interface Blocks {
  /**
   * Returns whether a caller is blocked, by a list that is at most five seconds old. All requests share one read of it.
   */
  isBlocked(caller: Caller): Promise<boolean>;
}

/** Returns the rejection of a blocked caller. */
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
      // For a user, the id of their own account. Other users of a shared account aren't blocked with them.
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
