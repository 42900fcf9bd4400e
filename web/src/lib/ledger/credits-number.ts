import { MICROS_PER_CREDIT } from '@firemeter/functions/contract';

/** Returns an amount as a number of credits, for a spreadsheet. Exact: a micro is the last of six decimals. */
export function creditsNumber(micros: number): number {
  return micros / MICROS_PER_CREDIT;
}
