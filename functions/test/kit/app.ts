import { randomUUID } from 'node:crypto';
import { type App, deleteApp, getApps, initializeApp } from 'firebase-admin/app';
import { getAuth } from 'firebase-admin/auth';
import { getFirestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import {
  defineOperation,
  type FiremeterOptions,
  firemeter,
  per,
  perRequest,
  perThousandTokens,
} from '../../src/firemeter.ts';
import { cancelGeneration } from '../../src/generation/calls/cancel-generation.ts';
import { createServices } from '../../src/wiring.ts';
import { contextOf } from '../support/backend.ts';

/** Summarizes a text: three credits a page, at most as many pages as the text has. */
export const summarize = defineOperation({
  kind: 'summarize',
  input: { text: z.string().min(1).max(100_000) },
  units: ['page'],
  runs: 'app',
  sample: { input: { kind: 'summarize', text: 'A long story.' }, sources: [] },
  atMost: ({ text }) => ({ page: Math.ceil(text.length / 2_000) }),
  promptOf: ({ text }) => text.slice(0, 80),
  texts: ({ text }) => [text],
});

/** Answers a question: by the token, at most 500 of them. */
export const ask = defineOperation({
  kind: 'ask',
  input: { question: z.string().min(1).max(2_000) },
  units: ['token'],
  runs: 'app',
  sample: { input: { kind: 'ask', question: 'Why?' }, sources: [] },
  atMost: ({ question }) => ({ inputTokens: question.length, outputTokens: 500 }),
  promptOf: ({ question }) => question,
});

export const operations = [summarize, ask] as const;
export const catalog = {
  summarize: {
    label: { en: 'Summary', de: 'Zusammenfassung' },
    models: {
      ours: { provider: 'ours', id: 'reader-1', price: per(1, 'page', 3), cost: per(10, 'page', 0.02) },
    },
  },
  ask: {
    label: 'Answer',
    models: {
      fast: {
        provider: 'google',
        id: 'gemini-2.5-flash',
        price: perThousandTokens(1, 2),
        cost: perThousandTokens(0.0003, 0.0025),
      },
      flat: { provider: 'ours', id: 'flat', price: perRequest(2), cost: perRequest(0) },
    },
  },
} as const;

/** An app in a project of its own, with Firemeter added, and people who may use it. */
export function newApp(
  options: Partial<FiremeterOptions<(typeof operations)[number]>> = {},
  projectId = newProjectId(),
) {
  const app: App = initializeApp({ projectId }, randomUUID());
  const credits = firemeter({
    ...{ app, operations, catalog },
    welcome: { credits: 500, needsVerifiedEmail: false },
    ...options,
  });
  return {
    projectId,
    credits,
    db: getFirestore(app),
    async newUser(): Promise<string> {
      const { uid } = await getAuth(app).createUser({ email: `${randomUUID()}@example.com` });
      return uid;
    },
    close: () => deleteApp(app),
  };
}

/** Cancels a request as another instance does: by what is stored. */
export async function cancelElsewhere(projectId: string, uid: string, requestId: string): Promise<void> {
  const app = getApps().find(({ options }) => options.projectId === projectId);
  const { services } = createServices(app ? { app } : {});
  await cancelGeneration(services)({ requestId }, contextOf(uid), () => undefined);
  services.runningWork.close();
}

function newProjectId(): string {
  return `demo-${randomUUID()}`;
}
