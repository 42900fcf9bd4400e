import { useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { newTraceId } from '#kit/core/new-trace-id.ts';
import { useFirebase } from '../../lib/service/firebase/use-firebase.ts';
import { toPageError } from '../../lib/service/to-page-error.ts';

/** A page that fails again and again is reported so often while it is open. */
const MOST = 3;
let reported = 0;

/** Reports that a page failed, and returns the trace id under which the report is found. */
export function useReportPageError(error: unknown): string {
  const firebase = useFirebase();
  const page = useRouterState({ select: ({ matches }) => matches.at(-1)?.fullPath ?? '/' });
  const [traceId] = useState(newTraceId);
  useEffect(() => {
    const report = toPageError(error, { page, origin: location.origin });
    if (!report || reported >= MOST) return;
    reported += 1;
    // Who isn't signed in can't report, and the page says what happened either way.
    import('../../lib/service/firebase/start-services.ts')
      .then(({ startServices }) =>
        startServices(firebase).client.call('reportPageError', report, { traceId }),
      )
      .catch(() => undefined);
  }, [firebase, error, page, traceId]);
  return traceId;
}
