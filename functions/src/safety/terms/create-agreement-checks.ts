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
import type { CallContext } from '../../platform/calls/call-context.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import { forgetOldest } from '../../platform/store/forget-oldest.ts';
import { createSharedRead } from '../../platform/store/shared-read.ts';

/** The most users whose agreements an instance remembers. */
const MAX_KNOWN = 20_000;
/** A version applies from a day on that was announced, so a minute more doesn't matter. */
const TERMS_MAX_AGE_MS = MINUTE_MS;

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
    forgetOldest(known, MAX_KNOWN);
    return version;
  }

  /** Returns the version of the terms that a caller still has to agree to; 0: none. Guests agree when they open an account. */
  async function missingVersion({ uid, isGuest }: Pick<CallContext, 'uid' | 'isGuest'>): Promise<number> {
    const version = isGuest ? 0 : await required({ maxAgeMs: TERMS_MAX_AGE_MS });
    const hasAgreed = (known.get(uid) ?? 0) >= version || (await agreedTo(uid)) >= version;
    return hasAgreed ? 0 : version;
  }

  return {
    async check(context) {
      const termsVersion = await missingVersion(context);
      return termsVersion > 0 ? new AppError('agreement-required', { reason: 'terms', termsVersion }) : null;
    },

    async findRequest(context) {
      if ((await missingVersion(context)) === 0) return null;
      const { uid, client } = context;
      const { versions, minimumAge } = decodeDocument(PublishedTerms, await readTerms())?.value ?? NO_TERMS;
      const terms = termsInForce({ versions }, now());
      const isRenewal = (known.get(uid) ?? 0) > 0;
      return terms && { terms, minimumAge, country: client.country, isRenewal };
    },
  };
}
