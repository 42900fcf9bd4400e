/** Returns the locale to show: the first that somebody reads and that there are messages in; English otherwise. */
export function chooseLocale(read: readonly string[], translated: readonly string[]): string {
  const known = ['en', ...translated];
  for (const wanted of read) {
    const [language] = wanted.split('-');
    const found = known.find((locale) => locale === wanted) ?? known.find((locale) => locale === language);
    if (found) return found;
  }
  return 'en';
}
