import { callables } from '../../contract/index.ts';
import { cancelReel } from '../../generation/reel/cancel-reel.ts';
import { resumeReel } from '../../generation/reel/resume-reel.ts';
import { startReel } from '../../generation/reel/start-reel.ts';
import { ReelProgress } from '../answers.ts';
import type { ApiServices } from '../api-services.ts';
import * as examples from '../examples.ts';
import { parseTerms } from '../parse-terms.ts';
import { readReelProgress } from '../reads/read-reel-progress.ts';
import { ReelParams, ReelRequest, ResumeRequest } from '../requests.ts';
import { type Route, route } from '../route.ts';
import { noChunks } from './no-chunks.ts';

export function reelRoutes(services: ApiServices): Route[] {
  const [start, resume, cancel] = [startReel(services), resumeReel(services), cancelReel(services)];
  const shared = { method: 'post', caller: 'person' } as const;
  const { reelId } = examples.reel;
  return [
    route({
      ...shared,
      id: 'startReel',
      path: '/start-reel',
      params: null,
      summary: 'Begins a reel, from a story to a video: each step is paid for on its own',
      request: ReelRequest,
      answer: callables.startReel.response,
      makesRequest: true,
      problems: [
        'moderated',
        'agreement-required',
        'price-changed',
        'idempotency-conflict',
        'request-expired',
        'unknown-operation',
        'operation-disabled',
      ],
      example: { body: examples.reelRequest, answer: examples.reel },
      serve: (request, context, rejection) =>
        start({ ...request.body, ...parseTerms(request) }, context, noChunks, rejection),
    }),
    route({
      id: 'getReel',
      method: 'get',
      path: '/reels/{reelId}',
      params: ReelParams,
      summary: 'How far a reel is, step by step',
      caller: 'person',
      request: null,
      answer: ReelProgress,
      makesRequest: false,
      problems: ['not-found'],
      example: { params: { reelId }, answer: examples.reelProgress },
      serve: ({ params }, { accountId, uid }) =>
        readReelProgress(services.reels, { accountId, uid, ...params }),
    }),
    route({
      ...shared,
      id: 'resumeReel',
      path: '/resume-reel',
      params: null,
      summary: 'Goes on from the step that failed',
      request: ResumeRequest,
      answer: callables.resumeReel.response,
      makesRequest: false,
      problems: ['not-found', 'price-changed', 'already-settled', 'agreement-required'],
      example: { body: { reelId }, answer: examples.reel },
      serve({ body }, context) {
        const { shownPriceMicros, catalogVersion } = parseTerms({ body, idempotencyKey: null });
        return resume({ reelId: body.reelId, shownPriceMicros, catalogVersion }, context, noChunks);
      },
    }),
    route({
      ...shared,
      id: 'cancelReel',
      path: '/cancel-reel',
      params: null,
      summary: 'Stops a reel: what is done stays charged, the rest is never charged',
      request: callables.cancelReel.request,
      answer: callables.cancelReel.response,
      makesRequest: false,
      problems: ['not-found', 'already-settled'],
      example: { body: { reelId }, answer: { reelId, status: 'cancelled' } },
      serve: ({ body }, context) => cancel(body, context, noChunks),
    }),
  ];
}
