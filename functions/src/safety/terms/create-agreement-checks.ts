import type { Firestore } from 'firebase-admin/firestore';
import {
  Agreements,
  NO_TERMS,
  PublishedTerms,
  requiredTerms,
  TERMS_CONFIG,
  termsInForce,
} from '../../contract/index.ts';
import type { AgreementChecks } from '../../platform/calls/agreement-checks.ts';
import { checkAgreement } from '../../platform/calls/guard.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import { createSharedRead, forgetOldest } from '../../platform/store/shared-read.ts';

/** The most users whose agreements an instance remembers. */
const MAX_KNOWN = 20_000;

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

  const hasAgreed: AgreementChecks['hasAgreed'] = async (uid, version) =>
    (known.get(uid) ?? 0) >= version || (await agreedTo(uid)) >= version;

  return {
    required,
    hasAgreed,

    async findRequest(context) {
      if ((await checkAgreement({ required, hasAgreed }, context)) === null) return null;
      const { uid, client } = context;
      const { versions, minimumAge } = decodeDocument(PublishedTerms, await readTerms())?.value ?? NO_TERMS;
      const terms = termsInForce({ versions }, now());
      const isRenewal = (known.get(uid) ?? 0) > 0;
      return terms && { terms, minimumAge, country: client.country, isRenewal };
    },
  };
}
