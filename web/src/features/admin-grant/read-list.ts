import { creditsToMicros } from '@firemeter/functions/contract';

/** A type, not an interface: it is sent as JSON. */
export type ListRow = {
  readonly to: string;
  readonly amountMicros: number;
};

/**
 * Reads a pasted list or CSV: each line has an e-mail address or an account id, then optionally a comma, semicolon or tab
 * and an amount that replaces the common one. A line of headings is left out.
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
