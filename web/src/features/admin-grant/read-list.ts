import { creditsToMicros } from '@firemeter/functions/contract';

/** A type, not an interface: it is sent as JSON. */
export type ListRow = {
  readonly to: string;
  readonly amountMicros: number;
};

/**
 * Reads a pasted list or CSV: on each line an e-mail address or an account id, and after a comma, a semicolon or a tab how
 * many credits, where that differs from what everyone gets. A line of headings is left out.
 */
export function readList(text: string, everyoneCredits: string): { rows: ListRow[]; faults: number[] } {
  const rows: ListRow[] = [];
  const faults: number[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const [to = '', credits = ''] = line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
    if (to === '' || (index === 0 && /^(e-?mail|uid|account|user|to)\b/i.test(to) && !to.includes('@')))
      continue;
    const amountMicros = creditsToMicros(Number(credits === '' ? everyoneCredits : credits));
    if (Number.isSafeInteger(amountMicros) && amountMicros >= 1 && to.length <= 254)
      rows.push({ to, amountMicros });
    else faults.push(index + 1);
  }
  return { rows, faults };
}
