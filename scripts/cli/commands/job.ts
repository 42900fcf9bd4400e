import { type Job, runJob, scheduledJobs } from '../../stack/local/jobs.ts';
import { Problem, step } from '../../stack/terminal.ts';
import { chooseTarget, type TargetOptions } from '../target.ts';

/** Runs a scheduled job of the emulators now. */
export async function job(name: string | undefined, options: TargetOptions): Promise<void> {
  const { project, emulators } = await chooseTarget(options);
  if (!emulators) {
    throw new Problem(
      `Cloud Scheduler runs the jobs of ${project}. To run one now: gcloud scheduler jobs run firebase-schedule-${name ?? 'NAME'}-us-central1 --location us-central1 --project ${project}`,
    );
  }
  const chosen = choose(await scheduledJobs(emulators), name);
  await step(`Running ${chosen.name}`, () => runJob(emulators, chosen, project));
}

function choose(jobs: readonly Job[], name: string | undefined): Job {
  const found = jobs.find((candidate) => candidate.name === name);
  if (found) return found;
  const list = jobs.map((candidate) => `  ${candidate.name}  (${candidate.schedule})`);
  const problem = name ? `There is no scheduled job "${name}".` : 'Name a job.';
  throw new Problem([problem, ...(list.length > 0 ? ['Jobs:', ...list] : ['There are no jobs.'])].join('\n'));
}
