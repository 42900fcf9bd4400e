import { mayDo, type Role, type StaffAction, staffPermissions } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { roleTexts } from '../staff-texts/role-texts.ts';

/** Returns why a role may not take an action, from the table that the server uses; null: it may. */
export function whyNot(
  role: Role | null | undefined,
  action: StaffAction,
  { isSelf }: { isSelf: boolean },
): string | null {
  if (!mayDo(role, action)) {
    const least = roleTexts[staffPermissions[action].least];
    return t`This needs the role ${least}.`;
  }
  if (isSelf && 'neverToSelf' in staffPermissions[action]) {
    return t`This is your own account. Somebody else has to do it.`;
  }
  return null;
}
