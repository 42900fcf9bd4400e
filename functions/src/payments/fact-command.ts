import type { Command } from '../meter/commands.ts';
import { bookFact, type ToldFact } from './book-fact.ts';

/** Returns the command that books a fact which Stripe has answered with, and no event has told. */
export function factCommand(told: ToldFact): Command<'book'> {
  const { documents, plan } = bookFact(told);
  return {
    kind: 'book',
    documents,
    book(known, nowMs) {
      const planned = plan(known, nowMs);
      return 'kind' in planned ? null : planned;
    },
  };
}
