import { exactCredits } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { Clock, ShieldCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { FactList } from '../../components/ui/fact-list.tsx';
import { SealFindings } from '../../components/work/seal-findings.tsx';
import { dateTimeText } from '../../lib/texts/format.ts';
import { CompareSeal } from './compare-seal.tsx';
import type { BooksVerification } from './verify-books.ts';

/** Shows the result of a verification. */
export function BooksResult({ verified }: { verified: BooksVerification }) {
  const { findings, findingCount, firstSealedAt, sealedAt, seals } = verified;
  const { entries, balanceMicros, unsealed, unsealedMicros } = verified;
  return (
    <section aria-label={t`Result`} className="mt-5 space-y-4">
      <div role="status">
        {findingCount > 0 ? (
          <SealFindings findings={findings} count={findingCount} />
        ) : sealedAt === null ? (
          <Note icon={<Clock aria-hidden="true" className="size-5 shrink-0 text-ink-3" />}>
            <Trans>Nothing is sealed yet. New entries are sealed within minutes.</Trans>
          </Note>
        ) : (
          <p className="flex items-center gap-2 font-medium text-ok">
            <ShieldCheck aria-hidden="true" className="size-5 shrink-0" />
            <Trans>Verified up to {dateTimeText(sealedAt)}: every entry is as it was sealed.</Trans>
          </p>
        )}
      </div>
      <div className="rounded-2xl border border-line bg-surface px-5 py-2">
        <FactList
          facts={[
            { label: t`Entries`, value: entries.toLocaleString('en-US') },
            { label: t`Their balance`, value: t`${exactCredits(balanceMicros)} credits` },
            { label: t`Seals`, value: seals.toLocaleString('en-US') },
            ...(firstSealedAt === null
              ? []
              : [{ label: t`Sealed since`, value: dateTimeText(firstSealedAt) }]),
          ]}
        />
      </div>
      {unsealed > 0 && (
        <Note icon={<Clock aria-hidden="true" className="size-5 shrink-0 text-ink-3" />}>
          <Plural
            value={unsealed}
            one="Not sealed yet: the newest entry."
            other="Not sealed yet: the # newest entries."
          />{' '}
          <Trans>With these, the balance is {exactCredits(balanceMicros + unsealedMicros)} credits.</Trans>
        </Note>
      )}
      <Warnings verified={verified} />
      <CompareSeal hashes={verified.hashes} />
    </section>
  );
}

function Warnings({ verified }: { verified: BooksVerification }) {
  const { hasCheckedSignatures, strangeKeys, matchesAccount } = verified;
  const icon = <TriangleAlert aria-hidden="true" className="size-5 shrink-0 text-warn" />;
  return (
    <>
      {matchesAccount === true && (
        <p className="text-ink-2">
          <Trans>
            Your account has exactly what its entries add up to, with what is held for running requests.
          </Trans>
        </p>
      )}
      {matchesAccount === false && (
        <Note icon={icon}>
          <Trans>
            Your account has another balance than its entries add up to. If requests are running, verify again
            when they have ended; if not, tell support.
          </Trans>
        </Note>
      )}
      {!hasCheckedSignatures && (
        <Note icon={icon}>
          <Trans>
            This browser has no Ed25519, so signatures were not checked. The chain and the entries were. Use a
            newer browser to check all of it.
          </Trans>
        </Note>
      )}
      {strangeKeys.length > 0 && (
        <Note icon={icon}>
          <Trans>
            Seals are signed with a new key that no key seen before vouches for: {strangeKeys.join(', ')}. Ask
            the operator whether they had to replace it.
          </Trans>
        </Note>
      )}
    </>
  );
}

function Note({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <div className="flex gap-3 rounded-xl border border-line bg-surface p-4">
      {icon}
      <p className="min-w-0 break-words text-ink-2">{children}</p>
    </div>
  );
}
