import type { Firestore } from 'firebase-admin/firestore';
import {
  type Agreement,
  Agreements,
  AppError,
  findMissing,
  type MinimumAge,
  minimumAgeIn,
  NO_TERMS,
  PublishedTerms,
  type RequestOf,
  standingTerms,
  TERMS_CONFIG,
  withdrawnTerms,
} from '../../contract/index.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { collection, decodeDocument } from '../../platform/store/documents.ts';
import { replaceDocument } from '../../platform/store/replace-document.ts';

const MAX_TRIES = 3;

/** Records that the caller agrees to a version of the terms and has the minimum age. Safe to repeat. */
export function agreeToTerms({
  db,
  now,
}: {
  readonly db: Firestore;
  readonly now: () => number;
}): Handler<'agreeToTerms'> {
  return async (request, { uid, client }) => {
    const { version, via, age } = request;
    const reference = collection(db, 'agreements').doc(uid);
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const [published, agreed] = await db.getAll(collection(db, 'config').doc(TERMS_CONFIG), reference);
      const terms = (published && decodeDocument(PublishedTerms, published))?.value ?? NO_TERMS;
      if (!standingTerms(terms.versions).some((one) => one.version === version)) {
        throw new AppError('not-found', { reason: 'terms' });
      }
      const country = client.country ?? request.country;
      assertOldEnough(terms.minimumAge, { age, country });
      const was = agreed && decodeDocument(Agreements, agreed);
      const agreements = was?.value.agreements ?? [];
      const withdrawn = withdrawnTerms(terms.versions);
      if (!findMissing(agreements, { version, minimumAge: terms.minimumAge, withdrawn })) return { version };
      // A page that was opened before a later agreement takes none back.
      const before = agreements.filter((one) => !withdrawn.includes(one.version));
      const latest = Math.max(version, ...before.map((one) => one.version));
      const agreement: Agreement = { version: latest, atMs: now(), via, age, country };
      const value = {
        ...{ schemaVersion: 1, accountId: uid, ...was?.value, updatedAt: now() },
        agreements: [...agreements, agreement],
      };
      const write = { schema: Agreements, was: was?.version ?? null, value };
      if (await replaceDocument(db, reference, write)) return { version };
    }
    throw new AppError('busy', { reason: 'changed', retryAfterMs: 1_000 });
  };
}

/** @throws AppError `agreement-required` with the age to confirm */
function assertOldEnough(
  minimumAge: MinimumAge,
  { age, country }: Pick<RequestOf<'agreeToTerms'>, 'age' | 'country'>,
): void {
  const least = minimumAgeIn(minimumAge, country);
  if (age >= least) return;
  throw new AppError('agreement-required', { reason: 'age', age: least, ...(country && { country }) });
}
