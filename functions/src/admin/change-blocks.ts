import { setTimeout as sleep } from 'node:timers/promises';
import type { Firestore } from 'firebase-admin/firestore';
import {
  AppError,
  AuditEntry,
  assertFreshRequestId,
  BLOCKS_CONFIG,
  type Block,
  BlockList,
  type RequestOf,
} from '../contract/index.ts';
import { attribution, type CallContext } from '../platform/calls/call-context.ts';
import type { Handler } from '../platform/calls/callable.ts';
import { log } from '../platform/signals/log.ts';
import {
  collection,
  decodeDocument,
  encodeDocument,
  type Versioned,
  writeOver,
} from '../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../platform/store/landed.ts';
import { nextBlocks } from './next-blocks.ts';

const MAX_TRIES = 12;
const PAUSE_MS = 25;

export interface BlockServices {
  readonly db: Firestore;
  readonly now: () => number;
}

type BlocksRequest = RequestOf<'changeBlocks'>;

/**
 * Adds or removes a block, once per request id, with an audit entry in the same commit.
 * @throws AppError `not-found` for an unknown account, because a block on it would have no effect
 */
export function changeBlocks(services: BlockServices): Handler<'changeBlocks'> {
  const { db, now } = services;
  return async (request, context) => {
    assertFreshRequestId(request.requestId, now());
    const blockId = request.action === 'block' ? request.requestId : request.blockId;
    for (let tries = 1; tries <= MAX_TRIES; tries++) {
      const [audit, list] = await db.getAll(auditOf(db, request), listIn(db));
      if (audit?.exists)
        return answerAgain(audit.get('after.blockId') ?? audit.get('before.blockId'), blockId);
      const stored = list ? decodeDocument(BlockList, list) : null;
      if (await write(services, { request, context, stored })) return { blockId };
      await sleep(Math.random() * PAUSE_MS * tries);
    }
    throw new AppError('busy', { reason: 'publishing', retryAfterMs: 1_000 });
  };
}

async function assertTargetExists(db: Firestore, request: BlocksRequest): Promise<void> {
  if (request.action !== 'block' || request.target.kind !== 'account') return;
  const account = await collection(db, 'accounts').doc(request.target.accountId).get();
  if (account.exists) return;
  throw new AppError('not-found', { reason: 'account' });
}

function answerAgain(stored: unknown, blockId: string): { blockId: string } {
  if (stored === blockId) return { blockId };
  throw new AppError('idempotency-conflict', { reason: 'block' });
}

interface Writing {
  readonly request: BlocksRequest;
  readonly context: CallContext;
  readonly stored: Versioned<BlockList> | null;
}

/** Writes the list and the audit entry in one commit. Returns false if the list has changed and must be read again. */
async function write({ db, now }: BlockServices, { request, context, stored }: Writing): Promise<boolean> {
  const nowMs = now();
  const { blocks, before, after } = nextBlocks(stored?.value.blocks ?? [], { request, context, nowMs });
  await assertTargetExists(db, request);
  const list = await encodeDocument(db, BlockList, {
    schemaVersion: 1,
    ...stored?.value,
    blocks,
    updatedAt: nowMs,
  });
  const entry: AuditEntry = {
    schemaVersion: 1,
    ...attribution(context),
    action: request.action,
    target: auditTarget(after ?? before),
    before: before && viewOf(before),
    after: after && viewOf(after),
    reason: request.reason,
    createdAt: nowMs,
  };
  const batch = db.batch();
  writeOver(batch, listIn(db), { was: stored?.version ?? null, data: list });
  batch.create(auditOf(db, request), await encodeDocument(db, AuditEntry, entry));
  if (!(await landed(batch.commit(), UNLESS_CONFLICT))) return false;
  const changed = after ?? before;
  if (changed)
    log.blocksChanged({ action: request.action, kind: changed.target.kind, traceId: context.traceId });
  return true;
}

/** Returns the account, so that the log can be searched for it. Other targets are in `before` and `after`. */
function auditTarget(block: Block | null): string {
  const target = block?.target;
  return target?.kind === 'account' ? `accounts/${target.accountId}` : `system_config/${BLOCKS_CONFIG}`;
}

/**
 * Returns a block for the log, which is kept for good: addresses and devices are named only by the block's id, because
 * the block can be deleted.
 */
function viewOf({ blockId, target, expiresAtMs }: Block) {
  return { blockId, target: target.kind === 'account' ? target : { kind: target.kind }, expiresAtMs };
}

const listIn = (db: Firestore) => collection(db, 'config').doc(BLOCKS_CONFIG);
const auditOf = (db: Firestore, { requestId }: BlocksRequest) =>
  collection(db, 'audit').doc(`block-${requestId}`);
