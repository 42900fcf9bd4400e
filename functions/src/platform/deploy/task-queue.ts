import { createHash } from 'node:crypto';
import type { App } from 'firebase-admin/app';
import { getFunctions } from 'firebase-admin/functions';
import { traceHeaders } from '../signals/trace.ts';

/** A queue of tasks for one function. */
export interface TaskQueue<T extends object> {
  /** Resolves when the task is queued, for now or for later. A second task with the same name is dropped. */
  add(name: string, task: T, atMs?: number): Promise<void>;
}

const DISPATCH_DEADLINE_SECONDS = 1_800;

export function createTaskQueue<T extends object>({
  app,
  region,
  functionName,
}: {
  readonly app: App;
  readonly region: string;
  readonly functionName: string;
}): TaskQueue<T> {
  return {
    async add(name, task, atMs) {
      const id = createHash('sha256').update(name).digest('hex');
      const queue = getFunctions(app).taskQueue<T>(`locations/${region}/functions/${functionName}`);
      try {
        const when = atMs === undefined ? {} : { scheduleTime: new Date(atMs) };
        await queue.enqueue(task, {
          ...{ id, dispatchDeadlineSeconds: DISPATCH_DEADLINE_SECONDS, ...when },
          headers: { ...traceHeaders() },
        });
      } catch (error) {
        if ((error as { code?: unknown }).code !== 'functions/task-already-exists') throw error;
      }
    },
  };
}
