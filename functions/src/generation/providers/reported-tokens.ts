/** A count of tokens as reported; zero is how servers that do not count are read. */
export function reportedTokens(tokens: number | undefined): number | undefined {
  return Number.isSafeInteger(tokens) && (tokens as number) > 0 ? tokens : undefined;
}
