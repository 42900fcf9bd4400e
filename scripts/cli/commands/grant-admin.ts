import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { setRole } from '../../../functions/src/admin/set-role.ts';
import { Role } from '../../../functions/src/contract/index.ts';
import { Problem, say } from '../../stack/terminal.ts';
import { findUser } from '../find-user.ts';
import { chooseTarget, openStore, type TargetOptions } from '../target.ts';

export const roles = [...Role.options, 'none'];

/** Gives a user a role. `none` takes it away. */
export async function grantAdmin(email: string, roleName: string, options: TargetOptions): Promise<void> {
  const role = roleName === 'none' ? null : Role.safeParse(roleName).data;
  if (role === undefined) throw new Problem(`There is no role "${roleName}". Roles: ${roles.join(', ')}.`);
  const target = await chooseTarget(options);
  const { db, auth } = await openStore(target);
  const { uid } = await findUser(auth, email);
  const reason = `Set on the command line by ${userInfo().username}`;
  const traceId = randomUUID().replaceAll('-', '');
  await setRole({ db, auth, now: Date.now }, { uid, role, reason, traceId });
  say(`${email} is now ${role ?? 'without a role'} on ${target.where}. It holds from now on.`);
}
