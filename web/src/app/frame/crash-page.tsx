import { Trans } from '@lingui/react/macro';
import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { buttonClass } from '../../components/ui/button.tsx';
import { CrashScreen } from './crash-screen.tsx';
import { useReportPageError } from './use-report-page-error.ts';

/** Stands in for a route that failed. The rest of the app goes on. */
export function CrashPage({ error }: ErrorComponentProps) {
  const traceId = useReportPageError(error);
  return (
    <CrashScreen error={error} traceId={traceId}>
      <Link to="/" className={buttonClass({})}>
        <Trans>Back to studio</Trans>
      </Link>
    </CrashScreen>
  );
}
