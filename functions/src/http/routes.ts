import { callables, MICROS_PER_CREDIT, packOffers } from '../contract/index.ts';
import { cancelGeneration } from '../generation/calls/cancel-generation.ts';
import { mergeGuest } from '../generation/calls/merge-guest.ts';
import { openAccount } from '../generation/calls/open-account.ts';
import { setCaps } from '../generation/calls/set-caps.ts';
import { updateAIActivityStatus } from '../generation/calls/update-activity-status.ts';
import { validateAndDeductCredits } from '../generation/calls/validate-and-deduct-credits.ts';
import { linkToResult } from '../generation/outputs/link-to-result.ts';
import { removeResults } from '../generation/outputs/remove-results.ts';
import { cancelReel } from '../generation/reel/cancel-reel.ts';
import { resumeReel } from '../generation/reel/resume-reel.ts';
import { startReel } from '../generation/reel/start-reel.ts';
import { ActivityState, CreditPacks, Credits, Generated, Health, Held, ReelProgress } from './answers.ts';
import type { ApiServices } from './api-services.ts';
import * as examples from './examples.ts';
import { generateOverHttp, generateProblems } from './generate-over-http.ts';
import { parseTerms } from './parse-terms.ts';
import { createReadHealth } from './reads/create-read-health.ts';
import { readActivityState } from './reads/read-activity-state.ts';
import { readCredits } from './reads/read-credits.ts';
import { readReelProgress } from './reads/read-reel-progress.ts';
import {
  BananaRequest,
  HoldRequest,
  ImageRequest,
  OperationParams,
  OperationRequest,
  ReelParams,
  ReelRequest,
  RequestParams,
  ResumeRequest,
} from './requests.ts';
import { type Route, route } from './route.ts';

const noChunks = () => undefined;
const statusOfWork = ({ output }: { output: unknown }) => (output === null ? 202 : 200);
const holdProblems = generateProblems.filter(
  (code) => !code.startsWith('provider-') && code !== 'worker-lost',
);

/** Returns every route of the API, in the order of the OpenAPI document. */
export function createRoutes(services: ApiServices): Route[] {
  return [
    ...balance(services),
    ...work(services),
    ...requests(services),
    ...reels(services),
    ...elsewhere(services),
    ...service(services),
  ];
}

function service(services: ApiServices): Route[] {
  const healthOf = createReadHealth(services);
  return [
    route({
      id: 'getHealth',
      method: 'get',
      path: '/health',
      params: null,
      summary: 'How each part, provider and scheduled job was when last looked at, within five minutes',
      caller: null,
      request: null,
      answer: Health,
      makesRequest: false,
      problems: [],
      example: { answer: examples.health },
      serve: () => healthOf(),
    }),
  ];
}

function balance(services: ApiServices): Route[] {
  const open = openAccount(services);
  const merge = mergeGuest(services);
  const limitSpending = setCaps(services);
  return [
    route({
      id: 'getCredits',
      method: 'get',
      path: '/credits',
      params: null,
      summary:
        'What is left, what came and went, and the latest entries; for a guest the free turns and the offer',
      caller: 'guest',
      request: null,
      answer: Credits,
      makesRequest: false,
      problems: ['not-found'],
      example: { answer: examples.credits },
      serve: (_, context) => readCredits(services, context),
    }),
    route({
      id: 'getCreditPacks',
      method: 'get',
      path: '/credit-packs',
      params: null,
      summary: 'The packs on offer: price, bonus, savings, label',
      caller: null,
      request: null,
      answer: CreditPacks,
      makesRequest: false,
      problems: [],
      example: { answer: examples.creditPacks },
      async serve() {
        const { version, catalog } = await services.catalogs.current(0);
        return { catalogVersion: version, packs: packOffers(catalog) };
      },
    }),
    route({
      id: 'openAccount',
      method: 'post',
      path: '/open-account',
      params: null,
      summary: 'Makes the account on first sign-in and grants the welcome credits, once per identity',
      caller: callables.openAccount.caller,
      request: callables.openAccount.request,
      answer: callables.openAccount.response,
      makesRequest: false,
      problems: [],
      example: { body: {}, answer: examples.opened },
      serve: ({ body }, context) => open(body, context, noChunks),
    }),
    route({
      id: 'mergeGuest',
      method: 'post',
      path: '/merge-guest',
      params: null,
      summary: 'Brings what was made as a guest to the account signed in to since',
      caller: callables.mergeGuest.caller,
      request: callables.mergeGuest.request,
      answer: callables.mergeGuest.response,
      makesRequest: false,
      problems: [],
      example: { body: { guestToken: 'eyJhbGciOi…' }, answer: { movedActivities: 2 } },
      serve: ({ body }, context) => merge(body, context, noChunks),
    }),
    route({
      id: 'setCaps',
      method: 'post',
      path: '/set-caps',
      params: null,
      summary:
        'Sets the most that the account lets itself spend in a day and in a month of UTC; null: no cap',
      caller: callables.setCaps.caller,
      request: callables.setCaps.request,
      answer: callables.setCaps.response,
      makesRequest: false,
      problems: ['not-found'],
      example: { body: examples.caps, answer: examples.caps },
      serve: ({ body }, context) => limitSpending(body, context, noChunks),
    }),
  ];
}

function work(services: ApiServices): Route[] {
  const generateWith = generateOverHttp(services);
  const shared = {
    method: 'post',
    caller: callables.generate.caller,
    answer: Generated,
    makesRequest: true,
    problems: generateProblems,
    statusOf: statusOfWork,
  } as const;
  return [
    route({
      ...shared,
      id: 'generateImage',
      path: '/generate-image',
      params: null,
      summary: 'Makes a picture',
      request: ImageRequest,
      work: { operation: 'image' },
      example: { body: { prompt: 'a lighthouse at dusk' }, answer: examples.generated },
      serve(request, context, rejection) {
        const { model } = request.body;
        const input = toImageInput(request.body);
        return generateWith(request, {
          wish: { operation: 'image', model, input },
          context,
          rejection,
        });
      },
    }),
    route({
      ...shared,
      id: 'generateNanoBanana',
      path: '/generate-nano-banana',
      params: null,
      summary: 'Makes a picture with the model "nano-banana"',
      request: BananaRequest,
      work: { operation: 'image', model: 'nano-banana' },
      example: { body: { prompt: 'a lighthouse at dusk' }, answer: examples.generated },
      serve(request, context, rejection) {
        const input = toImageInput(request.body);
        return generateWith(request, {
          wish: { operation: 'image', model: 'nano-banana', input },
          context,
          rejection,
        });
      },
    }),
    route({
      ...shared,
      id: 'runOperation',
      path: '/operations/{operation}',
      params: OperationParams,
      summary: 'Does any operation of the catalog',
      description:
        'Holds its price, does the work and takes what it cost. Without `shownPriceMicros` the current price is taken. Long work (video, render, polish) is answered with 202 and goes on.',
      request: OperationRequest,
      example: {
        params: { operation: 'chat' },
        body: examples.chatRequest,
        answer: examples.chatted,
      },
      serve(request, context, rejection) {
        const { operation } = request.params;
        const { model, input, label } = request.body;
        return generateWith(request, { wish: { operation, model, input, label }, context, rejection });
      },
    }),
  ];
}

function toImageInput({ prompt, variant }: { prompt: string; variant?: string | undefined }) {
  return { kind: 'image', prompt, ...(variant === undefined ? {} : { variant }) } as const;
}

function requests(services: ApiServices): Route[] {
  const cancel = cancelGeneration(services);
  const link = linkToResult(services);
  const remove = removeResults(services);
  const params = { requestId: examples.requestId };
  return [
    route({
      id: 'getActivity',
      method: 'get',
      path: '/activities/{requestId}',
      params: RequestParams,
      summary: 'How a request stands and, when it is done, what was made',
      caller: 'guest',
      request: null,
      answer: ActivityState,
      makesRequest: false,
      problems: ['not-found'],
      example: { params, answer: examples.activity },
      serve: ({ params: { requestId } }, { accountId, uid }) =>
        readActivityState(services.activities, { accountId, uid, requestId }),
    }),
    route({
      id: 'getLink',
      method: 'get',
      path: '/activities/{requestId}/link',
      params: RequestParams,
      summary: 'An address of the file that was made, good for an hour at least',
      caller: callables.linkToResult.caller,
      request: null,
      answer: callables.linkToResult.response,
      makesRequest: false,
      problems: ['not-found'],
      example: { params, answer: examples.link },
      serve: ({ params: { requestId } }, context) => link({ requestId }, context, noChunks),
    }),
    route({
      id: 'removeResults',
      method: 'post',
      path: '/remove-results',
      params: null,
      summary: 'Deletes what was made, with prompts and files; what it cost stays in the history',
      caller: callables.removeResults.caller,
      request: callables.removeResults.request,
      answer: callables.removeResults.response,
      makesRequest: false,
      problems: [],
      example: { body: { requestIds: [examples.requestId] }, answer: { removed: 1 } },
      serve: ({ body }, context) => remove(body, context, noChunks),
    }),
    route({
      id: 'cancelGeneration',
      method: 'post',
      path: '/cancel-generation',
      params: null,
      summary: 'Stops a request; what a stream has delivered is kept and charged, the rest comes back',
      caller: callables.cancelGeneration.caller,
      request: callables.cancelGeneration.request,
      answer: callables.cancelGeneration.response,
      makesRequest: false,
      problems: ['not-found'],
      example: { body: params, answer: examples.cancelled },
      serve: ({ body }, context) => cancel(body, context, noChunks),
    }),
  ];
}

function reels(services: ApiServices): Route[] {
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
      problems: ['not-found', 'price-changed', 'already-settled'],
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

/** Returns the routes for apps that run the work themselves. */
function elsewhere(services: ApiServices): Route[] {
  const hold = validateAndDeductCredits(services);
  const report = updateAIActivityStatus(services);
  return [
    route({
      id: 'validateAndDeductCredits',
      method: 'post',
      path: '/validate-and-deduct-credits',
      params: null,
      summary: 'Holds credits for work that the app does elsewhere',
      caller: callables.validateAndDeductCredits.caller,
      request: HoldRequest,
      answer: Held,
      makesRequest: true,
      problems: holdProblems,
      example: { body: examples.holdRequest, answer: examples.held },
      async serve(request, context, rejection) {
        const terms = parseTerms(request);
        const state = await hold({ ...request.body, ...terms }, context, noChunks, rejection);
        const remainingCredits = state.remainingMicros / MICROS_PER_CREDIT;
        return { requestId: terms.requestId, ...state, remainingCredits };
      },
    }),
    route({
      id: 'updateAIActivityStatus',
      method: 'post',
      path: '/update-activity-status',
      params: null,
      summary: 'Reports how work held by validate-and-deduct-credits goes and ends',
      caller: callables.updateAIActivityStatus.caller,
      request: callables.updateAIActivityStatus.request,
      answer: callables.updateAIActivityStatus.response,
      makesRequest: false,
      problems: ['not-found', 'request-expired', 'already-settled', 'return-limit'],
      example: { body: { requestId: examples.requestId, status: 'completed' }, answer: examples.settled },
      serve: ({ body }, context) => report(body, context, noChunks),
    }),
  ];
}
