import type { ErrorDetails } from '../errors.ts';
import { formatCredits } from '../money/credits.ts';

/** The details that a sentence needs. */
export type Fields<K extends keyof ErrorDetails> = { readonly [F in K]: NonNullable<ErrorDetails[F]> };

/** The details of a cap: of a label, or of the whole account if there is none. */
export type CapFields = Fields<'capMicros' | 'leftMicros' | 'retryAfterMs'> & Pick<ErrorDetails, 'label'>;

export type Sentence = string | ((details: never) => string);

export const creditsText = (micros: number) => formatCredits(micros);

export const spender = (label: string | undefined) => (label === undefined ? 'your account' : `“${label}”`);

export const anyOf = (all: readonly (string | number)[]) =>
  new Intl.ListFormat('en', { type: 'disjunction' }).format(all.map(String));

/** Names the first fault, in addition to the list of all faults. */
export const firstOf = (issues: Fields<'issues'>['issues']) => {
  const [first] = issues;
  if (!first) return '';
  return first.path === '' ? ` ${first.message}` : ` "${first.path.slice(0, 80)}": ${first.message}`;
};
