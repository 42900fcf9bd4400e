import type { Firestore } from 'firebase-admin/firestore';
import {
  Agreements,
  AppError,
  MINUTE_MS,
  NO_TERMS,
  PublishedTerms,
  requiredTerms,
  TERMS_CONFIG,
  termsInForce,
} from '../../contract/index.ts';
import type { AgreementChecks } from '../../platform/calls/agreement-checks.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import { createSharedRead } from '../../platform/store/shared-read.ts';

/** The most users whose agreements an instance remembers. */
const MAX_KNOWN = 20_000;
/** A version applies from a day on that was announced, so a minute more doesn't matter. */
export const TERMS_MAX_AGE_MS = MINUTE_MS;

export function createAgreementChecks({
  db,
  now,
}: {
  readonly db: Firestore;
  readonly now: () => number;
}): AgreementChecks {
  /** The latest version that each user is known to have agreed to. Nobody takes that back. */
  const known = new Map<string, number>();
  const readTerms = () => collection(db, 'config').doc(TERMS_CONFIG).get();
  const required = createSharedRead({
    async read() {
      return requiredTerms(decodeDocument(PublishedTerms, await readTerms())?.value ?? NO_TERMS, now());
    },
    now,
  });

  async function agreedTo(uid: string): Promise<number> {
    const stored = await collection(db, 'agreements').doc(uid).get();
    const version = decodeDocument(Agreements, stored)?.value.agreements.at(-1)?.version ?? 0;
    known.delete(uid);
    if (version > 0) known.set(uid, version);
    const [oldest] = known.keys();
    if (known.size > MAX_KNOWN && oldest !== undefined) known.delete(oldest);
    return version;
  }

  const hasAgreed: AgreementChecks['hasAgreed'] = async (uid, version) =>
    (known.get(uid) ?? 0) >= version || (await agreedTo(uid)) >= version;

  return {
    required,
    hasAgreed,

    async findRequest({ uid, isGuest, client: { country } }) {
      if (isGuest) return null;
      const version = await required({ maxAgeMs: TERMS_MAX_AGE_MS });
      if (version === 0 || (await hasAgreed(uid, version))) return null;
      const { versions, minimumAge } = decodeDocument(PublishedTerms, await readTerms())?.value ?? NO_TERMS;
      const terms = termsInForce({ versions }, now());
      return terms && { terms, minimumAge, country, isRenewal: (known.get(uid) ?? 0) > 0 };
    },

    async assertAgreed({ uid, isGuest }) {
      const version = isGuest ? 0 : await required({ maxAgeMs: TERMS_MAX_AGE_MS });
      if (version > 0 && !(await hasAgreed(uid, version))) throw agreementRequired(version);
    },
  };
}

/** Returns the rejection of whoever has not agreed to the terms that apply. */
export function agreementRequired(termsVersion: number): AppError {
  return new AppError('agreement-required', { reason: 'terms', termsVersion });
}
