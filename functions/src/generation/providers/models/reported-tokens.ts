/** Returns a reported token count; undefined for zero, which servers that don't count send. */
export function reportedTokens(tokens: number | undefined): number | undefined {
  return Number.isSafeInteger(tokens) && (tokens as number) > 0 ? tokens : undefined;
}
