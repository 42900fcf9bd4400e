import type { ErrorDetails } from '../errors.ts';
import { formatCredits } from '../money/credits.ts';

/** The details that a sentence needs. */
export type Fields<K extends keyof ErrorDetails> = { readonly [F in K]: NonNullable<ErrorDetails[F]> };

export type Sentence = string | ((details: never) => string);

export const creditsText = (micros: number) => formatCredits(micros);

export const anyOf = (all: readonly (string | number)[]) =>
  new Intl.ListFormat('en', { type: 'disjunction' }).format(all.map(String));

/** Names the first fault, in addition to the list of all faults. */
export const firstOf = (issues: Fields<'issues'>['issues']) => {
  const [first] = issues;
  if (!first) return '';
  return first.path === '' ? ` ${first.message}` : ` "${first.path.slice(0, 80)}": ${first.message}`;
};
