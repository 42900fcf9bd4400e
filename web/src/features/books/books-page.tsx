import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { ShieldCheck } from 'lucide-react';
import { toCallError } from '#kit/core/call-error.ts';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { Button } from '../../components/ui/button.tsx';
import { CopyText } from '../../components/ui/copy-text.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { FactList } from '../../components/ui/fact-list.tsx';
import { dateTimeText } from '../../lib/texts/format.ts';
import { BooksResult } from './books-result.tsx';
import { ProofLimits } from './proof-limits.tsx';
import { useVerification } from './use-verification.ts';

/** Lets users verify that nobody has changed the history of their credits. */
export function BooksPage() {
  const { verification, seen, entries } = useVerification();
  const { data, error, isPending } = verification;
  const last = seen.pins.at(-1);
  return (
    <div className="mx-auto w-full max-w-3xl">
      <PageHeader title={t`Verify your books`}>
        <Trans>
          Whatever moves your credits is sealed within minutes: each seal names the entries and the seal
          before it, and is signed. Your browser reads all of it, computes your balance itself and remembers
          what it has seen.
        </Trans>
      </PageHeader>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button look="primary" busy={isPending} onClick={() => verification.mutate()}>
          {data ? <Trans>Verify again</Trans> : <Trans>Verify now</Trans>}
        </Button>
        <p role="status" className="nums text-ink-2">
          {isPending ? (
            <Plural value={entries} one="# entry read" other="# entries read" />
          ) : seen.verifiedAtMs === null ? (
            <Trans>Never verified in this browser.</Trans>
          ) : (
            <Trans>Last found right in this browser: {dateTimeText(seen.verifiedAtMs)}</Trans>
          )}
        </p>
      </div>
      {error && (
        <div className="mt-5">
          <ErrorNotice error={toCallError(error)} />
        </div>
      )}
      {data && !isPending && <BooksResult verified={data} />}
      {last && (
        <section aria-labelledby="last-seal" className="mt-6 rounded-2xl border border-line bg-surface p-5">
          <h2 id="last-seal" className="flex items-center gap-2 font-semibold">
            <ShieldCheck aria-hidden="true" className="size-4 text-ink-3" />
            <Trans>The last seal this browser has seen</Trans>
          </h2>
          <FactList
            facts={[
              { label: t`Number`, value: last.number },
              { label: t`Fingerprint`, value: <CopyText text={last.hash} label={t`fingerprint`} /> },
            ]}
          />
          <p className="mt-2 text-ink-2">
            <Trans>
              Keep a copy elsewhere: it proves later what the history was, whatever is shown by then.
            </Trans>
          </p>
        </section>
      )}
      <ProofLimits />
    </div>
  );
}
