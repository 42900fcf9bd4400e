import { t } from '@lingui/core/macro';

/** What is said where an admin gives no reason. */
export const reasonMissing = t`The reason is kept in the audit log.`;
