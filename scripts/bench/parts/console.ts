import { atMost, below, type Part } from '../figures.ts';
import type { Bench } from '../lab.ts';
import { whatIfCost } from '../what-if-cost.ts';

const boundReads = 400;
const boundSeconds = 5;

/** Measures the slowest page of the console: the effect that prices would have had on the last 30 days. */
export async function consolePages({ lab, progress }: Bench): Promise<Part> {
  const activities = lab.size.verified;
  progress.note(`storing ${activities.toLocaleString('en')} activities`);
  const { reads, tookMs, requests } = await whatIfCost(lab.address, { activities });
  const seconds = tookMs / 1_000;
  const value = (figure: number) => ({ Firemeter: figure });
  return {
    name: 'console',
    title: 'What staff wait for',
    figures: [
      {
        what: `documents read for the effect of a price change on ${requests.toLocaleString('en')} requests of 30 days`,
        unit: 'count',
        values: value(reads),
        target: atMost(boundReads, reads, 'count'),
      },
      {
        what: 'until the effect is there',
        unit: 's',
        values: value(seconds),
        target: below(boundSeconds, seconds, 's'),
      },
    ],
    notes: [],
  };
}
