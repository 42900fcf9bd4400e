import { randomBytes } from 'node:crypto';
import type { Firestore } from 'firebase-admin/firestore';
import { Account, balanceMicros, type Catalog, WelcomeSalt } from '../../contract/index.ts';
import type { Command } from '../../meter/commands.ts';
import type { AgreementChecks } from '../../platform/calls/agreement-checks.ts';
import type { CallContext } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { keyedDigest } from '../../platform/digest.ts';
import { normalizeMailbox } from '../../platform/identity/normalize-mailbox.ts';
import { collection, decodeDocument, encodeDocument } from '../../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../../platform/store/landed.ts';
import { newAccount } from '../../platform/store/new-account.ts';
import type { HoldServices } from '../services.ts';

export interface OpeningServices extends HoldServices {
  readonly db: Firestore;
  readonly agreements: Pick<AgreementChecks, 'findRequest'>;
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
      // Not with welcome credits that come later.
      isNew: outcome.writes.some(({ kind }) => kind === 'milestones'),
      agreement: await services.agreements.findRequest(context),
    };
  };
}

async function prepareWelcome(
  { db, digestKey, now }: OpeningServices,
  { grants }: Catalog,
  { accountId, email, isEmailVerified, traceId }: CallContext,
): Promise<Command<'grant'> | null> {
  if (grants.welcomeMicros === 0 || email === null) return null;
  if (grants.welcomeNeedsVerifiedEmail && !isEmailVerified) return null;
  const mailbox = normalizeMailbox(email);
  const digestOf = (address: string) => keyedDigest(digestKey(), address);
  // Earlier builds made the entry's id from the digest alone: of the mailbox, or of the address as it was written.
  const former = [mailbox, email.trim().toLowerCase()].map((address) => `welcome-${digestOf(address)}`);
  if (await wasWelcomed(db, accountId, former)) return null;
  const salt = await saltOf({ db, now }, { digest: digestOf(mailbox), accountId });
  const entryId = `welcome-${keyedDigest(salt, digestOf(mailbox))}`;
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
async function wasWelcomed(
  db: Firestore,
  accountId: string,
  formerEntryIds: readonly string[],
): Promise<boolean> {
  const [account, ...former] = await db.getAll(
    collection(db, 'accounts').doc(accountId),
    ...[...new Set(formerEntryIds)].map((id) => collection(db, 'ledger').doc(id)),
  );
  if (former.some(({ exists }) => exists)) return true;
  if (!account) return false;
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

/**
 * Returns the salt of a mailbox, which is the same for all who ask. Without it, the entry that is made from it can't be
 * linked to the mailbox, even by whoever has the key: so deleting the salt erases the link, and the ledger stays as it is.
 */
async function saltOf(
  { db, now }: Pick<OpeningServices, 'db' | 'now'>,
  { digest, accountId }: { readonly digest: string; readonly accountId: string },
): Promise<string> {
  const reference = collection(db, 'welcomeSalts').doc(digest);
  const read = async () => decodeDocument(WelcomeSalt, await reference.get())?.value.salt;
  const known = await read();
  if (known !== undefined) return known;
  const salt = randomBytes(16).toString('base64url');
  const value = { schemaVersion: 1, salt, accountId, createdAt: now(), expiresAt: null };
  if (await landed(reference.create(await encodeDocument(db, WelcomeSalt, value)), UNLESS_CONFLICT))
    return salt;
  return (await read()) ?? salt;
}
