import type { Firestore } from 'firebase-admin/firestore';
import {
  type Agreement,
  Agreements,
  findMissing,
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
  /** What each user is known to have agreed to. Nobody takes that back. */
  const known = new Map<string, readonly Agreement[]>();
  const readTerms = async () => {
    const stored = await collection(db, 'config').doc(TERMS_CONFIG).get();
    return decodeDocument(PublishedTerms, stored)?.value ?? NO_TERMS;
  };
  const required = createSharedRead({ read: async () => requiredTerms(await readTerms(), now()), now });

  async function agreementsOf(uid: string): Promise<readonly Agreement[]> {
    const stored = await collection(db, 'agreements').doc(uid).get();
    const agreements = decodeDocument(Agreements, stored)?.value.agreements ?? [];
    known.delete(uid);
    if (agreements.length > 0) known.set(uid, agreements);
    forgetOldest(known, MAX_KNOWN);
    return agreements;
  }

  const checks: Pick<AgreementChecks, 'required' | 'findMissing'> = {
    required,
    async findMissing(uid, terms) {
      const missing = findMissing(known.get(uid) ?? [], terms);
      return missing && findMissing(await agreementsOf(uid), terms);
    },
  };

  return {
    ...checks,

    async findRequest(context) {
      const { uid, client } = context;
      const rejection = await checkAgreement(checks, context);
      if (!rejection) return null;
      const { versions, minimumAge } = await readTerms();
      const terms = termsInForce({ versions }, now());
      const asksFor = rejection.details.reason === 'age' ? 'age' : 'terms';
      const country = client.country ?? rejection.details.country ?? null;
      return terms && { terms, minimumAge, asksFor, country, isRenewal: known.has(uid) };
    },
  };
}
