import { type JobName, type JobState, jobStanding, jobs } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { useLive } from '#kit/hooks/use-live.ts';
import { useNow } from '#kit/hooks/use-now.ts';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { Unread } from '../../../components/controls/unread.tsx';
import { StandingMark } from '../../../components/layout/standing-mark.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { classNames } from '../../../components/ui/class-names.ts';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.tsx';
import { ErrorNotice } from '../../../components/ui/error-notice.tsx';
import { Field } from '../../../components/ui/field.tsx';
import { useServices } from '../../../lib/service/services.ts';
import { jobsSource } from '../../../lib/service/sources/live-sources.ts';
import { countdownText, durationText } from '../../../lib/texts/format.ts';
import { Section } from '../section.tsx';
import { countsText } from './counts-text.ts';
import { jobFaultText } from './job-fault-text.ts';
import { JobHistory } from './job-history.tsx';
import { jobTexts } from './job-texts.ts';
import { nextRunMs } from './next-run.ts';
import { scheduleText } from './schedule-text.ts';

const names = Object.keys(jobs) as JobName[];
const usualReason = t`Run by hand`;

/** Every scheduled job as it stands, and the button that runs it now. */
export function JobsSection() {
  const { client } = useServices();
  const { status, items } = useLive(jobsSource);
  const nowMs = useNow({ everyMs: 1_000 });
  const [asked, setAsked] = useState<JobName>();
  const [reason, setReason] = useState(usualReason);
  const run = useMutation({
    mutationFn: (job: JobName) =>
      client.call('runJob', { requestId: newRequestId(), job, reason: reason.trim() || usualReason }),
  });
  if (!items)
    return (
      <Unread status={status}>
        <Skeleton className="h-96 rounded-2xl" />
      </Unread>
    );
  const states = new Map(items.map(({ id, value }) => [id, value]));
  return (
    <Section title={t`Scheduled jobs`} aside={t`Times are UTC`}>
      <ul className="divide-y divide-line rounded-2xl border border-line bg-surface">
        {names.map((name) => (
          <JobRow
            key={name}
            name={name}
            state={states.get(name) ?? null}
            nowMs={nowMs}
            busy={run.isPending && run.variables === name}
            onRun={() => setAsked(name)}
          />
        ))}
      </ul>
      {run.error && (
        <div className="mt-4">
          <ErrorNotice error={toCallError(run.error)} />
        </div>
      )}
      <ConfirmDialog
        title={t`Run ${asked ?? ''} now?`}
        confirmLabel={t`Run now`}
        open={asked !== undefined}
        onCancel={() => setAsked(undefined)}
        onConfirm={() => {
          if (asked) run.mutate(asked);
          setAsked(undefined);
        }}
      >
        <p className="mb-4">{asked && jobTexts[asked]}</p>
        <Field
          label={t`Reason`}
          hint={t`Kept in the audit log.`}
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </ConfirmDialog>
    </Section>
  );
}

interface JobRowProps {
  name: JobName;
  state: JobState | null;
  nowMs: number;
  busy: boolean;
  onRun: () => void;
}

function JobRow({ name, state, nowMs, busy, onRun }: JobRowProps) {
  const standing = jobStanding(name, state, nowMs);
  return (
    <li aria-label={name} className="flex flex-wrap items-start gap-x-5 gap-y-2 px-4 py-3.5 sm:px-5">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-medium font-mono text-[0.8125rem]">{name}</span>
          <StandingMark standing={busy ? 'running' : standing} />
        </p>
        <p className="mt-0.5 text-ink-2">{jobTexts[name]}</p>
        {standing === 'failed' && state?.lastFailure && (
          <p className="mt-1 break-words text-bad text-xs">{jobFaultText(state.lastFailure)}</p>
        )}
        {standing === 'failed' && state?.lastSuccessAt === null && !state.lastFailure && (
          <p className="mt-1 text-bad text-xs">
            <Trans>It was stopped before it finished.</Trans>
          </p>
        )}
      </div>
      <div className="nums min-w-0 basis-44 text-ink-3 text-xs">
        <p>
          {scheduleText(jobs[name].schedule)}
          {state && ` · ${nextText(name, state, nowMs)}`}
        </p>
        <p className="text-ink-2">{successText(state, nowMs)}</p>
        <p className={classNames('break-words', standing === 'found' && 'font-medium text-bad')}>
          {countsText(state?.counts ?? {})}
        </p>
      </div>
      <Button
        size="small"
        busy={busy}
        disabled={standing === 'running'}
        aria-label={t`Run now: ${name}`}
        onClick={onRun}
      >
        {!busy && <Play aria-hidden="true" className="size-3.5" />} <Trans>Run now</Trans>
      </Button>
      {state?.runs && (
        <details className="w-full">
          <summary className="w-fit cursor-pointer text-ink-3 text-xs hover:text-ink">
            <Trans>Last runs</Trans>
          </summary>
          <div className="mt-2">
            <JobHistory name={name} runs={state.runs} />
          </div>
        </details>
      )}
    </li>
  );
}

function nextText(name: JobName, { lastStartAt }: JobState, nowMs: number): string {
  const dueMs = nextRunMs(jobs[name], { lastStartMs: lastStartAt, nowMs });
  return dueMs <= nowMs ? t`due now` : t`next in ${countdownText(dueMs - nowMs)}`;
}

function successText(state: JobState | null, nowMs: number): string {
  if (state?.lastSuccessAt == null) return t`Has not succeeded yet`;
  const ago = countdownText(nowMs - state.lastSuccessAt);
  return state.tookMs === null
    ? t`Succeeded ${ago} ago`
    : t`Succeeded ${ago} ago, in ${durationText(state.tookMs)}`;
}
