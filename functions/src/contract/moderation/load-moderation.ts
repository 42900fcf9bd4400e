/** Loads the matcher and the default lists on demand, because most code that uses the contract needs neither. */
export async function loadModeration() {
  const [{ createMatcher }, { defaultModeration }, { moderationChanges }] = await Promise.all([
    import('./create-matcher.ts'),
    import('./default-moderation.ts'),
    import('./moderation-changes.ts'),
  ]);
  return { createMatcher, defaultModeration, moderationChanges };
}
