import type { JobRuns } from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { clockText, dateTimeText, durationText } from '../../../lib/texts/format.ts';
import { countsText } from './counts-text.ts';
import { jobFaultWords } from './job-fault-text.ts';

/** Shows the latest runs of a job; runs without changes are shown together. */
export function JobHistory({ name, runs }: { name: string; runs: readonly JobRuns[] }) {
  return (
    <ol
      aria-label={t`Runs of ${name}`}
      className="divide-y divide-line rounded-xl border border-line bg-sunken/60"
    >
      {runs.map((run) => (
        <li
          key={`${run.firstAtMs} ${run.lastAtMs}`}
          className="nums grid gap-x-4 gap-y-0.5 px-3 py-1.5 text-xs sm:grid-cols-[13rem_6rem_minmax(0,1fr)]"
        >
          <span className="text-ink-2">{whenText(run)}</span>
          <span className="text-ink-3">{durationText(run.tookMs)}</span>
          {run.fault ? (
            <span className="break-words text-bad">{jobFaultWords(run.fault)}</span>
          ) : (
            <span className="break-words text-ink-3">{countsText(run.counts) || t`Nothing to do`}</span>
          )}
        </li>
      ))}
    </ol>
  );
}

function whenText({ times, firstAtMs, lastAtMs }: JobRuns): string {
  if (times === 1) return dateTimeText(firstAtMs);
  const runs = plural(times, { one: '# run', other: '# runs' });
  return t`${dateTimeText(firstAtMs)} to ${clockText(lastAtMs)}: ${runs}`;
}
