import type { HealthCheck, HealthReport, ServiceFault } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useLive } from '#kit/hooks/use-live.ts';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { StandingMark } from '../../components/layout/standing-mark.tsx';
import { useServiceStatus } from '../../lib/data/use-service-status.ts';
import { healthSource } from '../../lib/service/sources/live-sources.ts';
import { healthText } from '../../lib/staff-texts/health-texts.ts';
import { partName } from '../../lib/staff-texts/service-words.ts';
import { dateTimeText } from '../../lib/texts/format.ts';
import { Section } from './section.tsx';
import { isVerified } from './verifier/is-verified.ts';

/** Parts and providers, as the last look found them. */
export function HealthSection() {
  const { items, ...live } = useLive(healthSource);
  const { status, faults } = useServiceStatus();
  if (!items)
    return (
      <Unread status={live.status}>
        <Skeleton className="h-40 rounded-2xl" />
      </Unread>
    );
  const report = items[0]?.value;
  return (
    <Section title={t`Health`} aside={report && t`Checked ${dateTimeText(report.checkedAt)}`}>
      {report ? (
        <div className="rounded-2xl border border-line bg-surface p-4 sm:p-5">
          <StandingMark standing={status} />
          <Faults faults={faults} />
          <ul className="mt-4 grid gap-x-6 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
            {[...report.parts, ...report.providers].map((check) => (
              <Check key={check.name} check={check} jobs={report.jobs} />
            ))}
          </ul>
        </div>
      ) : (
        <p className="text-ink-2">
          <Trans>No check yet. The job “health” runs every five minutes.</Trans>
        </p>
      )}
    </Section>
  );
}

/** What makes the status what it is. */
function Faults({ faults }: { faults: readonly ServiceFault[] }) {
  if (faults.length === 0) return null;
  return (
    <ul aria-label={t`What is wrong`} className="mt-2 space-y-0.5 text-bad text-[0.8125rem]">
      {faults.map((fault) => {
        const text = healthText(fault);
        return (
          <li key={fault.name}>
            {partName(fault.name)}
            {text && `: ${text}`}
          </li>
        );
      })}
    </ul>
  );
}

/** What is told of records that are as they should be; how fast they were read says nothing. */
const wellText: Record<string, string> = {
  books: t`No open drift`,
  alerts: t`None is open`,
  payments: t`No events waiting; Stripe matches`,
};

interface CheckProps {
  check: HealthCheck;
  jobs: HealthReport['jobs'];
}

function Check({ check, jobs }: CheckProps) {
  const { name, status, tookMs } = check;
  const isUnknown = status === 'ok' && !isVerified(name, jobs);
  const standing = isUnknown ? 'new' : status;
  const well = isUnknown ? t`Not verified yet` : wellText[name];
  return (
    <li className="min-w-0">
      <div className="flex items-center justify-between gap-3 border-line border-b pb-1.5">
        <span className="truncate">{partName(name)}</span>
        <StandingMark standing={standing} />
      </div>
      <p className="nums mt-1 text-ink-3 text-xs">
        {healthText(check) ?? well ?? (status === 'off' ? t`Not configured` : t`Answered in ${tookMs} ms`)}
      </p>
    </li>
  );
}
