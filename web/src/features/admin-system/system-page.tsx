import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Siren } from 'lucide-react';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { buttonClass } from '../../components/ui/button.tsx';
import { CallsSection } from './calls-section.tsx';
import { HealthSection } from './health-section.tsx';
import { JobsSection } from './jobs/jobs-section.tsx';
import { RefundsSection } from './refunds-section.tsx';
import { VerifierSection } from './verifier/verifier-section.tsx';

/** What runs by itself, how everything is, and whether the books are right. */
export function SystemPage() {
  return (
    <div className="mx-auto w-full max-w-6xl">
      <PageHeader
        title={t`System`}
        aside={
          <Link to="/admin/emergency" className={buttonClass({ size: 'small' })}>
            <Siren aria-hidden="true" className="size-4" /> <Trans>Emergency</Trans>
          </Link>
        }
      >
        <Trans>Scheduled jobs, the health of each part and provider, and the state of the books.</Trans>
      </PageHeader>
      <div className="space-y-8">
        <HealthSection />
        <RefundsSection />
        <VerifierSection />
        <CallsSection />
        <JobsSection />
      </div>
    </div>
  );
}
