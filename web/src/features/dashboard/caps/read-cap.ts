/** Reads a cap in credits as it is typed, with a point or a comma; null: none. */
export function readCap(text: string): number | null | 'invalid' {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return null;
  return /^\d{1,9}(\.\d{1,6})?$/.test(plain) ? Number(plain) : 'invalid';
}
