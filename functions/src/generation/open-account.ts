import type { Firestore } from 'firebase-admin/firestore';
import { Account, balanceMicros, type Catalog } from '../contract/index.ts';
import type { Command } from '../meter/commands.ts';
import type { CallContext } from '../platform/call-context.ts';
import type { Handler } from '../platform/callable.ts';
import { keyedDigest } from '../platform/digest.ts';
import { collection, decodeDocument } from '../platform/documents.ts';
import { newAccount } from '../platform/new-account.ts';
import { normalizeMailbox } from '../platform/normalize-mailbox.ts';
import type { HoldServices } from './services.ts';

export interface OpeningServices extends HoldServices {
  readonly db: Firestore;
  /** Called for each new account. */
  readonly accountOpened: (context: CallContext) => Promise<void>;
}

/**
 * Creates the caller's account, or turns a guest's account into a person's, and grants the welcome credits: once per
 * account, whatever its e-mail address becomes, and once per mailbox, whatever account asks.
 */
export function openAccount(services: OpeningServices): Handler<'openAccount'> {
  const { meter, catalogs, now } = services;
  return async (_, context) => {
    const { accountId, uid, email, name, isGuest } = context;
    const { catalog } = await catalogs.current(0);
    const welcome = isGuest ? null : await prepareWelcome(services, catalog, context);
    const account = newAccount({ accountId, uid, email, name, kind: isGuest ? 'guest' : 'person' });
    const outcome = await meter.submit(accountId, { kind: 'open', account, welcome });
    const granted = outcome.writes.find((one) => one.kind === 'entry' && one.id === welcome?.entryId);
    if (outcome.isNew) await services.accountOpened(context);
    return {
      accountId,
      remainingMicros: balanceMicros(outcome.account, now()),
      welcomeMicros: welcome && granted ? welcome.amountMicros : 0,
    };
  };
}

async function prepareWelcome(
  { db, digestKey }: OpeningServices,
  { grants }: Catalog,
  { accountId, email, isEmailVerified, traceId }: CallContext,
): Promise<Command<'grant'> | null> {
  if (grants.welcomeMicros === 0 || email === null) return null;
  if (grants.welcomeNeedsVerifiedEmail && !isEmailVerified) return null;
  const entryIdOf = (address: string) => `welcome-${keyedDigest(digestKey(), address)}`;
  const entryId = entryIdOf(normalizeMailbox(email));
  // Earlier builds took the digest of the address as it was written.
  if (await wasWelcomed(db, accountId, entryIdOf(email.trim().toLowerCase()))) return null;
  return {
    kind: 'grant',
    entryId,
    lot: { lotId: entryId, source: 'welcome', expiresAtMs: null, paymentId: null },
    amountMicros: grants.welcomeMicros,
    reason: 'Welcome credits',
    actor: { kind: 'system', uid: null },
    traceId,
    audit: null,
  };
}

/**
 * Returns whether an account, or the person with an address, has had its welcome credits. The decider knows only those
 * granted by this build.
 */
async function wasWelcomed(db: Firestore, accountId: string, formerEntryId: string): Promise<boolean> {
  const [account, former] = await Promise.all([
    collection(db, 'accounts').doc(accountId).get(),
    collection(db, 'ledger').doc(formerEntryId).get(),
  ]);
  if (former.exists) return true;
  const opened = decodeDocument(Account, account)?.value;
  if (!opened) return false;
  if (opened.welcomeEntryId) return true;
  // Earlier builds did not record it in the account.
  const { docs } = await collection(db, 'ledger')
    .where('accountId', '==', accountId)
    .where('kind', '==', 'grant')
    .orderBy('totalMicros')
    .select('lot.source')
    .get();
  return docs.some((entry) => entry.get('lot.source') === 'welcome');
}
