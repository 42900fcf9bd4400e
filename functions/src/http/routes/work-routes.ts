import { callables } from '../../contract/index.ts';
import { Generated } from '../answers.ts';
import type { ApiServices } from '../api-services.ts';
import * as examples from '../examples.ts';
import { generateOverHttp, generateProblems } from '../generate-over-http.ts';
import { BananaRequest, ImageRequest, OperationParams, OperationRequest } from '../requests.ts';
import { type Route, route } from '../route.ts';

export function workRoutes(services: ApiServices): Route[] {
  const generateWith = generateOverHttp(services);
  const shared = {
    method: 'post',
    caller: callables.generate.caller,
    answer: Generated,
    makesRequest: true,
    problems: generateProblems,
    statusOf: ({ output }: { output: unknown }) => (output === null ? 202 : 200),
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
