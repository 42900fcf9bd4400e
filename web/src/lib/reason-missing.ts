/** What is said where an admin gives no reason. */
export const reasonMissing = 'The reason is kept in the audit log.';
