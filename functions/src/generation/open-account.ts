import { balanceMicros, type Catalog } from '../contract/index.ts';
import type { Command } from '../meter/commands.ts';
import type { CallContext } from '../platform/call-context.ts';
import { keyedDigest } from '../platform/digest.ts';
import type { Handler } from '../platform/handle-call.ts';
import { newAccount } from '../platform/new-account.ts';
import type { HoldServices } from './hold-credits.ts';

/** Makes the caller's account, or makes a guest's into a person's, and grants its welcome credits once per e-mail address, whatever account asks. */
export function openAccount(
  services: HoldServices & {
    /** Is told of each account that came to be. */
    readonly accountOpened: (context: CallContext) => Promise<void>;
  },
): Handler<'openAccount'> {
  const { meter, catalogs, digestKey, now } = services;
  return async (_, context) => {
    const { uid, email, name, isGuest } = context;
    const { catalog } = await catalogs.current(0);
    const welcome = isGuest ? null : welcomeOf(catalog, context, digestKey());
    const account = newAccount({ uid, email, name, kind: isGuest ? 'guest' : 'person' });
    const outcome = await meter.submit(uid, { kind: 'open', account, welcome });
    const granted = outcome.writes.find((one) => one.kind === 'entry' && one.id === welcome?.entryId);
    if (outcome.isNew) await services.accountOpened(context);
    return {
      accountId: uid,
      remainingMicros: balanceMicros(outcome.account, now()),
      welcomeMicros: welcome && granted ? welcome.amountMicros : 0,
    };
  };
}

function welcomeOf(
  { grants }: Catalog,
  { email, isEmailVerified, traceId }: CallContext,
  digestKey: string,
): Command<'grant'> | null {
  if (grants.welcomeMicros === 0 || email === null) return null;
  if (grants.welcomeNeedsVerifiedEmail && !isEmailVerified) return null;
  const identity = keyedDigest(digestKey, email.trim().toLowerCase());
  const entryId = `welcome-${identity}`;
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
