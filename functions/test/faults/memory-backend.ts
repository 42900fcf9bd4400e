import { isDeepStrictEqual } from 'node:util';
import { type Account, type Activity, isOpen, isPlaceholder } from '../../src/contract/index.ts';
import type { Commit } from '../../src/platform/store/store.ts';
import { GUEST_LIMITS, LIMIT } from './history.ts';
import { type Books, brokenCancel, brokenInvariants, mostInWindow } from './invariants.ts';
import type { LaterBuild } from './later-build.ts';
import { MemoryStore } from './memory-store.ts';
import type { Backend } from './run-history.ts';

/** The in-memory store, looked at after every commit: what each one leaves must be right by itself. */
export function createMemoryBackend({
  laterBuild = null,
  onCommit = () => undefined,
}: {
  laterBuild?: LaterBuild | null;
  onCommit?: (commit: Commit) => void;
} = {}): Backend & {
  readonly store: MemoryStore;
  readonly broken: readonly string[];
} {
  const broken: string[] = [];
  const before = { accounts: new Map<string, Account>(), activities: new Map<string, Activity>() };
  const store = new MemoryStore((commit) => {
    look(commit);
    onCommit(commit);
  }, laterBuild);

  function activitiesOf(accountId: string) {
    return new Map(
      store.ids('activity').flatMap((id) => {
        const document = store.document('activity', id);
        return document?.value.accountId === accountId ? [[id, document]] : [];
      }),
    );
  }

  function booksOf(accountId: string): Books | null {
    const account = store.document('account', accountId)?.value;
    if (!account) return null;
    const activities = new Map([...activitiesOf(accountId)].map(([id, { value }]) => [id, value]));
    const entries = new Map(
      store.ids('entry').flatMap((id) => {
        const entry = store.document('entry', id)?.value;
        return entry?.accountId === accountId ? [[id, entry]] : [];
      }),
    );
    return { account, activities, entries };
  }

  /** Turns that were taken and not given back. */
  function tooManyTurns(): string[] {
    const turns = store.ids('activity').flatMap((id) => {
      const activity = store.document('activity', id)?.value;
      const isKept = activity && (isOpen(activity) || activity.status === 'completed');
      return isKept && activity.guestAddress !== null ? [activity] : [];
    });
    const { perSession, perAddress } = GUEST_LIMITS;
    const sessions = Map.groupBy(turns, ({ accountId }) => accountId);
    const most = (all: readonly Activity[], windowMs: number) =>
      mostInWindow(
        all.map(({ createdAt }) => createdAt),
        windowMs,
      );
    return [
      ...[...sessions].flatMap(([id, own]) =>
        most(own, perSession.windowMs) > perSession.max ? [`${id}: more turns than a session has`] : [],
      ),
      ...(most(turns, perAddress.windowMs) > perAddress.max ? ['more turns than an address has'] : []),
    ];
  }

  /** Payments of which the ledger says something else: granted or not, and how much of it was taken back. */
  function paymentsBeside(accountId: string, { entries }: Books): string[] {
    return store.ids('payment').flatMap((id) => {
      const payment = store.document('payment', id)?.value;
      if (payment?.accountId !== accountId) return [];
      const isGranted = entries.has(`purchase-${id}`);
      const takenMicros = [...entries].reduce((sum, [entryId, { totalMicros, debtDeltaMicros }]) => {
        const isOfIt = entryId.includes('-back-') && entryId.endsWith(id);
        return isOfIt ? sum - totalMicros + debtDeltaMicros : sum;
      }, 0);
      return [
        ...(isGranted === (payment.entryId !== null) ? [] : [`${id}: the ledger and the payment differ`]),
        ...(takenMicros === payment.revokedMicros
          ? []
          : [`${id}: taken back ${takenMicros}, not ${payment.revokedMicros}`]),
      ];
    });
  }

  function look(commit: Commit): void {
    if (commit.every(isPlaceKept)) return;
    const accountId = accountIn(commit);
    const books = accountId && booksOf(accountId);
    if (!books) return void broken.push('a commit without its account');
    broken.push(...brokenInvariants(books, { limited: LIMIT }));
    const was = before.accounts.get(accountId);
    const { account } = books;
    if (was && was.decidedAtMs > account.decidedAtMs) broken.push('the clock of the account ran backwards');
    if (was && was.status !== account.status && !commit.some(({ kind }) => kind === 'audit')) {
      broken.push('the status changed without an audit entry');
    }
    broken.push(...tooManyTurns());
    broken.push(...paymentsBeside(accountId, books));
    before.accounts.set(accountId, account);
    for (const [id, activity] of books.activities) {
      const old = before.activities.get(id);
      before.activities.set(id, activity);
      if (!old || old === activity || isPlaceholder(old)) continue;
      if (!isDeepStrictEqual(fixedPart(old), fixedPart(activity)))
        broken.push(`${id}: what is fixed has changed`);
      if (activity.heldMicros < old.heldMicros) broken.push(`${id}: holds less than before`);
      broken.push(...brokenCancel(old, activity).map((what) => `${id}: ${what}`));
      if (isOpen(old)) continue;
      const { deliveredLate, costUsdMicros, expiredCostUsdMicros, lateRecordedAt } = activity;
      const late = { deliveredLate, costUsdMicros, expiredCostUsdMicros, lateRecordedAt };
      const isSame = isDeepStrictEqual(old.deliveredLate ? old : { ...old, ...late }, activity);
      if (!isSame) broken.push(`${id}: ended twice`);
    }
  }

  return {
    store,
    broken,
    books: async (accountId) => {
      const books = booksOf(accountId);
      return books && { ...books, audits: new Set(store.ids('audit')) };
    },
    activities: async (accountId) => activitiesOf(accountId),
  };
}

function fixedPart({ accountId, priceMicros, intentDigest, traceId, createdAt }: Activity) {
  return { accountId, priceMicros, intentDigest, traceId, createdAt };
}

/** Whether a write keeps a place for a request that has not come, which is of nobody's account. */
function isPlaceKept(write: Commit[number]): boolean {
  return write.kind === 'activity' && isPlaceholder(write.value);
}

/** Whose account a commit is about: what is not the account itself says whose it is. */
function accountIn(commit: Commit): string | null {
  for (const write of commit) {
    if (write.kind === 'account') return write.id;
    if ('accountId' in write.value) return write.value.accountId;
  }
  return null;
}
