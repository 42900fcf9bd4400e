import type { ErrorCode, ErrorDetails } from '../errors.ts';
import type { en } from './en.ts';

type Texts = typeof en;
/** What an error of any code may carry besides what its sentence needs. */
type Others = Omit<ErrorDetails, 'reason'>;

type DetailsOfText<T> = (T extends (details: infer D) => string ? D : unknown) & Others;
type DetailsOfEntry<T> = T extends string | ((details: never) => string)
  ? DetailsOfText<T>
  : { [R in keyof T]: { reason: R } & DetailsOfText<T[R]> }[keyof T];

/** The details that an error of a code carries: the reason where it has several sentences, and what they need. */
export type DetailsOf<C extends ErrorCode> = C extends ErrorCode ? DetailsOfEntry<Texts[C]> : never;

type TextLike<T> = string | ((details: DetailsOfText<T>) => string);

/** The errors in a language: a text for each code and reason. One that lacks any of them does not compile. */
export type ErrorTexts = {
  readonly [C in ErrorCode]: Texts[C] extends string | ((details: never) => string)
    ? TextLike<Texts[C]>
    : { readonly [R in keyof Texts[C]]: TextLike<Texts[C][R]> };
};

type AnyText = string | ((details: ErrorDetails) => string);

/** Returns an error's sentence in a language; null where a later build has a reason that this one does not know. */
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
