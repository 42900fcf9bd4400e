import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { PageHeader } from '../../components/page-header.tsx';
import { CallsSection } from './calls-section.tsx';
import { HealthSection } from './health-section.tsx';
import { JobsSection } from './jobs-section.tsx';
import { VerifierSection } from './verifier-section.tsx';

/** What runs by itself, how everything is, and whether the books are right. */
export function SystemPage() {
  return (
    <div className="mx-auto w-full max-w-6xl">
      <PageHeader title={t`System`}>
        <Trans>Scheduled jobs, the health of each part and provider, and the state of the books.</Trans>
      </PageHeader>
      <div className="space-y-8">
        <HealthSection />
        <VerifierSection />
        <CallsSection />
        <JobsSection />
      </div>
    </div>
  );
}
