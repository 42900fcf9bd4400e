import { AppError, DAY_MS, type ErrorCode, type Rejection, rejectionCodes } from '../contract/index.ts';
import { isPublicAddress } from '../platform/calls/address-range.ts';
import type { AgreementChecks } from '../platform/calls/agreement-checks.ts';
import type { CallContext } from '../platform/calls/call-context.ts';
import { digestAddress } from '../platform/calls/digest-address.ts';
import { checkAgreement, type Guard } from '../platform/calls/guard.ts';
import type { RecordSignal } from '../platform/signals/record-signal.ts';
import type { Catalogs } from '../platform/store/catalogs.ts';
import { forgetOldest } from '../platform/store/shared-read.ts';
import type { AddressCounter } from './address-counter.ts';
import { type Blocks, blocked } from './blocks.ts';
import type { RejectionLog } from './rejection-log.ts';

/**
 * This many rejections of one account, on one instance and day, are one sign of abuse, because a write for each would
 * let a flood cause writes.
 */
const HAMMERED = 20;
const MAX_HAMMERING = 20_000;

const atLimits: readonly ErrorCode[] = ['rate-limited', 'guest-limit'];

export interface GuardConfig {
  readonly blocks: Blocks;
  readonly agreements: Pick<AgreementChecks, 'required' | 'findMissing'>;
  readonly addresses: AddressCounter;
  readonly catalogs: Catalogs;
  readonly recordSignal: RecordSignal;
  readonly rejections: RejectionLog;
  readonly digestKey: () => string;
  readonly now: () => number;
}

export function createGuard(services: GuardConfig): Guard {
  const hammering = new Map<string, { count: number; sinceMs: number }>();

  /** Counts a rejection. Returns true for every twentieth. */
  function isHammering(accountId: string): boolean {
    const nowMs = services.now();
    const before = hammering.get(accountId);
    const goesOn = before !== undefined && nowMs - before.sinceMs < DAY_MS;
    const count = (goesOn ? before.count : 0) + 1;
    hammering.delete(accountId);
    if (count === HAMMERED) return true;
    hammering.set(accountId, { count, sinceMs: goesOn ? before.sinceMs : nowMs });
    forgetOldest(hammering, MAX_HAMMERING);
    return false;
  }

  return {
    async check(context, { asksForWork, needsAgreement = false }) {
      if (await services.blocks.isBlocked(context)) {
        return blocked();
      }
      const rejection =
        asksForWork || needsAgreement ? await checkAgreement(services.agreements, context) : null;
      if (rejection) return rejection;
      return asksForWork ? checkAddress(services, context) : null;
    },

    async record({ accountId, uid, traceId }, { code, details }, { asksForWork, work }) {
      if (asksForWork && isRejection(code)) {
        services.rejections.add({ atMs: services.now(), accountId, uid, ...work, code });
      }
      const common = { accountId, traceId };
      if (code === 'moderated') {
        const evidence = { category: details.category ?? '' };
        await services.recordSignal({ ...common, kind: 'moderated-prompts', evidence });
      }
      if (code === 'return-limit') {
        await services.recordSignal({ ...common, kind: 'client-returns', evidence: {} });
      }
      if (atLimits.includes(code) && isHammering(accountId)) {
        const evidence = { requests: HAMMERED, code };
        await services.recordSignal({ ...common, kind: 'limit-hammering', evidence });
      }
    },
  };
}

function isRejection(code: ErrorCode): boolean {
  return rejectionCodes.some((rejection) => rejection === code);
}

/** Counts requests of users only. Guests have turns, which are counted exactly, and staff are exempt. */
async function checkAddress(
  { addresses, catalogs, digestKey }: GuardConfig,
  { client: { ip }, isGuest, role }: CallContext,
): Promise<Rejection | null> {
  if (isGuest || role !== null || ip === null || !isPublicAddress(ip)) return null;
  const { addressLimit } = (await catalogs.current(0)).catalog;
  if (!addressLimit) return null;
  const retryAfterMs = await addresses.waitMs(digestAddress({ key: digestKey(), ip }), addressLimit);
  if (retryAfterMs === 0) return null;
  return new AppError('rate-limited', { reason: 'address', retryAfterMs });
}
