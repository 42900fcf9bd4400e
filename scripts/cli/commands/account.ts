import type { QuerySnapshot } from 'firebase-admin/firestore';
import {
  Account,
  Activity,
  balanceMicros,
  exactCredits,
  StaffMember,
} from '../../../functions/src/contract/index.ts';
import { collection, decodeDocument } from '../../../functions/src/platform/store/documents.ts';
import { bold, Problem, say } from '../../stack/terminal.ts';
import { findUser } from '../find-user.ts';
import { chooseTarget, openStore, type TargetOptions } from '../target.ts';

const SHOWN = 10;

/** Prints what support wants to know first about a user: balance, lots, holds and the latest requests. */
export async function account(email: string, options: TargetOptions): Promise<void> {
  const target = await chooseTarget(options);
  const { db, auth } = await openStore(target);
  const user = await findUser(auth, email);
  const found = decodeDocument(Account, await collection(db, 'accounts').doc(user.uid).get())?.value;
  if (!found)
    throw new Problem(`${email} has signed up, and has no account yet: openAccount was never called.`);
  const own = collection(db, 'activities').where('accountId', '==', user.uid).orderBy('createdAt', 'desc');
  const [recent, open, staff] = await Promise.all([
    own.limit(SHOWN).get(),
    own.where('status', 'in', ['pending', 'processing']).get(),
    collection(db, 'staff').doc(user.uid).get(),
  ]);
  const activities = activitiesIn(recent);
  const heldMicros = activitiesIn(open).reduce((sum, { heldMicros: held }) => sum + held, 0);
  const role = decodeDocument(StaffMember, staff)?.value.role;

  say(bold(`${email} (${user.uid}), ${found.status}${role ? `, ${role}` : ''}`));
  say(`Verified e-mail: ${user.emailVerified ? 'yes' : 'no'}. Last sign-in: ${user.metadata.lastSignInTime}`);
  say(
    `${exactCredits(balanceMicros(found, Date.now()))} credits available, ${exactCredits(heldMicros)} held, ${exactCredits(found.debtMicros)} owed${found.unlimited ? ', never charged' : ''}`,
  );
  say(bold('\nLots'));
  for (const { source, remainingMicros, expiresAtMs, frozen } of found.lots)
    say(
      `  ${exactCredits(remainingMicros).padStart(12)}  ${source}, ${expiresAtMs === null ? 'never expires' : `expires ${at(expiresAtMs)}`}${frozen ? ', frozen by a dispute' : ''}`,
    );
  if (found.lots.length === 0) say('  none');
  say(bold(`\nLatest requests`));
  for (const { createdAt, operation, model, status, capturedMicros, failure } of activities)
    say(
      `  ${at(createdAt)}  ${operation}/${model}  ${status}  ${exactCredits(capturedMicros)}${failure ? `  ${failure.code}` : ''}`,
    );
  if (activities.length === 0) say('  none');
}

function activitiesIn({ docs }: QuerySnapshot): Activity[] {
  return docs.flatMap((one) => decodeDocument(Activity, one)?.value ?? []);
}

function at(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
