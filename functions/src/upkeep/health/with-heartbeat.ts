import type { Job } from '../../platform/deploy/job.ts';
import type { SendRequest } from '../../platform/receivers/send-request.ts';
import { log } from '../../platform/signals/log.ts';

export interface HeartbeatServices {
  /** Empty: there is no monitor. */
  readonly heartbeatUrl: () => string;
  readonly sendRequest: SendRequest;
}

/**
 * Makes a job call an outside monitor after each run that succeeds. The monitor raises the alarm when no call comes,
 * because then nothing here could.
 */
export function withHeartbeat(job: Job, { heartbeatUrl, sendRequest }: HeartbeatServices): Job {
  return {
    ...job,
    async run(jobRun) {
      const counts = await job.run(jobRun);
      const url = heartbeatUrl();
      if (url === '') return counts;
      const answer = await sendRequest({ method: 'GET', url });
      const result = answer.status === null ? answer.why : String(answer.status);
      if (answer.status === null || answer.status >= 300) log.heartbeatNotTaken({ result });
      return counts;
    },
  };
}
