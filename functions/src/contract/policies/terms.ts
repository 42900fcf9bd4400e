import { z } from 'zod';
import { personal } from '../store/personal.ts';
import { openEnum, schemaVersion } from '../store/stored-document.ts';
import { wellFormedText } from '../text/text.ts';
import { DAY_MS, RequestedTimeMs, Time, TimeMs } from '../time.ts';

/** `system_config/terms`: the published versions of the terms, and the minimum age. Everyone can read it. Absent: none. */
export const TERMS_CONFIG = 'terms';

/** More than enough: a version a month for 16 years. */
export const MAX_TERMS_VERSIONS = 200;

/** The longest time between the publication of a version and its day. A wrong date blocks later versions for no longer. */
export const MAX_TERMS_NOTICE_MS = 365 * DAY_MS;

/** The longest text that an operator adds to a message to everybody. */
export const MAX_NOTE_LENGTH = 600;

const Address = z.url({ protocol: /^https$/ }).max(500);

/** A text in each language that people are written to in. */
export const LocalizedText = z.strictObject({
  en: wellFormedText({ min: 1, max: MAX_NOTE_LENGTH }),
  de: wellFormedText({ min: 1, max: MAX_NOTE_LENGTH }),
});
export type LocalizedText = z.infer<typeof LocalizedText>;

/** A version as an operator publishes it. */
export const TermsDraft = z.strictObject({
  /** From when on it applies; in the past: from its publication on. */
  appliesFromMs: RequestedTimeMs,
  /** Null: the app's own page `/terms`. */
  termsUrl: Address.nullable(),
  /** Null: the terms contain it. */
  privacyUrl: Address.nullable(),
  /** The changes, for users who have agreed to an earlier version. */
  summary: LocalizedText,
  /** Whether people have to agree before they go on. Otherwise they are notified only. The first version always needs it. */
  requiresAgreement: z.boolean(),
});
export type TermsDraft = z.infer<typeof TermsDraft>;

/** A published version of the terms and of the privacy text. */
export const TermsVersion = TermsDraft.extend({
  version: z.int().min(1),
  appliesFromMs: TimeMs,
  publishedAtMs: TimeMs,
  /**
   * When it was withdrawn, before it applied: it never does. Absent: it wasn't. Stored at any schema version, because a build
   * that doesn't know it would apply the version.
   */
  withdrawnAtMs: TimeMs.optional(),
});
export type TermsVersion = z.infer<typeof TermsVersion>;

/** A country, as two letters of ISO 3166-1. */
export const Country = z.string().regex(/^[A-Z]{2}$/);
/** The highest age that can be required. */
export const MAX_MINIMUM_AGE = 21;
const Age = z.int().min(0).max(MAX_MINIMUM_AGE);

export const MinimumAge = z.strictObject({
  years: Age,
  /** Where another age holds. */
  byCountry: z.record(Country, Age),
});
export type MinimumAge = z.infer<typeof MinimumAge>;

export const DEFAULT_MINIMUM_AGE: MinimumAge = { years: 16, byCountry: {} };

export const PublishedTerms = z.strictObject({
  schemaVersion,
  /** Oldest first. Only added to; a version that doesn't apply yet may be withdrawn. */
  versions: z.array(TermsVersion).max(MAX_TERMS_VERSIONS),
  minimumAge: MinimumAge,
  updatedAt: Time,
});
export type PublishedTerms = z.infer<typeof PublishedTerms>;

export const NO_TERMS: PublishedTerms = {
  schemaVersion: 1,
  versions: [],
  minimumAge: DEFAULT_MINIMUM_AGE,
  updatedAt: 0,
};

/** Returns the versions that weren't withdrawn. */
export function standingTerms(versions: readonly TermsVersion[]): TermsVersion[] {
  return versions.filter(({ withdrawnAtMs }) => withdrawnAtMs === undefined);
}

/** Returns the numbers of the versions that were withdrawn. */
export function withdrawnTerms(versions: readonly TermsVersion[]): number[] {
  return versions.flatMap(({ version, withdrawnAtMs }) => (withdrawnAtMs === undefined ? [] : [version]));
}

/** Returns the version that applies at a time; null: none does yet. */
export function termsInForce(
  { versions }: Pick<PublishedTerms, 'versions'>,
  nowMs: number,
): TermsVersion | null {
  return standingTerms(versions).findLast(({ appliesFromMs }) => appliesFromMs <= nowMs) ?? null;
}

/** What users must have agreed to. */
export interface RequiredTerms extends Pick<PublishedTerms, 'minimumAge'> {
  /** The least version. */
  readonly version: number;
  /** Versions that were withdrawn. Whoever has agreed to one has agreed to nothing that applies. */
  readonly withdrawn: readonly number[];
}

/** Returns what users must have agreed to at a time; null: nothing. */
export function requiredTerms(
  { versions, minimumAge }: Pick<PublishedTerms, 'versions' | 'minimumAge'>,
  nowMs: number,
): RequiredTerms | null {
  const standing = standingTerms(versions);
  const required = standing.findLast((one) => one.requiresAgreement && one.appliesFromMs <= nowMs);
  return required ? { version: required.version, minimumAge, withdrawn: withdrawnTerms(versions) } : null;
}

/** Returns the age that somebody has to have. @param country null: not known */
export function minimumAgeIn({ years, byCountry }: MinimumAge, country: string | null): number {
  return (country !== null && Object.hasOwn(byCountry, country) ? byCountry[country] : undefined) ?? years;
}

/** An agreement to a version of the terms, kept as proof. */
export const Agreement = z.strictObject({
  version: z.int().min(1),
  atMs: TimeMs,
  /** The place: the page where accounts are opened, or the dialog. */
  via: openEnum(['sign-up', 'dialog']),
  /** The age that the person confirmed to have at least, and the country whose limit that is; null: not known. */
  age: z.int().min(0),
  country: personal(z.string()).nullable(),
});
export type Agreement = z.infer<typeof Agreement>;

/** `agreements/{uid}`: the agreements of a user, oldest first. */
export const Agreements = z.strictObject({
  schemaVersion,
  accountId: z.string(),
  agreements: z.array(Agreement),
  updatedAt: Time,
});
export type Agreements = z.infer<typeof Agreements>;

/** What a user's agreements lack: a version, or an age with the country whose limit it is. */
export type MissingAgreement =
  | { readonly reason: 'terms'; readonly termsVersion: number }
  | { readonly reason: 'age'; readonly age: number; readonly country?: string };

/**
 * Returns what a user's agreements lack: a version, or a higher age than the one confirmed last, if the minimum age of its
 * country was raised since; null: nothing.
 */
export function findMissing(
  agreements: readonly Agreement[],
  { version, minimumAge, withdrawn }: RequiredTerms,
): MissingAgreement | null {
  const last = agreements.findLast((one) => !withdrawn.includes(one.version));
  if (!last || last.version < version) return { reason: 'terms', termsVersion: version };
  const { country } = last;
  const age = minimumAgeIn(minimumAge, country);
  return last.age < age ? { reason: 'age', age, ...(country && { country }) } : null;
}

/** The agreement that a user has to give. */
export const AgreementRequest = z.strictObject({
  terms: TermsVersion,
  minimumAge: MinimumAge,
  /** What is missing: an agreement to the version, or to confirm a higher age, because the minimum age was raised. */
  asksFor: z.enum(['terms', 'age']),
  /**
   * The country of the request, or that of the age confirmed before; null: unknown, so the user chooses one if some have
   * other limits.
   */
  country: z.string().nullable(),
  /** Whether the user has agreed to a version before. */
  isRenewal: z.boolean(),
});
export type AgreementRequest = z.infer<typeof AgreementRequest>;
