import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CallError } from '#kit/core/call-error.ts';
import { describeError } from '../../lib/errors/describe-error.ts';
import { describeIssue } from '../../lib/errors/describe-issue.ts';
import { CopyText } from './copy-text.tsx';

/** What went wrong, what to do, and the trace id by which the team finds it. */
export function ErrorNotice({ error, action }: { error: CallError; action?: ReactNode }) {
  const { title, help } = describeError(error);
  const issues = error.details.issues ?? [];
  return (
    <div role="alert" className="animate-rise rounded-xl border border-bad/30 bg-bad/8 p-4">
      <div className="flex gap-3">
        <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-bad" />
        <div className="min-w-0 flex-1 space-y-1">
          <p className="font-medium text-ink">{title}</p>
          <p className="break-words text-ink-2">{help}</p>
          {issues.length > 0 && (
            <ul className="list-disc ps-4 text-ink-2 text-xs">
              {issues.map((issue) => (
                <li key={`${issue.path} ${issue.message}`}>
                  <span className="font-mono">{issue.path}</span> {describeIssue(issue)}
                </li>
              ))}
            </ul>
          )}
          {error.traceId && (
            <details className="pt-1 text-ink-3 text-xs">
              <summary className="cursor-pointer hover:text-ink-2">
                <Trans>Details</Trans>
              </summary>
              <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
                <span className="font-mono">{error.code}</span>
                <CopyText label={t`trace id`} text={error.traceId} />
              </div>
            </details>
          )}
        </div>
        {action && <div className="shrink-0">{action}</div>}
      </div>
    </div>
  );
}
