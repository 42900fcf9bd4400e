import type { Role } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';

/** The roles of staff by their names. */
export const roleTexts: Readonly<Record<Role, string>> = {
  analyst: t`Analyst`,
  support: t`Support`,
  admin: t`Admin`,
  owner: t`Owner`,
};
