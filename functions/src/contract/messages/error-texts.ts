import type { ErrorCode, ErrorDetails } from '../errors.ts';
import type { en } from './en.ts';

type Texts = typeof en;
/** The details that an error of any code may carry in addition to those that its sentence needs. */
type Others = Omit<ErrorDetails, 'reason'>;

type DetailsOfText<T> = (T extends (details: infer D) => string ? D : unknown) & Others;
type DetailsOfEntry<T> = T extends string | ((details: never) => string)
  ? DetailsOfText<T>
  : { [R in keyof T]: { reason: R } & DetailsOfText<T[R]> }[keyof T];

/** The details of an error with a code: the reason if it has several sentences, and what the sentences need. */
export type DetailsOf<C extends ErrorCode> = C extends ErrorCode ? DetailsOfEntry<Texts[C]> : never;

type TextLike<T> = string | ((details: DetailsOfText<T>) => string);

/** The errors in a language: a text for each code and reason. A table that lacks one doesn't compile. */
export type ErrorTexts = {
  readonly [C in ErrorCode]: Texts[C] extends string | ((details: never) => string)
    ? TextLike<Texts[C]>
    : { readonly [R in keyof Texts[C]]: TextLike<Texts[C][R]> };
};

type AnyText = string | ((details: ErrorDetails) => string);

/**
 * Returns an error's sentence in a language; null if this build doesn't know its reason, because a later build sent it.
 */
export function findErrorText(
  texts: ErrorTexts,
  { code, details }: { readonly code: ErrorCode; readonly details: ErrorDetails },
): string | null {
  const entry = texts[code] as AnyText | Readonly<Record<string, AnyText>>;
  const { reason = '' } = details;
  const text = typeof entry === 'object' ? (Object.hasOwn(entry, reason) ? entry[reason] : undefined) : entry;
  if (text === undefined) return null;
  return typeof text === 'function' ? text(details) : text;
}
