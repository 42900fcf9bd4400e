import { callables, MICROS_PER_CREDIT } from '../../contract/index.ts';
import { updateAIActivityStatus } from '../../generation/calls/update-activity-status.ts';
import { validateAndDeductCredits } from '../../generation/calls/validate-and-deduct-credits.ts';
import { Held } from '../answers.ts';
import type { ApiServices } from '../api-services.ts';
import * as examples from '../examples.ts';
import { generateProblems } from '../generate-over-http.ts';
import { parseTerms } from '../parse-terms.ts';
import { HoldRequest } from '../requests.ts';
import { type Route, route } from '../route.ts';
import { noChunks } from './no-chunks.ts';

const holdProblems = generateProblems.filter(
  (code) => !code.startsWith('provider-') && code !== 'worker-lost',
);

/** Returns the routes for apps that run the work themselves. */
export function heldWorkRoutes(services: ApiServices): Route[] {
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
