import { AppError, type Block, type BlockTarget, type RequestOf } from '../contract/index.ts';
import { parseRange } from '../platform/calls/address-range.ts';
import type { CallContext } from '../platform/calls/call-context.ts';

/** All blocks are in one document, and every request is checked against each of them. */
const MAX_BLOCKS = 1_000;
/** A range with fewer bits is half the internet. */
const LEAST_BITS = { ipv4: 8, ipv6: 20 } as const;

export interface NextBlocks {
  readonly blocks: Block[];
  readonly before: Block | null;
  readonly after: Block | null;
}

/**
 * Returns the blocks after a change, without those that have ended.
 * @throws AppError `invalid-argument`, `not-found`
 */
export function nextBlocks(
  stored: readonly Block[],
  { request, context, nowMs }: { request: RequestOf<'changeBlocks'>; context: CallContext; nowMs: number },
): NextBlocks {
  const current = stored.filter(({ expiresAtMs }) => expiresAtMs === null || expiresAtMs > nowMs);
  if (request.action === 'unblock') {
    const before = current.find(({ blockId }) => blockId === request.blockId);
    if (!before) throw new AppError('not-found', { reason: 'block' });
    return { blocks: current.filter((block) => block !== before), before, after: null };
  }
  const { requestId: blockId, reason, expiresAtMs } = request;
  if (expiresAtMs !== null && expiresAtMs <= nowMs) {
    throw new AppError('invalid-argument', { reason: 'block-over' });
  }
  if (current.length >= MAX_BLOCKS) {
    throw new AppError('invalid-argument', { reason: 'too-many-blocks', max: MAX_BLOCKS });
  }
  const author = { uid: context.uid, email: null };
  const target = checkedTarget(request.target, context);
  const after: Block = { blockId, target, reason, author, createdAtMs: nowMs, expiresAtMs };
  return { blocks: [...current, after], before: null, after };
}

/** @throws AppError `invalid-argument` for an invalid address, for a range that is too wide, and for the admin's own */
function checkedTarget(target: BlockTarget, { uid, client }: CallContext): BlockTarget {
  const isOwn = (target: 'account' | 'device' | 'address') =>
    new AppError('invalid-argument', { reason: 'own-block', target });
  if (target.kind === 'account' && target.accountId === uid) throw isOwn('account');
  if (target.kind === 'device' && target.device === client.device) throw isOwn('device');
  if (target.kind !== 'address') return target;
  const range = parseRange(target.range);
  if (!range) throw new AppError('invalid-argument', { reason: 'address-unreadable' });
  if (range.bits < LEAST_BITS[range.kind])
    throw new AppError('invalid-argument', { reason: 'range-too-wide' });
  if (client.ip !== null && range.has(client.ip)) throw isOwn('address');
  return { kind: 'address', range: range.text };
}
