/** `npm run job -- NAME [--port-offset N]`: runs a scheduled job now, on the running stack. */
import { type Job, runJob, scheduledJobs } from './stack/jobs.ts';
import { portOffset, portsAt } from './stack/ports.ts';
import { fail, Problem, readArguments, step } from './terminal.ts';

try {
  const { values, positionals } = readArguments({
    allowPositionals: true,
    options: { 'port-offset': { type: 'string' } },
  });
  const ports = portsAt(portOffset(values['port-offset']));
  const job = choose(await scheduledJobs(ports), positionals[0]);
  await step(`Running ${job.name}`, () => runJob(ports, job));
} catch (error) {
  fail(error);
}

function choose(jobs: readonly Job[], name: string | undefined): Job {
  const job = jobs.find((candidate) => candidate.name === name);
  if (job) return job;
  const list = jobs.map((candidate) => `  ${candidate.name}  (${candidate.schedule})`);
  const problem = name ? `There is no scheduled job "${name}".` : 'Which job? npm run job -- NAME';
  throw new Problem([problem, ...(list.length > 0 ? ['Jobs:', ...list] : ['There are no jobs.'])].join('\n'));
}
